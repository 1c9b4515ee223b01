"""Makes a `Page`'s blocks out of lines: joins them, normalises white space, keeps the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.model import Block, Piece
from cleaner.readers.joints import glue
from cleaner.readers.layout import Join, joining_of
from cleaner.readers.lines import INVISIBLE, JOINERS, SOFT_HYPHEN, Line
from cleaner.text import count_words, ends_sentence, fold_lines, may_be_spaceless

# What keeps a line from standing verbatim in a block: runs of white space, other white space than a blank, characters
# that carry no text, and joiners that join nothing, with which newsletters fill up the line that mail programs preview.
_UNSEEN = re.escape(INVISIBLE.replace("\u00ad", ""))
_JOINERS = JOINERS + "\u034f"
_IRREGULAR = re.compile(
    rf"(?<!\S)[{_JOINERS}][\s{_UNSEEN}{_JOINERS}]*(?!\S)"
    rf"|[^\S ]+(?:[\s{_UNSEEN}]|{SOFT_HYPHEN})*|\s\s+|(?:[{_UNSEEN}]|{SOFT_HYPHEN})+"
)

# How much of a line tells how it is joined to the one above.
_AHEAD = 16


def blocks_of(source: str, lines: Sequence[Line], joins: Join | None = None) -> tuple[Block, ...]:
    """Join `lines` as `joins` or else the page's layout asks, and make a block of each run."""
    runs = _runs(lines, joins or joining_of(lines))
    if not runs:
        return ()
    # Lines are looked at one by one only where there is something to find.
    plain = _is_regular("".join([line.text for line in lines]))
    built = [
        (run[0].text, ()) if plain and len(run) == 1 and run[0].spans is None else _text_of(source, run, plain=plain)
        for run in runs
    ]
    text = "\n".join([text for text, _ in built])
    return tuple(_blocks(runs, built, fold_lines(text), spaceless=may_be_spaceless(text)))


def _runs(lines: Sequence[Line], joins: Join) -> list[list[Line]]:
    """Lines that make one block each."""
    runs: list[list[Line]] = []
    so_far = ""
    for i, line in enumerate(lines):
        if i and not line.gap and joins(lines, i, so_far):
            runs[-1].append(line)
            so_far = f"{so_far[-400:]} {line.text}"
        else:
            runs.append([line])
            so_far = line.text
    return runs


def _text_of(source: str, run: Sequence[Line], *, plain: bool) -> tuple[str, tuple[Piece, ...]]:
    """The text of a run of lines, and its pieces, none when it stands verbatim in the source.

    Args:
        source: the page.
        run: the lines.
        plain: all lines are regular.
    """
    if len(run) == 1 and _is_regular(text := run[0].text):
        spans = run[0].spans
        if spans is None:
            return text, ()
        if len(spans) == 1 and (start := source.find(text, *spans[0])) >= 0:
            return text, (Piece(0, start, len(text)),)
    if all(line.spans is None and (plain or _is_regular(line.text)) for line in run):
        return _join(source, run)
    return _assemble(source, run)


def _is_regular(text: str) -> bool:
    """True when `text` holds no white space but single blanks, and no invisible character."""
    return text.isprintable() and "  " not in text


def _blocks(
    runs: Sequence[Sequence[Line]],
    built: Sequence[tuple[str, tuple[Piece, ...]]],
    keys: Sequence[str],
    *,
    spaceless: bool,
) -> Iterator[Block]:
    make = tuple.__new__  # a third of what the constructor costs
    for number, (run, (text, pieces), key) in enumerate(zip(runs, built, keys, strict=True)):
        start, end, _, indent, gap, kind, level, _, links, path = run[0]
        if len(run) > 1:
            end, links = run[-1].end, sum([line.link_chars for line in run])
        words = count_words(text) if spaceless else text.count(" ") + 1 if text else 0
        ends = ends_sentence(text)
        shown = kind if text.strip(JOINERS) else "syntax"
        fields = (number, start, end, text, key, shown, level, gap, indent, words, ends, links, pieces, path, 0)
        yield make(Block, fields)


class _Text:
    """A block's text in the making."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.spaced = False

    def add(self, start: int, end: int) -> None:
        """Append the visible runs of `source[start:end]`, each run of white space as one blank."""
        for match in _IRREGULAR.finditer(self.source, start, end):
            self._append(start, match.start())
            self.spaced = self.spaced or match[0].strip(INVISIBLE) != ""
            start = match.end()
        self._append(start, end)

    def _append(self, start: int, end: int) -> None:
        while start < end and self.source[start] == " ":
            start, self.spaced = start + 1, True
        stop = end
        while stop > start and self.source[stop - 1] == " ":
            stop -= 1
        if stop == start:
            return
        if self.spaced and self.parts:
            self.parts.append(" ")
            self.length += 1
        self.parts.append(self.source[start:stop])
        self.pieces.append(Piece(self.length, start, stop - start))
        self.length += stop - start
        self.spaced = stop < end


def _are_apart(parts: Sequence[str], source: str, start: int) -> bool:
    """True when a blank is due between `parts` and what stands at `start`."""
    right = source[start : start + _AHEAD]
    return right != "" and glue("".join(parts[-3:]), right) == " "


def _join(source: str, run: Sequence[Line]) -> tuple[str, tuple[Piece, ...]]:
    """What `_assemble` makes of regular lines that are visible as a whole: each is a piece."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for line in run:
        if parts and _are_apart(parts, source, line.start):
            parts.append(" ")
            length += 1
        size = len(line.text)
        parts.append(line.text)
        pieces.append(Piece(length, line.start, size))
        length += size
    return "".join(parts), tuple(pieces)


def _assemble(source: str, run: Sequence[Line]) -> tuple[str, tuple[Piece, ...]]:
    """The text of several lines or spans, and where each piece of it stands in the source."""
    text = _Text(source)
    for number, line in enumerate(run):
        spans = line.spans if line.spans is not None else ((line.start, line.end),)
        if number and spans and text.parts:
            text.spaced = _are_apart(text.parts, source, spans[0][0])
        for start, end in spans:
            if start == end:
                text.spaced = text.spaced or not text.parts or _are_apart(text.parts, source, start)
            else:
                text.add(start, end)
    return "".join(text.parts), tuple(text.pieces)
