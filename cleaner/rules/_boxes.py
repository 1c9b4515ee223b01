"""What the lines of a list of other stories are: links, sub-headings below the list, results, a live blog's posts."""

from __future__ import annotations

from cleaner.model import Block, Page
from cleaner.rules._lists import LEAST_ITEMS, PROSE, Shapes
from cleaner.shape import MIN_HEADLINE_WORDS, holds_figures

_COLONS = (":", "：")
_LEAST_POST_WORDS = 36
_ASKS = ("?", "？", "؟", "?*", "?**", "?”", "?»")
_LEAST_TURNS, _NEAR_TURNS = 3, 40


def last_of_box(shapes: Shapes, opener: int, number: int) -> float:
    """How sure the last line of a box is, which may be the sub-heading of the paragraph under it.

    "Read also:" mostly has one link; a heading without a colon has several, about as long as each other.
    """
    words, texts = shapes.page.glance.words, shapes.page.glance.texts
    if 2 * words[number] <= words[number - 1] or (texts[number].isupper() and not texts[number - 1].isupper()):
        return 0.3
    several = not texts[opener].endswith(_COLONS) and words[number] >= MIN_HEADLINE_WORDS
    return 0.7 if several and not texts[number].endswith(_COLONS) and number > opener + 1 else 0.5


def is_turn(shapes: Shapes, number: int) -> bool:
    """True for a question above its answer, where the story has more of them: an interview."""
    texts, codes = shapes.page.glance.texts, shapes.codes
    if not texts[number].endswith(_ASKS) or codes[number + 1 : number + 2] != PROSE:
        return False
    near = range(max(number - _NEAR_TURNS, 0), min(number + _NEAR_TURNS, len(codes) - 1))
    return sum([texts[n].endswith(_ASKS) and codes[n + 1] == PROSE for n in near]) >= _LEAST_TURNS


def is_link(block: Block) -> bool:
    """True for a line that is nothing but a link."""
    return 10 * block.link_chars >= 9 * len(block.text)


def has_posts(shapes: Shapes, first: int, last: int) -> bool:
    """True when the paragraphs among the times are as long as a live blog's posts, and not a teaser's sentence."""
    words = sorted(shapes.page.glance.words[n] for n in range(first, last + 1) if shapes.codes[n] == PROSE)
    return len(words) >= LEAST_ITEMS and words[len(words) // 2] >= _LEAST_POST_WORDS


def behind_figures(shapes: Shapes, start: int, end: int) -> int:
    """Where a run goes on behind its results, fixtures or tables: lines of which two in three hold figures."""
    figures, behind = 0, start
    for number in range(start, end + 1):
        block = shapes.page.blocks[number]
        figures += block.kind == "row" or holds_figures(block)
        if figures >= LEAST_ITEMS and figures * 3 >= (number + 1 - start) * 2:
            behind = number + 1
    return behind


def in_story(page: Page, number: int) -> bool:
    """True for a block of HTML that stands in the very element in which the story begins."""
    lead = page.head.lead
    if page.tree is None or lead < 0 or page.head.headline < 0:
        return False
    around = page.blocks[lead].path.rpartition("/")[0]
    return "/" in around and page.blocks[number].path.rpartition("/")[0] == around
