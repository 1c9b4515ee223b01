"""Reads Markdown as html2text, reader services and people write it.

What is markup stays in the source and out of the blocks' text: every visible character keeps its offset. A line that
shows nothing (a rule, an image, a link without text) is a block of kind `syntax`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.model import Kind, Page
from cleaner.readers import inline
from cleaner.readers.build import blocks_of
from cleaner.readers.layout import Join, choose, wrap_width
from cleaner.readers.lines import INVISIBLE, Line, split_lines

_QUOTE = re.compile(r">[> \t]*+")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u00a0]++|$)")
_CLOSING = re.compile(r"[ \t]++#++[ \t]*+$")
_BULLET = re.compile(r"[*+-][ \t\u00a0]++")
_NUMBER = re.compile(r"\d{1,3}(?:\.|\\\.|\))[ \t]++")
_RULER = re.compile(r"[*_\- \t]++$")
_DIVIDER = re.compile(r"[|:\- \t]*+$")
_UNDERLINE = re.compile(r"(?:=++|-{3,}+)$")
_FENCE = re.compile(r"(?:```+|~~~+)")
_BLANK = INVISIBLE + " \t\u00a0\u3000"
# First characters of lines that may be more than running text.
_TELLING = frozenset("#>*+-_=|`~0123456789:")
_LONGEST_HEADING = 200


@dataclass(slots=True)
class _Shape:
    """What a line is, its markers read."""

    kind: Kind
    level: int
    shown: int
    """Where its text begins in the source."""
    end: int
    """Where its text ends in the source; `shown` when it is all markup."""


def read(source: str, url: str = "") -> Page:
    """The page that `source` holds as Markdown."""
    raw = split_lines(source)
    references = inline.definitions(source)
    markup = inline.scan(source, references)
    shapes = _shapes(raw)
    lines = _shown(source, raw, shapes, markup)
    return Page(source, "markdown", blocks_of(source, lines, _joining(raw, shapes, lines)), url=url)


def _joining(raw: Sequence[Line], shapes: Sequence[_Shape], lines: Sequence[Line]) -> Join:
    """How lines join: hard wraps are seen in the source's columns, everything else in what is shown."""
    as_written = [
        line if line.kind == shape.kind else line._replace(kind=shape.kind)
        for line, shape in zip(raw, shapes, strict=True)
    ]
    if not wrap_width(as_written):
        return choose(lines)
    joins = choose(as_written)
    return lambda _, i, so_far: joins(as_written, i, so_far)


def _shapes(raw: Sequence[Line]) -> list[_Shape]:
    shapes = [_shape(line) if line.text[0] in _TELLING else _Shape("text", 0, line.start, line.end) for line in raw]
    _underlined(raw, shapes)
    _tables(raw, shapes)
    _fenced(raw, shapes)
    return shapes


def _shape(line: Line) -> _Shape:
    text, at = line.text, 0
    kind: Kind = "text"
    level = 0
    if _RULER.match(text) and not text.isalnum():
        return _Shape("text", 0, line.end, line.end)
    end = len(text)
    # A quotation may hold a list item, an item a heading.
    if found := _QUOTE.match(text, at):
        kind, at = "quote", found.end()
    if found := _BULLET.match(text, at):
        kind, level, at = "item", max(1, (line.indent + 1) // 2), found.end()
    elif _NUMBER.match(text, at):
        kind, level = "item", max(1, (line.indent + 1) // 2)
    if found := _HEADING.match(text, at):
        kind, level, at = "heading", len(found[1]), found.end()
        if closing := _CLOSING.search(text, max(at, end - 20)):
            end = closing.start()
    return _Shape(kind, level, line.start + min(at, end), line.start + end)


def _underlined(raw: Sequence[Line], shapes: list[_Shape]) -> None:
    """Headings underlined with `===` or `---`."""
    for i in range(1, len(raw)):
        line, above = raw[i], raw[i - 1]
        if line.gap or line.text[0] not in "=-" or not _UNDERLINE.match(line.text):
            continue
        alone = i == 1 or above.gap or raw[i - 2].text[0] in "=-"
        if alone and shapes[i - 1].kind == "text" and len(above.text) <= _LONGEST_HEADING:
            shapes[i - 1].kind, shapes[i - 1].level = "heading", 1 if line.text[0] == "=" else 2
            shapes[i].shown = shapes[i].end = line.end


def _tables(raw: Sequence[Line], shapes: list[_Shape]) -> None:
    """Rows of tables: the lines around a divider `---|---`."""
    for i, line in enumerate(raw):
        if line.text[0] not in "|:-" or "|" not in line.text or "-" not in line.text or not _DIVIDER.match(line.text):
            continue
        shapes[i].kind, shapes[i].shown, shapes[i].end = "row", line.end, line.end
        if i and not line.gap and "|" in raw[i - 1].text:
            shapes[i - 1].kind = "row"
        below = i + 1
        while below < len(raw) and not raw[below].gap and "|" in raw[below].text and shapes[below].kind != "row":
            shapes[below].kind = "row"
            below += 1


def _fenced(raw: Sequence[Line], shapes: list[_Shape]) -> None:
    """Code between fences; a fence that nothing closes is text."""
    fences = [i for i, line in enumerate(raw) if line.text[0] in "`~" and _FENCE.match(line.text)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        for i in (first, last):
            shapes[i].kind, shapes[i].shown, shapes[i].end = "code", raw[i].end, raw[i].end
        for i in range(first + 1, last):
            shapes[i] = _Shape("code", 0, raw[i].start, raw[i].end)


def _shown(source: str, raw: Sequence[Line], shapes: Sequence[_Shape], markup: inline.Markup) -> list[Line]:
    """The lines with what they show: spans, visible text, link characters."""
    hidden, links = _Cursor(markup.hidden), _Cursor(markup.links)
    lines: list[Line] = []
    empty = False
    for line, shape in zip(raw, shapes, strict=True):
        gap = max(line.gap, 1) if empty else line.gap
        holes = hidden.within(line.start, line.end) if shape.kind != "code" else []
        pipes = shape.kind == "row"
        empty = False
        if not (holes or pipes) and shape.shown == line.start and shape.end == line.end:
            linked = sum([end - start for start, end in links.within(line.start, line.end)])
            lines.append(
                line
                if not (linked or gap != line.gap or shape.kind != line.kind or shape.level)
                else line._replace(gap=gap, kind=shape.kind, level=shape.level, link_chars=linked)
            )
            continue
        if pipes:
            holes = inline.merged(holes + _pipes(source, shape.shown, shape.end))
        spans = _visible(source, shape.shown, shape.end, holes)
        text = "".join([source[start:end] for start, end in spans]).strip(_BLANK)
        empty = not text
        if empty:
            # Nothing joins a line that shows nothing, nor the line below it.
            lines.append(line._replace(gap=max(gap, 1), kind="text", spans=()))
            continue
        linked = _shared(spans, links.within(line.start, line.end))
        lines.append(Line(line.start, line.end, text, line.indent, gap, shape.kind, shape.level, spans, linked))
    return lines


class _Cursor:
    """Walks sorted spans alongside the lines."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self.at = 0

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans that lie in `start:end`, clipped to it; `start` never goes back."""
        spans, at = self.spans, self.at
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        self.at = at
        found = []
        while at < len(spans) and spans[at][0] < end:
            found.append((max(start, spans[at][0]), min(end, spans[at][1])))
            at += 1
        return found


def _visible(source: str, start: int, end: int, holes: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """What of `start:end` is outside of `holes` and more than white space at its edges."""
    spans: list[tuple[int, int]] = []
    for hole_start, hole_end in holes:
        if hole_start > start:
            spans.append((start, min(hole_start, end)))
        start = max(start, hole_end)
    if start < end:
        spans.append((start, end))
    return tuple([(a, b) for a, b in spans if a < b])


def _shared(spans: Sequence[tuple[int, int]], links: Sequence[tuple[int, int]]) -> int:
    """How many characters of `spans` lie in `links`; both sorted."""
    total = at = 0
    for start, end in spans:
        while at < len(links) and links[at][1] <= start:
            at += 1
        k = at
        while k < len(links) and links[k][0] < end:
            total += min(end, links[k][1]) - max(start, links[k][0])
            k += 1
    return total


def _pipes(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pipes between the cells of a row; one with letters on both sides stays, as it is all that parts them."""
    found = []
    at = source.find("|", start, end)
    while at >= 0:
        if at == start or at == end - 1 or source[at - 1].isspace() or source[at + 1].isspace():
            found.append((at, at + 1))
        at = source.find("|", at + 1, end)
    return found
