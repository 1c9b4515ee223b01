"""How well a cleaned text agrees with the wanted body: word F1, shingles, passages.

Words are runs of letters, marks and digits, lower-cased; each Chinese, Japanese or Korean character is a word of its
own. Markup and addresses do not count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

import regex

T = TypeVar("T", bound=Hashable)
SHINGLE = 4
_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
# Lengths are bounded, so that a page of "<" or "](" costs no more than a page of prose.
_MARKUP = regex.compile(
    r"(?<=\])\([^()\s]{0,2000}(?:\s[\"'][^\"'\n]{0,500}[\"'])?\)"
    r"|<[a-zA-Z/!][^<>\n]{0,500}>"
    r"|\b(?:https?|ftp)://[^\s<>\])]{1,2000}"
    r"|\bwww\.[^\s<>\])]{1,500}"
)
_WORD = regex.compile(rf"[{_CJK}]\p{{M}}*|(?:(?![{_CJK}])[\p{{L}}\p{{M}}\p{{N}}])+")


class Score(NamedTuple):
    """Agreement of two bags; each figure is 0 to 1."""

    precision: float
    recall: float
    f1: float


def sequence(text: str) -> list[str]:
    """The words of `text` in order."""
    plain = unicodedata.normalize("NFC", _MARKUP.sub(" ", text))
    return [str(word) for word in _WORD.findall(plain.lower())]


def words(text: str) -> Counter[str]:
    """The multiset of the words of `text`."""
    return Counter(sequence(text))


def shingles(text: str, size: int = SHINGLE) -> Counter[tuple[str, ...]]:
    """The multiset of runs of `size` words; a text that is shorter is one run."""
    run = sequence(text)
    if len(run) < size:
        return Counter([tuple(run)] if run else [])
    return Counter(zip(*(run[i:] for i in range(size)), strict=False))


def bag_f1(got: Counter[T], want: Counter[T]) -> Score:
    """Precision, recall and F1 of two multisets; two empty ones agree wholly."""
    if not got or not want:
        same = 1.0 if not got and not want else 0.0
        return Score(same, same, same)
    common = (got & want).total()
    precision, recall = common / got.total(), common / want.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0)


def word_f1(got: str, want: str) -> Score:
    """Precision, recall and F1 of the words of `got` against those of `want`."""
    return bag_f1(words(got), words(want))


def shingle_f1(got: str, want: str) -> Score:
    """The same over runs of four words, which sees order and joins."""
    return bag_f1(shingles(got), shingles(want))


class Passages:
    """Finds passages in one text, by their words."""

    def __init__(self, text: str) -> None:
        self._text = f" {' '.join(sequence(text))} "

    def holds(self, passage: str) -> bool:
        """True when the words of `passage` stand in the text as one run; a passage without words is held.

        Passages may have been cut at a number of characters, so the last word may be the beginning of one.
        """
        run = sequence(passage)
        return not run or f" {' '.join(run)}" in self._text


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of `values` lie, interpolated; 0 for none."""
    if not values:
        return 0.0
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)
