"""The page as a whole: is it an article, and how sure is the body?"""

from __future__ import annotations

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
    prose = values[:, _PROSE] > 0
    kept_prose = kept & prose
    starts = np.flatnonzero(np.diff(kept.astype(np.int8), prepend=0) == 1)
    longest = 0.0
    if len(starts):
        sums = np.add.reduceat(np.where(kept, words, 0), starts)
        longest = float(sums.max())
    unsure = float(words[np.abs(scores) < 1.0].sum())
    row = (
        expected_f1(chance, kept, words),
        np.log2(1 + got),
        got / total,
        float(words[prose].sum()) / total,
        float((np.clip(scores, -6, 6) * words)[kept].sum()) / max(got, 1.0),
        longest / max(got, 1.0),
        min(len(starts), 40),
        np.log2(n),
        unsure / max(got, 1.0),
        float(headline),
        float(words[kept_prose].sum()) / max(got, 1.0),
        got / max(int(kept.sum()), 1),
        float(np.argmax(kept)) / n if kept.any() else 1.0,
        float((words < 8).sum()) / n,
    )
    return np.array([row], np.float32)
