"""Prompts to install an app, to switch on alerts, to follow a channel."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._prompts import outside, prompts

_MOST_WORDS = 20
_MOST_APART = 30
"""Characters between the verb and the app."""


class AppPromo(Rule):
    """Prompts to install an app, to switch on alerts, to follow a channel.

    Removes: "Download our app", "Get the Harbour News app", "Turn on notifications", "Follow us on WhatsApp", store
    badges.
    Keeps: a story about an app, a messenger or a channel.
    Seen on: phone pages and the last lines of stories, mostly outside Western Europe.
    """

    id = "app-promo"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks by the phrases found in them."""
        marked: set[int] = set()
        for mark in prompts(page, self.id, "an app or channel prompt"):
            marked.add(mark.block)
            yield mark
        # "Download the Harbour News app": a verb, and the word not far behind it.
        verbs = {hit.block: hit for hit in page.hits_of(self.id) if hit.label == "get"}
        for hit in page.hits_of(self.id):
            verb = verbs.get(hit.block) if hit.label == "app" else None
            block = page.blocks[hit.block]
            if verb is None or hit.block in marked or block.words > _MOST_WORDS:
                continue
            if 0 <= hit.start - verb.end <= _MOST_APART or 0 <= verb.start - hit.end <= _MOST_APART:
                marked.add(hit.block)
                yield Mark(self.id, hit.block, "asks to get an app", 0.9 if outside(page, hit.block) else 0.6)
