"""Small text helpers that readers, rules and the body step share."""

from __future__ import annotations

import pkgutil
import re
from functools import cached_property


class LatePattern:
    """A regular expression that is compiled when it is first used.

    To compile a set of thousands of characters takes milliseconds, and most pages need none.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._pattern)


# Each replacement keeps the length, so that an offset in the folded text is an offset in the text itself. İ would
# become two characters in lower case; ı folds to i so that Turkish capitals meet their small letters in any locale.
_LEVELLED = tuple(
    (char, level)
    for chars, level in (
        ("\u0130\u0131", "i"),
        # The joiner that parts Persian endings counts as a blank: people write both, and neither.
        ("\u00a0\u202f\u2009\u200c", " "),
        ("’‘ʼ`´", "'"),
        ("“”„", '"'),
        ("–—‐‑−", "-"),
        ("أإآ", "ا"),
        ("ىی", "ي"),
        ("ک", "ك"),
        ("ة", "ه"),
        ("ёЁ", "е"),
    )
    for char in chars
)
_CLOSERS = "\"'”’“‘»›«)]}」』】）〉》〞*_ \u200f\u200e"
_ENDERS = frozenset(".!?…。！？؟۔।॥｡⁈‼՞։។៕။།።")
_LONG_THAI = 90
"""Thai and Lao have no full stop: so many characters are a sentence, whatever they end with."""
_CJK = LatePattern(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f]")
_SPACELESS = LatePattern(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_THAI = LatePattern(r"[\u0e00-\u0eff]")
# What those characters do not begin with in UTF-8. To delete bytes is many times faster than to look for characters.
_OTHER_BYTES = bytes(byte for byte in range(256) if byte not in {0xE0, *range(0xE3, 0xEA), 0xEF, 0xF0})


def fold(text: str) -> str:
    """Lower-case `text` and level quotes, dashes, spaces and letter variants; the length stays the same."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return _level(text).lower()


def letters(text: str) -> str:
    """The letters and digits of a folded text: what two spellings of a name share."""
    return "".join(filter(str.isalnum, fold(text)))


def _level(text: str) -> str:
    for char, level in _LEVELLED:
        text = text.replace(char, level)
    return text


def fold_lines(text: str) -> list[str]:
    """The lines of `text`, which LF ends, folded.

    Levelled in one go, since each letter variant costs a pass; lower-cased one by one, since ASCII is ten times faster
    and most lines are that once their quotes and dashes are levelled.
    """
    if text.isascii():
        return fold(text).split("\n")
    return [line.lower() for line in _level(text).split("\n")]


def ends_sentence(text: str) -> bool:
    """True when `text` ends with a full stop or its kin; closing quotes and brackets are passed over."""
    last = text[-1:]
    if "\u0e00" <= last <= "\u0eff":
        return len(text) >= _LONG_THAI
    # Most lines end with a letter or with a full stop.
    if last.isalnum():
        return False
    if last in _ENDERS or text[-8:].rstrip(_CLOSERS)[-1:] in _ENDERS:
        return True
    # Japanese papers close a paragraph that ends with what somebody says without a full stop.
    return last in "」』" and "。" in text


def has_cjk(text: str) -> bool:
    """True when `text` holds a Chinese, Japanese or Korean character."""
    return not text.isascii() and max(text) >= "\u2e80" and _CJK.compiled.search(text) is not None


def is_thai(text: str) -> bool:
    """True when `text` begins in a script without spaces or full stops, Thai or Lao."""
    return not text.isascii() and sum("\u0e00" <= char <= "\u0eff" for char in text[:12]) > 4


def count_words(text: str) -> int:
    """Words in white-space-normalised `text`; in scripts without spaces each character is half a word, in Thai less."""
    if not text:
        return 0
    spaced = text.count(" ") + 1
    if text.isascii():
        return spaced
    return spaced + len(_SPACELESS.compiled.findall(text)) // 2 + len(_THAI.compiled.findall(text)) // 4


def may_be_spaceless(text: str) -> bool:
    """False when `text` surely holds no character of a script without spaces between words."""
    return not text.isascii() and text.encode("utf-8", "surrogatepass").translate(None, _OTHER_BYTES) != b""


def resource(name: str) -> str:
    """The text of a file of this package: its path in it, with slashes.

    Raises:
        FileNotFoundError: there is none.
    """
    # Not `importlib.resources`, which takes ten times as long to import as to read a file.
    return (pkgutil.get_data("cleaner", name) or b"").decode("utf-8")


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, which blanks separate: a set that reads well in source."""
    return frozenset(text.split())
