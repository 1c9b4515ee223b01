"""Reads HTML: its visible text becomes the page's source, a line a block, with what the markup says of each.

trafilatura's own reading of the page is a witness: a block that it keeps has the vote 1, one that it drops -1. When it
fails there are no votes. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from cleaner.errors import MarkupError
from cleaner.model import Kind, Page
from cleaner.readers.build import blocks_of
from cleaner.readers.html_facts import read_facts
from cleaner.readers.html_witness import votes
from cleaner.readers.layout import joins_plain
from cleaner.readers.lines import INVISIBLE, Line

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "iframe", "object", "embed", "canvas", "svg", "math"}
    | {"select", "datalist", "textarea", "audio", "video", "applet", "frameset"}
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source"}
    | {"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_CELLS = frozenset({"td", "th"})
_KINDS: dict[str, Kind] = {
    "li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "q": "quote", "tr": "row", "pre": "code",
}  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"[a-z][a-z0-9:-]{0,30}")
_NOTHING = dict.fromkeys(map(ord, set(INVISIBLE) - set(" \t\n\r\v\f\x85")))
_LONGEST_PATH = 300
# Beyond this depth the parser gives up and loses text.
_DEEPEST = "Excessive depth"


def read(source: str, url: str = "") -> Page:
    """The page that the HTML `source` shows.

    Raises:
        MarkupError: it cannot be parsed, or is nested too deep.
    """
    root = _parse(source)
    if root is None:
        return Page("", "html", (), url=url)
    walk = _Walk()
    walk.over(root)
    text, lines = walk.finished()
    blocks = blocks_of(text, lines, joins_plain)
    paths = {line.start: path for line, path in zip(lines, walk.paths, strict=True)}
    witnessed = votes(source, [block.text for block in blocks])
    return Page(
        text,
        "html",
        tuple(
            [block._replace(path=paths[block.start], vote=vote) for block, vote in zip(blocks, witnessed, strict=True)]
        ),
        read_facts(root),
        url=url,
    )


def _parse(source: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        data = _FORBIDDEN.sub(" ", source).encode("utf-8", "replace")
        root = etree.fromstring(data, parser) if data.strip() else None
    except (etree.LxmlError, ValueError) as error:
        raise MarkupError(f"the HTML cannot be parsed: {error}", 'pass its text with form="dump"') from error
    if any(_DEEPEST in entry.message for entry in parser.error_log):
        raise MarkupError("the HTML is nested too deep", 'pass its text with form="dump"')
    return root


def _plain(text: str) -> str:
    """`text` with its white space normalised and without characters that show nothing."""
    return " ".join((text if text.isascii() else text.translate(_NOTHING)).split())


@dataclass(slots=True)
class _Open:
    """The element that text now stands in."""

    path: str
    kind: Kind = "text"
    level: int = 0
    linked: bool = False
    depth: int = 0
    """How many lists it is in."""


@dataclass(slots=True)
class _Walk:
    """Collects visible text, a line a block."""

    lines: list[Line] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    place: _Open | None = None
    """Where the line in the making began."""
    linked: int = 0
    at: int = 0
    gap: int = 0

    def over(self, root: etree._Element) -> None:
        """Walk the tree without recursion."""
        state = self._enter(root, _Open(""))
        self._add(root.text, state)
        stack = [(root, iter(root), state)]
        while stack:
            element, children, state = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(element.tag)
                if stack:
                    self._add(element.tail, stack[-1][2])
            elif not isinstance(child.tag, str) or child.tag in _DROPPED:
                self._add(child.tail, state)
            else:
                inner = self._enter(child, state)
                self._add(child.text, inner)
                stack.append((child, iter(child), inner))
        self._flush()

    def _enter(self, element: etree._Element, outer: _Open) -> _Open:
        tag = element.tag
        if tag == "br":
            self._flush()
            return outer
        if tag in _INLINE:
            return _Open(outer.path, outer.kind, outer.level, True, outer.depth) if tag == "a" else outer
        path = f"{outer.path}/{tag}" if outer.path else str(tag)
        if not _NAME.fullmatch(tag) or len(outer.path) > _LONGEST_PATH:
            path = outer.path
        if tag in _CELLS:
            self._add(" ", outer)
            return _Open(path, outer.kind, outer.level, outer.linked, outer.depth)
        self._flush()
        self.gap = 1
        depth = outer.depth + (tag in ("ul", "ol"))
        if _HEADING.fullmatch(tag):
            return _Open(path, "heading", int(tag[1]), outer.linked, depth)
        kind = _KINDS.get(tag, outer.kind)
        return _Open(path, kind, depth if kind == "item" else outer.level, outer.linked, depth)

    def _leave(self, tag: str) -> None:
        if tag not in _INLINE and tag not in _CELLS and tag != "br":
            self._flush()
            self.gap = 1

    def _add(self, text: str | None, place: _Open) -> None:
        if not text:
            return
        if place.kind == "code" and "\n" in text:
            for line in text.splitlines():
                self._add(line, place)
                self._flush()
            return
        self.parts.append(text)
        if self.place is None and not text.isspace():
            self.place = place
        if place.linked:
            self.linked += len(_plain(text))

    def _flush(self) -> None:
        """End the line in the making."""
        text = _plain("".join(self.parts)) if self.place is not None else ""
        place = self.place
        self.parts.clear()
        self.place, linked, self.linked = None, self.linked, 0
        if not text or place is None:
            return
        start, end = self.at, self.at + len(text)
        linked = min(linked, len(text))
        self.lines.append(Line(start, end, text, 0, self.gap, place.kind, place.level, None, linked))
        self.paths.append(place.path)
        self.texts.append(text)
        self.at, self.gap = end + 1, 0

    def finished(self) -> tuple[str, list[Line]]:
        """The visible text and its lines."""
        return "\n".join(self.texts), self.lines
