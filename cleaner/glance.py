"""What a glance at a page's blocks shows: made once, for all the rules that would look at each block for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:
    from cleaner.model import Block

SHORT = 120
"""Characters that a date line, a clock or a counter has at most."""
_DIGIT = re.compile(r"\d")
_ZEROS = bytes.maketrans(b"0123456789", b"0" * 10)
# What digits beyond ASCII do not begin with in UTF-8.
_NO_DIGITS = bytes(byte for byte in range(256) if byte not in {*range(0xD8, 0xE2), 0xEA, 0xEF, 0xF0})


class Glance:
    """Columns over a page's blocks, and where signs stand in them.

    To look for a sign in all texts at once is many times faster than in one after the other, as most pages have none.

    Attributes:
        blocks: the blocks.
        texts: the blocks' texts.
        keys: the blocks' keys.
        words: how many words each block has.
        ends: whether each block ends as a sentence does.
        text: all texts, a line each.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.texts = [block.text for block in blocks]
        self.keys = [block.key for block in blocks]
        self.words = [block.words for block in blocks]
        self.ends = [block.ends for block in blocks]
        self.text = "\n".join(self.texts)

    @cached_property
    def dated(self) -> list[int]:
        """The numbers of the blocks of `SHORT` characters or less that hold a digit."""
        numbers = [number for number, text in enumerate(self.texts) if len(text) <= SHORT]
        lines = [self.texts[number] for number in numbers]
        text = "\n".join(lines)
        if not text.isascii() and text.encode("utf-8", "surrogatepass").translate(None, _NO_DIGITS):
            return [number for number, line in zip(numbers, lines, strict=True) if _DIGIT.search(line)]
        figures = text.encode("ascii", "replace").translate(_ZEROS)
        return [numbers[line] for line in _lines_with(figures, b"0", lines, _starts(lines))]

    @cached_property
    def _offsets(self) -> list[int]:
        return _starts(self.texts)

    def holds(self, signs: Iterable[str]) -> bool:
        """True when a block holds one of `signs`."""
        return any(map(self.text.__contains__, signs))

    def with_sign(self, sign: str) -> list[int]:
        """The numbers of the blocks that hold `sign`."""
        return _lines_with(self.text, sign, self.texts, self._offsets) if sign in self.text else []


def _lines_with(text: AnyStr, sign: AnyStr, lines: Sequence[str], starts: Sequence[int]) -> list[int]:
    """The indices of `lines` that hold `sign`; `text` is all of them, and `starts` is where they begin in it."""
    found = []
    at = text.find(sign)
    while at >= 0:
        line = bisect_right(starts, at) - 1
        found.append(line)
        at = text.find(sign, starts[line] + len(lines[line]))
    return found


def _starts(texts: Sequence[str]) -> list[int]:
    """Where each text begins when they stand a line each."""
    return list(accumulate([len(text) + 1 for text in texts], initial=0))[:-1]
