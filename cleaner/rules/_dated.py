"""What a line with a date says: which date, and whose it is by where it stands."""

from __future__ import annotations

import re

from cleaner.dates import DateLine, begins_date, names_weekday, read_key
from cleaner.model import CERTAIN, Block, Page
from cleaner.places import Head

BELOW_DECK = 3
"""A standfirst may look like the lead; this many blocks below it a date still is the story's."""
MASTHEAD = 4
"""Lines at the top that may have the day's date beside the site's name."""
FAR = 8
"""Blocks below the top from which on a date is no masthead's."""
HEADER = 4
"""Lines at the top of what a reader service makes that hold its statements about the page."""
MOST_LABEL = 60
"""Characters of "Updated 16:40" before what was changed."""
_DAY = len("2026-06-03")

_DIGIT = re.compile(r"\d")
_SEGMENT = re.compile(r"\s*[|•·●‧◦/»>]\s*|\s+[-–—]\s+|\s{2,}|,\s+(?=[^\W\d_]+\s?\d)")


def place(page: Page, head: Head, block: Block, found: DateLine) -> tuple[str, float]:
    """Whose date it is by where it stands, and how sure it is boilerplate: `("published" | "page_date" | "", sure)`."""
    first, last = page.outline
    number, top = block.number, head.headline if head.headline >= 0 else first
    lead = head.lead if head.lead >= 0 else first
    published = "published" if found.label != "updated" else "updated" if found.kind == "date" else ""
    if number < top or first < 0:
        return _above(page, head, block, found), CERTAIN
    if head.headline >= 0 and number < lead:
        return published, CERTAIN
    if number <= lead + BELOW_DECK:
        return published if found.kind == "date" else "", 0.9
    if number <= last:
        return "", 0.9 if found.label else 0.5
    return ("published" if number <= last + BELOW_DECK and found.label == "published" else ""), 0.9


def _above(page: Page, head: Head, block: Block, found: DateLine) -> str:
    """Above the headline a date is the page's, unless it says "published" or stands at it, far from the masthead."""
    distance = head.headline - block.number
    if head.headline >= 0 and distance <= 4 and found.label:
        return "published" if found.label == "published" else "updated" if found.kind == "date" else ""
    if found.label == "published" and block.number < HEADER and len(found.value) > _DAY:
        # Reader services state the hour of publication above the page.
        return "published"
    if found.label or found.kind != "date":
        return ""
    if head.headline < 0 and _beside_byline(page, block.number):
        return "published"
    # The date on a masthead mostly has its weekday; a story's has not, and its time of day stands at the headline.
    hour = len(found.value) > _DAY
    timed = distance == 1 and block.number >= MASTHEAD and hour
    if names_weekday(block.key):
        return "published" if timed and block.number >= FAR else "page_date"
    if timed or (0 < distance <= 2 + hour and block.number >= FAR):
        return "published"
    return "page_date"


def _beside_byline(page: Page, number: int) -> bool:
    """True right above the lead and beside a line that says who wrote it: the story's, though no headline was found."""
    lead = page.head.lead if page.head.lead >= 0 else page.outline.first
    near = range(number - 1, number + 2)
    return lead - number <= BELOW_DECK and any(
        hit.block in near and hit.place in ("start", "line") and hit.label != "agency" for hit in page.hits_of("byline")
    )


def says_updated(key: str, language: str) -> bool:
    """True for "Updated 5:42 PM GMT, June 3, 2025": the first part says so, and what follows is its date."""
    first = read_key(_SEGMENT.split(key, maxsplit=1)[0], language)
    return first is not None and first.label == "updated" and first.kind == "time"


def find_date(key: str, language: str) -> DateLine | None:
    """The date in a line that holds other things too: one of its parts, or some words in a row."""
    best: DateLine | None = None
    for part in _SEGMENT.split(key):
        if part and _DIGIT.search(part):
            found = read_key(part, language)
            if found is not None and found.kind != "time" and (best is None or (found.value and not best.value)):
                best = found
    if best is not None and best.value:
        return best
    words = key.split(" ")[:24]
    for at, word in enumerate(words):
        if _DIGIT.search(word) or begins_date(word):
            for end in range(min(len(words), at + 9), at, -1):
                found = read_key(" ".join(words[at:end]), language)
                if found is not None and found.value:
                    return found
    return best


def says_what_changed(key: str, language: str) -> bool:
    """True for "Updated 16:40: The number of passengers was added."."""
    head, colon, rest = key.partition(": ")
    if not colon or not rest or len(head) > MOST_LABEL or not _DIGIT.search(head):
        return False
    told = read_key(head, language)
    return told is not None and told.label == "updated"
