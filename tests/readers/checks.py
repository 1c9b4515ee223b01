"""What holds for the blocks of every page, whatever its form."""

from __future__ import annotations

import unicodedata

from cleaner.model import Block, Page
from cleaner.readers.lines import INVISIBLE

_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def check(page: Page) -> None:
    """Blocks are numbered, in order and apart; their text is the source's; nothing visible is outside of them."""
    at = 0
    for number, block in enumerate(page.blocks):
        assert block.number == number
        assert at <= block.start < block.end <= len(page.source)
        at = block.end
        _check_text(page.source, block)
    _check_covered(page)


def _check_text(source: str, block: Block) -> None:
    assert len(block.key) == len(block.text)
    assert block.link_chars >= 0
    if not block.pieces:
        assert block.text in ("", source[block.start : block.end])
        return
    rebuilt, where = "", block.start
    for piece in block.pieces:
        assert where <= piece.start
        where = piece.start + piece.length
        assert where <= block.end
        # Between pieces there is a blank or nothing.
        assert block.text[len(rebuilt) : piece.offset] in ("", " ")
        rebuilt = block.text[: piece.offset] + source[piece.start : where]
    assert rebuilt == block.text


def _check_covered(page: Page) -> None:
    spans = iter([*((block.start, block.end) for block in page.blocks), (len(page.source), len(page.source))])
    start, end = next(spans)
    for i, char in enumerate(page.source):
        while i >= end and start < len(page.source):
            start, end = next(spans)
        assert start <= i < end or _shows_nothing(char), (i, char)


def _shows_nothing(char: str) -> bool:
    return char.isspace() or char in INVISIBLE or char in _BIDI or unicodedata.category(char) == "Cc"
