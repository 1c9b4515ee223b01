"""A section front by its shape alone: headlines with a sentence each. Holds in every language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaner.body.rows import Row
from cleaner.shape import is_prose

LEAST_TEASERS = 3
MOST_TOGETHER = 0.1
"""Share of the sentences that may stand beside another one: a story's do."""
MOST_WORDS, FEW = 30, 0.8
"""So many words most teasers have at most, and how many "most" are."""
LEAST_MARKED, LEAST_SURE = 0.4, 0.4
"""Share of what would be kept that `related-links` sees, and how sure it is."""
SIGNED = 0.8
CODE = frozenset("{};=")
MOST_CODE = 0.1
"""Share of what would be kept that may hold a programme's signs: sentences between listings stand apart, too."""


def is_front(rows: Sequence[Row], kept: Sequence[bool]) -> bool:
    """True where what would be kept is teasers: short, apart from each other, like a list of links, without an author.

    On left-out pages it holds of 71 in 1,449 dumps of section fronts and listings, and of none of 6,293 of articles.
    """
    told = [stays and is_prose(row.block) for row, stays in zip(rows, kept, strict=True)]
    count = sum(told)
    if count < LEAST_TEASERS:
        return False
    above = rows[: told.index(True) + 1]
    if any(m.fact in ("author", "published") and m.sure >= SIGNED for row in above for m in row.marks):
        return False
    pairs = [all(pair) for pair in pairwise(told)]
    together = sum(before or behind for before, behind in zip([False, *pairs], [*pairs, False], strict=True))
    words = sorted(row.block.words for row, sentence in zip(rows, told, strict=True) if sentence)
    left = [row for row, stays in zip(rows, kept, strict=True) if stays]
    if sum(not CODE.isdisjoint(row.block.text) for row in left) > MOST_CODE * len(left):
        return False
    marked = sum(any(m.rule == "related-links" and m.sure >= LEAST_SURE for m in row.marks) for row in left)
    return (
        together <= MOST_TOGETHER * count
        and words[int(FEW * (count - 1))] <= MOST_WORDS
        and marked >= LEAST_MARKED * len(left)
    )
