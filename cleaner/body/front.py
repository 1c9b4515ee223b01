"""A section front by its shape alone: headlines with a sentence each. Holds in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleaner.body.rows import Row
from cleaner.model import CERTAIN
from cleaner.shape import is_prose, is_stamp

LEAST_TEASERS = 3
MOST_TOGETHER = 0.1
"""Share of the sentences that may stand beside another one: a story's do."""
MOST_WORDS, FEW = 30, 0.8
"""So many words most teasers have at most, and how many "most" are."""
LEAST_MARKED, LEAST_SURE = 0.4, 0.4
"""Share of what would be kept that `related-links` sees, and how sure it is."""
LEAST_HEADLINE, MOST_HEADLINE = 3, 18
"""Words of a headline."""
STAMPS = frozenset({"dateline", "read-time"})
STAMPED = 0.6
"""Share of the teasers that have a stamp each: a date, or the same line as the others."""
SIGNED = 0.8
LEAST_POSTS = 4
"""So many times of posts, as `widget` knows them, make a live blog: its sentences stand apart, too."""
CODE = frozenset("{};=")
MOST_CODE = 0.1
"""Share of what would be kept that may hold a programme's signs: sentences between listings stand apart, too."""


def is_front(rows: Sequence[Row], kept: Sequence[bool]) -> bool:
    """True where what would be kept is teasers: short, apart, without an author, like a list of links or each stamped.

    On left-out pages it holds of 119 in 1,449 dumps of section fronts and listings, and of none of 6,293 of articles.
    """
    told = [stays and is_prose(row.block) for row, stays in zip(rows, kept, strict=True)]
    count = sum(told)
    if count < LEAST_TEASERS:
        return False
    above = rows[: told.index(True) + 1]
    if any(m.fact in ("author", "published") and m.sure >= SIGNED for row in above for m in row.marks):
        return False
    if sum(map(_is_post, rows)) >= LEAST_POSTS:
        return False
    pairs = [all(pair) for pair in pairwise(told)]
    together = sum(before or behind for before, behind in zip([False, *pairs], [*pairs, False], strict=True))
    words = sorted(row.block.words for row, sentence in zip(rows, told, strict=True) if sentence)
    left = [row for row, stays in zip(rows, kept, strict=True) if stays]
    if sum(not CODE.isdisjoint(row.block.text) for row in left) > MOST_CODE * len(left):
        return False
    if together > MOST_TOGETHER * count or words[int(FEW * (count - 1))] > MOST_WORDS:
        return False
    marked = sum(any(m.rule == "related-links" and m.sure >= LEAST_SURE for m in row.marks) for row in left)
    if marked >= LEAST_MARKED * len(left):
        return True
    most = max(LEAST_TEASERS, STAMPED * count)
    return _headed(rows, told) >= most and _stamps(rows, told) >= most


def _headed(rows: Sequence[Row], told: Sequence[bool]) -> int:
    """How many of the sentences stand right below a line that can be their headline; those of a live ticker do not."""
    above = [row.block for row, sentence in zip(rows, told[1:], strict=False) if sentence]
    return sum(LEAST_HEADLINE <= block.words <= MOST_HEADLINE and not block.ends for block in above)


def _stamps(rows: Sequence[Row], told: Sequence[bool]) -> int:
    """How many dates stand among the teasers, or how often the same line does: "2 hours ago", "Read more"."""
    first, last = told.index(True), len(told) - told[::-1].index(True)
    # The last teaser's own stamp stands behind it.
    among = [row for row, sentence in zip(rows[first : last + 2], told[first : last + 2], strict=True) if not sentence]
    same = Counter(row.block.key for row in among)
    dates = sum(any(mark.rule in STAMPS for mark in row.marks) for row in among)
    return max(dates, *same.values(), 0)


def _is_post(row: Row) -> bool:
    """True for the time of a live blog's post."""
    # Few lines have such a mark, and whether one is a time is asked of these alone.
    return any(mark.rule == "widget" and mark.sure >= CERTAIN for mark in row.marks) and is_stamp(row.block)
