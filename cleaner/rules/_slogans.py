"""What stands beside a publication's name: a slogan in another script, a motto."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Block, Mark, Page
from cleaner.rules._prompts import outside
from cleaner.shape import is_stamp
from cleaner.text import has_cjk

_RULE = "masthead"
SLOGAN_LINES = 8
"""How many lines above the name may stand before what is below it is no motto."""
_MAX_MOTTO_WORDS = 10
_ENTRIES = (
    "navigation",
    "page-control",
    "skip-link",
    "breadcrumb",
    "newsletter",
    "ad-label",
    "call-to-action",
    "related-links",
    "paywall",
)
_NO_MOTTO = re.compile(r"[|›»>•·]|\d{1,2}[:./]\d|°")
_SCRIPTS = (
    (0x0250, "latin"),
    (0x0400, "greek"),
    (0x0590, "cyrillic"),
    (0x0600, "hebrew"),
    (0x0900, "arabic"),
    (0x0E00, "indic"),
)


def slogans(page: Page, first: int) -> Iterator[Mark]:
    """Marks for lines beside the name at block `first`: in another script than the story's, or a motto below it."""
    if page.outline.first < 0:
        return
    script = _script(page.blocks[page.outline.first].text)
    for number in (first - 1, first + 1):
        if not 0 <= number < page.outline.first or not outside(page, number):
            continue
        block = page.blocks[number]
        if 0 < block.words <= 8 and _script(block.text) not in (script, ""):
            yield Mark(_RULE, number, "a slogan beside the site's name, in another script")
        elif number > first and _is_motto(page, block):
            yield Mark(_RULE, number, "a motto below the site's name", 0.9)


def _is_motto(page: Page, block: Block) -> bool:
    """True for some words that are no entry of a menu, no date and no headline, with shorter lines below them."""
    least = 2 if has_cjk(block.text) else 3
    if block.kind == "item" or not least <= block.words <= _MAX_MOTTO_WORDS or block.number == page.head.headline:
        return False
    if _NO_MOTTO.search(block.text) or is_stamp(block):
        return False
    if any(hit.block == block.number for rule in _ENTRIES for hit in page.hits_of(rule) if hit.place != "inside"):
        return False
    below = page.blocks[block.number + 1 : block.number + 4]
    return len(below) == 3 and all(other.words < block.words or "|" in other.text for other in below[:2])


def _script(text: str) -> str:
    """The script of the first letter, roughly; empty when there is none."""
    for char in text:
        if char.isalpha():
            return next((name for limit, name in _SCRIPTS if ord(char) < limit), "east")
    return ""
