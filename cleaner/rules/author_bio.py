"""Who the author is."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule

NEAR_END = 12
"""Blocks after the story's end within which a sentence about the author is looked for."""
MAX_WORDS = 150


class AuthorBio(Rule):
    """The lines about the author, and an agency's closing line.

    Removes: "About the author" and the box below it, "Jane Doe is a reporter at …" after the end, "Follow her on …",
    "Reporting by Jane Doe; editing by John Roe".
    Keeps: a sentence inside the story that says what somebody does for a living; "writes about" in a review.
    Seen on: dailies, magazines and blogs after the last paragraph; agency stories.
    """

    id = "author-bio"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the box's heading and the sentences that give it away."""
        best: dict[int, Mark] = {}
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if block.words > MAX_WORDS or block.kind == "field":
                continue
            sure = self._sure(page, block, hit)
            if sure > 0 and (hit.block not in best or best[hit.block].sure < sure):
                best[hit.block] = Mark(self.id, hit.block, f'about the author: "{hit.phrase}"', sure)
            if hit.place == "line" and hit.label == "about":
                for below in self._box(page, hit.block):
                    best.setdefault(below.number, below_mark(self.id, below))
        yield from (best[number] for number in sorted(best))

    def _sure(self, page: Page, block: Block, hit: Hit) -> float:
        last = page.outline.last
        after = block.number > last
        near = block.number >= last - 2 and block.number <= last + NEAR_END
        if hit.label == "about":
            return CERTAIN if hit.place == "line" and (after or last < 0) else 0.8 if after else 0.5
        if hit.label == "credits":
            return self._credits(block, hit, near=near, after=after)
        if hit.label == "follow":
            return 0.9 if near and block.words <= 60 else 0.6 if after else 0.3
        if hit.label == "is":
            early = 0 < hit.start <= 60
            if near and early:
                return 0.9 if after else 0.6
            return 0.6 if after and early else 0.2 if near else 0.0
        return 0.0

    def _credits(self, block: Block, hit: Hit, *, near: bool, after: bool) -> float:
        """An agency's closing line stands anywhere; other closing lines stand near the end only."""
        key = block.key
        if block.words <= 45 and "reporting by" in key and "editing by" in key:
            return CERTAIN
        if hit.place == "start" and hit.start <= 2 and block.words <= 30:
            return 0.8 if near else 0.3 if after else 0.0
        return 0.8 if hit.place == "end" and near and block.words <= 45 else 0.0

    def _box(self, page: Page, heading: int) -> Iterator[Block]:
        """The blocks of an author's box below its heading, when it stands after the story."""
        if heading < page.outline.last or page.outline.last < 0:
            return
        for block in page.blocks[heading + 1 : heading + 4]:
            yield block
            if block.words >= 20:
                return


def below_mark(rule: str, block: Block) -> Mark:
    """A block of an author's box."""
    return Mark(rule, block.number, "below a heading about the author", 0.6)
