"""Metadata from what rules found and from what the page's form states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.body import Body
from cleaner.model import Mark, Page


class Gathered(NamedTuple):
    """The metadata of an article; empty where unknown."""

    title: str
    authors: tuple[str, ...]
    published: str
    page_date: str
    site: str
    url: str


def gather(page: Page, marks: Sequence[Mark], body: Body) -> Gathered:
    """Metadata of `page`: the form's own statements first, then the strongest mark of each field."""
    best: dict[str, Mark] = {}
    authors = list(page.facts.authors)
    for mark in marks:
        if mark.fact == "author" and not page.facts.authors and mark.value not in authors:
            authors.append(mark.value)
        elif mark.fact and (mark.fact not in best or mark.sure > best[mark.fact].sure):
            best[mark.fact] = mark
    return Gathered(
        title=page.facts.title or _value(best, "title"),
        authors=tuple(authors),
        published=page.facts.published or _value(best, "published"),
        page_date=_value(best, "page_date"),
        site=page.facts.site or _value(best, "site"),
        url=page.url or page.facts.url,
    )


def _value(best: dict[str, Mark], fact: str) -> str:
    return best[fact].value if fact in best else ""
