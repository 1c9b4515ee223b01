"""A block as the story's structure sees it: its score, its marks, and what they mean for its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import Block, Mark

UNMARKED = 0.5
"""Marks that are less sure than this do not stand in the way of a block's being the story's."""
BY_SHAPE = 0.66
"""Nor do marks of the rules for lists of links up to here: below it they go by shape alone, and so does the story."""
LINK_RULES = frozenset({"navigation", "related-links"})
PASSING = frozenset({"ad-label", "app-promo", "newsletter", "media-player", "social-embed", "caption", "credit"})
"""What stands between a story and its own list: an advertisement, a prompt, a picture."""
HARMLESS = frozenset({"caption", "credit", "ad-label", "dateline", "widget", "share-bar", "byline", "call-to-action"})
"""What stands between paragraphs of a story and takes nothing along: a picture, a time, an advertisement."""


class Row(NamedTuple):
    """A block that shows text, with what is known of it."""

    block: Block
    score: float
    marks: Sequence[Mark]
    opens: bool = False
    """True when a place and an agency stand at its head, as they do at a lead's."""

    @property
    def sure(self) -> float:
        """How sure the surest mark is, 0 without one."""
        return max([mark.sure for mark in self.marks]) if self.marks else 0.0

    @property
    def free(self) -> bool:
        """True when no mark stands in the way of its being the story's."""
        # Most rows have no mark.
        return not self.marks or all(m.sure < (BY_SHAPE if m.rule in LINK_RULES else UNMARKED) for m in self.marks)

    @property
    def passing(self) -> bool:
        """True when every sure mark is of an advertisement, a prompt or a picture."""
        return all(m.rule in PASSING for m in self.marks if m.sure >= BY_SHAPE)

    @property
    def harmless(self) -> bool:
        """True when all that speaks against it takes nothing else along."""
        return not self.marks or all(m.rule in HARMLESS or m.sure < BY_SHAPE for m in self.marks)
