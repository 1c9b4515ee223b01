"""The path of sections that leads to the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.rules._prompts import outside

_ARROWS = frozenset("›»>❯→▸▶►‹«<❮←◂◀◄➔➤")
_BARS = frozenset("|•·/")
_SIGNS = _ARROWS | frozenset("/|·•-–—\\:")
_ARROW = re.compile(f"[{''.join(sorted(_ARROWS))}]")
_NOT_NAMES = frozenset("=()'\"0123456789*")
_MAX_WORDS = 40
_MAX_STEPS = 6


class Breadcrumb(Rule):
    """The path of sections that leads to the story.

    Removes: "Home > News > Politics" on one line or on lines of their own, "You are here: …".
    Keeps: "Home" at the start of a sentence, arrows in a story's table or formula.
    Seen on: the line above the headline, at times the foot; many content systems write one by default.
    """

    id = "breadcrumb"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark paths on one line by their first step or their arrows, and paths on several lines."""
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.label == "here" and (hit.place == "line" or (block.words <= _MAX_WORDS and not block.ends)):
                yield Mark(self.id, hit.block, f'says where the page stands: "{hit.phrase}"')
            elif hit.place == "start" and _leads(block, hit.end):
                yield Mark(self.id, hit.block, f'a path from "{hit.phrase}"')
            elif hit.place == "line" and outside(page, hit.block):
                yield Mark(self.id, hit.block, f'the first step of a path or menu: "{hit.phrase}"', 0.9)
                yield from self._steps(page, hit.block)
        above = max(page.outline.first, 0)
        for block in page.blocks[:above] if _ARROW.search("\n".join(page.glance.texts[:above])) else ():
            if block.words <= _MAX_WORDS and not block.ends and _ARROW.search(block.text) and _is_path(block):
                yield Mark(self.id, block.number, "a path of sections", 0.85)

    def _steps(self, page: Page, home: int) -> Iterator[Mark]:
        """The lines after "Home" when signs stand between them, or when the story begins soon."""
        steps: list[Block] = []
        for block in page.blocks[home + 1 : home + 1 + 2 * _MAX_STEPS]:
            if block.words > 5 or block.ends or outside(page, block.number) is False:
                break
            steps.append(block)
        signed = [block for block in steps if block.text and all(char in _SIGNS for char in block.text)]
        if not signed or signed[0].number > home + 2:
            return
        last = signed[-1].number + 1
        for block in steps:
            if block.number <= last:
                sure = CERTAIN if block in signed else 0.85
                yield Mark(self.id, block.number, "a step of a path of sections", sure)


def _leads(block: Block, end: int) -> bool:
    """True when a sign follows the first step and all steps are short; many steps between bars are a menu."""
    rest = block.text[end:].lstrip()
    if not rest or rest[0] not in _SIGNS or block.words > _MAX_WORDS:
        return False
    if rest[0] in _BARS and block.text.count(rest[0]) >= _MAX_STEPS:
        return False
    return rest[0] not in "-–—:" or (block.text.count(rest[0]) >= 2 and not block.ends)


def _is_path(block: Block) -> bool:
    """True for short names with arrows that stand free between them; quotation marks cling to a word."""
    if not _NOT_NAMES.isdisjoint(block.text):
        return False
    steps, words = 0, 0
    for word in block.text.split(" "):
        if len(word) == 1 and word in _ARROWS:
            if not 1 <= words <= 6:
                return False
            steps, words = steps + 1, 0
        else:
            words += 1
    return steps >= 1 and words > 0 and (steps >= 2 or len(block.text) <= 60)
