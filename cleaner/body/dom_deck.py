"""The standfirst of an HTML page, which its markup names and its scores may reject."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.body.names import NAMES, groups_of
from cleaner.body.rows import Row
from cleaner.model import Page
from cleaner.tree import Tree

FLOOR = -3.0
"""Log-odds below which a block is no standfirst, whatever it is called."""
DESCRIBED = 0.6
"""The share of a standfirst that the page's description repeats."""
_FEWEST_WORDS, _MOST_WORDS = 4, 60
_STANDFIRST = 1 << NAMES.index("standfirst")
_BY_SHAPE = frozenset({"navigation", "related-links", "caption"})


def add_named_deck(page: Page, rows: Sequence[Row], kept: list[bool]) -> list[bool]:
    """`kept` with the block right below the headline, where the markup calls it a standfirst or describes the page so.

    Of such blocks that the scores reject, all but one in ten were wanted on the news pages of 35 countries. On English
    magazines and blogs, whose corpus leaves standfirsts out, it was one in three.
    """
    at = next((i for i, row in enumerate(rows) if row.block.number == page.head.headline + 1), -1)
    if page.tree is None or page.head.headline < 0 or at < 0 or kept[at] or rows[at].score < FLOOR:
        return kept
    block = rows[at].block
    if block.link_chars or not _FEWEST_WORDS <= block.words <= _MOST_WORDS:
        return kept
    if all(mark.rule in _BY_SHAPE for mark in rows[at].marks) and _is_named(page.tree, block.number):
        kept[at] = True
    return kept


def _is_named(tree: Tree, number: int) -> bool:
    """True where the block's element, or the one around it, is called a standfirst, or the description repeats it."""
    if tree.described and tree.described[number] >= DESCRIBED:
        return True
    holder = tree.holders[number]
    around = [holder, tree.parents[holder]] if tree.parents[holder] >= 0 else [holder]
    # An element that holds more is no standfirst's.
    names = [tree.called[tree.kinds[each]][1] for each in around if tree.last[each] - tree.first[each] == 1]
    named = any(bits & _STANDFIRST for bits in groups_of(names)) if names else False
    return named or any("subtitle" in name.lower().replace("-", "").replace("_", "") for name in names)
