"""Reads what a page states of its story in JSON-LD."""

from __future__ import annotations

import html
import json
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
    story = {key: _resolved(value, by_id) if key in ("author", "publisher") else value for key, value in story.items()}
    site = next(filter(None, [*names_in(story.get("publisher")), site]), "")
    return story, site, tuple(seen)[:_MOST_NAMES]


def _all_nodes(scripts: Iterable[etree._Element]) -> Iterator[Node]:
    for script in scripts:
        if "ld+json" not in script.get("type", "").lower() or not script.text or len(script.text) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(data)


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
        name = item.get("name") if isinstance(item, dict) else item
        names += [text_of(part) for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return names


def string(value: object) -> str:
    """`value` where it is a string; empty otherwise."""
    return value if isinstance(value, str) else ""


def text_of(value: str) -> str:
    """`value` as plain text; careless pages escape it twice."""
    return plain_text(html.unescape(value) if "&" in value else value)
