"""Links for screen readers that jump to a part of the page."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule

_MAX_WORDS = 8


class SkipLink(Rule):
    """Links for screen readers that jump to a part of the page.

    Removes: "Skip to main content", "Jump to navigation", "Skip advertisement".
    Keeps: a sentence that starts with such words ("Skip to the final scene and …").
    Seen on: the first lines of most sites; before and after boxes inside a story.
    """

    id = "skip-link"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark short blocks that are such a link."""
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.place == "line" or (hit.place == "start" and block.words <= _MAX_WORDS and not block.ends):
                yield Mark(self.id, hit.block, f'a link to a part of the page: "{hit.phrase}"')
