"""Menus: section names and service links in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.rules._prompts import outside
from cleaner.shape import holds_figures

_MIN_RUN = 4
_MAX_WORDS = 6
_MAX_CHARS = 60
_MAX_BAR_CHARS = 400
_BARS = "|•·/"


class Navigation(Rule):
    """Menus above the headline and at the foot.

    Removes: "About us", "Contact", runs of short lines such as "News / Sport / Culture", one-line menus with bars.
    Keeps: lists of the story (ingredients, fixtures), single short sub-headings between paragraphs.
    Seen on: nearly every page; the dumps that keep all text have a hundred such lines.
    """

    id = "navigation"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark lines that name a section or service, and every line of a run of short lines."""
        sections: set[int] = set()
        for hit in page.hits_of(self.id):
            if hit.label == "section":
                sections.add(hit.block)
            else:
                sure = (CERTAIN if " " in hit.phrase else 0.9) if outside(page, hit.block) else 0.7
                yield Mark(self.id, hit.block, f'a line of a menu: "{hit.phrase}"', sure)
        glance = page.glance
        short = [
            words <= _MAX_WORDS and not ends and 0 < len(text) <= _MAX_CHARS
            for words, ends, text in zip(glance.words, glance.ends, glance.texts, strict=True)
        ]
        for run in _runs(short):
            yield from self._run(page, run, sections)
        if glance.holds(_BARS):
            for block, is_short in zip(page.blocks, short, strict=True):
                bar = not (is_short or block.ends or len(block.text) > _MAX_BAR_CHARS) and outside(page, block.number)
                if bar and _is_bar_menu(block):
                    yield Mark(self.id, block.number, "a menu on one line", 0.85)

    def _run(self, page: Page, run: range, sections: set[int]) -> Iterator[Mark]:
        named = sum([number in sections for number in run]) if sections else 0
        if not named and 2 * sum([holds_figures(page.blocks[number]) for number in run]) >= len(run) >= _MIN_RUN:
            return  # results, fixtures, prices
        if len(run) < _MIN_RUN:
            for number in run if named else ():
                if number in sections:
                    sure = 0.7 if outside(page, number) else 0.35
                    yield Mark(self.id, number, "the name of a section", sure)
            return
        # Some section names among many short lines make a menu; names among few lines make a stronger one.
        menu = named >= 3 and named * 8 >= len(run)
        why = f"one of {len(run)} short lines in a row"
        first, last, out_sure, in_sure = *page.outline, 0.85 if menu else 0.65, 0.5 if menu else 0.25
        for number in run:
            if first <= number <= last:
                yield Mark(self.id, number, why, in_sure)
            else:
                yield Mark(self.id, number, why, CERTAIN if menu and number in sections else out_sure)


def _runs(short: Sequence[bool]) -> Iterator[range]:
    """Where short lines stand in a row."""
    start = 0
    while start < len(short):
        try:
            start = short.index(True, start)
        except ValueError:
            return
        end = start
        while end < len(short) and short[end]:
            end += 1
        yield range(start, end)
        start = end


def _is_bar_menu(block: Block) -> bool:
    """True for "News | Sport | Culture": three or more short names between the same sign."""
    for bar in _BARS:
        if block.text.count(bar) >= 2:
            names = block.text.split(bar)
            return all(len(name) <= 32 for name in names) and block.words <= len(names) * 5
    return False
