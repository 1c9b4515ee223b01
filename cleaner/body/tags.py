"""The tags of elements, as evidence: a bit each kind, above those of the groups of names."""

from __future__ import annotations

from cleaner.body.names import NAMES as GROUPS

_TAGS: dict[str, str] = {
    **{
        tag: tag
        for tag in ("article", "main", "aside", "nav", "header", "footer", "figure", "form", "table", "section")
    },
    **{tag: tag for tag in ("blockquote", "button", "p", "figcaption", "li", "div", "details", "dialog", "address")},
    **dict.fromkeys(("ul", "ol", "dl", "menu"), "list"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "h"),
    **dict.fromkeys(("a", "span", "small", "time", "label"), "inline"),
}
KINDS_OF_TAG = tuple(dict.fromkeys(_TAGS.values()))
TAG_BITS = {tag: 1 << (len(GROUPS) + KINDS_OF_TAG.index(kind)) for tag, kind in _TAGS.items()}
