"""Captions that no phrase gives away: a name behind a sentence, the paper's name in brackets, a line above the lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cleaner.model import CERTAIN, Block, Page
from cleaner.shape import is_stamp
from cleaner.text import has_cjk

MOST_WORDS = 45
MOST_ALT_WORDS = 8
_TAIL = 60
# A word of three letters or more, which is no abbreviation, and the end of its sentence.
_CLOSED = re.compile(r"[^\W\d_A-Z]{3}[.…][»”’\"')]? ([^.!?…»”\"|]{5,50})$")
_NAME = re.compile(
    r"(?:[^\W\d_][\w.’'-]*\s){1,2}[^\W\d_][\w’'-]+"
    r"(?:(?: for |\s?[/|,]\s?)(?:[^\W\d_][\w.’'&-]*\s){0,3}[^\W\d_][\w’'&-]+)?"
)
_BRACKET = re.compile(r"\s[(（]([^()（）\d]{2,30})[)）]$")
_TOP = 16
_MOST_LINES = 3
_MOST_APART = 14
"""Blocks between headline and lead among which captions are looked for."""


def captions(page: Page, known: Mapping[int, tuple[float, str]]) -> Iterator[tuple[int, float, str]]:
    """Blocks that have a caption's shape or place: number, how sure, why. `known` are captions found by phrases."""
    glance = page.glance
    for block, words, ends in zip(page.blocks, glance.words, glance.ends, strict=True):
        if not ends and 4 <= words <= MOST_WORDS and block.kind not in ("heading", "field", "item", "row"):
            yield from _signed(page, block)
    sure = [number for number, (how, _) in known.items() if how >= 0.9 and number - 1 not in known]
    yield from _on_top(page, sure)
    yield from _above_lead(page, known)


def _on_top(page: Page, known: Sequence[int]) -> Iterator[tuple[int, float, str]]:
    """A picture's other text, which some layouts put right on top of its caption, with no blank line between."""
    for number in known:
        if not max(page.head.headline, 0) + 2 < number <= page.outline.last + 1:
            continue
        above = page.blocks[number - 1]
        fits = 1 <= above.words <= MOST_ALT_WORDS and not above.ends and above.kind == "text"
        if page.blocks[number].gap == 0 < above.gap and fits:
            yield number - 1, CERTAIN, "a picture's other text, on top of its caption"


def _signed(page: Page, block: Block) -> Iterator[tuple[int, float, str]]:
    """A block that ends with a name: behind a sentence, in capitals, or the paper's own in brackets."""
    tail = block.text[-_TAIL:]
    if tail[-1] in ")）":
        own = _BRACKET.search(tail)
        if own and _is_own_name(page, own[1], block.number):
            yield block.number, 0.8, "ends with the paper's name in brackets"
        elif own and "/" in own[1] and _is_signature(own[1]):
            yield block.number, 0.9, "ends with a photographer and an agency in brackets"
    elif tail[-1].isupper():
        name = _capitals(block.text)
        if name:
            ended = block.text[: -len(name)].rstrip()[-1:] in ".!?…»”\"'"
            yield block.number, 0.9 if ended else 0.6, "ends with a photographer's name in capitals"
    elif tail[-1].isalpha() and ("." in tail or "…" in tail):
        closed = _CLOSED.search(tail)
        if closed and _is_signature(closed[1]):
            yield block.number, 0.8, "ends with a photographer's name"


def _capitals(text: str) -> str:
    """The name in capitals that a text ends with, `"JANE DOE / THE POST"`; empty without one of two words or more."""
    words = text.split(" ")
    at = len(words)
    while at > 0 and (words[at - 1] == "/" or (words[at - 1].isupper() and len(words[at - 1]) > 1)):
        at -= 1
    names = [word for word in words[at:] if len(word) > 2]
    plain = sum(word.islower() for word in words[:at]) >= 2 and all(map(str.isalpha, names))
    return " ".join(words[at:]) if 2 <= len(names) <= 6 and plain else ""


def _is_signature(text: str) -> bool:
    if _NAME.fullmatch(text) is None:
        return False
    words = [word for word in re.split(r"[\s/|,]+", text) if word not in ("for", "")]
    return all(word[0].isupper() for word in words) and not all(word.isupper() for word in words)


def _is_own_name(page: Page, name: str, number: int) -> bool:
    """True for a name of the masthead or of the foot's copyright line."""
    key = name.lower()
    if name[0].islower() or name.count(" ") > 3:
        return False
    for block in page.blocks[:_TOP]:
        if block.words <= 6 and block.number < number and key in block.key and "(" not in block.text:
            return True
    return any("©" in block.text and key in block.key for block in page.blocks[-_TOP:])


def _above_lead(page: Page, known: Mapping[int, tuple[float, str]]) -> Iterator[tuple[int, float, str]]:
    """Lines that stand below the byline, the date or the buttons, and right above the lead.

    A standfirst stands above those. A line that ends as a sentence does is a caption only with more to tell it by.
    """
    head, lead = page.head, page.head.lead if page.head.lead >= 0 else page.outline.first
    if head.headline < 0 or lead - head.headline > _MOST_APART:
        return
    furniture = _furniture(page, range(head.headline + 1, lead + 2))
    if not furniture:
        return
    first, last = min(furniture), max([i for i in furniture if i <= lead], default=lead)
    opened = {hit.block for hit in page.hits_of("dateline") if hit.start <= 40}
    lines: list[int] = []
    for block in page.blocks[head.headline + 1 : lead + 2]:
        number = block.number
        if number in known:
            continue
        # The picture's other text, which some layouts show, stands above its caption.
        if number + 1 in known and number > first and _is_line(block, most=12):
            yield number, 0.6, "a picture's other text, above its caption"
        elif last < number < lead and _is_line(block, most=30):
            lines.append(number)
        elif number > last and block.ends and number + 1 in opened and block.words <= 25:
            yield number, 0.6, "a sentence right above the place and agency that open the lead"
    # More of them are a list.
    for number in lines if len(lines) <= _MOST_LINES else ():
        yield number, 0.6, "a line between the byline or date and the lead"


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
        and (i in named or i in shared or i in timed or is_stamp(page.blocks[i]))
    }
