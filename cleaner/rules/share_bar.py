"""Rows of buttons that share, send, save or print the story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule

_NEAR = 3
_MOST_WORDS = 9
_MOST_ROW_WORDS = 18


class ShareBar(Rule):
    """Buttons and counts of sharing.

    Removes: "Share this article", rows such as "Facebook Twitter WhatsApp Email", "Copy link", "128 shares", "Print".
    Keeps: a network's name in a sentence, a list of companies with one network among them, "Share prices fall".
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
        rows: dict[int, int] = {}
        for hit in hits:
            block = blocks[hit.block]
            if hit.label == "row":
                rows[hit.block] = rows.get(hit.block, 0) + hit.end - hit.start
            elif hit.label == "network" and hit.place == "line":
                bare = len(block.text) <= len(hit.phrase) + 3
                sure = CERTAIN if bare and _has_neighbour(buttons, hit.block) else 0.4
                yield Mark(self.id, hit.block, f'the button of a network: "{hit.phrase}"', sure)
            elif _is_button(hit, block):
                yield Mark(self.id, hit.block, f'a button of sharing: "{hit.phrase}"')
        for number, covered in rows.items():
            block = blocks[number]
            letters = len(block.text) - block.text.count(" ")
            if block.words <= _MOST_ROW_WORDS and not block.ends and block.words > 1 and covered * 2 >= letters:
                yield Mark(self.id, number, "a row of networks' names")


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
