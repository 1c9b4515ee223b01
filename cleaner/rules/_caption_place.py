"""Captions that their place gives away: on top of another one, between the byline or the date and the lead."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from cleaner.model import CERTAIN, Block, Page
from cleaner.shape import is_prose, is_stamp
from cleaner.text import has_cjk

MOST_ALT_WORDS = 8
_MOST_LINES = 3
_MOST_APART = 14
"""Blocks between headline and lead among which captions are looked for."""
_HOUR_CHARS = 5
_MOST_BELOW = 6
"""Blocks below a standfirst that looks like the lead among which the byline and the picture stand."""


def on_top(page: Page, known: Sequence[int]) -> Iterator[tuple[int, float, str]]:
    """A picture's other text, which some layouts put right on top of its caption, with no blank line between."""
    for number in known:
        if not max(page.head.headline, 0) + 2 < number <= page.outline.last + 1:
            continue
        above = page.blocks[number - 1]
        fits = 1 <= above.words <= MOST_ALT_WORDS and not above.ends and above.kind == "text"
        if page.blocks[number].gap == 0 < above.gap and fits:
            yield number - 1, CERTAIN, "a picture's other text, on top of its caption"


def above_lead(
    page: Page, known: Mapping[int, tuple[float, str]], told: Container[int]
) -> Iterator[tuple[int, float, str]]:
    """Lines that stand below the byline, the date or the buttons, and right above the lead: number, how sure, why.

    A standfirst stands above those. A line that ends as a sentence does is a caption only with more to tell it by.

    Args:
        page: the page.
        known: captions found by phrases.
        told: blocks of which other evidence than their place says that they are captions.
    """
    head = page.head
    lead, furniture = _top(page)
    if not furniture:
        return
    # Below a standfirst that looks like the lead a line may be a sub-heading, or a post's in a live blog.
    plain = min(lead, head.lead) if head.lead >= 0 else lead
    first, last = min(furniture), max([i for i in furniture if i <= lead], default=lead)
    opened = {hit.block for hit in page.hits_of("dateline") if hit.start <= 40}
    lines: list[int] = []
    for block in page.blocks[head.headline + 1 : lead + 2]:
        number = block.number
        if number in told and first < number < lead:
            yield number, CERTAIN, "a caption between the byline or date and the lead"
        if number in known or number in told:
            continue
        # The picture's other text, which some layouts show, stands above its caption.
        if number + 1 in known and first < number <= plain + 1 and _is_line(block, most=12):
            yield number, 0.6, "a picture's other text, above its caption"
        elif last < number < plain and _is_line(block, most=30):
            lines.append(number)
        elif number > last and block.ends and number + 1 in opened and block.words <= 25:
            yield number, 0.6, "a sentence right above the place and agency that open the lead"
    # More of them are a list, and an hour among them is that of a live blog's post.
    posts = any(len(page.blocks[i].text) <= _HOUR_CHARS and is_stamp(page.blocks[i]) for i in range(last, lead))
    for number in lines if len(lines) <= _MOST_LINES and not posts else ():
        yield number, 0.6, "a line between the byline or date and the lead"


def under_furniture(page: Page, number: int) -> bool:
    """True for a block right below the byline, the date or the buttons that stand between headline and lead."""
    lead, furniture = _top(page)
    return number - 1 in furniture and number <= lead + 1


def _top(page: Page) -> tuple[int, set[int]]:
    """The lead below the byline, and the blocks above it that hold the byline, a date or buttons of sharing."""
    head, lead = page.head, page.head.lead if page.head.lead >= 0 else page.outline.first
    if head.headline < 0 or lead - head.headline > _MOST_APART:
        return lead, set()
    furniture = _furniture(page, range(head.headline + 1, lead + _MOST_BELOW))
    if not furniture.isdisjoint((lead + 1, lead + 2)):
        lead = _below_deck(page, lead, furniture)
    return lead, {number for number in furniture if number < lead + 2}


def _below_deck(page: Page, deck: int, furniture: Container[int]) -> int:
    """The first block of prose below a standfirst and the byline, date and buttons under it."""
    seen = deck
    for block in page.blocks[deck + 1 : deck + 1 + _MOST_BELOW]:
        if block.number in furniture:
            seen = block.number
        elif is_prose(block) and block.number > seen:
            return block.number
    return deck


def _is_line(block: Block, most: int) -> bool:
    least = 1 if has_cjk(block.text) else 2
    return least <= block.words <= most and not block.ends and block.kind == "text" and block.text[-1] not in ":："


def _furniture(page: Page, near: range) -> set[int]:
    """The blocks of `near` that hold a byline, a date or buttons of sharing."""
    named = {hit.block for hit in page.hits_of("byline") if hit.place != "inside"}
    shared = {hit.block for hit in page.hits_of("share-bar") if hit.place != "inside"}
    timed = {hit.block for hit in page.hits_of("read-time")}
    return {
        i
        for i in near
        if i < len(page.blocks)
        and page.blocks[i].words <= 30
        and (i in named or i in shared or i in timed or _is_dated(page.blocks[i]))
    }


def _is_dated(block: Block) -> bool:
    """True for a date or a time ago; an hour alone is a live blog's."""
    return is_stamp(block) and len(block.text) > _HOUR_CHARS
