"""Fits a model over blocks: the same way for dumps and for HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tests.benchmark.additive import Codes, Fit, Floats, fit
from tests.benchmark.examples import Example

MANY_WORDS = 8
SHORT_BLOCKS = 0.25


def fit_blocks(
    examples: Sequence[Example],
    codes: Sequence[Codes],
    weight_of: Callable[[Example], Floats],
    sizes: Sequence[int],
    *,
    rounds: int,
    rate: float,
) -> Fit:
    """Which blocks the wanted bodies hold.

    Args:
        examples: the pages.
        codes: a table for each page, a row for each block.
        weight_of: how much each block of a page counts.
        sizes: how many codes each column has.
        rounds: trees.
        rate: how much of what a tree says is taken.
    """
    counts = np.concatenate([example.counts for example in examples])
    weight = np.concatenate([*map(weight_of, examples)])
    labels = np.concatenate([example.labels >= 0.5 for example in examples]).astype(np.int8)
    # Short blocks are many and weigh little: a part of them, each the heavier, tells the same.
    taken = (counts >= MANY_WORDS) | (np.random.default_rng(1).random(len(counts)) < SHORT_BLOCKS)
    weight = np.where(counts >= MANY_WORDS, weight, weight / SHORT_BLOCKS).astype(np.float32)
    return fit(np.concatenate(codes)[taken], labels[taken], weight[taken], sizes, rounds=rounds, rate=rate)
