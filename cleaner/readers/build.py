"""Makes a `Page`'s blocks out of lines: joins them, normalises white space, keeps the way back to the source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.model import Block, Piece
from cleaner.readers.layout import choose, glue
from cleaner.readers.lines import INVISIBLE, Line
from cleaner.text import count_words, ends_sentence, fold

# What keeps a line from standing verbatim in a block: runs of white space, other white space than a blank, characters
# that carry no text.
_IRREGULAR = re.compile(rf"[^\S ]+[\s{re.escape(INVISIBLE)}]*|\s\s+|[{re.escape(INVISIBLE)}]+")


def blocks_of(source: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Join `lines` as the page's layout asks and make a block of each run."""
    joins = choose(lines)
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        run = [lines[i]]
        so_far = lines[i].text
        i += 1
        while i < len(lines) and joins(lines, i, so_far):
            so_far = f"{so_far[-400:]} {lines[i].text}" if len(so_far) > 400 else f"{so_far} {lines[i].text}"
            run.append(lines[i])
            i += 1
        blocks.append(make_block(source, run, len(blocks)))
    return tuple(blocks)


def make_block(source: str, run: Sequence[Line], number: int) -> Block:
    """One block from the lines of `run`."""
    first, last = run[0], run[-1]
    if len(run) == 1 and first.spans is None and not _IRREGULAR.search(first.text):
        text, pieces = _verbatim(first)
    else:
        text, pieces = _assemble(source, run)
    return Block(
        number=number,
        start=first.start,
        end=last.end,
        text=text,
        key=fold(text),
        kind=first.kind if text else "syntax",
        level=first.level,
        gap=first.gap,
        indent=first.indent,
        words=count_words(text),
        ends=ends_sentence(text),
        link_chars=sum(line.link_chars for line in run),
        pieces=pieces,
    )


def _verbatim(line: Line) -> tuple[str, tuple[Piece, ...]]:
    return line.text, ()


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


def _assemble(source: str, run: Sequence[Line]) -> tuple[str, tuple[Piece, ...]]:
    """The text of several lines or spans, and where each piece of it stands in the source."""
    text = _Text(source)
    for number, line in enumerate(run):
        spans = line.spans if line.spans is not None else ((line.start, line.end),)
        if number and spans and text.parts:
            text.spaced = glue(text.parts[-1], source[spans[0][0]]) == " "
        for start, end in spans:
            text.add(start, end)
    return "".join(text.parts), tuple(text.pieces)
