"""Newsletter sign-up prompts and their forms."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._prompts import prompts

_FIRM = 0.75
_MOST_NAME_WORDS = 6


class Newsletter(Rule):
    """Newsletter sign-up prompts and their forms.

    Removes: headings ("Newsletter", a newsletter's name), prompts in prose, e-mail fields, the consent line beneath.
    Keeps: a sentence of the story that mentions a newsletter.
    Seen on: boxes between paragraphs, under the last one, and at the foot.
    """

    id = "newsletter"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks by the phrases found in them."""
        firm: set[int] = set()
        marked: set[int] = set()
        for mark in prompts(page, self.id, "a newsletter prompt"):
            marked.add(mark.block)
            if mark.sure >= _FIRM:
                firm.add(mark.block)
            yield mark
        for number in sorted(firm):
            above = page.blocks[number - 1] if number else None
            # The form that signs up follows; a sub-heading of the story has its paragraph below.
            if above is None or above.kind != "heading" or above.number in marked or above.words > _MOST_NAME_WORDS:
                continue
            yield Mark(self.id, above.number, "the name of the newsletter above its prompt", 0.7)
