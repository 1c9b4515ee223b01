"""A headline by what it looks like, and by its place above a standfirst."""

from __future__ import annotations

import re

from cleaner.model import Block, Page
from cleaner.places import Head
from cleaner.rules._evidence import REACH, Evidence, has_year, is_date
from cleaner.text import has_cjk, is_thai

_NO_TITLE = re.compile(r"\s/\s.*\s/\s|[©@|›>]|^[^«]*»[^«]*$|https?:|^\W*\d+\W*$")
_NO_TITLE_SIGN = re.compile("[/©@|›>»:]")
END_MARKS = "!?؟？！\"'”’»…"
BELOW_DECK, LEAST_DECK = 3, 8
"""Lines from a standfirst to the date below it; words that a standfirst has."""
_NO_HEADLINES = ("read-time", "byline", "share-bar", "page-control", "navigation", "comments", "paywall")
PLACED = 0.7


def from_place(page: Page, evidence: Evidence, lead: int) -> Head | None:
    """A headline that shares no word with the story: the line above a standfirst with a date below it."""
    told = {hit.block for rule in _NO_HEADLINES for hit in page.hits_of(rule) if hit.place != "inside"}
    first, end = lead - REACH, lead + BELOW_DECK
    dated = [page.blocks[number] for number in page.glance.dated if first <= number <= end]
    # The standfirst may look like the lead.
    dates = [block.number for block in dated if has_year(block) and (is_date(block) or block.number in evidence.mixed)]
    for number in dates:
        for deck in range(number - 1, max(number - 1 - BELOW_DECK, 0), -1):
            block, above = page.blocks[deck], page.blocks[deck - 1]
            if not (block.ends and block.words >= LEAST_DECK):
                continue
            if deck <= lead and is_title_like(above) and not above.ends and above.number not in evidence.dates | told:
                return Head(above.number, above.text, "the line above a standfirst and a date", PLACED, (), "", lead)
            return None
    return None


def is_title_like(block: Block) -> bool:
    """True for a block that could be a headline by its shape: some words, no full stop."""
    text = block.text
    if not 8 <= len(text) <= 250 or block.kind in ("field", "code", "syntax", "row", "item"):
        return False
    if has_cjk(text[:40]):
        long_enough = 8 <= len(text) <= 70
    else:
        long_enough = 16 <= len(text) <= 130 if is_thai(text) else 4 <= block.words <= 30
    ended = block.ends and text[-1] not in END_MARKS and not has_title_case(text)
    if not long_enough or ended:
        return False
    # Most lines have none of the signs that the pattern looks for.
    return (text[0].isalpha() and not _NO_TITLE_SIGN.search(text)) or not _NO_TITLE.search(text)


def has_title_case(text: str) -> bool:
    """True for "A Headline of Two Sentences. Each Word With Its Capital."."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 5 and sum(1 for word in words if word[0].isupper()) >= 0.7 * len(words)
