"""From scores to chances, and from chances to what to keep."""

from __future__ import annotations

import math

import numpy as np

from cleaner.body.around import Flags, Floats

FAR = 8.0
"""Log-odds beyond which a chance is as good as none or all."""


def bounded(scores: Floats) -> Floats:
    """`scores` that go no farther than `FAR`."""
    # A few times faster than `np.clip`, where there are few.
    found: Floats = np.minimum(np.maximum(scores, np.float32(-FAR)), np.float32(FAR))
    return found


def chances(scores: Floats) -> Floats:
    """The chance of each block to be the article's, from its log-odds."""
    found: Floats = (1 / (1 + np.exp(-bounded(scores)))).astype(np.float32)
    return found


def expected_f1(chance: Floats, kept: Flags, words: Floats) -> float:
    """The word F1 to expect of the kept blocks, if `chance` is each block's true chance of being the article's."""
    right = float((words * chance)[kept].sum())
    got, wanted = float(words[kept].sum()), float((words * chance).sum())
    return 2 * right / (got + wanted) if got + wanted > 0 else 0.0


def threshold(scores: Floats, words: Floats, trust: float = 1.0) -> float:
    """The log-odds from which a block is to be kept, so that the word F1 to expect is highest.

    The best threshold is half of the best F1 that can be expected (Z. C. Lipton et al., "Optimal thresholding of
    classifiers to maximize F1 measure", ECML 2014): a page whose story is plain asks for a chance of nearly a half,
    one where all is in doubt for less.

    Args:
        scores: the log-odds of each block.
        words: its words.
        trust: what share of its log-odds is taken for granted. The rule asks for chances that do not hang together,
            and those of a page's blocks do: where one is too high others are.
    """
    chance = chances(scores * np.float32(trust))
    order = np.argsort(-chance, kind="stable")
    right, got = np.cumsum((words * chance)[order]), np.cumsum(words[order])
    best = float((2 * right / np.maximum(got + right[-1], 1e-6)).max()) / 2
    return math.log(best / (1 - best)) / trust if best > 0 else 0.0
