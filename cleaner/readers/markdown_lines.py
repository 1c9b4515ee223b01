"""Reads what Markdown's markers make of each line: headings, items, quotations, tables, code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.model import Kind
from cleaner.readers.attributes import ATTRIBUTES
from cleaner.readers.lines import Line

_QUOTE = re.compile(r">[> \t]*+")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u00a0]++|$)")
_CLOSING = re.compile(r"[ \t]++#++[ \t]*+$")
_BULLET = re.compile(r"[*+-][ \t\u00a0]++")
_NUMBER = re.compile(r"\d{1,3}(?:\.|\\\.|\))[ \t]++")
_RULER = re.compile(r"[*_\- \t\u00a0]++$")
_DIVIDER = re.compile(r"[|:\- \t]*+$")
_UNDERLINE = re.compile(r"(?:=++|-{3,}+)$")
_FENCE = re.compile(r"(?:```+|~~~+)")
# First characters of lines that may be more than running text.
_TELLING = frozenset("#>*+-_=|`~0123456789:")
_LONGEST_HEADING = 200


@dataclass(slots=True)
class Shape:
    """What a line is, its markers read."""

    kind: Kind
    level: int
    shown: int
    """Where its text begins in the source."""
    end: int
    """Where its text ends in the source; `shown` when it is all markup."""
    marker: int = -1
    """Where the marker of a list item begins that is shown with its text; -1 without one."""


def shapes_of(raw: Sequence[Line]) -> list[Shape | None]:
    """What each line is; None for running text without markers."""
    shapes = [_shape(line) if line.text[0] in _TELLING else None for line in raw]
    _underlined(raw, shapes)
    _tables(raw, shapes)
    _fenced(raw, shapes)
    return shapes


def _told(raw: Sequence[Line], shapes: list[Shape | None], i: int) -> Shape:
    """The shape of line `i`, made where there is none yet."""
    shape = shapes[i]
    if shape is None:
        shape = shapes[i] = Shape("text", 0, raw[i].start, raw[i].end)
    return shape


def _shape(line: Line) -> Shape:
    text, at = line.text, 0
    kind: Kind = "text"
    level, marker = 0, -1
    if _RULER.match(text):
        return Shape("text", 0, line.end, line.end)
    end = len(text)
    # A quotation may hold a list item, an item a heading.
    if found := _QUOTE.match(text, at):
        kind, at = "quote", found.end()
    if found := _BULLET.match(text, at):
        kind, level, marker, at = "item", max(1, (line.indent + 1) // 2), line.start + at, found.end()
    elif _NUMBER.match(text, at):
        kind, level = "item", max(1, (line.indent + 1) // 2)
    if found := _HEADING.match(text, at):
        kind, level, marker, at = "heading", len(found[1]), -1, found.end()
        if closing := _CLOSING.search(text, max(at, end - 20)):
            end = closing.start()
        elif text[-1] == "}" and (opened := text.rfind(" {", at)) >= 0 and ATTRIBUTES.fullmatch(text, opened + 1):
            end = opened
    return Shape(kind, level, line.start + min(at, end), line.start + end, marker)


def _underlined(raw: Sequence[Line], shapes: list[Shape | None]) -> None:
    """Headings underlined with `===` or `---`."""
    for i in range(1, len(raw)):
        line = raw[i]
        if line.gap or line.text[0] not in "=-" or not _UNDERLINE.match(line.text):
            continue
        above = raw[i - 1]
        alone = i == 1 or above.gap or raw[i - 2].text[0] in "=-"
        heading = _told(raw, shapes, i - 1)
        if alone and heading.kind == "text" and len(above.text) <= _LONGEST_HEADING:
            heading.kind, heading.level = "heading", 1 if line.text[0] == "=" else 2
            _hide(raw, shapes, i, "text")


def _hide(raw: Sequence[Line], shapes: list[Shape | None], i: int, kind: Kind) -> None:
    shape = _told(raw, shapes, i)
    shape.kind, shape.shown, shape.end = kind, raw[i].end, raw[i].end


def _tables(raw: Sequence[Line], shapes: list[Shape | None]) -> None:
    """Rows of tables: the lines around a divider `---|---`."""
    for i, line in enumerate(raw):
        if line.text[0] not in "|:-" or "|" not in line.text or "-" not in line.text or not _DIVIDER.match(line.text):
            continue
        _hide(raw, shapes, i, "row")
        if i and not line.gap and "|" in raw[i - 1].text:
            _told(raw, shapes, i - 1).kind = "row"
        below = i + 1
        while below < len(raw) and not raw[below].gap and "|" in raw[below].text:
            shape = _told(raw, shapes, below)
            if shape.kind == "row":
                break
            shape.kind = "row"
            below += 1


def _fenced(raw: Sequence[Line], shapes: list[Shape | None]) -> None:
    """Code between fences; a fence that nothing closes is text."""
    fences = [i for i, line in enumerate(raw) if line.text[0] in "`~" and _FENCE.match(line.text)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        _hide(raw, shapes, first, "code")
        _hide(raw, shapes, last, "code")
        for i in range(first + 1, last):
            shapes[i] = Shape("code", 0, raw[i].start, raw[i].end)
