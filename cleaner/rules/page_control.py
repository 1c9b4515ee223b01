"""Buttons and signs of the page itself."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Hit, Mark, Page, Rule
from cleaner.rules._prompts import outside

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
        covered: dict[int, set[tuple[int, int]]] = {}
        for hit in page.hits_of(self.id):
            if hit.place == "part":
                covered.setdefault(hit.block, set()).add((hit.start, hit.end))
            elif hit.place == "line" or page.blocks[hit.block].words <= _MAX_WORDS:
                yield Mark(self.id, hit.block, f'a control of the page: "{hit.phrase}"', self._sure(page, hit))
        for number, spans in covered.items():
            block = page.blocks[number]
            if sum(end - start for start, end in spans) * 3 >= len(block.text) * 2:
                yield Mark(self.id, number, "a row of controls of the page", 0.9 if outside(page, number) else 0.6)
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
