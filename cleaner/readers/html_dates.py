"""Reads when an HTML page says its story was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cleaner.readers.facts import date_of

STORY_DATES = ("datePublished", "dateCreated")
"""Where JSON-LD has it."""
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "published",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "citation_publication_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
)
_MARKED = etree.XPath("//*[@itemprop='datePublished' or @pubdate]")
_HEADINGS = etree.XPath("//h1")
_TIMES = etree.XPath(".//time[@datetime] | .//abbr[@title and contains(@class, 'published')]")
_PAGE = frozenset({"body", "html"})
_STEPS_UP = 3
"""How far above the headline the element that holds its date may be."""
_MOST_TIMES = 3
"""A story's head has a date or two; a list of stories has many."""


def published(root: etree._Element, stated: Iterable[str], meta: dict[str, list[str]]) -> str:
    """The story's date in ISO 8601; empty where the page states none.

    Args:
        root: the page's tree.
        stated: what its JSON-LD says, best first.
        meta: the contents of its `<meta>` elements, by name in small letters.
    """
    return next(filter(None, map(date_of, _dates(root, stated, meta))), "")


def beside_headline(root: etree._Element) -> str:
    """The date for machines that stands in one small element with the page's only `h1`; empty where there is none."""
    headings = _at(_HEADINGS, root)
    if len(headings) != 1:
        return ""
    around = headings[0].getparent()
    for _ in range(_STEPS_UP):
        if around is None or around.tag in _PAGE:
            break
        if times := _at(_TIMES, around):
            found = sorted(filter(None, map(date_of, map(_value, times[: _MOST_TIMES + 1]))))
            # Of the two dates of a head the later one says when the story was changed.
            return found[0] if found and len(times) <= _MOST_TIMES else ""
        around = around.getparent()
    return ""


def _dates(root: etree._Element, stated: Iterable[str], meta: dict[str, list[str]]) -> Iterator[str]:
    yield from stated
    for name in _PUBLISHED:
        yield from meta.get(name, [])
    yield from map(_value, _at(_MARKED, root))


def _at(path: etree.XPath, element: etree._Element) -> list[etree._Element]:
    """The elements that `path` leads to."""
    found = path(element)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _value(element: etree._Element) -> str:
    """The date of an element: an attribute for machines, else its text."""
    title = element.get("title") if element.tag == "abbr" else None
    value = element.get("datetime") or element.get("content") or title
    return value or " ".join("".join(map(str, element.itertext())).split())
