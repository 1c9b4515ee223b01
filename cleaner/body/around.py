"""What stands around each block: its neighbours, the prose above and below, the page's longest stretch of prose."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

NEAR = ("words", "ends", "capitals", "digits", "gap", "function words", "vocabulary", "low", "item", "heading", "links")
FAR = ("words", "ends", "capitals", "vocabulary", "digits")
MEANS = ("capitals", "function words", "vocabulary", "twins", "links", "ends", "words", "digits", "item", "sentences")
RADII = (2, 6)
REACHES = (1, 2, 4, 8, 16)
NOWHERE = -200
NAMES = (
    *(f"{name} {step:+d}" for step in (-1, 1) for name in NEAR),
    *(f"{name} {step:+d}" for step in (-3, -2, 2, 3) for name in FAR),
    *(f"{name} ±{radius}" for radius in RADII for name in MEANS),
    *(f"prose {way} {reach}" for reach in REACHES for way in ("above", "below")),
    *("prose seen", "prose left", "all prose", "blocks", "place", "from top", "from foot"),
    *("blocks since prose", "blocks to prose", "words since prose", "words to prose", "run of short blocks"),
    *("inside outline", "above outline", "below outline", "share of outline"),
)


def around(
    columns: Floats, own: Floats, names: Sequence[str], told: tuple[Flags, Floats], outline: tuple[int, int]
) -> None:
    """Fill `columns`, named `NAMES`. Here and in `own` each column lies in one piece: an array's row.

    Args:
        columns: where they go.
        own: what each block shows by itself.
        names: the names of the columns of `own`.
        told: which blocks are prose, and the words of each block.
        outline: first and last block of the longest stretch of prose, -1 where there is none.
    """
    at = _neighbours(columns, own, names)
    at = _prose(columns, at, *told)
    _outline(columns[at:], told[1], outline)


def _neighbours(columns: Floats, own: Floats, names: Sequence[str]) -> int:
    """The same columns of the blocks above and below, and their means over a few blocks around."""
    n, at = own.shape[1], 0
    near, far, means = _places_of(tuple(names))
    for steps, wanted in (((-1, 1), near), ((-3, -2, 2, 3), far)):
        margin = max(steps)
        padded = np.full((len(wanted), n + 2 * margin), -1, np.float32)
        padded[:, margin : margin + n] = own.take(wanted, axis=0)
        for step in steps:
            columns[at : at + len(wanted)] = padded[:, margin + step : margin + step + n]
            at += len(wanted)
    sums = np.zeros((len(means), n + 1))
    np.cumsum(own.take(means, axis=0), axis=1, out=sums[:, 1:])
    rest = len(RADII) * len(means)
    columns[at : at + rest].reshape(len(RADII), len(means), n)[:] = means_around(sums, RADII)
    return at + rest


@functools.cache
def _places_of(names: tuple[str, ...]) -> tuple[NDArray[np.intp], ...]:
    return tuple(np.array([names.index(name) for name in wanted], np.intp) for wanted in (NEAR, FAR, MEANS))


def means_around(sums: NDArray[np.float64], radii: Sequence[int]) -> NDArray[np.float64]:
    """For each of `radii`, means over so many blocks to both sides, from cumulative sums that begin with zero.

    Sums may be many, a row each; the means of one radius then are rows as well.
    """
    low, high = reaches(sums.shape[-1] - 1, radii)
    means = (sums.take(high, axis=-1) - sums.take(low, axis=-1)) / (high - low)
    return np.moveaxis(means, -2, 0)


def reaches(n: int, radii: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each of `radii` (row) and of `n` blocks (column), where so many blocks to both sides begin and end."""
    blocks, radius = np.arange(n), np.array(radii)[:, None]
    return np.maximum(blocks - radius, 0), np.minimum(blocks + radius + 1, n)


def last_before(flags: Flags) -> NDArray[np.int64]:
    """For each row, the index of the last set flag above it; `NOWHERE` where there is none."""
    n = len(flags)
    latest = np.full(n, NOWHERE, np.int64)
    latest[1:] = np.maximum.accumulate(np.where(flags, np.arange(n), NOWHERE))[:-1]
    return latest


def _prose(columns: Floats, at: int, prose: Flags, words: Floats) -> int:
    """How much prose stands above and below, and how near."""
    n = len(words)
    rows = np.arange(n)
    sums, texts = np.zeros((2, n + 2))
    np.cumsum(np.where(prose, words, 0), out=sums[1:-1])
    np.cumsum(words, out=texts[1:-1])
    sums = sums[:-1]
    low, high = reaches(n, REACHES)
    above, below = last_before(prose), n - 1 - last_before(prose[::-1])[::-1]
    # Amounts of words, and places, are worth their logarithm.
    amounts = np.empty((2 * len(REACHES) + 4, n))
    amounts[0 : 2 * len(REACHES) : 2] = sums[:-1] - sums[low]
    amounts[1 : 2 * len(REACHES) : 2] = sums[high] - sums[1:]
    amounts[-4] = rows
    amounts[-3] = n - 1 - rows
    amounts[-2] = np.where(above >= 0, texts[:n] - texts[np.maximum(above, -1) + 1], 1023)
    amounts[-1] = np.where(below < n, texts[np.minimum(below, n)] - texts[1:-1], 1023)
    *near, from_top, from_foot, since_words, to_words = np.log2(1 + amounts)
    total = max(float(sums[-1]), 1.0)
    since, to = np.minimum(rows - above, 99), np.minimum(below - rows, 99)
    places = (
        *(*near, sums[:-1] / total, (sums[-1] - sums[1:]) / total, math.log2(total), math.log2(n), rows / n),
        *(from_top, from_foot, since, to, since_words, to_words, np.minimum(since + to, 60)),
    )
    for i, place in enumerate(places):
        columns[at + i] = place
    return at + len(places)


def _outline(columns: Floats, words: Floats, outline: tuple[int, int]) -> None:
    """Where each block stands to the longest stretch of prose."""
    first, last = outline
    rows = np.arange(len(words))
    columns[0] = (rows >= first) & (rows <= last) & (first >= 0)
    columns[1] = np.minimum(np.maximum(first - rows, -1), 60)
    columns[2] = np.minimum(np.maximum(rows - last, -1), 60)
    columns[3] = words[first : last + 1].sum() / max(float(words.sum()), 1.0) if first >= 0 else 0.0
