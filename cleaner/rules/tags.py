"""Keywords and topics of the story."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Mark, Page, Rule

MAX_LIST = 20
MAX_TAG_WORDS = 5
_LEAST_ALONE, _MOST_ALONE = 3, 3
"""Keywords without a label: how many lines there are at least, and how many words a line has at most."""
_BELOW = ("comments", "share-bar", "related-links", "read-also", "author-bio", "newsletter")

_COLON = re.compile(r"\s?[:：|/]\s?|\s?[#＃]|\s{2,}")
_HASHES = re.compile(r"(?:[#＃][^\s#＃]{1,40}[\s,、，|/·]*){1,30}")


class Tags(Rule):
    """The keywords under which a story is filed.

    Removes: "Tags: a, b, c", "Filed under", "Schlagworte" with the short lines below; lines of hashtags; words in small
    letters, a few a line, between the story and the comments or buttons.
    Keeps: sub-headings such as "Topics" inside the story (weak evidence only); sentences with a colon.
    Seen on: blogs, magazines and dailies, below the story or between headline and lead.
    """

    id = "tags"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the label, what stands behind it, and the short lines below it."""
        first, last = page.outline
        done: set[int] = set()
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if block.number in done or block.kind == "field":
                continue
            outside = not first <= block.number < last
            if hit.place == "line":
                done.add(block.number)
                # With nothing below there is nothing that it labels: the last line of a text that was cut here.
                telling = outside and block.number + 1 < len(page.blocks)
                yield Mark(self.id, block.number, f'a label of keywords: "{hit.phrase}"', 0.9 if telling else 0.4)
                if outside and block.number >= last:
                    yield from self._below(page, block, done)
            elif hit.place == "start" and self._behind(block, hit.end):
                done.add(block.number)
                # "Filed under" is no story's own label, as "Topics" may be.
                sure = CERTAIN if outside else 0.8 if " " in hit.phrase else 0.6
                yield Mark(self.id, block.number, f'keywords behind "{hit.phrase}"', sure)
        yield from self._unlabelled(page, done)
        for block in page.blocks if page.glance.holds("#＃") else ():
            if block.text[:1] in ("#", "＃") and block.number not in done and _HASHES.fullmatch(block.text):
                yield Mark(
                    self.id,
                    block.number,
                    "hashtags alone on a line",
                    CERTAIN if not first <= block.number <= last else 0.7,
                )

    def _unlabelled(self, page: Page, done: set[int]) -> Iterator[Mark]:
        """A few words a line right below the story, most of them in small letters, with buttons or comments below."""
        last = page.outline.last
        if last < 0:
            return
        lines: list[Block] = []
        # Pictures and rulers of Markdown are blocks without text.
        for block in filter(operator.attrgetter("text"), page.blocks[last + 1 : last + 2 + MAX_LIST]):
            if block.words > _MOST_ALONE or block.ends or len(block.text) > 32 or any(map(str.isdigit, block.text)):
                break
            lines.append(block)
        if not _LEAST_ALONE <= len(lines) <= MAX_LIST or lines[-1].number + 1 >= len(page.blocks):
            return
        below = lines[-1].number + 1
        ends = any(hit.block in (below, below - 1) for rule in _BELOW for hit in page.hits_of(rule))
        if ends and 2 * sum(block.text[0].islower() for block in lines) >= len(lines):
            for block in lines:
                if block.number not in done:
                    done.add(block.number)
                    yield Mark(self.id, block.number, "a keyword right below the story", 0.8)

    def _behind(self, block: Block, end: int) -> bool:
        """True when a colon and a list of short things follow the label."""
        colon = _COLON.match(block.text, end)
        if colon is None or (block.ends and block.words > 12) or block.words > 60:
            return False
        rest = block.text[colon.end() :]
        parts = [part for part in re.split(r"[,、，،|/;•·#＃]", rest) if part.strip()]
        return bool(parts) and sum(len(part.split()) for part in parts) <= (MAX_TAG_WORDS - 1) * len(parts) + 2

    def _below(self, page: Page, label: Block, done: set[int]) -> Iterator[Mark]:
        """Short lines below a label after the story; with several of them it is a list of keywords."""
        members: list[Block] = []
        for block in page.blocks[label.number + 1 : label.number + 1 + MAX_LIST]:
            if block.words > MAX_TAG_WORDS or block.ends or len(block.text) > 48 or block.kind == "heading":
                break
            members.append(block)
        sure = 0.8 if len(members) > 1 and label.number > page.outline.last else 0.6
        for block in members:
            done.add(block.number)
            yield Mark(self.id, block.number, "a keyword below its label", sure)
