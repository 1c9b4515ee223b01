"""Prompts to subscribe or sign in to read on."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._prompts import prompts


class Paywall(Rule):
    """Prompts to subscribe or sign in to read on.

    Removes: "Subscribe to continue reading", "Already a subscriber? Log in", offers, meters ("2 free articles left").
    Keeps: a story about subscriptions or paywalls, in sentences of its own.
    Seen on: subscriber stories cut after some paragraphs; offers beside free ones.
    """

    id = "paywall"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks by the phrases found in them."""
        return prompts(page, self.id, "a subscriber prompt")
