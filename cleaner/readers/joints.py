"""Where one line goes on in the next: what only the rest of a sentence begins with, what no sentence ends with."""

from __future__ import annotations

import functools
import re

from cleaner.language import function_words
from cleaner.readers.wraps import width
from cleaner.text import LatePattern, ends_sentence, fold, has_cjk

_CONTINUES = re.compile(r"[,.;:!?)\]}%…،؛؟。、，！？：；）」』】》’]|[»”](?![^\W_])|[\"“](?=[\s,.;:!?)])")
_CLOSING = frozenset(',.;:!?)]}%…،؛؟。、，！？：；）」』】》’»”"“')
_DETACHED = re.compile(r"[.…]{2,}|\.\w|[)\]]?[:;]-?[)(]")
# "(CDU) told", and the particles that scripts without capitals put behind a noun.
_GOES_ON = LatePattern(
    r"\([^()]{1,60}\)[,.;:]?\s+[^\W\d_]"
    r"|[をにがはでともへのや](?![\u3041-\u309f])|を|について|によ[りっる]|において|として|という|といった|では|には|とは|からの"
    r"|までの?|さん|氏|的(?![士确確])"
    r"|(?:은|는|을|를|의|에|에서|에게|로|으로|와|과|까지|부터|라고|이라고|에는|에서는)(?=[ ,])"
    r"|(?:के|की|का|में|से|को|ने|है|हैं) |(?:را|است|بود)(?=[ ،.])"
    r"|(?:أن|إن|بأن|لأن|التي|الذي|الذين|اللذين|اللتين|والتي|والذي) |(?:של|אשר|כי) "
)
_JOSA = LatePattern(r"[\uac00-\ud7a3]{1,3}(?=[ ,])")
_PARTICLE_LAST = re.compile(r"[とのをがはで]$")
_OPENS = re.compile(r"(?:[(\[{„/&\-–—,、，（「『《【]|(?:^|[\s(])[«»“”‘\"'])$")
_OPENING = frozenset("([{„/&-–—,、，（「『《【«»“”‘\"'")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3}\.[\"”»“«’)]{0,2}\s|[。！？।۔؟](?!$)")
SPACELESS = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003134f]"
"""A pattern for a character of a script whose words no blanks part: Chinese, Japanese."""
_SPACELESS = LatePattern(SPACELESS)
_COMMA = re.compile(r"[,،]\s|[、，]")
_HYPHENATED = re.compile(r"\w-$")
_LONGEST_TAIL = 16


def continues(text: str) -> bool:
    """True for a line that begins with closing punctuation, as only the rest of a sentence does."""
    return text[0] in _CLOSING and _CONTINUES.match(text) is not None and _DETACHED.match(text) is None


def goes_on(text: str) -> bool:
    """True for a line that begins as the middle of a sentence does: in lower case, with a particle."""
    first = text[0]
    if first.islower():
        return True
    if first.isascii() and first != "(":
        return False
    found = _GOES_ON.compiled.match(text)
    return found is not None and (first != "(" or not found[0][-1].isupper())


def opens(so_far: str) -> bool:
    """True for a text that stops after an opening bracket or quote, a dash or a comma."""
    return so_far[-1] in _OPENING and _OPENS.search(so_far[-3:]) is not None


def holds_sentence(so_far: str) -> bool:
    """True for a text in which a sentence has ended before its last."""
    return width(so_far) >= 40 and _SENTENCE_INSIDE.search(so_far) is not None


def ends_on_function_word(text: str) -> bool:
    """True for "… told the" and "… there. In", and for Japanese that stops at a particle."""
    before, _, word = text[-_LONGEST_TAIL:].rpartition(" ")
    if not word.isascii() and _SPACELESS.compiled.match(word[-1:]):
        return len(word) >= 6 and _PARTICLE_LAST.search(word) is not None
    if word[:1].isupper() and len(word) != len(text) and before[-1:] not in (".", "?", "!"):
        return False
    return is_function_word(word)


def begins_on_function_word(text: str) -> bool:
    """True for "The new mayor", as sentences begin, and names and most headings do not."""
    return is_function_word(text.partition(" ")[0])


def is_spaceless(text: str) -> bool:
    """True when `text` holds Chinese or Japanese."""
    return not text.isascii() and _SPACELESS.compiled.search(text) is not None


def is_function_word(word: str) -> bool:
    """True for a function word of any language."""
    return 0 < len(word) < _LONGEST_TAIL and fold(word) in _function_words()


def is_title_case(text: str) -> bool:
    """True for "How the Mayor Lost Her Chain": in running text, longer words in small letters stand between names."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 1 and sum([word[0].isupper() for word in words]) >= 0.8 * len(words)


def is_clause(text: str) -> bool:
    """True for a text long enough for a sentence, with a comma in it."""
    return width(text) >= 40 and _COMMA.search(text) is not None


def is_caseless(text: str) -> bool:
    """True for a text in a script without capitals."""
    return text[0].isalpha() and text[0].lower() == text[0].upper()


@functools.cache
def _function_words() -> frozenset[str]:
    """The function words of all languages in small letters. Constant once made."""
    return frozenset().union(*function_words().values())


def glue(left: str, right: str) -> str:
    """The white space between two joined lines.

    None after a hyphen, between characters of scripts without blanks, and before closing punctuation: dumps break
    the text at its links, and so do some hard wraps.
    """
    last, first = left[-1], right[0]
    # Most lines end, and the next begin, with a letter of ASCII.
    if first.isalnum() and first.isascii() and last.isascii() and last not in "-([{":
        return " "
    if _HYPHENATED.search(left[-2:]):
        return ""
    if _SPACELESS.compiled.match(last) and (_SPACELESS.compiled.match(first) or not last.isalnum()):
        return ""
    if _SPACELESS.compiled.match(first) and (not first.isalnum() or last in "“‘"):
        return ""
    if continues(right) and first != "…":
        # French sets its quotes and colons off by blanks.
        return " " if first == "»" and _is_set_off(left) else ""
    if last in "([{„（「『" or (last in "«»“”‘" and opens(left)) or (first == "-" and right[1:2].isalpha()):
        return ""
    return "" if has_cjk(last) and _JOSA.compiled.match(right) and _GOES_ON.compiled.match(right) else " "


def _is_set_off(left: str) -> bool:
    at = left.rfind("«")
    return at >= 0 and left[at + 1 : at + 2].isspace()


def is_fragment(text: str, longest: int) -> bool:
    """True for a short text that ends no sentence, as a link in mid-sentence is."""
    return width(text) < longest and not ends_sentence(text)
