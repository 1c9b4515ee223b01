"""Reader comments, the forms to write them, and the rules about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.shape import is_prose, is_stamp

_MOST_IDLE = 7
"""Blocks without a name, a time or a button after which a comment section is over."""
_MOST_BETWEEN = 14
"""Blocks between the buttons of one comment and those of the next."""
_MOST_HEADING_WORDS = 40
_MOST_NAME_WORDS = 4
_MOST_SPEAKER_WORDS = 6
_MOST_NOTICE_WORDS = 80
_MOST_SIGNED_WORDS = 9
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_HOUR = re.compile(r"\d{1,2}[:.h]\d\d(?: [a-z.]{2,4})?")
_LEAST_BUTTONS = 3
_LEAST_TIMES = 4
_LONG = 20
_MOST_BEFORE_BUTTON = 6
_MOST_DIGITS = 5
"""Digits of the votes for a comment."""
_MOST_PARAGRAPHS = 6
"""Longer paragraphs than these in a row, and it is the story under a link to its comments, not a comment."""
_ESTABLISHED = 4
"""Comments after which a section may have one that is longer, if the next one follows."""
_MOST_LONG = 20
"""Blocks that such a comment may take."""


class _Section(NamedTuple):
    """Blocks `first` to `last`, and how many of them only comment sections have."""

    first: int
    last: int
    anchors: int


class _Signs(NamedTuple):
    """Blocks that tell where comments are, and where they end."""

    pressed: frozenset[int]
    """Buttons, and lines that say who speaks."""
    says: frozenset[int]
    closed: frozenset[int]
    """Comments with the button behind their last word."""
    ends: frozenset[int]
    """Headings of lists of other stories; above the first comment they say how the comments are sorted."""


class Comments(Rule):
    """Comment sections.

    Removes: "12 Comments" and what stands under it, comment by comment, to the section's end or the next list of
    stories; "Reply", "Report"; the form, the prompt to log in, the rules of conduct.
    Keeps: the story's own quotations, an interview, a live blog, a sub-heading "Reactions" with the story's text below.
    Seen on: dailies with discussion forums, blogs; comments often outweigh the story.
    """

    id = "comments"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark sections by their cadence, and single labels and notices."""
        # On a line of several, only the buttons tell: "Save Print Comments (14)" is no heading.
        hits = [hit for hit in page.hits_of(self.id) if hit.place != "part" or hit.label == "act"]
        if not hits:
            return
        blocks = page.blocks
        says = {hit.block for hit in hits if hit.label == "says" and _is_speaker(hit, blocks[hit.block])}
        # A layout may put the button behind the comment; that alone proves little.
        hits = [hit for hit in hits if not (hit.place == "end" and hit.label == "act")]
        buttons = sorted({hit.block for hit in hits if hit.label == "act"})
        headings = [hit for hit in hits if _is_heading(hit, blocks[hit.block])]
        done = -1
        closed = frozenset(hit.block for hit in page.hits_of(self.id) if hit.label == "act" and hit.place == "end")
        lists = (hit for hit in page.hits_of("related-links") if hit.place == "line" and hit.label == "opens")
        signs = _Signs(frozenset({*buttons, *says}), frozenset(says), closed, frozenset(hit.block for hit in lists))
        for section in _sections(page, [hit.block for hit in headings], buttons, signs):
            if section.last <= done:
                continue
            yield from self._of_section(section, page, done)
            done = section.last
        for hit in hits:
            yield from self._of_label(hit, page, buttons)

    def _of_section(self, section: _Section, page: Page, done: int) -> Iterator[Mark]:
        sure = 0.95 if section.anchors >= _LEAST_BUTTONS else 0.8
        for block in page.blocks[max(section.first, done + 1) : section.last + 1]:
            if block.text:
                why = "a reader's comment" if block.words >= _MOST_NAME_WORDS else "part of the comment section"
                yield Mark(self.id, block.number, why, sure)

    def _of_label(self, hit: Hit, page: Page, buttons: Sequence[int]) -> Iterator[Mark]:
        block = page.blocks[hit.block]
        inside = page.outline.first < hit.block < page.outline.last
        if hit.label == "notice":
            if hit.place == "start" and block.words <= _MOST_NOTICE_WORDS:
                sure = 0.6 if inside and is_prose(block) else CERTAIN
                yield Mark(self.id, hit.block, f'a notice about comments: "{hit.phrase}"', sure)
        elif hit.label == "act":
            sure = 0.9 if _count_near(buttons, hit.block, 8) >= _LEAST_BUTTONS else 0.5
            yield Mark(self.id, hit.block, f'a button under a comment: "{hit.phrase}"', sure)
        elif _is_heading(hit, block):
            counted = hit.label in ("count", "counted") or block.words >= 3
            sure = CERTAIN if counted else 0.6 if inside else 0.8
            yield Mark(self.id, hit.block, f'the label of the comment section: "{hit.phrase}"', sure)


def _is_heading(hit: Hit, block: Block) -> bool:
    if hit.label == "heading":
        return True
    if hit.label == "counted":
        return block.text[: hit.start].strip("( ").isdigit() and block.words <= _MOST_HEADING_WORDS
    if hit.label != "count":
        return False
    rest = block.text[: hit.start] + block.text[hit.end :]
    return len(rest) <= 10 and any(map(str.isdigit, rest)) and not any(map(str.isalpha, rest))


def _is_speaker(hit: Hit, block: Block) -> bool:
    # The date that stands behind the colon may be missing from the dump: "Anneke says: at".
    return block.words <= _MOST_SPEAKER_WORDS and (block.text.endswith((":", "：")) or ":" in hit.phrase)


def _sections(page: Page, headings: Sequence[int], buttons: Sequence[int], signs: _Signs) -> Iterator[_Section]:
    """Sections that a heading opens, then those that only their buttons tell; each as far as the cadence goes."""
    seen = -1
    for heading in headings:
        if heading > seen:
            section = _walk(page, heading, signs, below=heading > page.outline.first >= 0)
            seen = section.last
            if section.anchors:
                yield section
    at = 0
    while at + _LEAST_BUTTONS <= len(buttons):
        last = at
        while last + 1 < len(buttons) and buttons[last + 1] - buttons[last] <= _MOST_BETWEEN:
            last += 1
        if last - at + 1 >= _LEAST_BUTTONS and _talks(page, buttons[at : last + 1]):
            start = _first_comment(page, buttons[at])
            yield _Section(start, buttons[last], last - at + 1)
        at = last + 1


def _walk(page: Page, heading: int, signs: _Signs, *, below: bool = False) -> _Section:
    """The section under the heading at block `heading`; without anchors when what follows is not comments.

    `below` says that the heading stands below a story's first paragraph; votes without a word count there too.
    """
    anchors = real = talk = since = 0
    last, anchor, expecting, hours = heading, heading, True, True
    for number in range(heading + 1, len(page.blocks)):
        block = page.blocks[number]
        if number in signs.ends and real:
            break
        if number in signs.pressed:
            anchors, real, last, anchor, since = anchors + 1, real + 1, number, number, 0
            # Where buttons stand below the text, nothing follows the last one.
            expecting = number in signs.says or (expecting and not talk)
        elif below and _is_signed(block):
            anchors, real, last, anchor, since, expecting = anchors + 1, real + 1, number, number, 0, True
        elif is_stamp(block) or (below and len(block.text) <= _MOST_DIGITS and block.text.isdigit()):
            anchors, last, anchor, since, expecting = anchors + 1, number, number, 0, True
            hours = hours and _HOUR.fullmatch(block.key) is not None
        elif block.words >= _MOST_NAME_WORDS and (block.ends or number in signs.closed):
            talk += 1
            since += block.words >= _LONG
            last = number if expecting and last >= number - 2 else last
        if number - last > _MOST_IDLE or number - anchor > _MOST_BETWEEN or since > _MOST_PARAGRAPHS:
            if anchors >= _ESTABLISHED and talk and (following := _next_comment(page, anchor, number, signs)):
                last, anchor, since = following - 1, following - 1, 0
                continue
            break
    # Hours of the day alone, above the story's first words, are those of a live blog's posts.
    told = below or not hours
    enough = anchors >= 2 if real else told and anchors >= _LEAST_TIMES and talk * 2 >= anchors
    if not enough or not talk:
        return _Section(heading, last, 0)
    return _Section(heading, min(last, anchor + _MOST_PARAGRAPHS), anchors)


def _next_comment(page: Page, anchor: int, number: int, signs: _Signs) -> int:
    """The block that signs the comment after a long one, by a button or a time under a name; 0 where there is none."""
    for block in page.blocks[number + 1 : anchor + _MOST_LONG]:
        if block.number in signs.ends:
            break
        above = page.blocks[block.number - 1]
        named = 1 <= above.words <= _MOST_NAME_WORDS and not above.ends
        if block.number in signs.pressed or (is_stamp(block) and named):
            return block.number
    return 0


def _is_signed(block: Block) -> bool:
    """True for a name with a date or a time behind it, all on one line: "Anneke 20 May 2025 08:12"."""
    text = block.text
    if not 2 <= block.words <= _MOST_SIGNED_WORDS or block.ends or not text[0].isalpha() or len(text) > 60:
        return False
    clocks = list(_CLOCK.finditer(text))
    return bool(clocks) and clocks[0].start() > 2 and len(text) - clocks[-1].end() <= 8


def _talks(page: Page, pressed: Sequence[int]) -> bool:
    """True when sentences stand between most of the buttons."""
    apart = [(above, below) for above, below in pairwise(pressed) if below - above > 1]
    talk = sum(any(block.ends and block.words >= 3 for block in page.blocks[a + 1 : b]) for a, b in apart)
    return talk >= 2 and talk * 2 >= len(apart)


def _first_comment(page: Page, button: int) -> int:
    """Where the comment above the first button begins: at the name above its time, or else at its text."""
    lowest = max(0, button - _MOST_BEFORE_BUTTON)
    for number in range(button - 1, lowest - 1, -1):
        if is_stamp(page.blocks[number]):
            named = number > 0 and 1 <= page.blocks[number - 1].words <= _MOST_NAME_WORDS
            return number - 1 if named else number
    return max(0, button - 1)


def _count_near(numbers: Sequence[int], number: int, distance: int) -> int:
    return bisect_left(numbers, number + distance + 1) - bisect_left(numbers, number - distance)
