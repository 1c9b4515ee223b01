"""What HTML's tags are to the walk through a page."""

from __future__ import annotations

from cleaner.model import Kind
from cleaner.text import word_set

DROPPED = frozenset(
    {"script", "style", "head", "iframe", "object", "embed", "canvas", "svg", "math", "applet", "frameset", "frame"}
    | {
        "select",
        "datalist",
        "textarea",
        "template",
        "noframes",
        "audio",
        "video",
        "meter",
        "progress",
        "title",
        "meta",
        "link",
        "input",
    }
)
SPARE = frozenset({"noscript"})
"""Elements whose text is read only where the page shows no story without it."""
_INLINE = word_set(
    "abbr acronym bdi bdo big cite code data del dfn font img ins kbd mark nobr picture q rp rt ruby s samp source"
    " strike sub sup tt u var wbr"
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS: dict[str, Kind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **{"li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "tr": "row", "pre": "code"},
}
LISTS = frozenset({"ul", "ol"})
SHAPING = frozenset({*KINDS, *LISTS})
"""Tags that say what text in them is; in most elements it is what it is around them."""
PLAIN, STRONG, TELLING, GONE, BLOCK, CELL, BREAK = range(7)
"""What elements are to the walk: inline of three kinds, not to be read, and block-level of three kinds."""
ROLES = {
    **dict.fromkeys(_INLINE, PLAIN),
    **dict.fromkeys(("b", "strong", "em", "i"), STRONG),
    **dict.fromkeys(("a", "span", "small", "time", "label"), TELLING),
    **dict.fromkeys((*DROPPED, *SPARE), GONE),
    **dict.fromkeys(("td", "th"), CELL),
    "br": BREAK,
}
"""Of the tags that are not `BLOCK`."""
ROLES_WITHOUT_SCRIPTS = {tag: role for tag, role in ROLES.items() if tag not in SPARE}
