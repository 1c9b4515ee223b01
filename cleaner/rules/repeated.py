"""Blocks that the page shows twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.model import Block, Mark, Page, Rule
from cleaner.places import Outline
from cleaner.shape import is_headline, is_prose

_LEAST_CHARS = 25
_LEAST_PROSE_WORDS = 20
_MOST_COPIES = 3
_OPENING = 24
_CUT_SIGNS = ("…", "...", "[…]", "[...]")


class Repeated(Rule):
    """The second copy of a block.

    Removes: a paragraph that stands again outside the story, the headline found again, a teaser cut off in the middle
    of the story's own first sentence.
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
        for same in copies.values():
            if len(same) > 1:
                yield from self._of_copies(same, page)
        yield from self._of_teasers(page)

    def _of_copies(self, same: Sequence[Block], page: Page) -> Iterator[Mark]:
        prose = is_prose(same[0])
        if not prose and not is_headline(same[0]):
            return
        best = max(same, key=lambda block: _standing(block, page))
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
