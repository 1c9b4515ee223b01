"""What a second reader's votes say of the blocks around and of the page."""

from __future__ import annotations

import numpy as np

from cleaner.body.around import Floats, reaches

NAMES = ("votes around", "votes above", "votes on page")
_AROUND = 2


def fill(columns: Floats, votes: Floats, words: Floats) -> None:
    """Fill `columns`, named `NAMES`: what share of words has votes near each block, above it, on the page."""
    columns[:] = 0
    if not votes.any():
        return
    size = np.maximum(words, 0.5)
    sums = np.zeros((2, len(words) + 1))
    np.cumsum([size, size * (votes > 0)], axis=1, out=sums[:, 1:])
    low, high = reaches(len(words), (_AROUND,))
    all_near, for_near = sums[:, high[0]] - sums[:, low[0]]
    columns[0] = for_near / all_near
    columns[1] = sums[1, :-1] / max(float(sums[1, -1]), 1.0)
    columns[2] = sums[1, -1] / sums[0, -1]
