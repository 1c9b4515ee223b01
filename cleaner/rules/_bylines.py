"""Who wrote the story: shared by the rule about bylines and the one about the authors' boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.dates import begins_date, read_key
from cleaner.model import CERTAIN, Block, Hit, Mark, Page
from cleaner.rules._names import clean_name, is_bracketed, is_caseless, is_name, split_names
from cleaner.text import word_set

BELOW_DECK = 3
"""A standfirst may look like the lead; this many blocks below it a byline still is the story's."""
MAX_CHARS = 200
MAX_WORDS = 26
TAIL = 3
"""How many blocks after the story's end a signature may stand."""

_BREAK = re.compile(r"\s*[|•·●‧◦»>]\s*|\s+[-–—]{1,2}\s+|\s*\(|\s*=\s*$|\s{3,}|\t|\n|（|［|【")
_COLON = re.compile(r"\s?[:：/／]\s?")
_YEAR = re.compile(r"(?:19|20|25|1[34])\d\d|[٠-٩۰-۹०-९]{4}")
_DIGIT = re.compile(r"\d")
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
        lines: dict[int, list[Hit]] = {}
        for hit in page.hits_of(self.id):
            lines.setdefault(hit.block, []).append(hit)
        head = page.head
        at = _Place(page, zone_of(page))
        for number, hits in lines.items():
            block = page.blocks[number]
            if block.words <= MAX_WORDS and len(block.text) <= MAX_CHARS and number != head.headline:
                yield from self._line(at, _Line(block, hits))
        for number in at.zone:
            block = page.blocks[number]
            if 2 <= block.words <= 12 and len(block.text) <= 100 and number not in {head.headline, *head.copies}:
                yield from self._bare(at, block, lines)

    def _line(self, at: _Place, line: _Line) -> Iterator[Mark]:
        """A block in which a byline's words were found."""
        block, hits = line
        for hit in hits:
            if hit.place == "line" and hit.label == "agency":
                yield self._mark(at, block, "an agency or a desk as the author", block.text, 0.9)
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
                    yield self._mark(at, block, "a reporter's name", name, CERTAIN)
                    return

    def _after_word(self, at: _Place, line: _Line, hit: Hit) -> Iterator[Mark]:
        """What follows "By", "Author:" and their kin, with names behind them."""
        block = line.block
        rest = block.text[hit.end :]
        colon = _COLON.match(rest)
        if hit.label in ("field", "editor") and not colon and block.number not in at.zone:
            return
        if hit.start > 4 or not (colon or rest[:1].isspace() or not rest[:1].isascii()):
            return
        rest = rest[colon.end() :] if colon else rest
        names = authors_in(rest, line.hits, len(block.text) - len(rest))
        if hit.label == "editor":
            if names:
                yield Mark(self.id, block.number, "who edited, illustrated or translated", 0.8)
            return
        if names:
            for name in names:
                yield self._mark(at, block, f'names after "{hit.phrase}"', name, CERTAIN)
        elif (
            block.number in at.zone
            and block.words <= 5
            and not _DIGIT.search(rest)
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
            if wants_name and not other.ends and len(text) <= 60 and (names := authors_in(text, (), 0)):
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
                    and not _DIGIT.search(text)
                ):
                    named.append(self._mark(at, other, "a name under a byline's word", text, 0.8))
                break
        if named:
            yield Mark(self.id, block.number, "the word before the author's name", CERTAIN)
            yield from named

    def _bare(self, at: _Place, block: Block, lines: dict[int, list[Hit]]) -> Iterator[Mark]:
        """A name without a word before it: only beside a date, or with a role or an agency behind it."""
        hits = lines.get(block.number, [])
        if any(hit.place != "inside" for hit in hits) or block.ends or block.kind in ("heading", "field"):
            return
        # Without a role, a figure in it or a date beside it nothing tells a name from a heading.
        if not (hits or _DIGIT.search(block.text) or _beside_date(at.page, block.number, at.zone)):
            return
        parts = [part for part in _BREAK.split(block.text) if part and part.strip()]
        if not parts:
            return
        first, _, rest = parts[0].partition(",")
        dated = any(_DIGIT.search(part) and read_key(part.lower(), at.page.language) for part in parts[1:])
        role = any(hit.label == "role" and hit.start > len(first) for hit in hits)
        if is_name(clean_name(first)) and (dated or (role and (rest or len(parts) > 1))):
            yield self._mark(at, block, "a name with a role or a date beside it", clean_name(first), 0.9)
        elif (
            len(parts) == 2
            and is_name(clean_name(first))
            and is_bracketed(block.text)
            and _beside_date(at.page, block.number, at.zone)
        ):
            yield self._mark(at, block, "a name with a profession beside the date of the story", clean_name(first), 0.8)
        elif len(parts) == 1 and block.words <= 12 and _beside_date(at.page, block.number, at.zone):
            names = [] if is_caseless(block.text) and block.words > 3 else authors_in(block.text, hits, 0)
            if names and sum(len(name) for name in names) >= 0.75 * len(block.text.strip()) - 4:
                for name in names:
                    yield self._mark(at, block, "a name beside the date of the story", name, 0.8)

    def _mark(self, at: _Place, block: Block, why: str, name: str, sure: float) -> Mark:
        inside = at.page.outline.first <= block.number <= at.page.outline.last and block.number not in at.zone
        after = at.page.outline.last < block.number <= at.page.outline.last + TAIL
        is_author = block.number in at.zone or (after and sure >= 0.9)
        return Mark(
            self.id,
            block.number,
            why,
            min(sure, 0.5) if inside else sure,
            fact="author" if is_author else "",
            value=clean_name(name) if is_author else "",
        )


def authors_in(text: str, hits: Sequence[Hit], shift: int) -> list[str]:
    """The names at the head of `text`, up to a sign, a date or a role; `shift` is where `text` begins in its block."""
    cut = _BREAK.search(text)
    part = text[: cut.start()] if cut and cut.start() > 1 else text
    part = _without_date(part)
    roles = [hit.start - shift for hit in hits if hit.label == "role" and hit.start >= shift]
    names: list[str] = []
    at = 0
    for name in split_names(part):
        at = part.find(name.split(" ")[0], at)
        role = any(at <= start < at + len(name) for start in roles)
        if role and len(name.split()) >= 3 and not names and is_name(" ".join(name.split()[:2])):
            return [" ".join(name.split()[:2])]
        if role or not is_name(name) or begins_date(name.split(" ")[0].lower()):
            if not names and not role:
                return []
            break
        names.append(name)
        at += len(name)
    return names


def _without_date(text: str) -> str:
    """`text` up to the date that it ends with."""
    digit = _DIGIT.search(text)
    if not digit:
        return text
    words = text.split(" ")
    for at in range(1, min(len(words), 9)):
        if read_key(" ".join(words[at:]).lower()) is not None:
            return " ".join(words[:at])
    head = text[: digit.start()].rstrip()
    return head.rsplit(" ", 1)[0] if " " in head and read_key(head.rsplit(" ", 1)[1].lower() + " 1") else head


def zone_of(page: Page) -> range:
    """The blocks round the headline, down to the lead."""
    head = page.head
    lead = head.lead if head.lead >= 0 else page.outline.first
    if lead < 0 and head.headline < 0:
        return range(0)
    if head.headline >= 0:
        end = min(max(lead, head.headline) + BELOW_DECK + 1, head.headline + 26, len(page.blocks))
        return range(max(0, head.headline - 2), end)
    return range(max(0, lead - 8), min(lead + BELOW_DECK + 1, len(page.blocks)))


def _beside_date(page: Page, number: int, zone: range) -> bool:
    """True when a date line stands next to the block, or one further, within `zone`; never above the headline."""
    known = page.head.headline >= 0
    if known and number < page.head.headline:
        return False
    near = [page.blocks[other] for other in (number + 1, number - 1, number + 2) if other in zone]
    return any(_DIGIT.search(block.text) and _is_dated(block, page.language, mixed=known) for block in near)


def _is_dated(block: Block, language: str, *, mixed: bool) -> bool:
    """True for a date line and, when `mixed`, for a short line that begins or ends with a whole date."""
    found = read_key(block.key, language)
    if found is not None:
        return found.kind in ("date", "relative")
    words = block.key.split(" ")
    if not mixed or not 4 <= len(words) <= 12 or block.ends or not _YEAR.search(block.text):
        return False
    parts = [words[:size] for size in (3, 4, 5)] + [words[-size:] for size in (3, 4, 5)]
    return any((date := read_key(" ".join(part), language)) is not None and date.value for part in parts)
