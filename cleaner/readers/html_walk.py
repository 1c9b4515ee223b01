"""Walks an HTML tree once: visible text as lines, and the block-level elements that they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml import etree

from cleaner.model import Kind
from cleaner.readers.html_element import LONGEST_NAMES, are_apart, is_shown, names_of, paths_of, plain
from cleaner.readers.html_tags import (
    BLOCK,
    BREAK,
    CELL,
    GONE,
    HEADINGS,
    KINDS,
    LISTS,
    ROLES,
    ROLES_WITHOUT_SCRIPTS,
    SHAPING,
    STRONG,
    TELLING,
)
from cleaner.readers.lines import Line

DEEPEST = 2000
"""The parser stops at 2,048 levels, and loses what follows."""


Place = tuple[int, Kind, int, bool, bool, int, str]
"""Where text now stands; named fields would take three times as long to make.

The innermost block-level element, the kind of text and its level, whether it is linked, whether it is bold or in
italics, how many lists it is in, tags and names of the inline elements around.
"""
_NOWHERE: Place = (-1, "text", 0, False, False, 0, "")


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
        self.parents: list[int] = []
        self.kinds: list[int] = []
        self.called: dict[tuple[str, str], int] = {}
        """The kinds of elements by tag and names."""
        self.hidden: list[bool] = []
        self.first: list[int] = []
        """For each element the first line that can be in it."""
        self.last: list[int] = []
        """For each element the line after its last."""
        self._layout: set[int] = set()
        """The tables that only lay the page out: they hold tables."""
        self.deep = False
        """True where the tree is as deep as the parser goes."""
        self._roles = ROLES_WITHOUT_SCRIPTS if spare else ROLES
        self._parts: list[str] = []
        self._place: Place | None = None
        self._links: list[str] = []
        """Those of `_parts` that are linked."""
        self._bold = self._gap = 0

    def over(self, root: etree._Element) -> None:  # noqa: C901, PLR0912 - in one piece: it takes most of the time
        """Walk the tree below `root`; no depth is too much."""
        walker = etree.iterwalk(root, events=("start", "end"))
        role_of, parts = self._roles.get, self._parts
        around: list[Place] = []
        # The joint is where an inline element of its own kind has just ended, and another begins.
        place, joint = _NOWHERE, False
        for event, element in walker:
            tag = element.tag
            role = role_of(tag, BLOCK)
            if event == "start":
                around.append(place)
                if role >= BLOCK or (role == GONE and is_shown(tag, element)):
                    place = self._enter(tag, role, element, place)
                elif role == TELLING:
                    place = _in_telling(tag, element, place)
                elif role == GONE:
                    walker.skip_subtree()
                    continue
                elif role == STRONG and not place[4]:
                    place = (*place[:4], True, *place[5:])
                text = element.text
            else:
                outer = around.pop()
                text = element.tail
                if role == TELLING:
                    joint = not text
                elif place is not outer and role != STRONG:
                    self._leave(role, place)
                place = outer
            if not text:
                if len(around) > DEEPEST:
                    self.deep = True
            elif parts or not text.isspace():
                if place[1] == "code" and "\n" in text:
                    self._add_code(text, place)
                    continue
                if joint and parts and are_apart(parts[-1], text):
                    parts.append(" ")
                joint = False
                parts.append(text)
                if self._place is None and not text.isspace():
                    self._place = place
                if place[3]:
                    self._links.append(text)
                if place[4]:
                    self._bold += len(text)
            else:
                joint = False
        self._flush()

    def _part(self) -> None:
        """Set what follows apart from what stands above."""
        if self._parts:
            self._flush()
        self._gap = 1

    def _enter(self, tag: str, role: int, element: etree._Element, outer: Place) -> Place:
        """Where text stands in a block-level element that opens."""
        if role == CELL and outer[1] == "row":
            self._parts.append(" ")
        elif role == BREAK:
            if self._parts:
                self._flush()
            return outer
        else:
            self._part()
        names, hidden = names_of(attributes) if (attributes := element.items()) else ("", False)
        if tag == "table" and len(list(islice(element.iter("table"), 2))) > 1:
            self._layout.add(len(self.parents))
        return self._open(tag, names, outer, hidden=hidden)

    def _lays_out(self, above: int) -> bool:
        """True for a row, in the element `above`, of a table that lays the page out."""
        return above >= 0 and (above in self._layout or self.parents[above] in self._layout)

    def _open(self, tag: str, names: str, outer: Place, *, hidden: bool = False) -> Place:
        """Where text stands in a new element that is called `names`."""
        above, kind, level, linked, strong, depth, inline = outer
        number = len(self.parents)
        self.parents.append(above)
        self.kinds.append(self.called.setdefault((tag, names), len(self.called)))
        self.hidden.append(hidden)
        self.first.append(len(self.texts))
        self.last.append(number)
        if tag in SHAPING:
            if tag in LISTS:
                depth += 1
            kind = "text" if tag == "tr" and self._lays_out(above) else KINDS.get(tag, kind)
            level = HEADINGS.get(tag, depth if kind == "item" else level)
        return number, kind, level, linked, strong, depth, inline if linked else ""

    def _leave(self, role: int, place: Place) -> None:
        if role != CELL or place[1] != "row":
            self._part()
        self.last[place[0]] = len(self.texts)

    def _add_code(self, text: str, place: Place) -> None:
        for line in text.splitlines():
            self._parts.append(line)
            if self._place is None and not line.isspace():
                self._place = place
            self._flush()

    def add(self, texts: Iterable[str], tag: str) -> None:
        """Add lines that the page does not show, as if they stood at its end in an element `tag` of their own."""
        place = self._open(tag, "", (0 if self.parents else -1, *_NOWHERE[1:]))
        number = place[0]
        for text in texts:
            self._parts.append(text)
            self._place, self._gap = place, 1
            self._flush()
        self.last[number] = self.last[0] = len(self.texts)

    def _flush(self) -> None:
        """End the line in the making."""
        place, parts = self._place, self._parts
        if place is not None:
            text = plain(parts[0] if len(parts) == 1 else "".join(parts))
            if size := len(text):
                links, bold = self._links, self._bold
                linked = 0 if not links else size if len(parts) == 1 else sum([len(plain(part)) for part in links])
                self.texts.append(text)
                self.places.append(place)
                self.strong.append(bold / size if bold < size else 1.0)
                self._shown.append((self._gap, linked if linked < size else size))
                self._gap = 0
            self._place = None
        parts.clear()
        self._links.clear()
        self._bold = 0

    def lines(self) -> list[Line]:
        """The lines of the visible text, which is `texts` with a line feed between two."""
        tags = [tag for tag, _ in self.called]
        paths = paths_of(self.parents, [tags[kind] for kind in self.kinds])
        found: list[Line] = []
        make = tuple.__new__  # a third of what the constructor costs
        at = 0
        for text, place, (gap, linked) in zip(self.texts, self.places, self._shown, strict=True):
            end = at + len(text)
            number, kind, level, _, _, _, _ = place
            path = paths[number] if number >= 0 else ""
            found.append(make(Line, (at, end, text, 0, gap, kind, level, None, linked, path)))
            at = end + 1
        return found


def _in_telling(tag: str, element: etree._Element, outer: Place) -> Place:
    """Where text stands in an inline element that tells what it is by its tag or its names."""
    names = element.get("class")
    if names is None and tag == "span":
        return outer
    number, kind, level, linked, strong, depth, inline = outer
    inline = f"{inline} {tag} {names or ''}"[:LONGEST_NAMES]
    return number, kind, level, linked or tag == "a", strong, depth, inline
