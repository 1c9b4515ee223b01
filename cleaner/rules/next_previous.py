"""Links to the story before and the story after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.shape import is_headline, is_prose

_NEAR = 4
_LEAST_STORY = 3
"""Paragraphs above the links, from which they stand below the story."""
_MOST_WORDS = 28
_MARKS = tuple(":：»›→>|«‹←")
_ARROWS = "←→⟵⟶⇐⇒"


_HEAD = 9
"""Blocks that a story's headline, byline, date and caption take."""
_YEAR = re.compile(r"(?:19|20)\d\d|[12]4\d\d")
_MOST_DATE_WORDS = 12


class NextPrevious(Rule):
    """Links to the neighbouring stories.

    Removes: "Next article", "Previous post: …", "← Older", "Post navigation"; the second story of an endless scroll.
    Keeps: "Next" as the first word of a sub-heading or a sentence; a quotation in « »; a sub-heading "Next steps".
    Seen on: blogs and small papers below the story; galleries and series.
    """

    id = "next-previous"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark labels, and lines that begin with a label or an arrow."""
        hits = page.hits_of(self.id)
        lines = {hit.block for hit in hits if hit.place == "line"}
        for hit in hits:
            block = page.blocks[hit.block]
            if hit.place == "line":
                alone = hit.label in ("weak", "scroll") and not any(
                    hit.block + step in lines for step in range(-_NEAR, _NEAR + 1) if step
                )
                sure = 0.6 if alone else CERTAIN
                yield Mark(self.id, hit.block, f'a link to a neighbouring story: "{hit.phrase}"', sure)
            elif block.words <= _MOST_WORDS and not (block.ends and block.words > _MOST_WORDS // 2):
                rest = block.text[hit.end : hit.end + 2]
                if rest.strip()[:1] in _MARKS if hit.label == "colon" else not block.ends:
                    yield Mark(self.id, hit.block, f'a link to a neighbouring story: "{hit.phrase}"', 0.9)
        yield from self._below(page, [hit.block for hit in hits if hit.place == "line" and hit.label in ("", "scroll")])
        for block in page.blocks if page.glance.holds(_ARROWS) else ():
            text = block.text
            if text and (text[0] in _ARROWS or text[-1] in _ARROWS) and block.words <= _MOST_WORDS:
                inside = page.outline.first <= block.number <= page.outline.last
                yield Mark(self.id, block.number, "a line with an arrow", 0.3 if inside else 0.7)

    def _below(self, page: Page, labels: Sequence[int]) -> Iterator[Mark]:
        """Prose under the links to the neighbouring stories: comments, teasers, the next story of an endless scroll."""
        above = 0
        wanted = frozenset(labels)
        sure = frozenset(hit.block for hit in page.hits_of(self.id) if not hit.label)
        found = story = False
        of_story: set[str] = set()
        for block in page.blocks if labels else ():
            if block.number in wanted:
                found = found or (above >= _LEAST_STORY and block.number in sure)
                head = page.blocks[block.number + 1 : block.number + 1 + _HEAD]
                story = story or (above >= _LEAST_STORY and _begins_story(head))
            elif is_prose(block):
                above += 1
                around = block.path.rpartition("/")[0]
                if around in of_story:
                    # In HTML the story goes on in the element that held it before.
                    found = story = False
                elif not (story or found):
                    of_story.update([around] if around else ())
                if story:
                    yield Mark(self.id, block.number, "the next story of an endless scroll", 0.9)
                elif found:
                    yield Mark(self.id, block.number, "stands below the links to the neighbouring stories", 0.75)


def _begins_story(blocks: Sequence[Block]) -> bool:
    """True when a headline, a date with its year and then prose follow: another story."""
    headline = dated = False
    for block in blocks:
        if is_prose(block):
            # The standfirst may stand above the byline and the date.
            if headline and dated:
                return True
        elif headline and block.words <= _MOST_DATE_WORDS and _YEAR.search(block.text):
            dated = True
        elif not dated:
            # What is linked as a whole is a teaser's.
            headline = headline or (is_headline(block) and block.link_chars * 2 <= len(block.text))
    return False
