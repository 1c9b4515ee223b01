"""Reads what an HTML page states of itself: JSON-LD, Open Graph and other `<meta>`, `<title>`, canonical link."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from lxml import etree

from cleaner.model import Facts
from cleaner.readers.facts import address_of, date_of, language_of, names_of, site_of
from cleaner.readers.facts import text_of as plain_text

_STORY_TYPES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BlogPosting"}
    | {"BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "TechArticle", "Report", "Recipe"}
)
_LONGEST_JSON = 1_000_000
_MOST_NODES = 2_000
_MOST_AUTHORS = 6
_TITLE = ("og:title", "twitter:title", "dc.title", "headline")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author", "og:article:author")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)
_SITE = ("og:site_name", "application-name", "dc.publisher")
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " · ", " « ", ": ")
Node = dict[str, object]


def read_facts(root: etree._Element) -> Facts:
    """The metadata of the page whose tree is `root`."""
    meta = _meta(root)
    story, site = _story(root)
    site = _first(site_of(value) for value in [*_values(meta, _SITE), site])
    title = _first([text_of(_text(story.get("headline"))), *map(text_of, _values(meta, _TITLE)), _title(root)])
    return Facts(
        title=without_site(title, site),
        authors=names_of(_names(story.get("author"))) or names_of(_values(meta, _AUTHOR)) or _linked_authors(root),
        published=_first(date_of(value) for value in [_text(story.get("datePublished")), *_values(meta, _PUBLISHED)]),
        site=site,
        language=_first(
            language_of(value) for value in [root.get("lang", ""), *_values(meta, ("og:locale", "content-language"))]
        ),
        url=_first(address_of(value) for value in [*_canonical(root), *_values(meta, ("og:url",))]),
    )


def text_of(value: str) -> str:
    """`value` as plain text; careless pages escape it twice."""
    return plain_text(html.unescape(value) if "&" in value else value)


def without_site(title: str, site: str) -> str:
    """`title` without the site's name at its end."""
    if site:
        for separator in _SEPARATORS:
            head, found, tail = title.rpartition(separator)
            if found and head and tail.casefold().strip() == site.casefold():
                return head.strip()
    return title


def _linked_authors(root: etree._Element) -> tuple[str, ...]:
    """The names that link to an author's page below the first headline, up to the first that stands elsewhere."""
    headline = next(root.iter("h1"), None)
    if headline is None or len(list(root.iter("h1"))) > 1:
        return ()
    found: list[etree._Element] = []
    for link in _after(root, headline):
        if link.tag == "a" and "author" in (link.get("rel") or "").lower().split():
            if found and link.getparent() is not found[0].getparent():
                break
            found.append(link)
    return names_of(text_of(_shown(link)) for link in found[:_MOST_AUTHORS])


def _shown(element: etree._Element) -> str:
    """The text within an element, on one line."""
    return " ".join(str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).split())


def _after(root: etree._Element, start: etree._Element) -> Iterator[etree._Element]:
    """The elements below `start`, in document order."""
    elements = root.iter()
    for element in elements:
        if element is start:
            break
    yield from elements


def _first(values: Iterator[str] | list[str]) -> str:
    return next(filter(None, values), "")


def _meta(root: etree._Element) -> dict[str, list[str]]:
    """Contents of `<meta>` elements by lower-cased name."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content:
            found.setdefault(name.lower(), []).append(text_of(content))
    return found


def _values(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    """The contents of the first of `names` that the page has."""
    return next((meta[name] for name in names if name in meta), [])


def _title(root: etree._Element) -> str:
    element = root.find(".//title")
    return text_of(element.text or "") if element is not None else ""


def _canonical(root: etree._Element) -> list[str]:
    return [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split()]


def _story(root: etree._Element) -> tuple[Node, str]:
    """The JSON-LD node of the story, and the publication's name; empty where the page has none."""
    story: Node = {}
    site = ""
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "").lower() or not script.text or len(script.text) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            named = {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}
            if named & _STORY_TYPES and not story:
                story = node
            if "WebSite" in named and not site:
                site = _text(node.get("name"))
    return story, _first([*_names(story.get("publisher")), site])


def _nodes(data: object) -> Iterator[Node]:
    """The nodes at the top of a JSON-LD document, in its lists and graphs."""
    queue, seen = [data], 0
    while queue and seen < _MOST_NODES:
        item, seen = queue.pop(0), seen + 1
        if isinstance(item, list):
            queue += item[:_MOST_NODES]
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _names(value: object) -> list[str]:
    """Names in a person, an organisation, or a list of such."""
    names: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:20]:
        name = item.get("name") if isinstance(item, dict) else item
        names += [text_of(part) for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return names


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
