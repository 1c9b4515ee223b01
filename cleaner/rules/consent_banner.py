"""Cookie and privacy dialogues."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._prompts import prompts


class ConsentBanner(Rule):
    """Cookie and privacy dialogues.

    Removes: buttons ("Accept all", "Manage preferences") and the prose that asks for consent, also for an embed.
    Keeps: a story about cookies or privacy law, which names them without "we".
    Seen on: pages saved with the consent layer open, at either end of the dump.
    """

    id = "consent-banner"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks by the phrases found in them."""
        return prompts(page, self.id, "a consent dialogue")
