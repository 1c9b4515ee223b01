"""Who wrote the story: shared by the rule about bylines and the one about the authors' boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.dates import read_key
from cleaner.model import CERTAIN, Block, Hit, Mark, Page
from cleaner.rules._authors import AT, BREAK, DIGIT, authors_in, told_authors
from cleaner.rules._byline_mixed import names_behind_date, stated_authors
from cleaner.rules._byline_zone import beside_date, heads_page, zone_of
from cleaner.rules._names import clean_name, is_bracketed, is_caseless, is_name
from cleaner.text import word_set

MAX_CHARS = 200
MAX_WORDS = 26
INSIDE = 0.5
"""How sure a byline amid the story can be at most."""
FAR_TAIL = 8
TAIL = 3
"""How many blocks after the story's end a signature may stand."""

_COLON = re.compile(r"\s?[:：/／]\s?")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_DIVIDERS = ("|", "·", "•")
_BUTTONS = ("share-bar", "page-control", "navigation")
_JOINS = word_set("and und et y e ed i en og och a ve и та και & , / و ו und,")


class _Place(NamedTuple):
    """A page, and the blocks round its headline."""

    page: Page
    zone: range


class _Line(NamedTuple):
    """A block in which a byline's words were found."""

    block: Block
    hits: list[Hit]


class Bylines:
    """Finds the lines that name a story's authors."""

    id = "byline"

    def found(self, page: Page) -> Iterator[Mark]:
        """A mark for each author, and for the words before and between the names."""
        named = False
        for mark in self._by_words(page):
            named = named or (mark.fact == "author" and mark.block <= page.outline.last)
            yield mark
        if not named:
            yield from self._signature(page)

    def _by_words(self, page: Page) -> Iterator[Mark]:
        """What words of a byline, a role or a date give away."""
        lines: dict[int, list[Hit]] = {}
        for hit in page.hits_of(self.id):
            lines.setdefault(hit.block, []).append(hit)
        head = page.head
        at = _Place(page, zone_of(page))
        told: set[int] = set()
        for number, hits in lines.items():
            block = page.blocks[number]
            if block.words <= MAX_WORDS and len(block.text) <= MAX_CHARS and number != head.headline:
                for mark in self._line(at, _Line(block, hits)):
                    told.add(number)
                    yield mark
        buttons = {hit.block for rule in _BUTTONS for hit in page.hits_of(rule) if hit.place != "inside"}
        for number in at.zone:
            block = page.blocks[number]
            if number in buttons:
                continue
            if _ADDRESS.fullmatch(block.text):
                yield Mark(self.id, number, "an author's address by the headline", 0.9)
                continue
            yield from stated_authors(page, block)
            if number not in told and 4 <= block.words <= MAX_WORDS and not block.ends:
                why = "a name behind the date of the story"
                yield from (self._mark(at, block, why, name, 0.8) for name in names_behind_date(block))
            if 2 <= block.words <= 12 and len(block.text) <= 100 and number not in {head.headline, *head.copies}:
                yield from self._bare(at, block, lines)

    def _line(self, at: _Place, line: _Line) -> Iterator[Mark]:
        """A block in which a byline's words were found."""
        block, hits = line
        for hit in hits:
            if hit.place == "line" and hit.label in ("agency", "by-agency"):
                name = block.text if hit.label == "agency" else block.text.partition(" ")[2]
                yield self._mark(at, block, "an agency or a desk as the author", name, 0.9)
                return
            if hit.place == "line" and hit.label == "by":
                yield from self._broken(at, block)
                return
        for hit in hits:
            if hit.place == "start" and not block.ends:
                found = list(self._after_word(at, line, hit))
                if found:
                    yield from found
                    return
            if hit.label == "reporter":
                name = clean_name(re.split(r"[=@]", block.text[: hit.start])[0])
                if is_name(name):
                    # Below the story's fixtures and tables such words still name the author.
                    mark = self._mark(at, block, "a reporter's name", name, CERTAIN)
                    far = 0 < block.number - at.page.outline.last <= FAR_TAIL
                    yield mark._replace(fact="author", value=clean_name(name)) if far else mark
                    return

    def _after_word(self, at: _Place, line: _Line, hit: Hit) -> Iterator[Mark]:
        """What follows "By", "Author:" and their kin, with names behind them."""
        block = line.block
        rest = block.text[hit.end :]
        colon = _COLON.match(rest)
        if hit.label in ("field", "editor") and not colon and block.number not in at.zone:
            return
        if rest.lstrip()[:1] in (_DIVIDERS if hit.label == "field" else _DIVIDERS[1:]):
            return  # "Reporter · Island Post": a role and the paper
        if hit.start > 4 or not (colon or rest[:1].isspace() or not rest[:1].isascii()):
            return
        if len(hit.phrase) == 1 and "가" <= hit.phrase <= "힣" and "가" <= rest[:1] <= "힣":
            return  # a syllable that begins a longer word
        rest = rest[colon.end() :] if colon else rest
        names = told_authors(rest, line.hits, len(block.text) - len(rest))
        if hit.label == "editor":
            if names:
                yield Mark(self.id, block.number, "who edited, illustrated or translated", 0.8)
            return
        if names:
            for name in names:
                mark = self._mark(at, block, f'names after "{hit.phrase}"', name, CERTAIN)
                # A line of such a word and names says nothing else; "Author: …" may be part of a list of books.
                alone = hit.label == "by" and block.words <= 8 and not hit.phrase.startswith("published")
                yield mark._replace(sure=max(mark.sure, 0.8)) if alone else mark
        elif (
            block.number in at.zone
            and block.words <= 5
            and not DIGIT.search(rest)
            and hit.label == "by"
            and rest.strip()
        ):
            yield Mark(self.id, block.number, f'a short line that begins "{hit.phrase}"', 0.7)

    def _broken(self, at: _Place, block: Block) -> Iterator[Mark]:
        """A "By" alone on its line: the names stand on the lines below."""
        below = at.page.blocks[block.number + 1 : block.number + 8]
        named: list[Mark] = []
        wants_name = True
        for other in below:
            text = other.text.strip()
            if wants_name and not other.ends and len(text) <= 60 and (names := authors_in(text, (), 0, told=True)):
                named += [self._mark(at, other, "a name under a byline's word", name, CERTAIN) for name in names]
                wants_name = text.endswith((",", "&")) or text.split()[-1].lower() in _JOINS
            elif named and text.lower() in _JOINS:
                named.append(Mark(self.id, other.number, "between two names", CERTAIN))
                wants_name = True
            else:
                if (
                    not named
                    and block.number in at.zone
                    and len(text) <= 40
                    and other.words <= 3
                    and not DIGIT.search(text)
                ):
                    named.append(self._mark(at, other, "a name under a byline's word", text, 0.8))
                break
        if named:
            yield Mark(self.id, block.number, "the word before the author's name", CERTAIN)
            yield from named

    def _bare(self, at: _Place, block: Block, lines: dict[int, list[Hit]]) -> Iterator[Mark]:
        """A name without a word before it: only beside a date, or with a role or an agency behind it."""
        hits = lines.get(block.number, [])
        # "Last update:" is the label of what stands below.
        unfit = block.ends or block.text.endswith((":", "：")) or block.kind in ("heading", "field")
        if unfit or any(hit.place != "inside" for hit in hits):
            return
        # Without a role, a figure in it or a date beside it nothing tells a name from a heading.
        if not (hits or DIGIT.search(block.text) or beside_date(at.page, block.number, at.zone)):
            return
        parts = [part for part in BREAK.split(block.text) if part and part.strip()]
        if not parts:
            return
        first, _, rest = parts[0].partition(",")
        # The site's own name stands beside the date too.
        dated = not heads_page(at.page, clean_name(first)) and any(
            DIGIT.search(part) and read_key(part.lower(), at.page.language) for part in parts[1:]
        )
        role = any(hit.label == "role" and hit.start > len(first) for hit in hits)
        if is_name(clean_name(first)) and (dated or (role and (rest or len(parts) > 1))):
            yield self._mark(at, block, "a name with a role or a date beside it", clean_name(first), 0.9)
        elif (
            len(parts) == 2
            and is_name(clean_name(first))
            and is_bracketed(block.text)
            and beside_date(at.page, block.number, at.zone)
        ):
            yield self._mark(at, block, "a name with a profession beside the date of the story", clean_name(first), 0.8)
        elif len(parts) == 1 and block.words <= 12 and beside_date(at.page, block.number, at.zone):
            names = [] if is_caseless(block.text) and block.words > 3 else authors_in(block.text, hits, 0)
            place = None if names else AT.search(block.text)
            if place and is_name(block.text[: place.start()]) and block.words <= 8:
                yield self._mark(at, block, "a name and its place beside the date", block.text[: place.start()], 0.8)
            elif names and sum(len(name) for name in names) >= 0.75 * len(block.text.strip()) - 4:
                for name in names:
                    yield self._mark(at, block, "a name beside the date of the story", name, 0.8)

    def _signature(self, page: Page) -> Iterator[Mark]:
        """A name in capitals, or with what its bearer did in brackets, alone below the story's last words."""
        last = page.outline.last
        taken = {hit.block for rule in (*_BUTTONS, self.id, "tags", "related-links") for hit in page.hits_of(rule)}
        # What closes a text that has no headline and nothing below is its own.
        below = page.blocks[last + 1 : min(last + 1 + TAIL, len(page.blocks) - 1)] if last >= 0 else ()
        for block in below if page.head.headline >= 0 else ():
            if block.kind not in ("text", "quote") or block.ends or not 2 <= block.words <= 7 or block.number in taken:
                return
            name, bracket, did = block.text.partition(" (")
            named = is_name(clean_name(name)) and not is_caseless(name) and len(name.split()) <= 4
            if named and (did[:1].islower() and is_bracketed(block.text) if bracket else name.isupper()):
                why = "a signature below the story"
                yield Mark(self.id, block.number, why, 0.9, fact="author", value=clean_name(name))
                return

    def _mark(self, at: _Place, block: Block, why: str, name: str, sure: float) -> Mark:
        inside = at.page.outline.first <= block.number <= at.page.outline.last and block.number not in at.zone
        after = at.page.outline.last < block.number <= at.page.outline.last + TAIL
        is_author = block.number in at.zone or (after and sure >= 0.9)
        return Mark(
            self.id,
            block.number,
            why,
            min(sure, INSIDE) if inside else sure,
            fact="author" if is_author else "",
            value=clean_name(name) if is_author else "",
        )
