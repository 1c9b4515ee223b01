"""Lines that the configuration names as the site's template."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule


class SiteTemplate(Rule):
    """Lines that the site's other pages share.

    Removes: whole lines that the configuration lists for the site, whatever they say.
    Keeps: the same words as a part of a longer line; every line of a page whose site has no list.
    Seen on: any site of which many pages are at hand; its lists are made by comparing them.
    """

    id = "site-template"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the listed lines."""
        for hit in page.hits_of(self.id):
            if hit.place == "line":
                yield Mark(self.id, hit.block, "a line that the site's pages share")
