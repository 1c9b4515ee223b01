"""Newsletter sign-up prompts and their forms."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._prompts import prompts


class Newsletter(Rule):
    """Newsletter sign-up prompts and their forms.

    Removes: headings ("Newsletter"), prompts in prose, e-mail fields, the consent line beneath.
    Keeps: a sentence of the story that mentions a newsletter.
    Seen on: boxes between paragraphs, under the last one, and at the foot.
    """

    id = "newsletter"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks by the phrases found in them."""
        return prompts(page, self.id, "a newsletter prompt")
