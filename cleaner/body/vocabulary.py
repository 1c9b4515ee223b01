"""The words of a page's blocks as numbers, so that blocks are compared by a few operations on arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Vocabulary(NamedTuple):
    """The different words of each block."""

    words: NDArray[np.int32]
    """A number for each word, block by block; the same word has the same number in every block."""
    sizes: NDArray[np.intp]
    """How many different words each block has."""

    @property
    def rows(self) -> NDArray[np.intp]:
        """The row of each word's block."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def tally(self, flags: Flags) -> Ints:
        """How many words of each block are flagged; `flags` are those of the words, block by block."""
        return np.bincount(self.rows[flags], minlength=len(self.sizes))

    def where(self, flags: Flags) -> Vocabulary:
        """Only those words that are flagged."""
        return Vocabulary(self.words[flags], self.tally(flags).astype(np.intp))

    def shared(self, among: Flags) -> Ints:
        """How many of each block's words are those of another block, too, which is one of `among`."""
        holds = among[self.rows]
        holders = np.bincount(self.words[holds], minlength=int(self.words.max(initial=-1)) + 1)
        return self.tally(holders[self.words] > holds)


NO_WORDS = Vocabulary(np.zeros(0, np.int32), np.zeros(0, np.intp))


def vocabulary_of(blocks: Sequence[AbstractSet[str]]) -> tuple[Vocabulary, Mapping[str, int]]:
    """The vocabulary of `blocks`, each the set of its words, and the number of each word, in rising order."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    words = np.array(list(map(numbers.__getitem__, chain.from_iterable(blocks))), np.int32)
    return Vocabulary(words, np.array(list(map(len, blocks)), np.intp)), numbers
