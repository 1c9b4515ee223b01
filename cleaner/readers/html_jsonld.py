"""Reads what a page states of its story in JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cleaner.readers.facts import text_of as plain_text

STORY_TYPES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BlogPosting"}
    | {"BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "TechArticle", "Report", "Recipe", "Review"}
)
_LONGEST_JSON = 1_000_000
_MOST_NODES = 2_000
_MOST_NAMES = 20
_NAMED = ("author", "creator", "publisher")
_SALVAGED = ("@type", "headline", "datePublished", "author", "publisher", "description", "articleBody")
"""What is looked for, each on its own, in JSON that is broken elsewhere."""
_STORY_TYPE = re.compile(r'"(?:[A-Z][a-z]+)?(?:Article|BlogPosting)"')
_LAST_COMMA = re.compile(r",(?=\s{0,100}[}\]])")
_DECODER = json.JSONDecoder(strict=False)
Node = dict[str, object]


def story_of(scripts: Iterable[etree._Element]) -> tuple[Node, str, tuple[str, ...]]:
    """The JSON-LD node of the story, the publication's name, all types in small letters; empty where there are none.

    Args:
        scripts: the page's elements `script`.
    """
    story: Node = {}
    site = ""
    seen: dict[str, None] = {}
    by_id: dict[str, Node] = {}
    for node in _all_nodes(scripts):
        kinds = node.get("@type")
        named = {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}
        seen.update(dict.fromkeys(map(str.lower, sorted(named))))
        if named & STORY_TYPES and (not story or ("headline" in node and "headline" not in story)):
            story = node
        if "WebSite" in named and not site:
            site = string(node.get("name"))
        if isinstance(node.get("@id"), str) and "name" in node:
            by_id[str(node["@id"])] = node
    story = {key: _resolved(value, by_id) if key in _NAMED else value for key, value in story.items()}
    publisher = names_in(story.get("publisher"))
    site = next(filter(None, [*publisher, site]), "")
    return story, site, tuple(seen)[:_MOST_NAMES]


def _all_nodes(scripts: Iterable[etree._Element]) -> Iterator[Node]:
    for script in scripts:
        if "ld+json" not in script.get("type", "").lower() or not script.text or len(script.text) > _LONGEST_JSON:
            continue
        try:
            yield from _nodes(json.loads(script.text, strict=False))
        except ValueError:
            yield from _salvaged(script.text)
        except RecursionError:
            continue


def _salvaged(text: str) -> Iterator[Node]:
    """What can be read of a story in JSON that a comma, a quote or a comment breaks: each value on its own."""
    if _STORY_TYPE.search(text) is None:
        return
    text = _LAST_COMMA.sub("", text)
    found: Node = {}
    for key in _SALVAGED:
        at = text.find(f'"{key}"')
        colon = text.find(":", at) if at >= 0 else -1
        if colon < 0 or text[at + len(key) + 2 : colon].strip():
            continue
        start = colon + 1 + len(text[colon + 1 :]) - len(text[colon + 1 :].lstrip())
        try:
            found[key] = _DECODER.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue
    if len(found) > 1:
        # The first type may be a page's or a site's; that there is a story is known.
        yield {**found, "@type": "Article"}


def _nodes(data: object) -> Iterator[Node]:
    """The nodes at the top of a JSON-LD document, in its lists and graphs."""
    queue, at = [data], 0
    while at < len(queue) and at < _MOST_NODES:
        item, at = queue[at], at + 1
        if isinstance(item, list):
            queue += item[:_MOST_NODES]
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _resolved(value: object, by_id: dict[str, Node]) -> object:
    """`value` with references to other nodes of the page replaced by them."""
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value[:_MOST_NAMES] if not isinstance(item, list)]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value


def names_in(value: object) -> list[str]:
    """Names in a person, an organisation, or a list of such."""
    names: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:_MOST_NAMES]:
        if isinstance(item, dict):
            apart = " ".join([*_texts(item.get("givenName")), *_texts(item.get("familyName"))])
            names += _texts(item.get("name")) or _texts(apart)
        else:
            names += _texts(item)
    return names


def _texts(value: object) -> list[str]:
    """The strings in a string or a list of strings, as plain text."""
    return [text_of(part) for part in (value if isinstance(value, list) else [value]) if isinstance(part, str) and part]


def string(value: object) -> str:
    """`value` where it is a string; empty otherwise."""
    return value if isinstance(value, str) else ""


def text_of(value: str) -> str:
    """`value` as plain text; careless pages escape it twice."""
    return plain_text(html.unescape(value) if "&" in value else value)
