"""Lines of the site's template: those that the configuration names, and those that were learned from its pages."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.places import ALONE, TOGETHER


class SiteTemplate(Rule):
    """Lines that the site's other pages share.

    Removes: whole lines that the configuration lists for the site, whatever they say; lines that were learned from the
        site's pages (`cleaner learn`): menus, tickers, slogans.
    Keeps: the same words as a part of a longer line; the page's own headline; a learned line without another one beside
        it, unless half of the site's pages have it; every line of a page whose site is not known.
    Seen on: any site of which many pages are at hand; its lists are made by comparing them.
    """

    id = "site-template"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the listed lines, and the learned ones in their company."""
        hits = [hit for hit in page.hits_of(self.id) if hit.place == "line"]
        headline = page.head.headline
        company = {hit.block for hit in hits if hit.block != headline}
        for hit in hits:
            mode, _, why = hit.label.partition(":")
            if mode not in (ALONE, TOGETHER):
                yield Mark(self.id, hit.block, "a line that the site's pages share")
            elif hit.block != headline and (mode == ALONE or not company.isdisjoint((hit.block - 1, hit.block + 1))):
                yield Mark(self.id, hit.block, why)
