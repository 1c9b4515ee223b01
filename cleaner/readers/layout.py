"""Undoes line layouts: hard wraps are joined, sentences that `get_text` broke at links become paragraphs again.

A reader never judges what a line says; it only decides where a block begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from cleaner.readers.broken import MIN_PROSE, MIN_SENTENCE, WHOLE, joins_broken
from cleaner.readers.joints import continues, goes_on
from cleaner.readers.lines import Line
from cleaner.readers.wraps import Wrap, width, wrap_of
from cleaner.text import ends_sentence

Join = Callable[[Sequence[Line], int, str], bool]
"""`join(lines, i, so_far)`: does line `i` go on where the block `so_far` stops?"""

LEAST_APART = 20
"""Lines of a page that stands apart."""
LEAST_BROKEN, SHARE_BROKEN = 4, 0.04
"""How much of them, and what share, looks like the rest of a sentence."""
SHORT = 0.5
"""The share of the page's lines that are short: a page has menus, where a body has sentences."""
MOSTLY = 0.6
"""The share of a page's lines that stand apart."""
MOST_GAPS = 0.1
LEAST_SPACED = 0.3
LEAST_GOING_ON = 0.03


def tightened(lines: list[Line]) -> list[Line]:
    """`lines` without the blank line above each, where `get_text` set one between all text nodes.

    Blank lines are between blocks only where none parts a sentence from what a link in it says.
    """
    if len(lines) < LEAST_APART:
        return lines
    apart = [(above, line) for above, line in pairwise(lines) if line.gap]
    if len(apart) < MOSTLY * len(lines) or sum([len(line.text) < MIN_PROSE for line in lines]) < SHORT * len(lines):
        return lines
    found = [_goes_on(above, line) for above, line in apart]
    # Lines that touch are those of one text node; where some do, small letters say less.
    told = sum(found) if len(apart) == len(lines) - 1 else 2 * found.count(2)
    if told < max(LEAST_BROKEN, SHARE_BROKEN * len(apart)):
        return lines
    if wrap_of(lines):
        return lines
    return [line._replace(gap=max(0, line.gap - 1)) for line in lines]


def _goes_on(above: Line, line: Line) -> int:
    """How much it looks as if `line` went on with a sentence of the line above: 2 for closing punctuation."""
    if ends_sentence(above.text):
        return 0
    if continues(line.text):
        return 2
    return goes_on(line.text) and max(width(above.text), width(line.text)) >= MIN_PROSE


def joining_of(lines: Sequence[Line]) -> Join:
    """The joining that fits the page's layout."""
    wrap = wrap_of(lines)
    return wrapped_as(lines, wrap) if wrap else unwrapped(lines)


def wrapped_as(lines: Sequence[Line], wrap: Wrap) -> Join:
    """The joining of a hard-wrapped page; `lines` are those that were measured, whatever of them is shown."""
    return lambda _, i, so_far: wrap.joins(lines, i)


def unwrapped(lines: Sequence[Line]) -> Join:
    """The joining of a page without hard wraps."""
    if sum([line.gap > 0 for line in lines]) > MOST_GAPS * len(lines):
        return _loose(lines) or joins_plain
    return joins_broken if is_broken(lines) else joins_plain


def is_broken(lines: Sequence[Line]) -> bool:
    """True when text nodes stand a line each, so that sentences break at links: there are lines that go on.

    Lines that begin with closing punctuation or a particle count twice.
    """
    if len(lines) < 3:
        return False
    needed = max(2, 0.01 * len(lines))
    for before, above, line in zip([lines[0], *lines], lines, lines[1:], strict=False):
        first = line.text[0]
        if (first.isascii() and first.isalnum() and not first.islower()) or ends_sentence(above.text):
            continue
        if continues(line.text):
            needed -= 2
        elif goes_on(line.text) and max(width(above.text), width(line.text)) >= MIN_PROSE:
            needed -= 1 if first.islower() and not _closes(before, above, line) else 2
        if needed <= 0:
            return True
    return False


def _closes(before: Line, above: Line, line: Line) -> bool:
    """True for the rest of a sentence that a link broke: "The council told the" / "Post" / "on Monday that …"."""
    return (
        not (above.gap or line.gap)
        and before.text[0].isupper()
        and above.text[-1] not in ":："
        and width(before.text) >= MIN_SENTENCE
        and width(above.text) < width(line.text)
        and width(line.text) >= MIN_PROSE
        and not ends_sentence(before.text)
        and ends_sentence(line.text)
    )


def _loose(lines: Sequence[Line]) -> Join | None:
    """The joining where text nodes stand a line each, those of white space too, so that gaps are between blocks.

    Lines that touch then do so in mid-sentence, above all where the blank beside the link is still there.
    """
    touching = [(above, line) for above, line in pairwise(lines) if not line.gap]
    going_on = sum([continues(line.text) and not ends_sentence(above.text) for above, line in touching])
    if not going_on:
        return None
    newline = max(1, min([_between(above, line) for above, line in touching]))
    spaced = sum([_is_spaced(above, line, newline) for above, line in touching])
    if spaced >= 2 and spaced >= LEAST_SPACED * len(touching):
        return lambda lines, i, so_far: _joins_loose(lines, i, so_far, newline)
    return joins_broken if going_on >= max(2, LEAST_GOING_ON * len(touching)) else None


def _joins_loose(lines: Sequence[Line], i: int, so_far: str, newline: int) -> bool:
    line, above = lines[i], lines[i - 1]
    if line.kind in WHOLE or above.kind in WHOLE:
        return False
    if ends_sentence(so_far) and ends_sentence(line.text) and width(line.text) >= 2 * MIN_PROSE:
        # A paragraph of its own, however little stands between.
        return False
    return _is_spaced(above, line, newline) or joins_broken(lines, i, so_far)


def _between(above: Line, line: Line) -> int:
    """Characters between two lines, the indent of the lower one aside: the newline, and blanks before it."""
    return line.start - above.end - line.indent


def _is_spaced(above: Line, line: Line, newline: int) -> bool:
    return line.indent == 1 or _between(above, line) > newline


def joins_plain(lines: Sequence[Line], i: int, so_far: str) -> bool:
    """A line that begins in lower case goes on with a sentence that has not ended."""
    line, above = lines[i], lines[i - 1]
    if line.kind != "text" or above.kind not in ("text", "item") or not line.text[0].islower():
        return False
    return len(so_far) >= MIN_PROSE and len(line.text) >= MIN_SENTENCE and not ends_sentence(so_far)
