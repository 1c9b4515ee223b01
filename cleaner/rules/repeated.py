"""Blocks that the page shows twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.places import Outline
from cleaner.rules._pull_quotes import pulled
from cleaner.shape import is_headline, is_prose

_LEAST_CHARS = 25
_LEAST_PROSE_WORDS = 20
_MOST_COPIES = 3
_OPENING = 24
_MOST_APART = 4
"""Blocks from one that is copied to the next, in both copies of a stretch."""
_LEAST_STRETCH_WORDS = 120
_COPIED = 0.8
"""The share of a stretch's words that stand in the other, too."""
_REST_OF_A_STORY = 60
"""So many more words of prose beside a copy show that it is the one in the story."""
_BESIDE = 5
"""Blocks before and behind a stretch in which the rest of its story is looked for."""
_CUT_SIGNS = ("…", "...", "[…]", "[...]")


class Repeated(Rule):
    """The second copy of a block.

    Removes: a story told a second time, a paragraph that stands again outside the story, the headline found again, a
    teaser cut off in the middle of the story's own first sentence, a pull quote.
    Keeps: the copy among the story's paragraphs; an interview's short answers and a refrain inside the story.
    Seen on: endless scrolls, print versions inside the page, galleries that repeat the lead under each picture.
    """

    id = "repeated"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark every copy but the one that stands best."""
        copies: dict[str, list[Block]] = {}
        keys = page.glance.keys
        long = [number for number, key in enumerate(keys) if len(key) >= _LEAST_CHARS]
        if len({keys[number] for number in long}) < len(long):
            for block in map(page.blocks.__getitem__, long):
                if block.kind not in ("field", "row", "code"):
                    copies.setdefault(block.key, []).append(block)
        lesser, better = _told_twice(copies, page)
        for number in sorted(lesser):
            yield Mark(self.id, number, "part of a story that the page tells twice")
        for same in copies.values():
            others = [block for block in same if block.number not in lesser]
            if len(others) > 1:
                yield from self._of_copies(others, page, better)
        yield from self._of_teasers(page)
        for number in pulled(page):
            yield Mark(self.id, number, "stands again, word for word, in a paragraph", CERTAIN)

    def _of_copies(self, same: Sequence[Block], page: Page, better: Collection[int]) -> Iterator[Mark]:
        prose = is_prose(same[0])
        if not prose and not is_headline(same[0]):
            return
        best = max(same, key=lambda block: (block.number in better, *_standing(block, page)))
        for block in same:
            if block is best:
                continue
            inside = _is_inside(block, page.outline)
            if prose and (not inside or block.words >= _LEAST_PROSE_WORDS):
                sure = 0.7 if inside else 0.9
                yield Mark(self.id, block.number, "a paragraph that the page shows twice", sure)
            elif not inside:
                sure = 0.6 if len(same) <= _MOST_COPIES else 0.4
                yield Mark(self.id, block.number, "a line that the page shows twice", sure)

    def _of_teasers(self, page: Page) -> Iterator[Mark]:
        first, last = page.outline
        if first < 0:
            return
        openings: dict[str, Block] = {}
        for block in page.blocks[first : last + 1]:
            if block.words >= _LEAST_PROSE_WORDS:
                openings.setdefault(block.key[:_OPENING], block)
        alike = [number for number, key in enumerate(page.glance.keys) if key[:_OPENING] in openings]
        for block in map(page.blocks.__getitem__, alike):
            full = openings[block.key[:_OPENING]]
            if full.number == block.number or not len(block.key) < len(full.key):
                continue
            cut = block.key.rstrip(" ").endswith(_CUT_SIGNS)
            teaser = block.key.rstrip(" .…[]")
            whole_words = not full.key[len(teaser)].isalnum() or cut
            if len(teaser) >= _LEAST_CHARS and full.key.startswith(teaser) and (cut or block.ends) and whole_words:
                inside = _is_inside(block, page.outline)
                sure = 0.9 if cut else 0.5 if inside else 0.7
                yield Mark(self.id, block.number, "the beginning of a paragraph that stands in full elsewhere", sure)


def _told_twice(copies: Mapping[str, Sequence[Block]], page: Page) -> tuple[set[int], set[int]]:
    """The blocks of the lesser copy of each stretch that stands twice, short lines among them, and of the better."""
    lesser: set[int] = set()
    better: set[int] = set()
    for stretch in _stretches(copies):
        early, late = [page.blocks[of[0] : of[-1] + 1] for of in zip(*stretch, strict=True)]
        copied = sum([page.blocks[number].words for _, number in stretch])
        if copied < _LEAST_STRETCH_WORDS or copied < _COPIED * sum([block.words for block in late]):
            continue
        # A story's beginning may stand above it, and is the lesser then.
        goes, stays = late, early
        if _prose_beside(late, early, page) > _prose_beside(early, late, page) + _REST_OF_A_STORY:
            goes, stays = early, late
        numbers = {number for pair in stretch for number in pair}
        lesser |= {block.number for block in goes if block.number in numbers or not is_prose(block)}
        better |= {block.number for block in stays}
    return lesser - better, better


def _stretches(copies: Mapping[str, Sequence[Block]]) -> Iterator[list[tuple[int, int]]]:
    """Runs of blocks whose second copies follow each other as their first copies do: the numbers of both."""
    pairs = sorted((block.number, same[0].number) for same in copies.values() for block in same[1:])
    run: list[tuple[int, int]] = []
    for late, early in pairs:
        follows = run and 0 < early - run[-1][0] <= _MOST_APART and late - run[-1][1] <= _MOST_APART
        if run and (not follows or early >= run[0][1]):
            yield run
            run = []
        run.append((early, late))
    if run:
        yield run


def _prose_beside(stretch: Sequence[Block], other: Sequence[Block], page: Page) -> int:
    """Words of prose close to `stretch` that are no part of `other`."""
    first, last = stretch[0].number, stretch[-1].number
    beside = page.blocks[max(0, first - _BESIDE) : first] + page.blocks[last + 1 : last + 1 + _BESIDE]
    apart = range(other[0].number, other[-1].number + 1)
    return sum([block.words for block in beside if block.number not in apart and is_prose(block)])


def _is_inside(block: Block, outline: Outline) -> bool:
    return outline.first <= block.number <= outline.last


def _standing(block: Block, page: Page) -> tuple[int, int]:
    """How well a copy stands: among the story's prose, or else near it and above it; the earlier one on a tie."""
    number, (first, _) = block.number, page.outline
    if _is_inside(block, page.outline):
        around = page.blocks[max(0, number - 2) : number] + page.blocks[number + 1 : number + 3]
        return 10 + sum(map(is_prose, around)), -number
    if number < first:
        return 5, number
    return 0, -number
