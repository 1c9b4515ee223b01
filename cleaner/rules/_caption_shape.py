"""Captions that no phrase gives away: a name behind a sentence, the paper's name in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from cleaner.model import CERTAIN, Block, Page
from cleaner.rules._caption_place import above_lead, on_top
from cleaner.text import fold, word_set

MOST_WORDS = 45
_TAIL = 60
# A word of three letters or more, which is no abbreviation, and the end of its sentence.
_CLOSED = re.compile(r"[^\W\d_A-Z]{3}[.…][»”’\"')]? ([^.!?…»”\"|]{5,50})$")
_NAME = re.compile(
    r"(?:[^\W\d_][\w.’'-]*\s){1,2}[^\W\d_][\w’'-]+"
    r"(?:(?: for |\s?[/|,]\s?)(?:[^\W\d_][\w.’'&-]*\s){0,3}[^\W\d_][\w’'&-]+)?"
)
_BRACKET = re.compile(r"\s[(（]([^()（）\d]{2,30})[)）]$")
# "The clock tower that struck again = in Kirihama on the morning of the 3rd", as Japanese papers write it.
_EQUALS = re.compile(
    r"＝[^=＝。]{0,24}(?:\d{1,2}日(?:[午前後夕夜朝未明昼]{1,3})?|\d年|\d月|撮影|写す|提供|写真|[市区町村県府都港駅島])(?:、[^。=＝]{1,16})?$"
)
_TOP = 16
_SIGNED_NEAR = 12
_TOLD = 0.8
"""From here on what gives a caption away needs only its place beside it."""
_MOST_NAMES = 5
# In capitals behind a caption.
_ARCHIVE = word_set(
    "archive archiv archivo archives arquivo archivio archief arkiv archiwum arşiv архив архів αρχειο arsip"
)


def captions(page: Page, known: Mapping[int, tuple[float, str]]) -> Iterator[tuple[int, float, str]]:
    """Blocks that have a caption's shape or place: number, how sure, why. `known` are captions found by phrases."""
    signed = list(_by_signature(page))
    yield from signed
    sure = [number for number, (how, _) in known.items() if how >= 0.9 and number - 1 not in known]
    yield from on_top(page, sure)
    told = {number for number, (how, _) in known.items() if how >= _TOLD}
    told |= {number for number, how, _ in signed if how >= _TOLD}
    yield from above_lead(page, known, told)


def _by_signature(page: Page) -> Iterator[tuple[int, float, str]]:
    """Blocks that end with a name; surely, where the same name closes others of the page."""
    glance = page.glance
    names: Counter[str] = Counter()
    short = []
    for block, words, ends in zip(page.blocks, glance.words, glance.ends, strict=True):
        if (
            "＝" in block.text
            and not ends
            and block.number != page.head.headline
            and _EQUALS.search(block.text[-_TAIL:])
        ):
            yield block.number, 0.8, "ends with the place and day of a picture"
        if not ends and 4 <= words <= MOST_WORDS and block.kind not in ("heading", "field", "item", "row"):
            short.append(block)
            for number, sure, why, name in _signed(page, block):
                names[name] += 1
                yield number, sure, why
    often = [name for name, count in names.most_common(_MOST_NAMES) if count > 1 and " " in name]
    for block in short if often else ():
        if any(block.text.endswith(name) and _closes(block.text[: -len(name)]) for name in often):
            yield block.number, CERTAIN, "ends with the name that other captions end with"


def _closes(before: str) -> bool:
    """True for the end of a sentence, or an opening bracket behind one."""
    return before.rstrip(" (（")[-1:] in (".", "…", "!", "?", "”", "’", '"', "»")


def _signed(page: Page, block: Block) -> Iterator[tuple[int, float, str, str]]:
    """A block that ends with a name: behind a sentence, in capitals, or the paper's own in brackets; and the name."""
    tail = block.text[-_TAIL:]
    if tail[-1] in ")）":
        own = _BRACKET.search(tail)
        if own and _is_own_name(page, own[1], block.number):
            yield block.number, 0.8, "ends with the paper's name in brackets", ""
        elif (
            own
            and " " in own[1]
            and fold(own[1]) in page.glance.keys[max(0, block.number - _SIGNED_NEAR) : block.number + _SIGNED_NEAR]
        ):
            yield block.number, 0.8, "ends with a name in brackets that a line nearby is", own[0].strip()
        elif own and "/" in own[1] and _is_signature(own[1]):
            yield block.number, 0.9, "ends with a photographer and an agency in brackets", own[0].strip()
    elif tail[-1].isupper():
        name = _capitals(block.text)
        if name:
            ended = block.text[: -len(name)].rstrip()[-1:] in ".!?…»”\"'"
            yield block.number, 0.9 if ended else 0.6, "ends with a photographer's name in capitals", name
        elif block.key.rpartition(" ")[2] in _ARCHIVE and block.text.rpartition(" ")[2].isupper():
            yield block.number, 0.8, "says that the picture is an archive's", ""
    elif tail[-1].isalpha() and ("." in tail or "…" in tail):
        closed = _CLOSED.search(tail)
        if closed and _is_signature(closed[1]):
            yield block.number, 0.8, "ends with a photographer's name", closed[1]


def _capitals(text: str) -> str:
    """The name in capitals that a text ends with, `"JANE DOE / THE POST"`; empty without one of two words or more."""
    words = text.split(" ")
    at = len(words)
    while at > 0 and (words[at - 1] == "/" or (words[at - 1].isupper() and len(words[at - 1]) > 1)):
        at -= 1
    names = [word for word in words[at:] if len(word) > 2]
    plain = sum(word.islower() for word in words[:at]) >= 2 and all(map(str.isalpha, names))
    return " ".join(words[at:]) if 2 <= len(names) <= 6 and plain else ""


def _is_signature(text: str) -> bool:
    if _NAME.fullmatch(text) is None:
        return False
    words = [word for word in re.split(r"[\s/|,]+", text) if word not in ("for", "")]
    return all(word[0].isupper() for word in words) and not all(word.isupper() for word in words)


def _is_own_name(page: Page, name: str, number: int) -> bool:
    """True for a name of the masthead or of the foot's copyright line."""
    key = name.lower()
    if name[0].islower() or name.count(" ") > 3:
        return False
    for block in page.blocks[:_TOP]:
        if block.words <= 6 and block.number < number and key in block.key and "(" not in block.text:
            return True
    return any("©" in block.text and key in block.key for block in page.blocks[-_TOP:])
