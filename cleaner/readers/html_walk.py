"""Walks an HTML tree once: visible text as lines, and the block-level elements that they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from cleaner.model import Kind
from cleaner.readers.html_element import LONGEST_NAMES, Element, are_apart, element_of, paths_of, plain
from cleaner.readers.lines import Line

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
DEEPEST = 2000
"""The parser stops at 2,048 levels, and loses what follows."""
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source"}
    | {"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_STRONG = frozenset({"b", "strong", "em", "i"})
_TELLING = frozenset({"a", "span", "small", "time", "label"})
_CELLS = frozenset({"td", "th"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS: dict[str, Kind] = {
    "li": "item", "dt": "item", "dd": "item", "blockquote": "quote", "q": "quote", "tr": "row", "pre": "code",
}  # fmt: skip


class Place(NamedTuple):
    """Where text now stands."""

    element: int
    """The innermost block-level element."""
    kind: Kind = "text"
    level: int = 0
    linked: bool = False
    strong: bool = False
    depth: int = 0
    """How many lists it is in."""
    inline: str = ""
    """Tags and names of the inline elements around."""


class Walk:
    """Collects visible text, a line a block, and the block-level elements around it.

    Args:
        spare: read the elements `SPARE` too.
    """

    def __init__(self, *, spare: bool = False) -> None:
        self.texts: list[str] = []
        self.places: list[Place] = []
        """For each line, where it begins."""
        self.strong: list[float] = []
        """For each line, the share of it that is in bold or italics."""
        self._shown: list[tuple[int, int]] = []
        """For each line, the gap above it and its linked characters."""
        self.elements: list[Element] = []
        self.last: list[int] = []
        """For each element the line after its last."""
        self.deep = False
        """True where the tree is as deep as the parser goes."""
        self._dropped = DROPPED if spare else DROPPED | SPARE
        self._parts: list[str] = []
        self._place: Place | None = None
        self._linked = self._bold = self._gap = 0
        self._joint = False
        """True where an inline element of its own kind has just ended, and another begins."""

    def over(self, root: etree._Element) -> None:
        """Walk the tree below `root`; no depth is too much."""
        walker = etree.iterwalk(root, events=("start", "end"))
        dropped, inline = self._dropped, _INLINE
        place = Place(-1)
        around: list[Place] = []
        for event, element in walker:
            tag = element.tag
            if event == "start":
                around.append(place)
                if tag in inline:
                    place = _in_line(tag, element, place)
                elif tag not in dropped or _is_shadow(tag, element):
                    place = self._enter(tag, element, place)
                else:
                    walker.skip_subtree()
                    continue
                text = element.text
            else:
                if tag in _TELLING:
                    self._joint = not element.tail
                elif tag not in inline and place is not around[-1]:
                    self._leave(tag, place)
                place = around.pop()
                text = element.tail
            if text:
                self._add(text, place)
            elif len(around) > DEEPEST:
                self.deep = True
        self._flush()

    def _add(self, text: str, place: Place) -> None:
        if place.kind == "code" and "\n" in text:
            self._add_code(text, place)
            return
        if self._joint:
            self._joint = False
            if self._parts and are_apart(self._parts[-1], text):
                self._parts.append(" ")
        self._parts.append(text)
        if self._place is None and not text.isspace():
            self._place = place
        if place.linked:
            self._linked += len(plain(text))
        if place.strong:
            self._bold += len(text)

    def _enter(self, tag: str, element: etree._Element, outer: Place) -> Place:
        """Where text stands in a block-level element that opens."""
        if tag in _CELLS:
            self._parts.append(" ")
        else:
            if self._parts:
                self._flush()
            if tag == "br":
                return outer
            self._gap = 1
        number = len(self.elements)
        self.elements.append(element_of(tag, element.items(), outer.element, len(self.texts)))
        self.last.append(number)
        _, kind, level, linked, strong, depth, inline = outer
        if tag in _HEADINGS:
            kind, level = "heading", _HEADINGS[tag]
        elif tag in _KINDS:
            kind = _KINDS[tag]
            level = depth if kind == "item" else level
        elif tag in ("ul", "ol"):
            depth += 1
            level = depth if kind == "item" else level
        return Place(number, kind, level, linked, strong, depth, inline if linked else "")

    def _leave(self, tag: str, place: Place) -> None:
        if tag not in _CELLS:
            if self._parts:
                self._flush()
            self._gap = 1
        self.last[place.element] = len(self.texts)

    def _add_code(self, text: str, place: Place) -> None:
        for line in text.splitlines():
            self._parts.append(line)
            if self._place is None and not line.isspace():
                self._place = place
            self._flush()

    def add(self, texts: Iterable[str], tag: str) -> None:
        """Add lines that the page does not show, as if they stood at its end in an element `tag` of their own."""
        number = len(self.elements)
        self.elements.append(Element(0 if number else -1, tag, "", False, len(self.texts)))
        self.last.append(number)
        for text in texts:
            self._parts.append(text)
            self._place, self._gap = Place(number), 1
            self._flush()
        self.last[number] = self.last[0] = len(self.texts)

    def _flush(self) -> None:
        """End the line in the making."""
        place, parts = self._place, self._parts
        if place is None:
            parts.clear()
            return
        text = plain(parts[0] if len(parts) == 1 else "".join(parts))
        linked, bold, size = self._linked, self._bold, len(text)
        parts.clear()
        self._place, self._linked, self._bold = None, 0, 0
        if not size:
            return
        self.texts.append(text)
        self.places.append(place)
        self.strong.append(bold / size if bold < size else 1.0)
        self._shown.append((self._gap, linked if linked < size else size))
        self._gap = 0

    def lines(self) -> list[Line]:
        """The lines of the visible text, which is `texts` with a line feed between two."""
        paths = paths_of(self.elements)
        found: list[Line] = []
        at = 0
        for text, place, (gap, linked) in zip(self.texts, self.places, self._shown, strict=True):
            end = at + len(text)
            number, kind, level, _, _, _, _ = place
            found.append(Line(at, end, text, 0, gap, kind, level, None, linked, paths[number] if number >= 0 else ""))
            at = end + 1
        return found


def _in_line(tag: str, element: etree._Element, outer: Place) -> Place:
    """Where text stands in an inline element."""
    if tag in _STRONG:
        return outer if outer.strong else outer._replace(strong=True)
    names = element.get("class")
    if names is None and (tag == "span" or tag not in _TELLING):
        return outer
    number, kind, level, linked, strong, depth, inline = outer
    return Place(
        number, kind, level, linked or tag == "a", strong, depth, f"{inline} {tag} {names or ''}"[:LONGEST_NAMES]
    )


def _is_shadow(tag: str, element: etree._Element) -> bool:
    """True for the template of a shadow root, which is shown."""
    return tag == "template" and element.get("shadowrootmode") is not None
