"""Rows of buttons that share, send, save or print the story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule

_NEAR = 3
_MOST_WORDS = 11
_MOST_ROW_WORDS = 18


class ShareBar(Rule):
    """Buttons and counts of sharing.

    Removes: "Share this article", rows such as "Facebook Twitter WhatsApp Email", "Copy link", "128 shares", "Print",
    "Short link: example.org/x8".
    Keeps: a network's name in a sentence, a list of companies with one network among them, "Share prices fall"; amid
    the story a heading or an item that names one network ("LinkedIn Learning", "1. Facebook").
    Seen on: article heads and ends of most sites, often twice on a page.
    """

    id = "share-bar"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark buttons; a network's bare name only beside another button."""
        hits = page.hits_of(self.id)
        if not hits:
            return
        blocks = page.blocks
        buttons = sorted({hit.block for hit in hits if _is_button(hit, blocks[hit.block])})
        rows: dict[int, set[tuple[int, int]]] = {}
        # A row of buttons shares when one of them does; "Comments More" does not.
        shares = {hit.block for hit in hits if hit.label != "tool"}
        for hit in hits:
            block = blocks[hit.block]
            if hit.label == "row" or hit.place == "part":
                rows.setdefault(hit.block, set()).add((hit.start, hit.end))
            elif hit.label == "network" and hit.place == "line":
                bare = len(block.text) <= len(hit.phrase) + 3
                sure = CERTAIN if bare and _has_neighbour(buttons, hit.block) else 0.4
                yield Mark(self.id, hit.block, f'the button of a network: "{hit.phrase}"', sure)
            elif hit.label == "address" and _is_address(block.text[hit.end :]):
                yield Mark(self.id, hit.block, f'the address of the story: "{hit.phrase}"')
            elif _is_button(hit, block):
                yield Mark(self.id, hit.block, f'a button of sharing: "{hit.phrase}"')
        for number, spans in rows.items():
            if number in shares and _is_row(page, blocks[number], spans):
                yield Mark(self.id, number, "a row of buttons on one line")


def _is_row(page: Page, block: Block, spans: Collection[tuple[int, int]]) -> bool:
    """True where buttons at `spans` are half of a line; amid the story, two or more and nearly all of it."""
    if block.ends or not 1 < block.words <= _MOST_ROW_WORDS:
        return False
    covered, letters = sum([end - start for start, end in spans]), _letters(block)
    if page.outline.first < block.number < page.outline.last:
        return len(spans) > 1 and covered * 10 >= letters * 9
    return covered * 2 >= letters


def _letters(block: Block) -> int:
    return sum(map(str.isalpha, block.text))


def _is_address(rest: str) -> bool:
    """True for ": https://example.org/x8" and the like."""
    address = rest.lstrip(" :：-–")
    return " " not in address and "." in address[1:-1] and len(address) > len("a.eu")


def _is_button(hit: Hit, block: Block) -> bool:
    if hit.place == "line":
        return True
    if hit.label == "count":
        rest = block.text[: hit.start] + block.text[hit.end :]
        return len(rest) <= 12 and any(map(str.isdigit, rest)) and not any(map(str.isalpha, rest.strip("KMkm ")))
    return hit.label == "share" and block.words <= _MOST_WORDS and not block.ends


def _has_neighbour(buttons: Sequence[int], number: int) -> bool:
    """True when another button stands within a few blocks; `buttons` is sorted."""
    at = bisect_left(buttons, number)
    before = at > 0 and number - buttons[at - 1] <= _NEAR
    after = at + 1 < len(buttons) and buttons[at + 1] - number <= _NEAR
    return before or after
