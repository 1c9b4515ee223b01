"""Names of people in a byline: told by their shape, since no list of names could be complete."""

from __future__ import annotations

import re

from cleaner.dates import begins_date
from cleaner.text import LatePattern, has_cjk, word_set

_PARTICLES = word_set(
    "de del della di da do dos das du des le la van von der den ter ten zu zur bin ibn al el ben ould abu y e af "
    "av til af dal dalla dos santos st ma ul ur"
)
# Words that a name never has; what stands with capitals on a page beside bylines.
_NO_NAMES = word_set(
    "korrespondent korrespondentin redakteur redakteurin autor autorin "
    "quick links link useful withheld supplied anonymous "
    "reading time temps lecture facebook whatsapp twitter imprimir compartir reporter correspondent northern "
    "staff writer reviewer expert career feature strategy tools tips insights hotels financial licensed "
    "journalism collective marketing agency solutions group inc llc university research press media daily "
    "magazine the and for with from about more read view all posts share comments comment email print follow "
    "home news sports opinion politics world business health culture photo image video live editor editors "
    "team contributor guest subscribe sign updated published posted author authors written content article "
    "story breaking latest top last modified min minutes best guide blog what how why when who where your our "
    "you are is in on at to of a an my newsletter advertisement topics tags related search menu close login "
    "contact privacy terms cookie policy podcast heute mehr zum zur und der die das lesen sie teilen "
    "kommentare startseite wirtschaft sport politik panorama kultur les des une sur pour dans partager lire "
    "los las una para leer noticias economía deportes com uma não os"
)
# But where a word says that a name follows.
_YET_NAMES = word_set("An To On My Das Best Guest Read Uma")
_AND_WORDS = r"\b(?:and|und|et|by|e|i|en|och|og|a|ve|dan|mit|with|avec|con|met)\b"
_AND = LatePattern(
    rf"\s*(?:,|;|、|،|/|&|\+|{_AND_WORDS}|\bи\b|\bта\b|\bй\b|\bκαι\b|\bvà\b"
    r"|और|\sو\s?|\sו(?=[\u0590-\u05ff])|・(?=[\u4e00-\u9fff]{3,}))\s+"
    r"|[、;；]|(?<=[\u4e00-\u9fff\uac00-\ud7af]{2})[,，·・](?=[\u4e00-\u9fff\uac00-\ud7af]{2})|\s*[;/]\s*"
)
# What of it can match in ASCII, which is compiled ten times faster.
_ASCII_AND = re.compile(rf"\s*(?:,|;|/|&|\+|{_AND_WORDS})\s+|;|\s*[;/]\s*")
_CJK_NAME = LatePattern(
    r"(?:[\u4e00-\u9fff々]{1,4}[\s\u3000]?[\u4e00-\u9fff々\u3040-\u30ff]{1,4}|[\uac00-\ud7af]{2,4}|[\u30a0-\u30ff・＝=]{4,20})"
)
_GLUED = re.compile(r"(?<=[a-zß-ÿ])[A-Z][a-z]{2,}")
_EDGE = " \t,.;:|•·–—-/()[]<>«»\"“”'‘’*_=\u200b\u200e\u200f\u3000（）【】＝：、。@"
_HANDLE = re.compile(r"\s*[(\[<]?(?:@\w+|[\w.+-]+@[\w.-]+)[)\]>]?\s*")


def split_names(text: str) -> list[str]:
    """The parts of "Jane Doe, John Roe and Ann Poe"."""
    if len(text) > 200:
        return []
    separator = _ASCII_AND if text.isascii() else _AND.compiled
    return [part for piece in separator.split(_HANDLE.sub(" ", text)) if (part := clean_name(piece))]


def clean_name(text: str) -> str:
    """A name without the signs around it; names all in capitals are set in title case."""
    name = " ".join(text.split()).strip(_EDGE)
    if text.rstrip().endswith((" Jr.", " Sr.", " Jr", "Ph.D.", "M.D.")):
        name += "." if text.rstrip().endswith(".") else ""
    if name.isupper() and len(name) > 6 and " " in name:
        name = name.title()
    return _unglued(name) if _GLUED.search(name) else name


def _unglued(name: str) -> str:
    """The name alone in "ByJane Doe", "Jane DoeUpdated" and "Jane DoeJanuary", as dumps run elements together."""
    name = name[2:] if name.startswith("By") and name[2:3].isupper() else name
    for found in _GLUED.finditer(name):
        tail = found[0].lower()
        if tail in _NO_NAMES or begins_date(tail):
            return name[: found.start()]
    return name


def is_name(name: str, *, told: bool = False) -> bool:
    """True for what may be a person's name by its shape; `told` says that a word such as "by" stands before it."""
    if not 2 <= len(name) <= 40 or any(char.isdigit() for char in name) or any(char in name for char in ":!?…|@%$€™®"):
        return False
    if has_cjk(name):
        return _CJK_NAME.compiled.fullmatch(name) is not None
    words = name.replace("\u00a0", " ").split(" ")
    # Without capitals to tell a name by, only the shortest runs of words may be one.
    most = 5 if name[0].isupper() else 4
    plain = {word.lower().strip(".,") for word in words if not (told and word in _YET_NAMES)}
    if not 2 <= len(words) <= most or not plain or plain & _NO_NAMES:
        return False
    return all(_is_name_word(word, at) for at, word in enumerate(words))


def never_names(word: str) -> bool:
    """True for a word that no name has: "The", "Our", "What"."""
    return word.lower() in _NO_NAMES


def _is_name_word(word: str, at: int) -> bool:
    first = word[0]
    if not first.isalpha():
        return first in "'’" and len(word) > 2
    if first.isupper() or not first.islower():
        return len(word) <= 20
    return (at > 0 and word.lower().strip("'’") in _PARTICLES) or word.startswith(("al-", "el-", "d'", "d’"))


def is_bracketed(text: str) -> bool:
    """True for a short line that ends with a bracket, as a name with a profession does."""
    return text[-1:] in ")）" and text.count("(") + text.count("（") == 1 and len(text) <= 60


def is_caseless(text: str) -> bool:
    """True for text without a capital letter."""
    return not any(char.isupper() for char in text)
