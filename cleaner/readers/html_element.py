"""What is kept of an HTML element, and what its text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from cleaner.readers.lines import INVISIBLE, JOINERS, SOFT_HYPHEN
from cleaner.text import has_cjk

_NAMING = frozenset({"class", "id", "role", "itemprop", "data-testid", "data-component", "data-qa", "aria-label"})
_NAME = re.compile(r"[a-z][a-z0-9:-]{0,30}")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOTHING = dict.fromkeys(map(ord, set(INVISIBLE) - set(" \t\n\r\v\f\x85\u00ad")))
_SOFT_HYPHEN = re.compile(SOFT_HYPHEN)
_NO_DRAWING = ("p", "h1", "h2", "article", "foreignobject")
LONGEST_NAMES = 300
_LONGEST_PATH = 300


def names_of(attributes: Iterable[tuple[object, object]]) -> tuple[str, bool]:
    """What an element with these attributes is called, and whether it is hidden."""
    names, hidden = "", False
    for key, value in attributes:
        if key in _NAMING:
            names = f"{names} {value}" if names else str(value)
        elif key == "style":
            hidden = hidden or _HIDING.search(str(value)[:1000]) is not None
        elif key == "hidden" or (key == "aria-hidden" and value == "true"):
            hidden = True
    return names[:LONGEST_NAMES], hidden


def paths_of(parents: Sequence[int], tags: Sequence[str]) -> list[str]:
    """The path of each element: among siblings of one tag, the second and later are numbered."""
    steps = {tag: f"/{tag}" if _NAME.fullmatch(tag) else "" for tag in set(tags)}
    paths: list[str] = []
    counts: dict[tuple[int, str], int] = {}
    for key in zip(parents, tags, strict=True):
        parent, tag = key
        above = paths[parent] if parent >= 0 else ""
        step = steps[tag]
        if len(above) > _LONGEST_PATH or not step:
            paths.append(above)
            continue
        count = counts[key] = counts.get(key, 0) + 1
        if not above:
            step = tag
        paths.append(above + step if count == 1 else f"{above}{step}[{count}]")
    return paths


def are_apart(left: str, right: str) -> bool:
    """True for two texts that touch and are no one word: style sheets, which are not read, set them apart.

    "Read also" and "Storm closes road" are such; a drop cap and the rest of its word are not.
    """
    if len(left) < 2 or not (left[-1].isalnum() and left[-2].isalnum()):
        return False
    first = right[0]
    return first.isupper() or (first.isalpha() and first.lower() == first.upper() and not has_cjk(first))


def plain(text: str) -> str:
    """`text` with its white space normalised and without characters that show nothing."""
    text = " ".join(text.split())
    # To translate costs many times what to see that there is nothing to do does.
    if text.isascii() or text.isprintable():
        return text
    text = " ".join(_SOFT_HYPHEN.sub("", text.translate(_NOTHING)).split())
    return text if text.strip(JOINERS) else ""


def is_shown(tag: str, element: etree._Element) -> bool:
    """True where an element that mostly shows nothing of a story does.

    That is the template of a shadow root, and a drawing that is never closed: the story's paragraphs end it, which the
    parser does not know.
    """
    if tag == "svg":
        first = next(element.iter(*_NO_DRAWING), None)
        return first is not None and first.tag != "foreignobject"
    return tag == "template" and element.get("shadowrootmode") is not None
