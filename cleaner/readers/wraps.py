"""Finds hard wraps: the column at which terminal browsers and html2text broke their lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from cleaner.readers.lines import Line
from cleaner.text import LatePattern, ends_sentence

WIDEST_WRAP = 100
NARROWEST_WRAP = 50
LEAST_PAIRS = 3
"""Lines that have a next one in their paragraph, at least, on a wrapped page."""
MOST_LONGER = 0.25
"""Lines that are longer than the wrap, at most, for each that it made."""
_WIDE = LatePattern(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
# Scripts that may be broken between any two characters.
_SPACELESS = LatePattern(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f]")
_FIRST_SPACELESS = "\u3000"
# Words are broken at hyphens between letters: in "state-owned", in neither "Covid-19" nor "15-fold" nor "T-shirt".
_FIRST_PART = re.compile(r"\S*?\w[^\W\d_]-(?=\w+[^\W\d_])|\S*")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_MARKERS = "*•·◦▪‣●○■□"
_WHOLE = frozenset({"heading", "row", "code"})


def width(text: str) -> int:
    """Terminal columns of `text`: East Asian wide characters take two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.compiled.findall(text))


class Wrap(NamedTuple):
    """How a page is hard-wrapped."""

    edge: int
    """The column."""
    measure: Callable[[str], int]
    """What a text takes: columns, or characters where the tool did not know of wide ones."""
    at_hyphens: bool
    """True when words were broken at their hyphens."""

    def joins(self, lines: Sequence[Line], i: int) -> bool:
        """Does line `i` go on where the line above was full?"""
        line, above = lines[i], lines[i - 1]
        # A heading may be longer than the wrap; what follows it without a gap then goes on with it.
        if line.kind in _WHOLE or above.kind in ("row", "code") or not self.is_full(above, line):
            return False
        # A dash, an "o" or a number may happen to begin a line.
        return line.kind != "item" or (line.text[0] not in _MARKERS and not ends_sentence(above.text))

    def is_full(self, above: Line, line: Line) -> bool:
        """True when the first word of `line` had no place in the line above."""
        end = above.indent + self.measure(above.text)
        first, last = line.text[0], above.text[-1]
        if min(first, last) >= _FIRST_SPACELESS and all(map(_SPACELESS.compiled.match, (first, last))):
            return end + self.measure(first) >= self.edge
        return end + 1 + self.measure(self._first_part(line.text)) >= self.edge

    def _first_part(self, text: str) -> str:
        """What of `text` would have had to fit on the line above: its first word, or that to the first hyphen."""
        found = _FIRST_PART.match(text) if self.at_hyphens else None
        word = found[0] if found else text.partition(" ")[0]
        if word.isascii():
            return word
        start = _SPACELESS.compiled.search(word)
        return word if start is None else word[: max(start.start(), 1)]


def wrap_of(lines: Sequence[Line]) -> Wrap | None:
    """How a page is hard-wrapped, None when it is not.

    A page is wrapped when nearly every long line that has a next one in its paragraph is too long for the next line's
    first word to have fitted, and hardly any line is longer. List items may be longer: html2text leaves them whole.
    """
    # Where blank lines part nearly all, too few stand in one paragraph to tell anything.
    paired = (line for line in islice(lines, 1, None) if not line.gap and line.kind == "text")
    if len(list(islice(paired, LEAST_PAIRS))) < LEAST_PAIRS or _is_too_long(lines):
        return None
    found = _wrap(lines, width)
    if found is None and any(not line.text.isascii() and _is_wide(line.text) for line in lines):
        found = _wrap(lines, len)
    return found


def _is_too_long(lines: Sequence[Line]) -> bool:
    """True when more lines are too long for any wrap than there may be lines that it made."""
    longer = sum([_is_plain(line) for line in lines if len(line.text) > WIDEST_WRAP])
    if not longer or longer > MOST_LONGER * len(lines):
        return longer > 0
    return longer > MOST_LONGER * sum([line.indent + 2 * len(line.text) > NARROWEST_WRAP for line in lines])


def _is_wide(text: str) -> bool:
    """True for a line that is too long for a wrap in columns, but not in characters."""
    return NARROWEST_WRAP <= len(text) <= WIDEST_WRAP < width(text)


def _wrap(lines: Sequence[Line], measure: Callable[[str], int]) -> Wrap | None:
    # A line that is too long in characters is not measured: it is longer than any edge.
    ends = [
        line.indent + (measure(line.text) if len(line.text) <= WIDEST_WRAP else len(line.text))
        # Shorter lines are never full.
        if line.indent + 2 * len(line.text) > NARROWEST_WRAP // 2 and _is_plain(line)
        else 0
        for line in lines
    ]
    fitting = sorted([end for end in ends if NARROWEST_WRAP < end <= WIDEST_WRAP])
    if len(fitting) < 4:
        return None
    # A few lines may be longer than the edge: code, tables, what could not be broken.
    for edge in dict.fromkeys([fitting[-1 - len(fitting) // 50], fitting[-1 - len(fitting) // 20]]):
        if sum([end > edge for end in ends]) <= MOST_LONGER * len(fitting):
            wrap = Wrap(edge, measure, _breaks_words(lines))
            if _fits(wrap, lines, ends):
                return wrap
    return None


def _breaks_words(lines: Sequence[Line]) -> bool:
    """True when a line ends at a hyphen within a word."""
    return any(line.text[-1] == "-" and _BROKEN_WORD.search(line.text[-2:]) for line in lines)


def _fits(wrap: Wrap, lines: Sequence[Line], ends: Sequence[int]) -> bool:
    full = pairs = 0
    for end, above, line in zip(ends, lines, lines[1:], strict=False):
        if end > 0.55 * wrap.edge and not line.gap and line.kind == "text":
            pairs += 1
            full += wrap.is_full(above, line)
    return pairs >= LEAST_PAIRS and full >= 0.75 * pairs


def _is_plain(line: Line) -> bool:
    """True for running text: no list item, and no address, which nobody can wrap."""
    text = line.text
    plain = line.kind == "text" and "://" not in text and "](" not in text
    return plain and (" " in text or _SPACELESS.compiled.search(text) is not None)
