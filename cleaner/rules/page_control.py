"""Buttons and signs of the page itself."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule

_SIGNS = frozenset("×✕✖⨯☰≡⋮▲▼◀▶⌄‹›«»")


class PageControl(Rule):
    """Buttons of the page itself.

    Removes: "Close", "Load more", "Back to top", "Print", a lone "×" or menu sign.
    Keeps: a sentence with such a word in it; "Close" as the first word of a sub-heading.
    Seen on: nearly every page saved from a browser; dialogue layers leave their "×" at the end.
    """

    id = "page-control"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark whole blocks that are a control's label or sign."""
        for hit in page.hits_of(self.id):
            if hit.place == "line":
                yield Mark(self.id, hit.block, f'a control of the page: "{hit.phrase}"')
        for block in page.blocks:
            if len(block.text) <= 3 and block.text and all(char in _SIGNS for char in block.text):
                yield Mark(self.id, block.number, "a sign that closes, opens or turns something")
