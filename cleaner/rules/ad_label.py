"""Labels above and below advertisements."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Mark, Page, Rule

_MOST_WORDS = 14
_MOST_JOB_WORDS = 24


class AdLabel(Rule):
    """Labels of advertisements.

    Removes: "Advertisement", "Anzeige", "Publicité", "Story continues below", "Sponsored" where they stand alone; the
    title of a job, "Tischler (m/w/d), Werft am Haff".
    Keeps: a sentence about advertising or about a job; a sub-heading with more words, "Advertising slumps in June".
    Seen on: dailies and portals that place an advertisement every few paragraphs.
    """

    id = "ad-label"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark blocks that are a label and nothing else."""
        for hit in page.hits_of(self.id):
            if hit.place == "line":
                yield Mark(self.id, hit.block, f'the label of an advertisement: "{hit.phrase}"')
            elif hit.place == "start" and page.blocks[hit.block].words <= _MOST_WORDS:
                yield Mark(
                    self.id, hit.block, f'says that the story goes on past an advertisement: "{hit.phrase}"', CERTAIN
                )
            elif hit.label == "job" and _is_title(page.blocks[hit.block]):
                yield Mark(self.id, hit.block, f'the title of a job that is offered: "{hit.phrase}"', 0.9)


def _is_title(block: Block) -> bool:
    return block.words <= _MOST_JOB_WORDS and not block.ends
