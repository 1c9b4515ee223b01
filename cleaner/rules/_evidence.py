"""What speaks for a block as the story's headline when no title says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Mapping

from cleaner.dates import names_weekday, read_key
from cleaner.model import Block, Page
from cleaner.text import ends_sentence, has_cjk, is_thai

REACH = 40
"""How many blocks above the lead a headline may stand that nothing but its shape speaks for."""

# A logistic model over the blocks above the lead of pages in five layouts, fitted with whole sites left out and
# rounded; some are set by hand, for evidence that the pages of the fit did not have.
_BIAS = -5.4
_WEIGHTS: Mapping[str, float] = {
    "story": 4.1,
    "lead": 1.3,
    "far": -0.2,
    "first level": 2.5,
    "second level": -0.3,
    "length": 1.5,
    "long": -1.3,
    "title case": -0.4,
    "link": -0.4,
    "clock": -0.1,
    "date in it": -2.5,
    "title case of sentences": 2.0,
    "date below": 1.2,
    "date above": -0.4,
    "date amid words below": 0.5,
    "byline below": 0.6,
    "capitals": -1.0,
    "capitals at the end": -1.4,
    "bracket at the end": -1.0,
    "standfirst": 1.2,
    "alike": -1.1,
    "again": 1.1,
    "on top": -2.0,
    "anchor": 2.5,
    "address": 2.0,
}

MOST_DATE_WORDS = 7
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LETTER = r"[^\s\d!-/:-@\[-`{-~|•«»…]"
_LONG_WORD = re.compile(rf"{_LETTER}{{4,}}")
_SIX_LETTERS = re.compile(rf"({_LETTER}{{4,6}}+){_LETTER}*+")
# The same in folded ASCII, twice as fast.
_SIX_ASCII = re.compile(r"([\x00-\x08\x0e-\x1ba-z\x7f]{4,6}+)[\x00-\x08\x0e-\x1ba-z\x7f]*+")
_PREFIXED = re.compile("[\u05d0-\u064a]")
_PREFIX = re.compile(r"^(?:[והבכלמש](?=[\u05d0-\u05ea]{3})|[وفبكل]?ال(?=[\u0620-\u064a]{2}))")
_SUFFIX = re.compile(r"(?<=[\u0620-\u064a]{3})(?:ها|هم|هن|كم|نا|ات|ون|ين|ان|ه|ي|ة)$")
_CLOCK = re.compile(r"[:：] ?\d|\d[:.h]\d\d(?!\d)|(?:19|20)\d\d\W*$|\b\w+ ?: ?[^:]{1,40}/[^/ ]+$")
_DATE = re.compile(r"\d{1,2}[^\d]{1,20}(?:19|20)\d\d\W*$|\d:\d\d|\d[./]\d{1,2}[./]\d\d")
_YEAR = re.compile(r"(?:19|20|25|1[34])\d\d|\d[./-]\d|[٠-٩۰-۹०-९]{4}")


class Evidence:
    """What a block's words and place say about its being the headline.

    Args:
        page: the page.
        anchor: the document's title; empty when there is none.
        lead: the first block of the story.
        alike: the blocks above it that have a headline's shape.
    """

    def __init__(self, page: Page, anchor: str, lead: int, alike: Container[int] = ()) -> None:
        self.blocks = page.blocks
        self.lead = lead
        self.alike = alike
        words = [words_of(block.key[:600]) for block in prose_of(page, lead)]
        self.opening = words_of(page.blocks[lead].key[:600])
        self.story = set().union(*words)
        first, dated = max(0, lead - REACH), page.glance.dated
        above = [page.blocks[number] for number in dated[bisect_left(dated, first) : bisect_left(dated, lead)]]
        self.dates = {block.number for block in above if is_date(block)}
        self.mixed = {block.number for block in above if block.number not in self.dates and has_year(block)}
        self.bylines = {
            hit.block for hit in page.hits_of("byline") if hit.place == "start" and first <= hit.block < lead
        }
        self.anchor = words_of(anchor.lower()) if anchor else set()
        self.address = set(_WORD.findall((page.url or page.facts.url).lower()))
        keys = page.glance.keys
        counts = Counter(keys)
        self.again = {number: min(counts[keys[number]] - 1, 2) / 2 for number in range(first, lead) if number in alike}

    def score(self, block: Block) -> float:
        """The log-odds that `block` is the headline, roughly."""
        own = words_of(block.key)
        if block.number in self.mixed and block.words <= MOST_DATE_WORDS and _is_day(block):
            return 2 * _BIAS
        # Without a word in common nothing else helps; most lines above a story end here.
        if not own & self.story and not own & self.anchor and block.level != 1:
            return 2 * _BIAS
        shown = self._words(block, own) | self._shape(block) | self._place(block)
        return _BIAS + sum(_WEIGHTS[name] * value for name, value in shown.items() if value)

    def _words(self, block: Block, own: set[str]) -> dict[str, float]:
        # A headline of short words has none of its own: "Chợ nổi chỉ còn 11 ghe".
        most = max(len(own), 1) / 1.6
        return {
            "story": min(1.0, len(own & self.story) / most),
            "lead": min(1.0, len(own & self.opening) / most),
            "anchor": bool(block.number and self._has_anchor(own)),
            "address": len(own) >= 3 and len(own & self.address) * 2 >= len(own),
        }

    def _has_anchor(self, own: set[str]) -> bool:
        """True when half of a block's words are the document's title's, or most of the title's are the block's."""
        both = len(own & self.anchor)
        return (len(own) >= 2 and both * 2 >= len(own)) or (len(self.anchor) >= 4 and both * 3 >= len(self.anchor) * 2)

    def _shape(self, block: Block) -> dict[str, float]:
        few = has_cjk(block.text[:20]) or is_thai(block.text)
        words = len(block.text) // 3 if few else block.words
        last = block.text.rsplit(" ", 1)[-1]
        figures = _DIGIT.search(block.text) is not None
        level = block.level if block.kind == "heading" else 0
        return {
            "first level": level == 1,
            "second level": level == 2,
            "length": 6 <= words <= 16,
            "long": words > 21,
            "title case": words <= 5 and block.text.istitle(),
            "link": block.link_chars * 2 > len(block.text),
            "clock": (figures or ":" in block.text) and _CLOCK.search(block.text) is not None,
            "date in it": figures and _DATE.search(block.text) is not None,
            "title case of sentences": block.ends and words >= 8,
            "capitals": block.text.isupper(),
            "capitals at the end": len(last) >= 4 and last.isupper() and not block.text.isupper(),
            "bracket at the end": last[-1] in ")）",
        }

    def _place(self, block: Block) -> dict[str, float]:
        number = block.number
        below = self.blocks[number + 1] if number + 1 < self.lead else None
        alike = [other in self.alike for other in range(number - 3, number + 4)]
        return {
            "far": min(self.lead - number, REACH) / 10,
            "date below": not self.dates.isdisjoint(range(number + 1, number + 8)),
            "date above": not self.dates.isdisjoint((number - 1, number - 2)),
            "date amid words below": not self.mixed.isdisjoint(range(number + 1, number + 8)),
            "byline below": not self.bylines.isdisjoint((number + 1, number + 2)),
            "standfirst": below is not None and below.words >= 12 and below.ends,
            "alike": (sum(alike) - alike[3]) / 3,
            "again": self.again.get(number, 0.0),
            "on top": number <= 1 and self.lead <= 2 and block.kind != "heading",
        }


def words_of(key: str) -> set[str]:
    """Words of four letters or more, up to their sixth letter; pairs of characters in scripts without spaces."""
    if has_cjk(key[:60]) or is_thai(key):
        return {key[i : i + 2] for i in range(len(key) - 1) if key[i : i + 2].isalnum()}
    # Endings differ between a headline and its story; so do the letters that Hebrew and Arabic put before a word.
    if key.isascii():
        return set(_SIX_ASCII.findall(key))
    if not _PREFIXED.search(key):
        return set(_SIX_LETTERS.findall(key))
    words = _LONG_WORD.findall(key)
    return {(_stem(word) if "\u05d0" <= word[0] <= "\u064a" else word)[:6] for word in words}


def _stem(word: str) -> str:
    """A Hebrew or Arabic word without what may be written together with it."""
    return _SUFFIX.sub("", _PREFIX.sub("", word))


def is_date(block: Block) -> bool:
    """True for a line that is a date, or says how long ago."""
    if block.words > 12 or len(block.text) > 90 or ends_sentence(block.text):
        return False
    found = read_key(block.key)
    return found is not None and found.kind in ("date", "relative")


def _is_day(block: Block) -> bool:
    """True for a day with its weekday and a word or two behind it: whose name day it is, the weather."""
    words = block.key.split(" ")
    named = any(names_weekday(word.strip(".,")) for word in words)
    return named and any(
        _is_whole_date(" ".join(words[: len(words) - rest])) for rest in (1, 2) if len(words) > rest + 2
    )


def _is_whole_date(key: str) -> bool:
    found = read_key(key)
    return found is not None and found.kind == "date"


def has_year(block: Block) -> bool:
    """True for a short line with a year or a date in figures."""
    fits = 2 <= block.words <= 16 and len(block.text) <= 120 and not block.ends
    return fits and _YEAR.search(block.text) is not None


def prose_of(page: Page, lead: int) -> list[Block]:
    """The first blocks of the story that are long enough to hold its words."""
    start = max(lead, 0)
    return [block for block in page.blocks[start : min(page.outline.last + 1, start + 12)] if block.words >= 12][:8]
