"""The outline of a page: where its longest stretch of prose lies. Evidence for rules, not a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.model import Block, Outline

MIN_PROSE_WORDS = 12


def is_prose(block: Block) -> bool:
    """True for a block that reads as a sentence or more."""
    return block.words >= MIN_PROSE_WORDS and block.ends and block.link_chars * 2 < len(block.text)


def outline(blocks: Sequence[Block]) -> Outline:
    """The stretch of blocks with the largest sum, where prose counts up and other blocks count down.

    The idea is that of the maximum subsequence (J. Pasternack, D. Roth, "Extracting article text from the web with
    maximum subsequence segmentation", WWW 2009), over blocks in place of tokens.
    """
    best = total = 0.0
    best_first = best_last = -1
    first = 0
    for i, block in enumerate(blocks):
        gain = float(min(block.words, 80)) if is_prose(block) else -6.0
        if total <= 0:
            total, first = 0.0, i
        total += gain
        if total > best:
            best, best_first, best_last = total, first, i
    return Outline(best_first, best_last)
