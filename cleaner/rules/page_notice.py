"""Signs that what the page shows is no story: log-in walls, missing pages, search results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.model import CERTAIN, Hit, Mark, Page, Rule
from cleaner.shape import is_prose

_MOST_SIGN_WORDS = 14
_MOST_COUNT_WORDS = 10
_STORY_WORDS = 25
"""A paragraph of this length above the sign is a story's."""
_LONG = 60
_MOST_RUN = {"error": 4, "login": 4, "results": 2}
"""Paragraphs in a row that may stand below each kind of sign; more are a story."""


class _Sign(NamedTuple):
    kind: str
    phrase: str


class PageNotice(Rule):
    """Signs that the page is no story, and what stands below them.

    Removes: "Page not found", "Log in to continue" above a form, "Search results for …" with "Showing 1-10 of 240", and
    the explanation, the form or the results below.
    Keeps: a story about lost pages or searches, a prompt to log in below the first paragraphs of a story.
    Seen on: error pages, log-in and registration forms, search and archive pages.
    """

    id = "page-notice"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the signs; all that is below the first one too, when no story stands around it."""
        signs: dict[int, _Sign] = {}
        for hit in page.hits_of(self.id):
            if _is_sign(hit, page):
                signs.setdefault(hit.block, _Sign(hit.label, hit.phrase))
        top = min((number for number, sign in signs.items() if sign.kind in _MOST_RUN), default=-1)
        if top < 0:
            return
        bare = _is_bare(page, top, signs)
        for number, sign in sorted(signs.items()):
            if bare or sign.kind == "error":
                sure = CERTAIN if bare else 0.5
                yield Mark(self.id, number, f'says that the page is no story: "{sign.phrase}"', sure)
        if bare:
            for block in page.blocks[top + 1 :]:
                if block.number not in signs and block.words > 1:
                    sure = CERTAIN if is_prose(block) else 0.3
                    yield Mark(self.id, block.number, f'on a page of "{signs[top].phrase}"', sure)


def _is_sign(hit: Hit, page: Page) -> bool:
    block = page.blocks[hit.block]
    if hit.label == "count":
        return block.words <= _MOST_COUNT_WORDS and any(map(str.isdigit, block.text))
    return block.words <= _MOST_SIGN_WORDS or hit.place == "line"


def _is_bare(page: Page, top: int, signs: dict[int, _Sign]) -> bool:
    """True when there is a second sign where one proves little, and no story above or below."""
    kind = signs[top].kind
    kinds = [sign.kind for sign in signs.values()]
    if kind == "login" and "form" not in kinds:
        return False
    if kind == "results" and "count" not in kinds:
        return False
    run = 0
    for block in page.blocks:
        run = run + 1 if is_prose(block) else 0
        if run and (block.words > _LONG or run > _MOST_RUN[kind]):
            return False
        if run and block.number < top and block.words >= _STORY_WORDS:
            return False
    return True
