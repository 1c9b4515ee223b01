"""The publication's own name and slogan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.rules._sites import SURE, as_spelled, best_name
from cleaner.rules._slogans import SLOGAN_LINES, slogans
from cleaner.text import fold

_TITLE_LINES = 4
_TOP_LINES = 3
_LOGO_LINES = 40
_MAX_NAME_WORDS = 5
_MAX_FULL_WORDS = 8
_MAX_NAME_CHARS = 40
_MAX_LINE_WORDS = 40
_MIN_SCORE = 4
_DIVIDER = re.compile(r"\s+[-|–—·•:»›*⋆]+\s+|\s*[|｜]\s*|(?<=\w)_(?=\w)")
_DOMAIN = re.compile(r"^\w[\w-]*\.[a-z]{2,4}$", re.IGNORECASE)
_ALIKE = 28
_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\d?\.|m\.|amp\.)?([^/:?#]+)")


class _Name(NamedTuple):
    text: str
    block: int
    span: tuple[int, int]
    score: int


class Masthead(Rule):
    """The publication's own name and slogan.

    Removes: lines that are the site's name, its logo's text, a slogan in another script beside the name, a motto below.
    Keeps: sentences that mention the site, section names, a headline that starts with the name.
    Seen on: the first lines of a dump, its title line ("Headline - Site"), the line above the player or the foot.
    """

    id = "masthead"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Find the site's name, then mark every line that is it."""
        found = self._from_facts(page) or self._from_title(page) or self._from_logo(page) or self._from_top(page)
        if found is None:
            yield from self._weighed(page)
            return
        name = as_spelled(page, found.text)
        key = fold(name)
        first = -1
        for block in _bearing(page, key):
            if block.words <= _MAX_NAME_WORDS + 2 and _same(block.key, key):
                first = block.number if first < 0 else first
                yield Mark(self.id, block.number, "the site's name on a line of its own", CERTAIN, None, "site", name)
            elif block.words <= _MAX_FULL_WORDS and block.key.endswith(f"({key})") and block.number < _LOGO_LINES:
                yield Mark(self.id, block.number, "the site's name in full, with its short form", 0.9)
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.label == "logo" and block.words <= _MAX_NAME_WORDS + 2 and key in block.key:
                yield Mark(self.id, hit.block, "the site's logo")
        if found.span != (0, 0):
            yield Mark(self.id, found.block, "the site's name after the headline", 0.9, found.span, "site", name)
        if 0 <= first <= SLOGAN_LINES:
            yield from slogans(page, first)

    def _weighed(self, page: Page) -> Iterator[Mark]:
        """The name at the top that most places of the page bear out."""
        generic = {hit.block for hit in page.hits_of(self.id) if hit.label == "generic" and hit.place == "line"}
        found = best_name(page, generic)
        if found is None:
            return
        sure = CERTAIN if found.score >= SURE and found.whole else 0.7
        why = "the site's name at the top, as other places of the page have it"
        yield Mark(self.id, found.block, why, sure if found.whole else 0.6, None, "site", found.text)
        key = fold(found.text)
        for block in _bearing(page, key):
            if block.number != found.block and block.words <= _MAX_NAME_WORDS + 2 and _same(block.key, key):
                yield Mark(self.id, block.number, "the site's name on a line of its own", sure)
        if found.block <= SLOGAN_LINES:
            yield from slogans(page, found.block)

    def _from_facts(self, page: Page) -> _Name | None:
        return _Name(page.facts.site, 0, (0, 0), _MIN_SCORE) if page.facts.site else None

    def _from_title(self, page: Page) -> _Name | None:
        """The part after the last divider of a title line, when the rest of the page agrees that it is a name."""
        generic = {(hit.block, hit.start) for hit in page.hits_of(self.id) if hit.label == "generic"}
        for block in page.blocks[:_TITLE_LINES]:
            if block.words < 4 or len(block.text) > 300:
                continue
            dividers = list(_DIVIDER.finditer(block.text))
            if not dividers or dividers[-1].end() < 8:
                continue
            start = dividers[-1].end()
            name = block.text[start:]
            if not _is_name(name) or (block.number, start) in generic:
                continue
            heads = [block.key[: divider.start()] for divider in dividers]
            score = self._score(page, block, heads, name)
            if score >= _MIN_SCORE:
                return _Name(name, block.number, (dividers[-1].start(), len(block.text)), score)
        return None

    def _score(self, page: Page, title: Block, heads: list[str], name: str) -> int:
        """How much of the page agrees: the headline again, the name on a line, in a copyright line, in the address."""
        key, score = fold(name), 0
        lines = [
            line for line, words in zip(page.glance.keys, page.glance.words, strict=True) if words <= _MAX_LINE_WORDS
        ]
        if title.words <= _MAX_LINE_WORDS:
            lines.remove(title.key)
        if title.key in lines:
            return 0
        openings = {head[:_ALIKE] for head in heads if len(head) > _ALIKE}
        # A line is the headline of a title line, or begins as it does.
        again = [line for line in lines if line in heads or (len(line) > _ALIKE and line[:_ALIKE] in openings)]
        if again and any(key in line for line in again):
            return 0
        bearing = [line for line in lines if key in line]
        score += 3 if again else 0
        score += 2 if _DOMAIN.search(name) else 0
        if any(_same(line, key) for line in bearing):
            score += 2
        elif any(block.number != title.number for block in _bearing(page, key)):
            score += 1
        if any("©" in line or "copyright" in line for line in bearing):
            score += 2
        if _in_host(name, page.url):
            score += 3
        return score

    def _from_logo(self, page: Page) -> _Name | None:
        """The name in a line such as "Northport Courier logo", when the page has it elsewhere too."""
        generic = {hit.block for hit in page.hits_of(self.id) if hit.label == "generic" and hit.place == "line"}
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.label != "logo" or hit.place != "end" or hit.start == 0 or hit.block >= _LOGO_LINES:
                continue
            name = block.text[: hit.start].strip(" -–|:")
            if hit.end < len(block.text) or not _is_name(name) or block.words > _MAX_NAME_WORDS + 1:
                continue
            key = fold(name)
            bearing = _bearing(page, key)
            lines = [other for other in bearing if _same(other.key, key)]
            owned = any("©" in other.text for other in bearing)
            if (lines or owned) and not any(line.number in generic for line in lines):
                return _Name(name, block.number, (0, 0), _MIN_SCORE)
        return None

    def _from_top(self, page: Page) -> _Name | None:
        """The first line, when it comes again below the story or names the address."""
        generic = {hit.block for hit in page.hits_of(self.id) if hit.label == "generic"}
        for block in page.blocks[:_LOGO_LINES] if page.url else ():
            if block.number not in generic and _is_name(block.text) and _in_host(block.text, page.url):
                return _Name(block.text, block.number, (0, 0), _MIN_SCORE)
        for block in page.blocks[:_TOP_LINES]:
            if block.number >= page.outline.first or block.number in generic or not _is_name(block.text):
                continue
            below = [other for other in page.blocks[page.outline.last + 1 :] if other.words <= 40]
            spaced = " " in block.text
            owned = any(_owns(other.key, block.key, spaced) for other in below if "©" in other.text)
            again = spaced and any(other.key == block.key for other in below)
            if owned or (again and block.number == 0 and not _menu_follows(page, block)):
                return _Name(block.text, block.number, (0, 0), _MIN_SCORE)
        return None


def _menu_follows(page: Page, block: Block) -> bool:
    """True when the line starts a long run of short lines, as a menu does."""
    following = page.blocks[block.number + 1 : block.number + 6]
    return len(following) == 5 and all(other.words <= 4 for other in following)


def _is_name(text: str) -> bool:
    """True for text that can name a publication: short, no sentence, capitalised where the script has capitals."""
    if not 2 <= len(text) <= _MAX_NAME_CHARS or text[-1] in "?!:…" or "," in text or not text[0].isalnum():
        return False
    words = text.split()
    if len(words) > _MAX_NAME_WORDS or text.replace(" ", "").isdigit():
        return False
    if len(words) == 1:
        return any(char.isalpha() for char in text)
    # "la Voce", "der Bote": an article may be small, the name is not.
    return not words[-1][0].islower() and (not words[0][0].islower() or len(words) == 2)


def _bearing(page: Page, key: str) -> list[Block]:
    """The blocks that hold a folded name."""
    return [page.blocks[number] for number, line in enumerate(page.glance.keys) if key in line]


def _owns(line: str, key: str, spaced: bool) -> bool:
    """True when a copyright line bears the name; a single word must be all that it bears."""
    return key in line if spaced else line.strip(" ©0123456789.,|-–") == key


def _same(line: str, key: str) -> bool:
    return line == key or (len(line) <= len(key) + 4 and line.strip(" .*|-–—®™:") == key)


def _in_host(name: str, url: str) -> bool:
    """True when the letters of `name` are a label of the address."""
    host = _HOST.match(url.lower())
    letters = "".join(char for char in name.lower() if char.isalnum())
    if host is None or len(letters) < 3:
        return False
    labels = host[1].split(".")
    flat = "".join(char for char in host[1] if char.isalnum())
    return letters in (flat, *(label.replace("-", "") for label in labels[:-1])) or (
        len(letters) >= 5 and letters in flat
    )
