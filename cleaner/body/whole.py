"""The page as a whole: is it an article, and how sure is the body?"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Floats
from cleaner.body.chances import chances, expected_f1
from cleaner.body.evidence import OWN

NAMES = (
    *("page expected F1", "page kept words", "page kept share", "page prose share", "page mean score"),
    *("page longest stretch", "page stretches", "page blocks", "page unsure words", "page headline", "page kept prose"),
    *("page words a kept block", "page first kept", "page short blocks"),
)
_PROSE = OWN.index("prose")


def columns(scores: Floats, kept: NDArray[np.bool_], values: Floats, words: Floats, headline: bool) -> Floats:
    """One row about the page, from its blocks' final scores, which of them are kept, and their evidence."""
    n = len(words)
    chance = chances(scores)
    total, got = max(float(words.sum()), 1.0), float(words[kept].sum())
    at_least_one = max(got, 1.0)
    prose = values[:, _PROSE] > 0
    begins = kept.copy()
    begins[1:] &= ~kept[:-1]
    starts = begins.nonzero()[0]
    longest = float(np.add.reduceat(words * kept, starts).max()) if len(starts) else 0.0
    unsure = float(words[np.abs(scores) < 1.0].sum())
    row = (
        expected_f1(chance, kept, words),
        math.log2(1 + got),
        got / total,
        float(words[prose].sum()) / total,
        float((np.minimum(np.maximum(scores, -6), 6) * words)[kept].sum()) / at_least_one,
        longest / at_least_one,
        min(len(starts), 40),
        math.log2(n),
        unsure / at_least_one,
        float(headline),
        float(words[kept & prose].sum()) / at_least_one,
        got / max(int(kept.sum()), 1),
        int(starts[0]) / n if len(starts) else 1.0,
        float((words < 8).sum()) / n,
    )
    return np.array([row], np.float32)
