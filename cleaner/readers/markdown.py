"""Reads Markdown as html2text, reader services and people write it.

What is markup stays in the source and out of the blocks' text: every visible character keeps its offset. A line that
shows nothing (a rule, an image, a link without text) is a block of kind `syntax`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cleaner.model import Kind, Page
from cleaner.readers import inline
from cleaner.readers.build import blocks_of
from cleaner.readers.layout import Join, unwrapped, wrapped_as
from cleaner.readers.lines import INVISIBLE, Line, levelled, split_lines
from cleaner.readers.markdown_lines import Shape, shapes_of
from cleaner.readers.wraps import wrap_of

_BLANK = INVISIBLE + " \t\u00a0\u3000"


def read(source: str, url: str = "") -> Page:
    """The page that `source` holds as Markdown."""
    raw = split_lines(source)
    even = levelled(source)
    references = inline.definitions(even)
    markup = inline.scan(even, references)
    shapes = shapes_of(raw)
    lines = _shown(source, raw, shapes, markup)
    return Page(source, "markdown", blocks_of(source, lines, _joining(raw, shapes, lines)), url=url)


def _joining(raw: Sequence[Line], shapes: Sequence[Shape | None], lines: Sequence[Line]) -> Join:
    """How lines join: hard wraps are seen in the source's columns, everything else in what is shown."""
    as_written = [_as_written(line, shape) for line, shape in zip(raw, shapes, strict=True)]
    wrap = wrap_of(as_written)
    joins = wrapped_as(as_written, wrap) if wrap else unwrapped(lines)
    # What shows nothing is one block, however many lines it takes.
    return lambda lines, i, so_far: lines[i].spans == () or joins(lines, i, so_far)


def _as_written(line: Line, shape: Shape | None) -> Line:
    """`line` as its wrap is measured: of its kind, a quotation's marks counted as its indent."""
    kind: Kind = shape.kind if shape else "text" if line.kind == "item" and line.text[0] in "–—»›o" else line.kind
    if kind == "quote" and shape and line.start < shape.shown < line.end:
        inset = shape.shown - line.start
        return line._replace(kind=kind, text=line.text[inset:], indent=line.indent + inset)
    return line if line.kind == kind else line._replace(kind=kind)


def _shown(source: str, raw: Sequence[Line], shapes: Sequence[Shape | None], markup: inline.Markup) -> list[Line]:
    """The lines with what they show: spans, visible text, link characters."""
    hidden, links = _Cursor(markup.hidden), _Cursor(markup.links)
    lines: list[Line] = []
    empty = False
    for line, shape in zip(raw, shapes, strict=True):
        end = line.end
        if shape is None and not empty and hidden.next >= end and links.next >= end:
            lines.append(line)
            continue
        told = shape or Shape(line.kind, 0, line.start, end)
        holes = hidden.within(line.start, end) if told.kind != "code" else []
        if told.kind == "row":
            holes = inline.merged(holes + _pipes(source, told.shown, told.end))
        made = _line(source, line, told, holes, links.within(line.start, end))
        if empty and made.spans == ():
            lines.append(made._replace(gap=0))
            continue
        # Nothing joins a line that shows nothing, nor the line below it.
        lines.append(made._replace(gap=max(made.gap, 1)) if empty or made.spans == () else made)
        empty = made.spans == ()
    return lines


def _line(source: str, line: Line, shape: Shape, holes: list[tuple[int, int]], links: list[tuple[int, int]]) -> Line:
    """`line` with its shape; `holes` are hidden, `links` is link text."""
    whole = ((line.start, line.end),)
    at = shape.shown if shape.marker < 0 else shape.marker
    if not holes and at == line.start and shape.shown < shape.end == line.end:
        return line._replace(kind=shape.kind, level=shape.level, link_chars=_shared(whole, links))
    if not holes and shape.shown < shape.end:
        spans: tuple[tuple[int, int], ...] = ((shape.shown, shape.end),)
    else:
        spans = _visible(source, shape.shown, shape.end, holes)
    text = "".join([source[start:end] for start, end in spans]).strip(_BLANK)
    if not text:
        return line._replace(kind="text", spans=())
    if shape.marker >= 0:
        spans = ((shape.marker, shape.shown), *spans)
        text = f"{source[shape.marker]} {text}"
    return Line(
        line.start, line.end, text, line.indent, line.gap, shape.kind, shape.level, spans, _shared(spans, links)
    )


class _Cursor:
    """Walks sorted spans alongside the lines."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self.at = 0
        self.next = spans[0][0] if spans else sys.maxsize
        """Where the next span begins that a line can hold; all before it have been passed."""

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans that lie in `start:end`, clipped to it; `start` never goes back."""
        spans, at = self.spans, self.at
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        self.at = at
        self.next = spans[at][0] if at < len(spans) else sys.maxsize
        found = []
        while at < len(spans) and spans[at][0] < end:
            found.append((max(start, spans[at][0]), min(end, spans[at][1])))
            at += 1
        return found


def _visible(source: str, start: int, end: int, holes: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """What of `start:end` is outside of `holes`, with empty spans where links or images part what touches."""
    spans: list[tuple[int, int]] = []
    for hole_start, hole_end in holes:
        if hole_start > start:
            spans.append((start, min(hole_start, end)))
        if source[hole_end - 1] == ")" and _parts(source, hole_start, hole_end):
            spans.append((hole_end, hole_end))
        start = max(start, hole_end)
    if start < end:
        spans.append((start, end))
    return tuple([span for span in spans if span[0] <= span[1] <= end])


def _parts(source: str, start: int, end: int) -> bool:
    """True for the end of a link that the next one touches, and for an image that text touches."""
    following = source[end : end + 1]
    return following in ("[", "!") or (source[start] == "!" and following.isalnum())


def _shared(spans: Sequence[tuple[int, int]], links: Sequence[tuple[int, int]]) -> int:
    """How many characters of `spans` lie in `links`; both sorted."""
    if not links:
        return 0
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
