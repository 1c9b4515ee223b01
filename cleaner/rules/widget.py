"""Boxes with weather, markets, scores, polls, horoscopes and their kin."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.shape import is_prose, is_stamp

_NEAR = 4
_LEAST_CELLS = 3
_LEAST_DEGREES, _MOST_FORECAST = 2, 24
_MOST_CELL_WORDS = 6
_MOST_NAME_WORDS = 2
_MOST_CELLS = 80
_LEAST_POSTS = 3
_POST_REACH = 4
"""Blocks after its time within which a post has a paragraph."""
_CLOCK_CHARS = 14
# "Malwa 171/7 (20) Vindhya 173/6 (19.5)"
_INNINGS = re.compile(r"\d{2,3}(?:/\d{1,2})? ?\(\d{1,2}(?:\.\d)?[^()\d]{0,8}\)")
_STARS = "★☆✭✩⭐✮✰"
_DEGREES = re.compile(r"[-−+]?\d{1,3} ?°")
# "PSI 6 412,08 +0,34% Brent 71,20 -1,1%"
_CHANGE = re.compile(r"\d\s{1,2}\(?[-−+–▲▼△▽↑↓]\s?\d{1,3}[.,]\d{1,3}\s?%")
_MOST_TICKER_WORDS = 60
_CLOCK = re.compile(
    r"(?:kl\.? ?)?\d{1,2}(?:[:.]| ?h ?)[0-5]\d(?::[0-5]\d)?"
    r"(?: ?(?:a\.?m\.?|p\.?m\.?|uhr|hrs?|h|gmt|bst|et|est|edt|pt|ist|wib))?"
)


class Widget(Rule):
    """Boxes of numbers and questions beside the story.

    Removes: a weather, market or score box outside the story's prose, "Vote now", "View results", a horoscope menu; the
    clock time above each post of a live blog, a rating in stars; in the page's head the day's weather
    and the markets' prices.
    Keeps: the results and fixtures of a sports report, a weather note that is the story, a sub-heading "Results".
    Seen on: regional papers, portals and broadcasters, above the headline and at the foot of the page.
    """

    id = "widget"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark labels, and the short numeric blocks and cells that stand around them, outside the story."""
        yield from self._posts(page)
        yield from self._signs(page)
        hits = page.hits_of(self.id)
        if not hits:
            return
        cells = sorted({hit.block for hit in hits if hit.label == "cell"})
        openers = {hit.block for hit in hits if hit.label == "opens"}
        for hit in hits:
            if hit.label == "sure":
                yield Mark(self.id, hit.block, f'a label of a box: "{hit.phrase}"', CERTAIN)
            elif not _is_outside(hit.block, page):
                if hit.label == "opens" and hit.block > page.outline.last:
                    yield from self._forecast(hit.block, hit.phrase, page)
            elif hit.label == "cell":
                if _crowd(cells, hit.block) >= _LEAST_CELLS:
                    yield Mark(self.id, hit.block, f'a cell of a box: "{hit.phrase}"', 0.8)
            else:
                yield from self._of_box(hit.block, hit.phrase, page, openers)

    def _posts(self, page: Page) -> Iterator[Mark]:
        """The times of a live blog's posts; a programme's times have no paragraphs between them."""
        blocks = page.blocks
        dated = map(blocks.__getitem__, page.glance.dated)
        clocks = [block.number for block in dated if len(block.text) <= _CLOCK_CHARS and _CLOCK.fullmatch(block.key)]
        if len(clocks) < _LEAST_POSTS:
            return
        posts = [
            above
            for above, below in pairwise((*clocks, len(blocks)))
            if any(map(is_prose, blocks[above + 1 : min(below, above + 1 + _POST_REACH)]))
        ]
        for number in posts if len(posts) >= _LEAST_POSTS else ():
            yield Mark(self.id, number, "the time of a live blog's post")

    def _signs(self, page: Page) -> Iterator[Mark]:
        """A rating in stars, and the day's weather in the page's head: "Hexley 7°C Light rain"."""
        for sign in _STARS if page.glance.holds(_STARS) else ():
            for number in page.glance.with_sign(sign):
                if not page.blocks[number].text.strip(_STARS + " ½()"):
                    yield Mark(self.id, number, "a rating in stars")
        scores = [n for n in page.glance.dated if _is_score(page.blocks[n])]
        for number in scores if len(scores) < _LEAST_CELLS else ():
            yield Mark(self.id, number, "a score at cricket", 0.9)
            above = page.blocks[number - 1] if number else None
            if above and above.words <= _MOST_NAME_WORDS and not above.ends and number - 1 != page.head.headline:
                yield Mark(self.id, number - 1, "the heading of a score at cricket", 0.8)
        for number in page.glance.with_sign("%"):
            block = page.blocks[number]
            if (
                number < page.outline.first
                and block.words <= _MOST_TICKER_WORDS
                and len(_CHANGE.findall(block.text)) > 1
            ):
                yield Mark(self.id, number, "prices of the markets above the story", 0.9)
        top = page.head.headline if page.head.headline >= 0 else page.outline.first
        for number in page.glance.with_sign("°"):
            block = page.blocks[number]
            if number < top and block.words <= _MOST_CELL_WORDS and not block.ends and _DEGREES.search(block.text):
                yield Mark(self.id, number, "the weather in the head of the page", 0.9)

    def _forecast(self, number: int, phrase: str, page: Page) -> Iterator[Mark]:
        """Days and degrees right below the story, under a heading: "Weather", "Monday", "12°", "Tuesday", "9°"."""
        below = page.blocks[number + 1 : number + 1 + _MOST_FORECAST]
        degrees = [block.number for block in below if _DEGREES.fullmatch(block.text.rstrip("CFcf "))]
        if len(degrees) < _LEAST_DEGREES or degrees[0] > number + _LEAST_CELLS:
            return
        yield Mark(self.id, number, f'opens a box: "{phrase}"', 0.8)
        for cell in range(number + 1, degrees[-1] + 1):
            if page.blocks[cell].words <= _MOST_CELL_WORDS and not page.blocks[cell].ends:
                yield Mark(self.id, cell, f'a cell under "{phrase}"', 0.8)

    def _of_box(self, number: int, phrase: str, page: Page, openers: Collection[int]) -> Iterator[Mark]:
        run: list[Block] = []
        for block in page.blocks[number + 1 : number + 1 + _MOST_CELLS]:
            if block.words > _MOST_CELL_WORDS or block.ends or block.number in openers:
                break
            run.append(block)
        while run and not _is_numeric(run[-1]):
            run.pop()
        numeric = sum(map(_is_numeric, run))
        if numeric < _LEAST_CELLS or numeric * 4 < len(run):
            yield Mark(self.id, number, f'the name of a box: "{phrase}"', 0.4)
            return
        yield Mark(self.id, number, f'opens a box: "{phrase}"', 0.8)
        for block in run:
            yield Mark(self.id, block.number, f'a cell under "{phrase}"', 0.7)


def _is_score(block: Block) -> bool:
    """True for the innings of two sides and nothing else; a round's results are the story's."""
    if block.ends and block.text[-1] != ")":
        return False
    return block.words <= 2 * _MOST_CELL_WORDS and "(" in block.text and len(_INNINGS.findall(block.text)) > 1


def _is_numeric(block: Block) -> bool:
    return any(map(str.isdigit, block.text)) and not is_stamp(block)


def _is_outside(number: int, page: Page) -> bool:
    """True well outside the story: a list right after its last paragraph may be the story's own."""
    first, last = page.outline
    return first >= 0 and (number < first - 1 or number > last + _NEAR)


def _crowd(cells: Sequence[int], number: int) -> int:
    return bisect_right(cells, number + _NEAR) - bisect_left(cells, number - _NEAR)
