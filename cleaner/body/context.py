"""The second look: what the first scores of the blocks around say of each block."""

from __future__ import annotations

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
    capped = np.clip(scores, -LIMIT, LIMIT)
    share = 1 / (1 + np.exp(-capped))
    padded = np.pad(capped, 3, constant_values=-LIMIT)
    columns = [capped, *(padded[3 + step : 3 + step + n] for step in STEPS)]
    weight = words + np.float32(0.1)
    sums = np.zeros((n + 1, 2))
    np.cumsum(np.stack([weight * share, weight], axis=1), axis=0, out=sums[1:])
    for span in SPANS:
        means = means_around(sums, span)
        columns.append(means[:, 0] / means[:, 1])
    kept = scores > 0
    columns += _kept(kept, words)
    columns.append(np.full(n, sums[-1, 0] / sums[-1, 1]))
    columns += _main(capped, words)
    return np.stack(columns, axis=1).astype(np.float32)


def _kept(kept: NDArray[np.bool_], words: Floats) -> list[Floats]:
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
        *(np.log2(1 + here), np.full(n, np.log2(1 + most)), here / most, np.full(n, np.log2(total))),
    ]


def _stretch_words(kept: NDArray[np.bool_], kept_words: Floats) -> Floats:
    """For each kept block, the words of the unbroken stretch of kept blocks that it stands in; 0 elsewhere."""
    starts = np.flatnonzero(np.diff(kept.astype(np.int8), prepend=-1))
    sizes = np.add.reduceat(kept_words, starts)
    lengths = np.diff(np.append(starts, len(kept)))
    stretches: Floats = np.repeat(sizes, lengths)
    return stretches


def _main(capped: Floats, words: Floats) -> list[Floats]:
    """Whether a block lies in the stretch with the largest sum of scores, and how far from it."""
    at = np.arange(len(words))
    gains = np.clip(capped, -3, 3) * np.minimum(words, 60) ** 0.7
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    lows = np.minimum.accumulate(sums)
    last = int(np.argmax(sums[1:] - lows[:-1]))
    first = int(np.argmin(sums[: last + 1]))
    inside = (at >= first) & (at <= last)
    away = np.where(at < first, first - at, np.where(at > last, last - at, 0))
    return [inside.astype(np.float32), np.clip(away, -50, 50).astype(np.float32)]
