"""The second look: what the first look's scores say of each block's surroundings.

A block that the first look is unsure of belongs where its neighbours do: inside the stretch that holds most of the
story, or far below it; among blocks of its own shape, which are the story's or are not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Flags, Floats, reaches
from cleaner.body.chances import bounded, chances, expected_f1
from cleaner.body.vocabulary import Vocabulary

STEPS = (1, 2, 3)
RADII = (3, 8)
OUTSIDE = -9.0
"""The score of what stands above the first block and below the last."""
LIKELY = 0.4
"""The chance from which a block counts as the story's here."""
SURELY = 0.6
"""The chance from which a block's words are counted with the story's."""
MOST_BLOCKS = 60
NAMES = (
    *("score", *(f"score {way}{step}" for step in STEPS for way in "-+"), *(f"story ±{radius}" for radius in RADII)),
    *("story above", "story below", "inside core", "blocks to core", "blocks past core", "words to core"),
    *("words past core", "stretch", "words since story", "words to story", "best above", "best below"),
    *("alike", "blocks alike", "story's words", "others' words"),
    *("seen expected", "seen share", "seen words", "seen stretches", "seen unsure"),
)


class Looks(NamedTuple):
    """What the second look needs to know of the blocks besides their scores."""

    words: Floats
    """Words of each block."""
    shapes: NDArray[np.intp]
    """A number for each block, the same for blocks of one shape."""
    vocabulary: Vocabulary
    """The different words of each block."""


def again(scores: Floats, looks: Looks) -> Floats:
    """The columns `NAMES`, each an array's row.

    Args:
        scores: log-odds of the blocks by the first look; `OUT` or less for those that marks remove.
        looks: the blocks.
    """
    n = len(scores)
    score = bounded(scores)
    chance, weight = chances(score), np.maximum(looks.words, 0.2)
    likely = chance > LIKELY
    columns = np.empty((len(NAMES), n), np.float32)
    columns[0] = score
    padded = np.full(n + 2 * max(STEPS), OUTSIDE, np.float32)
    middle = max(STEPS)
    padded[middle : middle + n] = score
    for i, step in enumerate(STEPS):
        columns[1 + 2 * i] = padded[middle - step : middle - step + n]
        columns[2 + 2 * i] = padded[middle + step : middle + step + n]
    at = 1 + 2 * len(STEPS)
    mass = np.zeros((2, n + 1))
    np.cumsum(weight, out=mass[0, 1:])
    np.cumsum(weight * chance, out=mass[1, 1:])
    at = _company(columns, at, mass)
    at = _core(columns, at, mass, weight * (2 * chance - 1))
    at = _stretches(columns, at, mass[0], likely, score)
    at = _alike(columns, at, looks.shapes, chance)
    at = _vocabularies(columns, at, looks.vocabulary, chance)
    _page(columns[at:], chance, likely, weight, score)
    return columns


def _company(columns: Floats, at: int, mass: NDArray[np.float64]) -> int:
    """The story's share of the words around each block, and how much of the story stands above and below."""
    low, high = reaches(mass.shape[1] - 1, RADII)
    words, story = mass[:, high] - mass[:, low] - (mass[:, 1:] - mass[:, :-1])[:, None]
    columns[at : at + len(RADII)] = story / np.maximum(words, 0.5)
    at += len(RADII)
    total = max(float(mass[1, -1]), 1.0)
    columns[at] = mass[1, :-1] / total
    columns[at + 1] = (mass[1, -1] - mass[1, 1:]) / total
    return at + 2


def _core(columns: Floats, at: int, mass: NDArray[np.float64], worth: Floats) -> int:
    """Where each block stands to the core: the stretch of blocks that is worth most (the maximum subsequence)."""
    n = len(worth)
    sums = np.zeros(n + 1)
    np.cumsum(worth, out=sums[1:])
    last = int((sums[1:] - np.minimum.accumulate(sums[:-1])).argmax())
    first = int(sums[: last + 1].argmin())
    rows = np.arange(n)
    columns[at] = (rows >= first) & (rows <= last)
    columns[at + 1] = np.minimum(np.maximum(first - rows, 0), MOST_BLOCKS)
    columns[at + 2] = np.minimum(np.maximum(rows - last, 0), MOST_BLOCKS)
    columns[at + 3] = np.log2(1 + np.maximum(mass[0, first] - mass[0, 1:], 0))
    columns[at + 4] = np.log2(1 + np.maximum(mass[0, :-1] - mass[0, last + 1], 0))
    return at + 5


def _stretches(columns: Floats, at: int, mass: NDArray[np.float64], likely: Flags, score: Floats) -> int:
    """The words of the stretch that each block is in, below zero outside the story; how far the story is."""
    n = len(likely)
    rows = np.arange(n)
    borders = np.ones(n + 1, np.bool_)
    borders[1:-1] = likely[1:] != likely[:-1]
    edges = borders.nonzero()[0]
    sizes = np.log2(1 + mass[edges[1:]] - mass[edges[:-1]])
    columns[at] = np.where(likely[edges[:-1]], sizes, -sizes).repeat(edges[1:] - edges[:-1])
    above = np.zeros(n + 1, np.intp)
    np.maximum.accumulate(np.where(likely, rows + 1, 0), out=above[1:])
    below = np.full(n + 1, n, np.intp)
    below[:-1] = np.minimum.accumulate(np.where(likely, rows, n)[::-1])[::-1]
    columns[at + 1] = np.log2(1 + mass[:-1] - mass[above[:-1]])
    columns[at + 2] = np.log2(1 + mass[below[1:]] - mass[1:])
    best = np.full((2, n), OUTSIDE, np.float32)
    np.maximum.accumulate(score[:-1], out=best[0, 1:])
    best[1, :-1] = np.maximum.accumulate(score[:0:-1])[::-1]
    columns[at + 3 : at + 5] = best
    return at + 5


def _alike(columns: Floats, at: int, shapes: NDArray[np.intp], chance: Floats) -> int:
    """The mean chance of the page's other blocks of the same shape, and how many there are."""
    counts = np.bincount(shapes)[shapes]
    sums = np.bincount(shapes, chance)[shapes]
    columns[at] = np.where(counts > 1, (sums - chance) / np.maximum(counts - 1, 1), -1)
    columns[at + 1] = np.minimum(counts, 40)
    return at + 2


def _vocabularies(columns: Floats, at: int, vocabulary: Vocabulary, chance: Floats) -> int:
    """The shares of each block's words that other blocks of the story have, and other blocks that are not."""
    sizes = vocabulary.sizes()
    for i, inside in enumerate((chance > SURELY, chance < 1 - SURELY)):
        columns[at + i] = vocabulary.shared(inside) / sizes
    return at + 2


def _page(columns: Floats, chance: Floats, likely: Flags, weight: Floats, score: Floats) -> None:
    """What the first look makes of the page; the same in every row."""
    kept = float(weight[likely].sum())
    columns[0] = expected_f1(chance, likely, weight)
    columns[1] = kept / max(float(weight.sum()), 1.0)
    columns[2] = math.log2(1 + kept)
    columns[3] = min(int((likely[1:] & ~likely[:-1]).sum()), 40)
    columns[4] = float(weight[np.abs(score) < 1].sum()) / max(kept, 1.0)


def shapes_of(words: Floats, traits: Sequence[Floats]) -> NDArray[np.intp]:
    """A number for each block that is the same for blocks of one shape: length in powers of two, and yes-no traits."""
    shape = np.minimum(np.log2(1 + words), 6).astype(np.intp)
    for trait in traits:
        shape = shape * 2 + (trait > 0)
    found: NDArray[np.intp] = shape
    return found
