"""What the story's structure says over the scores of single blocks.

Tried on left-out sites (English / world, word F1), with the world's pages weighted 2.5 in the fit: scores alone
0.9279 / 0.9357; with up to two standfirst lines 0.9275 / 0.9370; with unmarked gaps between prose besides
0.9296 / 0.9358. These are small, and partly chosen on the same folds. The one standfirst line and the lists at the end,
as they stand here, were chosen for the golden pages and not measured so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.model import CERTAIN, Block, Mark
from cleaner.shape import is_prose

UNMARKED = 0.5
"""Marks that are less sure than this do not stand in the way of a block's being the story's."""
STANDFIRST_WORDS = 6
STANDFIRST_MARKED = 1
STANDFIRST_FLOOR = -3.0
GAP_BLOCKS = 30
GAP_FLOOR = -2.5
TAIL_MARK = 0.3
TAIL_FLOOR = -3.0
LISTS = frozenset({"item", "row"})
# These rules see shapes as well as words, and a clean body has shapes too.
SHAPE_RULES = frozenset({"navigation", "related-links", "headline", "repeated", "caption"})
TELLING = 0.8
MOST = 0.5


class Row(NamedTuple):
    """A block that shows text, with what is known of it."""

    block: Block
    score: float
    marks: Sequence[Mark]

    @property
    def sure(self) -> float:
        """How sure the surest mark is, 0 without one."""
        return max((mark.sure for mark in self.marks), default=0.0)


def settle(rows: Sequence[Row]) -> list[bool]:
    """Which rows are the story's, by their scores and by where they stand among each other."""
    kept = [row.score > 0 for row in rows]
    if _is_clean(rows, kept):
        return [row.sure < CERTAIN for row in rows]
    prose = [i for i, row in enumerate(rows) if kept[i] and is_prose(row.block)]
    if prose:
        _add_standfirst(rows, kept, prose[0])
        _fill_gaps(rows, kept, prose)
        _add_tail(rows, kept, prose[-1])
    return kept


def _is_clean(rows: Sequence[Row], kept: Sequence[bool]) -> bool:
    """True for a page that no rule knows anything on by its words: an article already cleaned stays as it is."""
    if any(mark.sure >= TELLING and mark.rule not in SHAPE_RULES for row in rows for mark in row.marks):
        return False
    words = sum(row.block.words for row in rows)
    return sum(row.block.words for row, stays in zip(rows, kept, strict=True) if stays) >= MOST * words


def _add_standfirst(rows: Sequence[Row], kept: list[bool], lead: int) -> None:
    """The first unmarked line of some length right below the headline is the standfirst.

    A caption can look the same, but it stands below the byline and the date.
    """
    titles = [i for i, row in enumerate(rows[:lead]) if any(mark.fact == "title" for mark in row.marks)]
    marked = 0
    for i in range(titles[-1] + 1, lead) if titles else ():
        if rows[i].sure >= UNMARKED:
            marked += 1
        elif rows[i].block.words >= STANDFIRST_WORDS:
            kept[i] = kept[i] or rows[i].score > STANDFIRST_FLOOR
            return
        if marked > STANDFIRST_MARKED:
            return


def _fill_gaps(rows: Sequence[Row], kept: list[bool], prose: Sequence[int]) -> None:
    """Short lines between two stretches of the story's prose, none of them marked, are the story's: a list, a table."""
    for above, below in pairwise(prose):
        gap = range(above + 1, below)
        if 0 < len(gap) <= GAP_BLOCKS and all(rows[i].sure < UNMARKED for i in gap):
            for i in gap:
                kept[i] = kept[i] or rows[i].score > GAP_FLOOR


def _add_tail(rows: Sequence[Row], kept: list[bool], last: int) -> None:
    """List items and table rows that follow the last prose at once, with the headings over them, are the story's."""
    for i in range(last + 1, len(rows)):
        row = rows[i]
        heads_list = i + 1 < len(rows) and rows[i + 1].block.kind in LISTS and not row.block.ends
        if row.sure >= TAIL_MARK or not (row.block.kind in LISTS or heads_list or kept[i]):
            return
        kept[i] = kept[i] or row.score > TAIL_FLOOR
