"""Stretches of a page that have the shape of a list of other stories. Shared by rules; yields places, not marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.model import Block, Page
from cleaner.shape import is_headline, is_prose, is_stamp

HEADLINE, PROSE, STAMP, OTHER, NO_TEXT = "hpsox"
MOST_TEASER_WORDS = 50
MOST_ITEM = 6
"""Blocks that one entry of a list may have."""
LEAST_ITEMS = 3
_LEAST_STORY = 2
_LEAST_RUN = 5


@dataclass(frozen=True, slots=True)
class Shapes:
    """A page and, for each block, a letter: headline, prose, time stamp or other."""

    page: Page
    codes: str


def code_of(block: Block) -> str:
    """The letter of a block's shape."""
    if block.kind in ("field", "syntax"):
        return NO_TEXT
    if block.words >= 12 and block.ends:
        return PROSE if is_prose(block) else OTHER
    if block.words <= 7 and is_stamp(block):
        return STAMP
    return HEADLINE if block.words >= 4 and is_headline(block) else OTHER


def runs(codes: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last block of stretches of headlines, each with at most a sentence and a few short lines below it."""
    first = last = -1
    headlines = 0
    for number in range(start, end):
        code = codes[number]
        over = headlines and (number - last >= MOST_ITEM or (code == PROSE and PROSE in codes[last + 1 : number]))
        if over:
            if headlines >= _LEAST_RUN:
                yield first, _end_of_item(codes, last, number)
            headlines = 0
        if code == HEADLINE:
            first = first if headlines else number
            headlines, last = headlines + 1, number
    if headlines >= _LEAST_RUN:
        yield first, _end_of_item(codes, last, end)


def _end_of_item(codes: str, last: int, end: int) -> int:
    """Where the item of the headline at `last` ends: after its sentence and its time."""
    while last + 1 < end and codes[last + 1] in (PROSE, STAMP):
        last += 1
        if codes[last] == PROSE:
            break
    return last


def alternations(shapes: Shapes) -> Iterator[tuple[int, int, int]]:
    """First and last prose of stretches in which headline and short paragraph take turns, and how many turns."""
    blocks, codes = shapes.page.blocks, shapes.codes
    prose = [number for number, code in enumerate(codes) if code == PROSE]
    at = 0
    while at < len(prose) - 1:
        last = at
        while last + 1 < len(prose):
            above, below = prose[last], prose[last + 1]
            if not 1 < below - above <= MOST_ITEM or blocks[below].words > MOST_TEASER_WORDS:
                break
            if HEADLINE not in codes[above + 1 : below]:
                break
            last += 1
        if last - at >= LEAST_ITEMS and at >= _LEAST_STORY:
            yield prose[at], prose[last], last - at
        at = last + 1


def cadences(shapes: Shapes) -> Iterator[tuple[int, int]]:
    """First and last block of stretches where a time comes again and again, a headline and at most a sentence apart."""
    stamps = [number for number, code in enumerate(shapes.codes) if code == STAMP]
    at = 0
    while at < len(stamps) - 1:
        last = at
        while last + 1 < len(stamps) and _is_item(shapes, stamps[last] + 1, stamps[last + 1]):
            last += 1
        if last - at >= LEAST_ITEMS:
            yield stamps[at], stamps[last]
        at = last + 1


def _is_item(shapes: Shapes, start: int, end: int) -> bool:
    codes = shapes.codes[start:end]
    if not 1 <= len(codes) <= MOST_ITEM or HEADLINE not in codes or codes.count(PROSE) > 1:
        return False
    return all(shapes.page.blocks[number].words <= MOST_TEASER_WORDS for number in range(start, end))
