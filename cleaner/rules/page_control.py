"""Buttons and signs of the page itself."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Hit, Mark, Page, Rule
from cleaner.rules._prompts import outside, rows

_SIGNS = frozenset("×✕✖✗╳⨯☰≡⋮⋯…▲▼▴▾△▽◀▶◁▷►◄⌄⌃⌵‹›«»<>→←↑↓⇧❮❯+-–—|/•·∙*#")
_MAX_WORDS = 40


class PageControl(Rule):
    """Buttons of the page itself.

    Removes: "Close", "Load more", "Back to top", "Print", search boxes, log-in buttons, a lone "×" or menu sign.
    Keeps: a sentence with such a word in it; "Close" as the first word of a sub-heading.
    Seen on: nearly every page saved from a browser; dialogue layers leave their "×" at the end.
    """

    id = "page-control"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark whole blocks that are a control's label or sign."""
        hits = page.hits_of(self.id)
        for hit in hits:
            if hit.place == "part":
                continue
            # A list to choose from is as long as its choices.
            if hit.place == "line" or hit.label == "picker" or page.blocks[hit.block].words <= _MAX_WORDS:
                yield Mark(self.id, hit.block, f'a control of the page: "{hit.phrase}"', self._sure(page, hit))
        for number, sure in rows(page, hits):
            yield Mark(self.id, number, "a row of controls of the page", sure)
        for number, text in enumerate(page.glance.texts):
            if len(text) <= 3 and text and _SIGNS.issuperset(text):
                yield Mark(self.id, number, "a sign that closes, opens or turns something")

    @staticmethod
    def _sure(page: Page, hit: Hit) -> float:
        out = outside(page, hit.block)
        if hit.label == "weak":
            return 0.9 if out else 0.6
        if hit.place != "line":
            return CERTAIN if out else 0.8
        return CERTAIN if out or " " in hit.phrase else 0.9
