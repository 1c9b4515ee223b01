"""The story's headline."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Mark, Page, Rule
from cleaner.rules._head import squeeze


class Headline(Rule):
    """The story's headline, which is its title and not part of its body.

    Removes: the headline above the lead, the document's title in a dump's first line ("Headline | Site"), and the same
    words again in a breadcrumb or a share line above the story.
    Keeps: a first paragraph that ends as a sentence does; sub-headings; a body that comes without a headline.
    Seen on: every article page; dumps repeat the headline up to five times above the story.
    """

    id = "headline"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the headline, its copies, and what the document's title says about the site."""
        head = page.head
        if head.headline < 0:
            return
        yield Mark(self.id, head.headline, head.why, head.sure, fact="title", value=head.title)
        for number in head.copies:
            why = "the document's title" if number == 0 else "the headline again"
            yield Mark(self.id, number, why)
        if head.site and 0 in (*head.copies, head.headline):
            yield Mark(
                self.id, 0, "what follows the headline in the document's title", 0.6, fact="site", value=head.site
            )
        words = squeeze(head.title.lower())
        for block in page.blocks[: head.headline]:
            if block.number not in head.copies and len(block.text) >= 20 and squeeze(block.key) == words:
                yield Mark(self.id, block.number, "the headline again", CERTAIN)
