"""The words of a page's blocks as numbers, so that blocks are compared by a few operations on arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Vocabulary(NamedTuple):
    """The different words of each block."""

    words: NDArray[np.int32]
    """A number for each word, block by block; the same word has the same number in every block."""
    rows: NDArray[np.int32]
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


NO_WORDS = Vocabulary(np.zeros(0, np.int32), np.zeros(0, np.int32), 0)


def vocabulary_of(texts: Iterable[str]) -> tuple[Vocabulary, Mapping[str, int]]:
    """The vocabulary of `texts`, a block each, and the number of each word, in rising order."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    number = numbers.__getitem__
    words: list[int] = []
    sizes: list[int] = []
    for text in texts:
        found = set(map(number, text.split()))
        words += found
        sizes.append(len(found))
    rows = np.arange(len(sizes), dtype=np.int32).repeat(sizes)
    return Vocabulary(np.array(words, np.int32), rows, len(sizes)), numbers
