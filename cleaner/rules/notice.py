"""The editors' notices around a story: corrections, disclaimers, where it first stood, a company's boilerplate."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.rules._prompts import independent
from cleaner.shape import is_prose

_TAIL = 3
"""Paragraphs of the longest prose, from its end, that may be notices below the story."""
_MOST_WORDS = 120
_SEVERAL = 0.85
"""How sure two sentences that only notices have make each other."""
_MOST_HEADING_WORDS = 9
_REACH = 80
"""Characters of a company's boilerplate in which its name comes."""
_COLONS = (":", "：")
_QUOTES = ('"', "“", "„", "«", "‘", "'", "”", "「", "『", "»")
_RIGHTS = ("©", "(c)", "copyright")
_MARKS = (*_COLONS, ".", "。", "|", "–", "—", "-", "】", "]", ")")


class Notice(Rule):
    """What the editors, or a company's press office, say about the story.

    Removes: "Correction: …", "An earlier version of this story …", "The views expressed are the author's own",
    "Published in the print edition of …", affiliate disclosures, rules for letters, "About X" and the paragraph below
    a press release.
    Keeps: a story about a correction or an opinion, a sub-heading "About the plan", "Clarification" in a sentence.
    Seen on: dailies and magazines below the story or right above it, opinion pages, shopping guides, press releases.
    """

    id = "notice"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark labels, sentences that only notices have, and boilerplate under its heading."""
        best: dict[int, Mark] = {}
        phrases: dict[int, set[str]] = {}
        # "About copyright" is no company.
        legal = {hit.block for hit in page.hits_of("legal-footer") if hit.place == "line"}
        for hit in page.hits_of(self.id):
            if hit.place == "inside" and not hit.label:
                phrases.setdefault(hit.block, set()).add(hit.phrase)
            if hit.label == "about" and hit.block in legal:
                continue
            for mark in self._of_hit(hit, page):
                if mark.block not in best or best[mark.block].sure < mark.sure:
                    best[mark.block] = mark
        for number in sorted(best):
            mark = best[number]
            # "Contains affiliate links" and "at no extra cost to you" in one paragraph are no coincidence.
            several = not page.blocks[number].text.startswith(_QUOTES) and independent(phrases.get(number, set())) > 1
            yield mark._replace(sure=max(mark.sure, _SEVERAL)) if several else mark

    def _of_hit(self, hit: Hit, page: Page) -> Iterator[Mark]:
        block = page.blocks[hit.block]
        if hit.label == "about":
            yield from self._company(hit, page)
        elif hit.place == "line":
            yield from self._section(hit, page)
        elif block.words > _MOST_WORDS:
            return
        elif hit.label in ("label", "note"):
            if _is_label(hit, block):
                around = _is_around(page, hit.block)
                sure = (CERTAIN if around else 0.8) if hit.label == "label" else 0.8 if around else 0.5
                yield Mark(self.id, hit.block, f'a notice of the editors: "{hit.phrase}"', sure)
        else:
            yield Mark(self.id, hit.block, f'says so as a notice does: "{hit.phrase}"', _sure(hit, page))

    def _section(self, hit: Hit, page: Page) -> Iterator[Mark]:
        """A heading of notices and the paragraph below it."""
        around = _is_around(page, hit.block)
        below = page.blocks[hit.block + 1 : hit.block + 2]
        opens = [block for block in below if block.words <= _MOST_WORDS and is_prose(block)]
        yield Mark(self.id, hit.block, f'opens a notice: "{hit.phrase}"', CERTAIN if around and opens else 0.6)
        for block in opens:
            yield Mark(self.id, block.number, f'below "{hit.phrase}"', 0.8 if around else 0.5)

    def _company(self, hit: Hit, page: Page) -> Iterator[Mark]:
        """A heading "About X" and, right below it, a paragraph that begins with X."""
        block = page.blocks[hit.block]
        if block.words > _MOST_HEADING_WORDS or block.ends or hit.block + 1 >= len(page.blocks):
            return
        name = (block.key[: hit.start] + block.key[hit.end :]).strip(" :：-–—")
        below = page.blocks[hit.block + 1]
        if len(name) < 2 or not is_prose(below) or name not in below.key[: len(name) + _REACH]:
            return
        first, last = page.outline
        late = hit.block > first and (hit.block >= last - _TAIL or 3 * (hit.block - first) > 2 * (last - first))
        sure = CERTAIN if hit.block >= last - _TAIL else 0.6 if late else 0.3
        yield Mark(self.id, hit.block, "the heading of a company's boilerplate", sure)
        yield Mark(self.id, below.number, "who the company of the release is", sure)


def _sure(hit: Hit, page: Page) -> float:
    block = page.blocks[hit.block]
    around = _is_around(page, hit.block)
    if block.text.startswith(_QUOTES):
        return 0.4  # somebody says so in the story
    if block.key.startswith(_RIGHTS):
        return 0.9  # the line is `legal-footer`'s
    if hit.label == "weak":
        return 0.7 if around else 0.3
    return CERTAIN if around else 0.85 if hit.place == "start" else 0.6


def _is_around(page: Page, number: int) -> bool:
    """True above the story's first paragraph and from its last ones on."""
    return number < page.outline.first or number > page.outline.last - _TAIL


def _is_label(hit: Hit, block: Block) -> bool:
    """True for "Correction: …"; a label in capitals needs no sign."""
    if hit.start > 2:
        return False
    rest = block.text[hit.end :].lstrip(" )*")
    if not rest[:1] or rest.startswith(_COLONS):
        return bool(rest)
    return rest.startswith(_MARKS) and block.text[hit.end : hit.end + 1] != "-"
