"""Lists of other stories: related, most read, latest, recommended; tickers and teasers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.rules._boxes import behind_figures, has_posts, in_story, is_link, is_turn, last_of_box
from cleaner.rules._lists import (
    HEADLINE,
    LEAST_ITEMS,
    MOST_ITEM,
    MOST_TEASER_WORDS,
    NO_TEXT,
    OTHER,
    PROSE,
    STAMP,
    Shapes,
    alternations,
    cadences,
    codes_of,
    runs,
    teasers_above,
    timed_lines,
)
from cleaner.shape import MAX_HEADLINE_WORDS

_MOST_HEADING_WORDS = 9
_MOST_INSIDE = 14
"""Blocks that a list in mid-article may have."""
_GUARD = 4
"""Blocks right above the story that may be its headline, byline and standfirst."""
_MOST_IDLE = 12
"""Short lines after which a list is over and the page's foot begins."""
_MOST_KICKERS = 3
"""Short lines, such as a section's name and a time, above the first headline of a list."""
_LEAST_BLANKS = 2
"""A heading of so many blanks, "Recommended for you", is no sub-heading of a story."""
_NEAR = 4
"""Blocks below the story within which its own results may begin."""
_MOST_PARTED, _MOST_IN_BOX = 3, 4
"""Blocks from the story's end, as the outline has it, to a box of links that may stand in its midst; and the box's."""
_OWN = 2
"""Blocks right below the story's last paragraph where its own list may begin."""
# How sure a block of a list is, by where the list stands and by the block's shape. Above the story even a list with a
# heading is less sure: the outline may have taken the wrong stretch of the page for the story. Below the story a phrase
# proves more, so that a prompt in the list keeps its own name.
_IN_LIST = {
    "below": {HEADLINE: 0.79, PROSE: 0.79, STAMP: 0.74, OTHER: 0.74},
    "inside": {HEADLINE: 0.7, PROSE: 0.5, STAMP: 0.65, OTHER: 0.65},
    "above": {HEADLINE: 0.65, PROSE: 0.3, STAMP: 0.6, OTHER: 0.55},
}
_Finding = tuple[int, str, float]
"""A block, what is found in it, and how sure that is."""
_FIELDS = ("related", "recommended", "more", "most", "latest", "trending", "popular", "also", "teasers", "links")


class RelatedLinks(Rule):
    """Lists of other stories.

    Removes: "Related Articles", "Most read", "More from …" and the headlines under them; by shape alone, headlines in
    a row after the story or above it, teasers of a headline and a sentence each, tickers with their times.
    Keeps: the story's own lists, sub-headings, results and tables, a list article with a paragraph under each heading,
    a live blog.
    Seen on: all news sites, mostly below the story; aggregators show fifty headlines and more.
    """

    id = "related-links"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark headings with their lists, then runs and cadences that have no heading."""
        if page.form == "record":
            yield from self._fields(page)
        shapes = Shapes(page, codes_of(page))
        openers = {hit.block: hit for hit in page.hits_of(self.id) if _opens(hit, page.blocks[hit.block])}
        findings = chain.from_iterable(self._list_under(hit, shapes, openers.keys()) for hit in openers.values())
        if shapes.codes.count(HEADLINE) + shapes.codes.count(STAMP) >= LEAST_ITEMS:
            findings = chain(findings, self._by_shape(shapes, openers))
        found: set[int] = set()
        for number, why, sure in findings:
            if number not in found:
                found.add(number)
                yield Mark(self.id, number, why, sure)

    def _fields(self, page: Page) -> Iterator[Mark]:
        for block in page.blocks:
            if block.kind == "field" and block.path.lower().lstrip("$./").startswith(_FIELDS):
                yield Mark(self.id, block.number, f"a field of the record: {block.path}")

    def _list_under(self, hit: Hit, shapes: Shapes, openers: Collection[int]) -> Iterator[_Finding]:
        outline, codes = shapes.page.outline, shapes.codes
        members = list(_members(hit.block, shapes, openers))
        while members and codes[members[-1]] == OTHER:
            members.pop()
        weak = hit.label == "weak"
        inside = outline.first <= hit.block < outline.last
        headlines = sum([codes[number] == HEADLINE for number in members])
        listed = headlines > 0
        alone = 0.4 if weak or hit.block + 1 == len(codes) else 0.6 if inside else 0.9
        if inside and hit.label == "opens" and hit.phrase.count(" ") >= _LEAST_BLANKS:
            alone = CERTAIN  # the heading of a box whose links the dump has not
        sure = (0.8 if weak else CERTAIN) if listed else alone
        if hit.label == "also" and (inside or headlines <= LEAST_ITEMS):
            sure = min(sure, 0.95)  # the heading of a box of a few links, as `read-also` knows it
        yield hit.block, f'opens a list of other stories: "{hit.phrase}"', sure
        if not listed or (weak and hit.block < outline.first):
            return
        side = "inside" if inside else "above" if hit.block < outline.first else "below"
        if side == "above" and codes[members[0] : members[0] + _MOST_KICKERS + 1] == OTHER * (_MOST_KICKERS + 1):
            return  # a menu that has such an entry
        sures = {code: max(0.1, round(sure - 0.25 * weak, 2)) for code, sure in _IN_LIST[side].items()}
        linked = _IN_LIST[side] if side == "below" else sures
        why = f'in the list under "{hit.phrase}"'
        behind = members[-1] + 1
        amid = _is_amid(hit.block - outline.last, behind - hit.block) and codes[behind : behind + 1] == PROSE
        for number in members:
            sure = (linked if is_link(shapes.page.blocks[number]) else sures)[codes[number]]
            if (inside or amid) and number == members[-1] and len(members) > 1:
                sure = last_of_box(shapes, hit.block, number)
            yield number, why, sure

    def _by_shape(self, shapes: Shapes, openers: Mapping[int, Hit]) -> Iterator[_Finding]:
        yield from self._after(shapes)
        yield from self._above(shapes)
        yield from self._teasers(shapes, openers)
        yield from self._ticker(shapes)

    def _teasers(self, shapes: Shapes, openers: Mapping[int, Hit]) -> Iterator[_Finding]:
        """Headline and sentence in turn at the end of the prose, under a list's heading or often enough."""
        headings = sorted(openers)
        end = shapes.page.outline.last
        prose = shapes.codes.count(PROSE)
        for first, last, items in alternations(shapes):
            opened = bisect_left(headings, first - MOST_ITEM)
            heading = headings[opened] if opened < len(headings) and headings[opened] < last else -1
            tail = last >= end - _OWN
            if heading < 0 and not (tail and items > LEAST_ITEMS and 2 * items < prose):
                continue
            sure = 0.9 if tail and heading >= 0 else 0.45
            for number in range(max(first + 1, heading + 1), last + 1):
                if not in_story(shapes.page, number):
                    yield number, "teasers of a headline and a sentence each", sure

    def _after(self, shapes: Shapes) -> Iterator[_Finding]:
        """Runs of headlines, with or without a sentence each, after the story."""
        last = shapes.page.outline.last
        if last < 0:
            return
        for first, end in runs(shapes.codes, last + 1, len(shapes.codes)):
            start = behind_figures(shapes, first, end) if first <= last + _NEAR else first
            own = start <= last + _OWN and STAMP not in shapes.codes[start : end + 1]
            for number in range(start, end + 1):
                if shapes.codes[number] == PROSE:
                    yield number, "the sentence of a teaser below the story", 0.4 if own else 0.5
                else:
                    yield number, "headlines in a row below the story", 0.4 if own else 0.6

    def _above(self, shapes: Shapes) -> Iterator[_Finding]:
        """Runs of headlines above the story; the blocks right above it are left alone."""
        first = shapes.page.outline.first
        for number in teasers_above(shapes, shapes.page.head.headline):
            yield number, "teasers of a headline and a short sentence each above the story", 0.5
        for start, end in runs(shapes.codes, 0, max(0, first - _GUARD)):
            for number in range(start, end + 1):
                if shapes.codes[number] == PROSE:
                    yield number, "the sentence of a teaser above the story", 0.3
                elif shapes.codes[number] != OTHER:
                    yield number, "headlines in a row above the story", 0.5

    def _ticker(self, shapes: Shapes) -> Iterator[_Finding]:
        """Items that each have a time, a headline and at most a sentence, outside most of the page's prose."""
        for first, last in timed_lines(shapes):
            for number in range(first, last + 1):
                yield number, "a line of a ticker, with its time", 0.65
        codes = shapes.codes
        prose = codes.count(PROSE)
        for first, last in cadences(shapes):
            if 2 * codes.count(PROSE, first, last + 1) > prose or has_posts(shapes, first, last):
                continue  # the page itself is a live blog or a front
            for number in range(first, last + 1):
                sure = 0.6 if codes[number] == PROSE else 0.65
                yield number, "an item of a ticker or of dated teasers", sure


def _opens(hit: Hit, block: Block) -> bool:
    if hit.place == "line":
        return block.kind != "field"
    return block.words <= _MOST_HEADING_WORDS and not block.ends and hit.end < len(block.text)


def _is_amid(apart: int, size: int) -> bool:
    """True where a list `apart` from the prose above it, and of `size` blocks, may stand in mid-story."""
    return apart == 1 or (0 < apart <= _MOST_PARTED and size <= _MOST_IN_BOX)


def _members(opener: int, shapes: Shapes, openers: Collection[int]) -> Iterator[int]:
    """The blocks of the list under the heading at `opener`."""
    first, last = shapes.page.outline
    codes, words = shapes.codes, shapes.page.glance.words
    inside = first <= opener < last
    end = len(codes)
    if inside:
        end = min(end, opener + 1 + _MOST_INSIDE)
    elif opener < first:
        end = max(opener + 1, first - _GUARD)
    sentence = told = False
    idle = 0
    for number in range(opener + 1, end):
        code = codes[number]
        if code == OTHER:
            idle += 1
            if idle > _MOST_IDLE:
                return
        else:
            idle = 0
        if number in openers or code == NO_TEXT or (code == PROSE and (inside or sentence)):
            return
        if words[number] > (MAX_HEADLINE_WORDS if inside else MOST_TEASER_WORDS):
            return
        if code == PROSE and number > opener + 2 and not told and _is_amid(opener - last, number - opener):
            return  # below headlines without a sentence each the story goes on
        if inside and number > opener + 1 and code == HEADLINE and is_turn(shapes, number):
            return
        sentence = code == PROSE
        told = told or sentence
        yield number
