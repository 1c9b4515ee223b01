"""What speaks for a block as the story's headline when no title says so."""

from __future__ import annotations

import re

from cleaner.dates import read_key
from cleaner.model import Block, Page
from cleaner.text import ends_sentence, has_cjk

REACH = 16
"""How many blocks above the lead a headline may stand that nothing but its shape speaks for."""

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~|•«»…]{4,}")
_CLOCK = re.compile(r"[:：] ?\d|\d[:.h]\d\d(?!\d)|(?:19|20)\d\d\W*$|\b\w+ ?: ?[^:]{1,40}/[^/ ]+$")


class Evidence:
    """What a block's words and place say about its being the headline."""

    def __init__(self, page: Page, anchor: str, lead: int) -> None:
        self.blocks = page.blocks
        self.lead = lead
        self.story: set[str] = set()
        for block in prose_of(page, lead):
            self.story.update(words_of(block.key[:600]))
        self.dates = {block.number for block in page.blocks[max(0, lead - REACH) : lead] if _is_date(block)}
        self.anchor = words_of(anchor.lower()) if anchor else set()
        self.address = set(_WORD.findall((page.url or page.facts.url).lower()))

    def score(self, block: Block) -> float:
        """The sum of what speaks for and against `block`."""
        words = block.words if not has_cjk(block.text[:20]) else len(block.text) // 3
        own = words_of(block.key)
        if not own:
            return -1.0
        score = 2.5 * min(1.0, 1.6 * len(own & self.story) / len(own))
        score -= 0.02 * min(self.lead - block.number, REACH)
        score += {1: 2.5, 2: 0.5}.get(block.level, 0.0) if block.kind == "heading" else 0.0
        score += 0.6 if 5 <= words <= 16 else -0.5 if words > 20 else 0.0
        score -= 0.8 if words <= 4 and block.text.istitle() else 0.0
        score -= 1.5 if block.kind == "item" else 0.0
        score -= 1.5 if block.link_chars * 2 > len(block.text) else 0.0
        score -= 2.0 if _CLOCK.search(block.text) else 0.0
        score -= 1.5 if block.number <= 1 and self.lead <= 2 and block.kind != "heading" else 0.0
        if block.number and len(own) >= 2 and len(own & self.anchor) * 2 >= len(own):
            score += 2.5
        if len(own) >= 3 and len(own & self.address) * 2 >= len(own):
            score += 2.5
        if any(0 < block.number - date <= 2 for date in self.dates):
            score += 0.6
        return score + (1.0 if any(block.number < date < block.number + 8 for date in self.dates) else 0.0)


def words_of(key: str) -> set[str]:
    """Words of four letters or more; pairs of characters in scripts without spaces."""
    if has_cjk(key[:60]):
        return {key[i : i + 2] for i in range(len(key) - 1) if key[i : i + 2].isalnum()}
    return set(_LONG_WORD.findall(key))


def _is_date(block: Block) -> bool:
    if block.words > 12 or len(block.text) > 90 or not _DIGIT.search(block.text) or ends_sentence(block.text):
        return False
    found = read_key(block.key)
    return found is not None and found.kind in ("date", "relative")


def prose_of(page: Page, lead: int) -> list[Block]:
    """The first blocks of the story that are long enough to hold its words."""
    start = max(lead, 0)
    return [block for block in page.blocks[start : min(page.outline.last + 1, start + 12)] if block.words >= 12][:8]
