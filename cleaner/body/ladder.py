"""What a page's elements take over from those above them, by doubling steps: no depth is too much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]


class Ladder:
    """The ways up from each element, given the parent of each; a parent's number is lower than its children's."""

    def __init__(self, parents: Numbers) -> None:
        # One more element stands above the root.
        n = len(parents)
        self.up = np.full(n + 1, n, np.intp)
        """The parent of each."""
        self.up[:n][parents >= 0] = parents[parents >= 0]
        self.depths = np.ones(n + 1, np.intp)
        """How deep each is; the root is at 1."""
        self.depths[n] = 0
        for farther in self.upwards():
            self.depths += self.depths[farther]

    def upwards(self) -> Iterator[Numbers]:
        """For each element the one 1, 2, 4, 8... levels above it.

        What is taken over from there step by step has come from all above.
        """
        farther, top = self.up, len(self.up) - 1
        while int(farther.min()) < top:
            yield farther
            farther = farther[farther]

    def common(self, places: Sequence[int]) -> Numbers:
        """For each of `places` (row) and each element: how deep the innermost is that holds both."""
        depths = np.zeros((len(places), len(self.up)), np.intp)
        for row, place in enumerate(places):
            at = place
            while at < len(self.up) - 1:
                depths[row, at] = self.depths[at]
                at = int(self.up[at])
        for farther in self.upwards():
            np.maximum(depths, depths.take(farther, axis=1), out=depths)
        return depths

    def nearest(self, good: NDArray[np.bool_]) -> Numbers:
        """For each row of `good` and each element: the innermost that is good, itself or around it; -1 for none."""
        found = np.full((len(good), len(self.up)), -1, np.intp)
        # An element's number is higher than its parent's.
        found[:, :-1] = np.where(good, np.arange(len(self.up) - 1), -1)
        for farther in self.upwards():
            np.maximum(found, found.take(farther, axis=1), out=found)
        return found
