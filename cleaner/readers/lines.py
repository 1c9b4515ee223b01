"""Splits text into lines with their offsets, indents and list markers."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.model import Kind

# Characters that carry no text: soft hyphen, zero-width space, word joiner, BOM, controls. Those controls from U+0080
# stay: in text that was decoded wrongly ("weâ\x80\x99ve") they are what it can be mended by.
INVISIBLE = "\u00ad\u200b\u2060\ufeff" + "".join(map(chr, [*range(9), *range(14, 28), 127]))
JOINERS = "\u200c\u200d"
"""They stay, as Persian, Hindi and emoji are written with them; alone they show nothing."""
SOFT_HYPHEN = r"(?<![\u00c2-\u00de])(?<![\u00e0-\u00ef][^\w\s])\u00ad"
"""A pattern for a soft hyphen. Behind these signs U+00AD is a byte of a letter: "dÃ\u00ada" was "día"."""
_FIRST_BYTES = frozenset(map(chr, range(0xC2, 0xDF)))
_MARGIN = INVISIBLE + "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_COLUMNS = dict.fromkeys(map(ord, _MARGIN))
_TRIMMED = (
    _MARGIN
    + " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_BULLET = re.compile(r"(?:[*•·◦▪‣●○■□–—»›\-+o]|\(?\d{1,3}[.)])[ \t\u00a0]+(?=\S)")


class Line(NamedTuple):
    """One line of the source that is not blank."""

    start: int
    end: int
    """Source offsets without the margins, `end` exclusive."""
    text: str
    """`source[start:end]`."""
    indent: int
    """Columns before the first character."""
    gap: int
    """Blank lines above."""
    kind: Kind = "text"
    level: int = 0
    spans: tuple[tuple[int, int], ...] | None = None
    """Visible source spans when some of the line is markup; None when all of it is visible.

    An empty span stands for a blank that the markup makes, as between two links that touch.
    """
    link_chars: int = 0
    path: str = ""
    """The path of the element that the line begins in; only HTML has one."""


def levelled(source: str) -> str:
    """`source` with LF for the end of every line, as patterns look for it; all offsets stay."""
    if "\r" in source:
        source = source.replace("\r\r\n", "  \n").replace("\r\n", " \n").replace("\r", "\n")
    for end in "\x85\u2028\u2029":
        if end in source:
            source = source.replace(end, "\n")
    return source


def _kind(text: str) -> Kind:
    """Whether a line begins with an item's bullet or number."""
    return "item" if _BULLET.match(text) else "text"


def pieces(line: Line, cuts: Iterable[tuple[int, int]], gap: int) -> Iterator[Line]:
    """What `line` holds outside of `cuts`, spans of its text in order: a line each, all but the first with `gap`."""
    at, above, indent = 0, line.gap, line.indent
    for start, end in (*cuts, (len(line.text), len(line.text))):
        text = line.text[at:start].strip()
        if text:
            begin = line.start + line.text.index(text, at)
            yield Line(begin, begin + len(text), text, indent, above, _kind(text))
            above, indent = gap, 0
        at = end


def split_lines(source: str) -> list[Line]:
    """The lines of `source` that hold something visible.

    Ends of lines are those of `str.splitlines`: LF, CR, CRLF, NEL, U+2028, U+2029, form feed and their kin, and CR CR
    LF, which programs leave on Windows. A page that parts everything by two blank lines or more is read as if one or
    more did.
    """
    lines: list[Line] = []
    least = sys.maxsize
    doubled = "\r\r\n" in source
    make = tuple.__new__  # a third of what the constructor costs
    gap = position = 0
    for raw in source.splitlines(keepends=True):
        text = raw.strip(_TRIMMED)
        if not text:
            # "one CR CR LF two" makes a line "CR LF" that nobody meant; an empty line is "CR" there.
            gap += not doubled or raw[-1] == "\r"
        else:
            if text[-1] in _FIRST_BYTES and f"{text}\u00ad" in raw:
                text += "\u00ad"
            first = text[0]
            lead = 0 if raw[0] == first else raw.index(first)
            start = position + lead
            kind: Kind = "text" if first.isalpha() and first != "o" else _kind(text)
            indent = len(raw[:lead].translate(_NO_COLUMNS).expandtabs(8)) if lead else 0
            lines.append(make(Line, (start, start + len(text), text, indent, gap, kind, 0, None, 0, "")))
            if gap and gap < least and len(lines) > 1:
                least = gap
            gap = 0
        position += len(raw)
    if 1 < least < sys.maxsize:
        return [line._replace(gap=line.gap - least + 1) if line.gap >= least else line for line in lines]
    return lines
