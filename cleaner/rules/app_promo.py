"""Prompts to install an app, to switch on alerts, to follow a channel."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._prompts import prompts


class AppPromo(Rule):
    """Prompts to install an app, to switch on alerts, to follow a channel.

    Removes: "Download our app", "Turn on notifications", "Follow us on WhatsApp", store badges.
    Keeps: a story about an app, a messenger or a channel.
    Seen on: phone pages and the last lines of stories, mostly outside Western Europe.
    """

    id = "app-promo"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks by the phrases found in them."""
        return prompts(page, self.id, "an app or channel prompt")
