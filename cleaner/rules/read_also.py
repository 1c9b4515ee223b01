"""A link to another story between the paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.shape import is_headline, is_prose

_MARKS = ":：|»›→>–—-•"
_MOST_WORDS = 32
_MOST_LINKS = 3
_MOST_LABEL_WORDS = 8
_MOST_BOXES = 5
"""The same line this often on a page is the button under each teaser, not the heading of a box."""
_OPENERS = {"(": ")", "[": "]", "（": "）", "【": "】"}


class ReadAlso(Rule):
    """A related link in mid-article.

    Removes: "Read also: …", "RELATED: …", "Lesen Sie auch: …", a line "Read more" with the headlines under it or the
    one above it, and "(see also: …)" at its span.
    Keeps: a sentence that begins with "Related", a list of readings that ends its sentences, the word in a sentence.
    Seen on: regional papers, portals and agencies' clients between the paragraphs of nearly every story.
    """

    id = "read-also"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark links, the box lines above them, and links in brackets."""
        hits = page.hits_of(self.id)
        labels = {hit.block: hit.start for hit in reversed(page.hits_of("paywall"))}
        often = Counter(hit.phrase for hit in hits if hit.place == "line")
        for hit in hits:
            block = page.blocks[hit.block]
            if hit.label == "paren":
                yield from self._in_brackets(hit, block)
            elif hit.place == "line":
                yield from self._box(hit, page, button=often[hit.phrase] >= _MOST_BOXES)
            elif block.words <= _MOST_WORDS and hit.end < len(block.text):
                yield from self._link(hit, page, labels.get(hit.block, -1))

    def _link(self, hit: Hit, page: Page, label: int) -> Iterator[Mark]:
        block = page.blocks[hit.block]
        rest = block.text[hit.end :].lstrip()
        if label >= hit.end and _is_label(block, hit.end, label):
            yield Mark(self.id, hit.block, f'opens a box of links for subscribers: "{hit.phrase}"', CERTAIN)
            yield from self._headlines(hit, page, colon=True)
            return
        marked = rest[:1] in _MARKS and any(map(str.isalnum, rest))
        if hit.label == "colon":
            if marked and rest[0] not in "-–—" and not (block.ends and is_prose(block)):
                sure = CERTAIN if block.text[: hit.end].isupper() or " " in hit.phrase else 0.8
                if sure < CERTAIN and hit.block > page.outline.last + _MOST_LINKS:
                    sure = 0.5  # "Watch: …", far below the story, is an entry of a list
                yield Mark(self.id, hit.block, f'a link to another story: "{hit.phrase}:"', sure)
        elif marked or not block.ends:
            yield Mark(self.id, hit.block, f'a link to another story: "{hit.phrase}"')
        else:
            yield Mark(self.id, hit.block, f'begins as a link to another story: "{hit.phrase}"', 0.6)

    def _box(self, hit: Hit, page: Page, *, button: bool) -> Iterator[Mark]:
        block = page.blocks[hit.block]
        colon = block.text.rstrip().endswith((":", "："))
        several = block.words > 1 or colon or block.text.isupper()
        yield Mark(self.id, hit.block, f'opens a box of links: "{hit.phrase}"', CERTAIN if several else 0.7)
        if several and not colon:
            yield from self._above_button(hit, page)
        yield from self._headlines(hit, page, colon=colon, several=several, button=button)

    def _headlines(
        self, hit: Hit, page: Page, *, colon: bool, several: bool = True, button: bool = False
    ) -> Iterator[Mark]:
        """The headlines of the box that `hit` opens."""
        for below in page.blocks[hit.block + 1 : hit.block + 1 + _MOST_LINKS]:
            if not is_headline(below) or is_prose(below):
                return
            followed = below.number + 1 < len(page.blocks) and is_prose(page.blocks[below.number + 1])
            first = below.number == hit.block + 1
            if not first and followed and not below.link_chars:
                return  # as likely the sub-heading of the paragraph under it
            linked = below.link_chars * 10 >= len(below.text) * 9
            sure = 0.5 if button else 0.6 if followed and not (colon or linked) else 0.8
            if hit.block > page.outline.last >= 0:
                sure = min(sure, 0.45)  # a list of its own, as `related-links` knows it
            elif (linked or (first and colon)) and several and not button and below.kind != "heading":
                sure = CERTAIN
            yield Mark(self.id, below.number, f'a headline under "{hit.phrase}"', sure)

    def _above_button(self, hit: Hit, page: Page) -> Iterator[Mark]:
        """The headline of a teaser amid the story, with "Read more" below it and then the story again."""
        if not page.outline.first < hit.block < page.outline.last:
            return
        above, below = page.blocks[hit.block - 1], page.blocks[hit.block + 1]
        if is_prose(below) and is_headline(above) and not is_prose(above):
            yield Mark(self.id, above.number, f'a headline above its button "{hit.phrase}"', 0.8)

    def _in_brackets(self, hit: Hit, block: Block) -> Iterator[Mark]:
        start = hit.start - 1
        closer = _OPENERS.get(block.text[start]) if start >= 0 else None
        end = block.text.find(closer, hit.end) if closer else -1
        if end < 0 or end - start > 160 or block.text[hit.end : hit.end + 1] not in (":", "："):
            return
        yield Mark(self.id, hit.block, f'a link in brackets: "{hit.phrase}"', CERTAIN, (start, end + 1))


def _is_label(block: Block, start: int, label: int) -> bool:
    """True where nothing but "for subscribers" stands behind the opener: the headline is on the line below."""
    return block.words <= _MOST_LABEL_WORDS and sum(map(str.isalpha, block.key[start:label].split())) <= 1
