"""When a story was published and its page shown, from what rules found and from what the page's form states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cleaner.dates import read
from cleaner.model import Mark, Page
from cleaner.tree import Tree

if TYPE_CHECKING:
    from cleaner.body import Body

LEAST = 0.6
"""A fact from a mark less sure than this is left out: absent rather than wrong."""
_DAY = len("2026-11-12")
_ABOVE_HEADLINE = 3
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)[/-][^/?#]")


class When(NamedTuple):
    """Two days in ISO 8601; empty where unknown."""

    published: str
    page_date: str


def when(page: Page, marks: Sequence[Mark], body: Body) -> When:
    """The date that the form states, else one that rules found, else one beside the headline or in the address."""
    published = _full(_stated_date(page.facts.published), page, marks) or _published(page, marks, body)
    if published:
        return When(published, _page_date(marks))
    # A date above the headline is the page's, unless the headline's own element holds it.
    beside = page.facts.beside_headline or _beside_headline(page, marks)
    return When(beside or _in_address(page), "" if beside else _page_date(marks))


def facts_of(marks: Sequence[Mark], fact: str) -> list[Mark]:
    """The marks that are sure enough of a metadata field."""
    return [mark for mark in marks if mark.fact == fact and mark.value and mark.sure >= LEAST]


def _full(stated: str, page: Page, marks: Sequence[Mark]) -> str:
    """A day that the form states, with the time of that day that the page shows."""
    if len(stated) != _DAY:
        return stated
    shown = [mark.value for mark in facts_of(marks, "published") if mark.value[:_DAY] == stated]
    if page.facts.beside_headline[:_DAY] == stated:
        shown.append(page.facts.beside_headline)
    return max([stated, *shown], key=len)


def _beside_headline(page: Page, marks: Sequence[Mark]) -> str:
    """The date right above the headline, where one element of an HTML page holds both and begins with them."""
    if page.tree is None or page.head.headline < 0:
        return ""
    for mark in facts_of(marks, "page_date"):
        if 0 < page.head.headline - mark.block <= _ABOVE_HEADLINE:
            around = _holder_of_both(page.tree, mark.block, page.head.headline)
            if around >= 0 and page.tree.first[around] >= mark.block - _ABOVE_HEADLINE:
                return mark.value
    return ""


def _in_address(page: Page) -> str:
    """The day that the page's address names: "/2026/11/12/storm-closes-road"."""
    found = _DAY_IN_ADDRESS.search(page.url or page.facts.url)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _holder_of_both(tree: Tree, one: int, other: int) -> int:
    """The innermost element that holds two blocks; -1 where only the page does."""
    around = tree.holders[one]
    while around >= 0 and not tree.first[around] <= other < tree.last[around]:
        around = tree.parents[around]
    return around


def _stated_date(text: str) -> str:
    """A form's own date: ISO as it is, other notations read."""
    if not text:
        return ""
    found = read(text)
    return found.value if found is not None and found.value else ""


def _published(page: Page, marks: Sequence[Mark], body: Body) -> str:
    """The story's date: the surest mark; among equals the first on the page, a day and time over a day.

    A story that says only when it was changed was first seen then.
    """
    found = facts_of(marks, "published") or facts_of(marks, "updated")
    if not found:
        return ""
    days = {mark.value[:10] for mark in found}
    best = max(found, key=lambda mark: (mark.sure, -mark.block))
    if len(days) > 1 and best.sure < 1.0:
        kept = [number for number, verdict in enumerate(body.verdicts) if verdict.kept]
        lead = kept[0] if kept else page.outline.first
        best = min(found, key=lambda mark: (abs(lead - mark.block), mark.block))
    # The head of a lead has the day alone; the line that says when the story was changed has the time too.
    same_day = [mark.value for mark in (*found, *facts_of(marks, "updated")) if mark.value[:10] == best.value[:10]]
    return max(same_day, key=len)


def _page_date(marks: Sequence[Mark]) -> str:
    """The day the page was shown: only when every date above the story names the same one."""
    days = {mark.value[:10] for mark in facts_of(marks, "page_date")}
    return days.pop() if len(days) == 1 else ""
