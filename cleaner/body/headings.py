"""Sub-headings of the story, and the paragraphs below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaner.body.rows import Row
from cleaner.shape import is_prose

HEADING_FLOOR = -3.0
BELOW_FLOOR = -2.0
MOST_NUMBERED_WORDS = 14
LEAST_NUMBERED = 3
_NUMBER = re.compile(r"\W{0,3}(\d{1,2})[.)]?\s")


def add_headings(rows: Sequence[Row], kept: list[bool], prose: Sequence[int]) -> None:
    """A heading of the form, amid the story, is the story's when what it stands above is."""
    for i in range(prose[-1] - 1, prose[0], -1):
        row = rows[i]
        if row.block.kind != "heading" or kept[i] or not row.free or row.score <= HEADING_FLOOR:
            continue
        below = i + 1
        while below < prose[-1] and not rows[below].free and rows[below].harmless:
            below += 1
        kept[i] = kept[below]
    _add_numbered(rows, kept)
    for i in range(prose[0], prose[-1]):
        if kept[i] and rows[i].block.kind == "heading":
            _add_below(rows, kept, i, prose[-1])


def _add_numbered(rows: Sequence[Row], kept: list[bool]) -> None:
    """Headings numbered one after the other are the story's as a whole when most of them are."""
    numbered = [(i, number) for i, row in enumerate(rows) if (number := _number(row)) >= 0]
    start = 0
    steps = [*(abs(below[1] - above[1]) == 1 for above, below in pairwise(numbered)), False]
    for at, goes_on in enumerate(steps if numbered else ()):
        if goes_on:
            continue
        chain = [i for i, _ in numbered[start : at + 1]]
        start = at + 1
        if len(chain) >= LEAST_NUMBERED and sum(kept[i] for i in chain) * 2 > len(chain):
            for i in chain:
                kept[i] = kept[i] or (rows[i].free and rows[i].score > HEADING_FLOOR)


def _number(row: Row) -> int:
    """The number that a heading begins with, -1 where it has none."""
    block = row.block
    if block.kind != "heading" or block.words > MOST_NUMBERED_WORDS:
        return -1
    found = _NUMBER.match(block.text)
    return int(found[1]) if found else -1


def _add_below(rows: Sequence[Row], kept: list[bool], heading: int, end: int) -> None:
    """The paragraph right below a heading that is the story's, pictures and advertisements passed over, is too."""
    below = heading + 1
    while below < end and not rows[below].free and rows[below].harmless:
        below += 1
    row = rows[below]
    if row.free and is_prose(row.block) and row.score > BELOW_FLOOR:
        kept[below] = True
