"""Stretches of a page that have the shape of a list of other stories. Shared by rules; yields places, not marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.model import Page
from cleaner.shape import MAX_HEADLINE_WORDS, MIN_HEADLINE_WORDS, MIN_PROSE_WORDS, is_headline, is_prose, is_stamp

HEADLINE, PROSE, STAMP, OTHER, NO_TEXT = "hpsox"
MOST_TEASER_WORDS = 50
MOST_ITEM = 6
"""Blocks that one entry of a list may have."""
LEAST_ITEMS = 3
_LEAST_STORY = 2
_LEAST_RUN = 5
_LEAST_SENTENCE, _MOST_SENTENCE = 4, 30
_MOST_TEASER = 4
"""Blocks from one teaser's headline to the next one's."""
_MOST_STAMP_WORDS = 7
_MOST_CHARS = 180
_TIMED = re.compile(r"(?:[*•·–-] )?(?:[01]?\d|2[0-3])[:.][0-5]\d(?: Uhr| h)?[\s|–-]{1,3}\W?[^\W\d_]\w*\W+\w")


@dataclass(frozen=True, slots=True)
class Shapes:
    """A page and, for each block, a letter: headline, prose, time stamp or other."""

    page: Page
    codes: str


def codes_of(page: Page) -> str:
    """A letter for each block's shape. One pass without calls for the common cases: it runs on every page."""
    glance, blocks = page.glance, page.blocks
    codes: list[str] = []
    for block, text, words, ends in zip(blocks, glance.texts, glance.words, glance.ends, strict=True):
        if words < MIN_HEADLINE_WORDS:
            codes.append(OTHER)
        elif words <= MAX_HEADLINE_WORDS and not (ends or len(text) > _MOST_CHARS):
            codes.append(HEADLINE)
        elif words > MAX_HEADLINE_WORDS or (words >= MIN_PROSE_WORDS and ends):
            codes.append(PROSE if is_prose(block) else OTHER)
        else:
            codes.append(HEADLINE if is_headline(block) else OTHER)
    for number in glance.dated:
        block = blocks[number]
        if block.words <= _MOST_STAMP_WORDS and is_stamp(block):
            codes[number] = STAMP
    if page.form == "record":
        codes = [NO_TEXT if b.kind in ("field", "syntax") else code for b, code in zip(blocks, codes, strict=True)]
    return "".join(codes)


def runs(codes: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last block of stretches of headlines, each with at most a sentence and a few short lines below it."""
    first = last = codes.find(HEADLINE, start, end)
    headlines = int(last >= 0)
    for number in range(last + 1, end) if headlines else ():
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


def teasers_above(shapes: Shapes, end: int) -> Iterator[int]:
    """Blocks above `end` that are a headline, the sentence below it or its section's name, three or more in turn."""
    blocks, pairs = shapes.page.blocks, []
    for number in range(end - 1):
        below = blocks[number + 1]
        if shapes.codes[number] == HEADLINE and below.ends and _LEAST_SENTENCE <= below.words <= _MOST_SENTENCE:
            pairs.append(number)
    at = 0
    while at < len(pairs):
        last = at
        while last + 1 < len(pairs) and pairs[last + 1] - pairs[last] <= _MOST_TEASER:
            last += 1
        if last - at + 1 >= LEAST_ITEMS:
            yield from range(pairs[at], pairs[last] + 2)
        at = last + 1


def timed_lines(shapes: Shapes) -> Iterator[tuple[int, int]]:
    """First and last block of stretches outside the prose in which each line is a time of day and a headline."""
    first, last = shapes.page.outline
    blocks = shapes.page.blocks
    timed = [n for n in shapes.page.glance.dated if not first <= n <= last and _TIMED.match(blocks[n].text)]
    at = 0
    while at < len(timed):
        end = at
        while end + 1 < len(timed) and timed[end + 1] == timed[end] + 1:
            end += 1
        if end - at + 1 >= LEAST_ITEMS:
            yield timed[at], timed[end]
        at = end + 1


def _is_item(shapes: Shapes, start: int, end: int) -> bool:
    codes = shapes.codes[start:end]
    if not 1 <= len(codes) <= MOST_ITEM or HEADLINE not in codes or codes.count(PROSE) > 1:
        return False
    return max(shapes.page.glance.words[start:end]) <= MOST_TEASER_WORDS
