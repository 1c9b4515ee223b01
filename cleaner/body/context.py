"""The second look: what the first scores of the blocks around say of each block."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Floats, last_before, means_around

STEPS = (-3, -2, -1, 1, 2, 3)
SPANS = (2, 4, 8, 16)
LIMIT = 6.0
NAMES = (
    "score",
    *(f"score {step:+d}" for step in STEPS),
    *(f"kept share ±{span}" for span in SPANS),
    *("since kept", "to kept", "kept above", "kept below", "kept here", "kept most", "kept here to most"),
    *("kept words", "kept share", "inside main", "from main"),
)


def look_again(scores: Floats, words: Floats) -> Floats:
    """Columns made of the first `scores` (log-odds), one row a block."""
    n = len(scores)
    capped = np.minimum(np.maximum(scores, np.float32(-LIMIT)), np.float32(LIMIT))
    share = 1 / (1 + np.exp(-capped))
    padded = np.full(n + 6, -LIMIT, np.float32)
    padded[3:-3] = capped
    columns: list[Floats | float] = [capped, *[padded[3 + step : 3 + step + n] for step in STEPS]]
    weight = words + np.float32(0.1)
    sums = np.zeros((2, n + 1))
    np.cumsum(weight * share, out=sums[0, 1:])
    np.cumsum(weight, out=sums[1, 1:])
    for span in SPANS:
        means = means_around(sums, span)
        columns.append(means[0] / means[1])
    columns += _kept(scores > 0, words)
    columns.append(float(sums[0, -1] / sums[1, -1]))
    columns += _main(capped, words)
    upright = np.empty((len(NAMES), n), np.float32)
    for row, column in zip(upright, columns, strict=True):
        row[:] = column
    return upright.T


def _kept(kept: NDArray[np.bool_], words: Floats) -> list[Floats | float]:
    """Distances to kept blocks, and the sizes of the stretches of kept blocks."""
    n = len(words)
    at = np.arange(n)
    telling = kept & (words > 5)
    since = np.minimum(at - last_before(telling), 50)
    to = np.minimum(at - last_before(telling[::-1]), 50)[::-1]
    kept_words = np.where(kept, words, 0)
    sums = np.cumsum(kept_words)
    total = max(float(sums[-1]), 1.0)
    here = _stretch_words(kept, kept_words)
    most = max(float(here.max()), 1.0)
    return [
        *(since, to, (sums - kept_words) / total, 1 - sums / total),
        *(np.log2(1 + here), math.log2(1 + most), here / most, math.log2(total)),
    ]


def _stretch_words(kept: NDArray[np.bool_], kept_words: Floats) -> Floats:
    """For each kept block, the words of the unbroken stretch of kept blocks that it stands in; 0 elsewhere."""
    changes = np.ones(len(kept), np.bool_)
    np.not_equal(kept[1:], kept[:-1], out=changes[1:])
    sizes = np.add.reduceat(kept_words, np.flatnonzero(changes))
    stretches: Floats = sizes[np.cumsum(changes) - 1]
    return stretches


def _main(capped: Floats, words: Floats) -> list[Floats | float]:
    """Whether a block lies in the stretch with the largest sum of scores, and how far from it."""
    at = np.arange(len(words))
    gains = np.minimum(np.maximum(capped, np.float32(-3)), np.float32(3)) * np.minimum(words, 60) ** 0.7
    sums = np.zeros(len(at) + 1)
    sums[1:] = np.cumsum(gains)
    lows = np.minimum.accumulate(sums)
    last = int(np.argmax(sums[1:] - lows[:-1]))
    first = int(np.argmin(sums[: last + 1]))
    inside = (at >= first) & (at <= last)
    away = np.where(at < first, np.minimum(first - at, 50), np.where(at > last, np.maximum(last - at, -50), 0))
    return [inside.astype(np.float32), away.astype(np.float32)]
