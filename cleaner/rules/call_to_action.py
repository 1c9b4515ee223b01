"""Buttons and one-line prompts to buy, book, try, order, call, donate or download something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.rules._prompts import SHORT, outside, rows
from cleaner.shape import is_prose
from cleaner.text import ends_sentence

_MOST_WORDS = 8
"""Words of a button's label, or of a line that asks for a click."""
_MOST_PROMPT = 25
"""Words of a paragraph that asks for a call or an order, and for nothing else."""
_MOST_PARAGRAPH = 60
"""Words of one that may be the story's, with such a sentence at its end."""
_MOST_SHOP = 5
_SMALL = 3
"""Letters of a word that a title in capitals may leave small."""
_QUOTES = ('"', "'", "“", "„", "«", "»", "‘", "”", "「", "『", "–", "—", "-")


class CallToAction(Rule):
    """Buttons and short prompts to buy, book, try, order, call, donate or download.

    Removes: "Book a demo", "See price at …", "Get a free quote today.", "Jetzt buchen", rows of such buttons; a short
    paragraph that says "contact us today" or "send us your pictures", or that ends in a link: "… 400 ferries. Try it
    now".
    Keeps: the headline, a sentence of the story ("Buy now, pay later lenders face new rules."), what somebody is quoted
    to say, a sub-heading such as "How to get started"; "Get started" amid the story is weak evidence only.
    Seen on: shop guides, firms' and colleges' magazines, recipe blogs and charities, between paragraphs and below them.
    """

    id = "call-to-action"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark whole short lines by how they read, begin or end, and short paragraphs by what they say."""
        best: dict[int, tuple[float, str]] = {}
        hits = page.hits_of(self.id)
        often = Counter(page.blocks[number].key for number in {hit.block for hit in hits})
        for hit in hits:
            sure = _sure(page, hit, often)
            if sure > best.get(hit.block, (0.0, ""))[0]:
                best[hit.block] = sure, f'asks the reader to act: "{hit.phrase}"'
        for number, sure in rows(page, hits):
            if sure > best.get(number, (0.0, ""))[0]:
                best[number] = sure, "a row of buttons"
        for number in sorted(best):
            sure, why = best[number]
            yield Mark(self.id, number, why, sure)


def _sure(page: Page, hit: Hit, often: Mapping[str, int]) -> float:
    """How sure the phrase makes it; 0 where it says nothing."""
    block = page.blocks[hit.block]
    if hit.place == "part" or hit.block == page.head.headline or block.kind == "field":
        return 0.0
    out = outside(page, hit.block)
    if hit.place == "line":
        if hit.label != "weak" and (" " in hit.phrase or not hit.phrase.isascii()):
            return CERTAIN
        # "Learn more:" may open a list of the story's own.
        return 0.5 if block.text.rstrip().endswith((":", "：")) else 0.9 if out else 0.6
    if block.text.startswith(_QUOTES):
        return 0.0
    if hit.place == "inside" or hit.label == "click":
        return _of_paragraph(page, hit, block)
    if block.words > _MOST_WORDS or not _fits(hit, block):
        return 0.0
    if not hit.label:
        return CERTAIN if out else 0.85
    return 0.3 if often[block.key] == 1 and _heads(page, block) else 0.7 if out else 0.6 if hit.label == "weak" else 0.5


def _of_paragraph(page: Page, hit: Hit, block: Block) -> float:
    """How sure a phrase makes it amid a paragraph, or a link's text behind a sentence: "400 ferries. Try it now"."""
    if block.words > _MOST_PARAGRAPH:
        return 0.0
    out = outside(page, hit.block)
    if hit.place == "inside":
        return 0.5 if block.words > _MOST_PROMPT else 0.8 if out else 0.6
    above, below = block.text[: hit.start].rstrip(), block.text[hit.end :].strip()
    if not ends_sentence(above) or any(map(str.isalnum, below)):
        return 0.0
    if ends_sentence(below):
        return 0.6  # a sentence of its own
    if block.words > SHORT + _MOST_WORDS:
        return 0.5 if out else 0.0
    return CERTAIN if out else 0.85


def _heads(page: Page, block: Block) -> bool:
    """True for a line above a paragraph; one that comes but once is as likely a sub-heading as a button."""
    return any(map(is_prose, page.blocks[block.number + 1 : block.number + 2]))


def _fits(hit: Hit, block: Block) -> bool:
    """True when a short line is what the phrase's label says of it."""
    if hit.label == "ask":
        return block.text.rstrip().endswith(("?", "？", "؟", "…", "..."))
    if hit.label == "shop":
        words = block.text[hit.end :].split()
        return 0 < len(words) < _MOST_SHOP and not block.ends and not any(map(_is_small, words))
    # A sentence with a full stop may well be the story's; a prompt more often cries out, or ends as a label does.
    return not hit.label or not block.text.rstrip().endswith((".", "。"))


def _is_small(word: str) -> bool:
    return len(word) > _SMALL and word.islower()
