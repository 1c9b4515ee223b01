"""Who wrote the story."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._byline_posts import posts
from cleaner.rules._bylines import Bylines


class Byline(Rule):
    """The line that names the story's authors.

    Removes: "By Jane Doe", "Von", "Par", "بقلم", "記者" and their kin with the names behind them, also when a dump
    breaks them over lines; names with a role, in a
    live blog's posts too; agencies and desks named as authors.
    Keeps: sentences that begin with "By" or "Von"; names inside the story; a headline that is a person's name.
    Seen on: nearly every news page, under the headline or after the last paragraph; teasers carry them too.
    """

    id = "byline"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark bylines, each author as one mark."""
        found = [*Bylines().found(page)]
        yield from found
        told = {mark.block for mark in found}
        yield from (mark for mark in posts(page) if mark.block not in told)
