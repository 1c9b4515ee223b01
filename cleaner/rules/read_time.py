"""How long the story takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import CERTAIN, Mark, Page, Rule

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
MAX_WORDS = 18


class ReadTime(Rule):
    """How long the story takes to read or to hear.

    Removes: "5 min read", "Lesezeit: 2 Minuten", "読了時間 3分", alone or beside a date and a byline.
    Keeps: sentences about reading and minutes; a cooking time; a number of minutes alone.
    Seen on: magazines, blogs and dailies with a metered offer, under the headline.
    """

    id = "read-time"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark short blocks that are, or hold, a reading time."""
        done = -1
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.block == done or block.words > MAX_WORDS or not _DIGIT.search(block.text):
                continue
            rest = block.text[: hit.start] + " " + block.text[hit.end :]
            words = len(_WORD.findall(rest))
            if words <= 3 and len(rest) <= 30:
                yield Mark(self.id, hit.block, f'a reading time: "{hit.phrase}"', CERTAIN)
            elif hit.place == "inside" and not block.ends:
                yield Mark(self.id, hit.block, "a reading time beside a date or a name", 0.8)
            else:
                continue
            done = hit.block
