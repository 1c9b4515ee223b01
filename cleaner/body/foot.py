"""What stands below the story and goes with the page's foot: tags, lists of links, strays of them."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.body.lists import LISTS
from cleaner.body.rows import LINK_RULES, Row
from cleaner.shape import is_prose

LINKED = frozenset({"read-also", "related-links"})
LEAST_SURE, LEAST_STRAY, LEAST_STRAYS = 0.4, 0.5, 0.75
MOST_STRAYS = 8
MOST_TAG_WORDS = 3
MARKERS = 3
"""Characters of an item that are its marker."""


def drop_links(rows: Sequence[Row], kept: list[bool], last: int) -> None:
    """Items below the story that are nothing but links, and in a list of links to the rules, are not the story's."""
    for i in range(last + 1, len(rows)):
        row = rows[i]
        linked = row.block.link_chars and 10 * row.block.link_chars >= 9 * (len(row.block.text) - MARKERS)
        if linked and row.block.kind in LISTS:
            listed = any(mark.rule in LINKED | LINK_RULES and mark.sure >= LEAST_SURE for mark in row.marks)
            kept[i] = kept[i] and not listed


def drop_strays(rows: Sequence[Row], kept: list[bool]) -> list[bool]:
    """`kept` without lines below the story that a rule found in a list of links of which little else stays."""
    last = max((i for i, row in enumerate(rows) if kept[i] and is_prose(row.block)), default=len(rows))
    _drop_tags(rows, kept, last + 1)
    start = last + 1
    while start < len(rows):
        end = start
        while end < len(rows) and kept[end]:
            end += 1
        # One line alone is doubtful; of several the rule must be sure.
        least = LEAST_STRAY if end == start + 1 else LEAST_STRAYS
        if start > last + 1 and end - start <= MOST_STRAYS and all(_is_stray(row, least) for row in rows[start:end]):
            kept[start:end] = [False] * (end - start)
        start = end + 1
    return kept


def _is_stray(row: Row, least: float) -> bool:
    return not row.block.ends and any(mark.rule in LINKED and mark.sure >= least for mark in row.marks)


def _drop_tags(rows: Sequence[Row], kept: list[bool], start: int) -> None:
    """A word or two right below the story that stand in a row of such lines are its tags, or the page's foot."""
    for i in range(start, len(rows)):
        block = rows[i].block
        if not kept[i] or block.ends or block.words > MOST_TAG_WORDS or block.kind in LISTS:
            return
        kept[i] = not any(mark.rule in LINK_RULES and mark.sure >= LEAST_STRAY for mark in rows[i].marks)
