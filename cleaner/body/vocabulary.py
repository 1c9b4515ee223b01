"""The words of a page's blocks as numbers, so that blocks are compared by a few operations on arrays.

A word is spelled as a number of 64 bits that is made of its letters (R. Karp, M. Rabin, "Efficient randomized
pattern-matching algorithms", IBM J. Res. Dev. 31(2), 1987): no word is looked up in a table of words, which is most of
what this would cost. Two words of a page have the same number once in ten million million pages.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.language import function_words

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Spelled = NDArray[np.uint64]

SHORT = 2
"""Words of so many letters are short."""
_LONG = np.uint64(1)
"""This bit of a spelled word tells that it is longer."""
_BLANK, _END = ord(" "), ord("\n")
# What the letters of a word are worth, by their places in it: powers of an odd number; from 1,024 on they come again.
_WORTH = np.multiply.accumulate(np.full(1024, 0x9E3779B97F4A7C15, np.uint64))


class Vocabulary(NamedTuple):
    """The different words of each block."""

    words: NDArray[np.intp]
    """A number for each word, block by block; the same word has the same number in every block."""
    rows: NDArray[np.intp]
    """The block of each."""
    blocks: int
    """How many blocks there are."""

    def tally(self, flags: Flags) -> Ints:
        """How many words of each block are flagged; `flags` has one for each word, block by block."""
        return np.bincount(self.rows[flags], minlength=self.blocks)

    def sizes(self) -> Ints:
        """How many words each block has, one where it has none: what shares are taken of."""
        return np.maximum(np.bincount(self.rows, minlength=self.blocks), 1)

    def where(self, flags: Flags) -> Vocabulary:
        """Only those words that are flagged."""
        return Vocabulary(self.words[flags], self.rows[flags], self.blocks)

    def shared(self, among: Flags) -> Ints:
        """How many of each block's words are those of another block, too, which is one of `among`."""
        holds = among[self.rows]
        holders = np.bincount(self.words[holds], minlength=int(self.words.max(initial=-1)) + 1)
        return self.tally(holders[self.words] > holds)


NO_WORDS = Vocabulary(np.zeros(0, np.intp), np.zeros(0, np.intp), 0)


def vocabulary_of(texts: Sequence[str]) -> tuple[Vocabulary, Spelled]:
    """The vocabulary of `texts`, a block each, with blanks between words; and how each of its words is spelled."""
    spelled, rows = _spell(texts)
    order = spelled.argsort()
    spelled = spelled[order]
    first = _changes(spelled)
    numbers = first.cumsum() - 1
    spelled = spelled[first]
    # Of a word that a block has more than once, one is kept.
    placed = rows[order] * len(spelled) + numbers
    placed.sort()
    rows, words = np.divmod(placed[_changes(placed)], max(len(spelled), 1))
    return Vocabulary(words, rows, len(texts)), spelled


def _changes(values: NDArray[np.intp] | Spelled) -> Flags:
    """Where a sorted array has another value than before."""
    flags = np.ones(len(values), np.bool_)
    flags[1:] = values[1:] != values[:-1]
    return flags


def _spell(texts: Iterable[str]) -> tuple[Spelled, NDArray[np.intp]]:
    """Each word of `texts`, in order, and the row of its text."""
    text = "\n".join(texts) + "\n"
    letters = np.frombuffer(text.encode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass"), np.uint32)
    ends = (letters <= _BLANK).nonzero()[0]
    starts = np.zeros(len(ends), np.intp)
    starts[1:] = ends[:-1] + 1
    lengths = ends - starts
    places = np.arange(len(letters))
    places -= starts.repeat(lengths + 1)
    worth = _WORTH.take(places, mode="wrap")
    worth *= letters
    worth[ends] = 0
    spelled = np.add.reduceat(worth, starts) << _LONG | (lengths > SHORT)
    rows = np.zeros(len(ends), np.intp)
    np.cumsum(letters[ends[:-1]] == _END, out=rows[1:])
    filled = lengths > 0
    return spelled[filled], rows[filled]


def are_long(spelled: Spelled) -> Flags:
    """Which words are longer than `SHORT`."""
    found: Flags = (spelled & _LONG).view(np.int64).astype(np.bool_)
    return found


def are_function_words(spelled: Spelled, language: str) -> Flags:
    """Which words are function words of `language`."""
    common = _function_words(language)
    if not len(common):
        return np.zeros(len(spelled), np.bool_)
    found: Flags = common.take(common.searchsorted(spelled), mode="clip") == spelled
    return found


@functools.cache
def _function_words(language: str) -> Spelled:
    return np.sort(_spell(function_words().get(language, ()))[0])
