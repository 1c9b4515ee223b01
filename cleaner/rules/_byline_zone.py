"""The blocks among which a story's byline stands, and what dates there say."""

from __future__ import annotations

import re

from cleaner.dates import read_key
from cleaner.model import Block, Page
from cleaner.rules._authors import DIGIT
from cleaner.text import fold

BELOW_DECK = 3
"""A standfirst may look like the lead; this many blocks below it a byline still is the story's."""
_ABOVE_HEADLINE, _MOST_NAME_WORDS = 3, 3
YEAR = re.compile(r"(?:19|20|25|1[34])\d\d|[٠-٩۰-۹०-९]{4}")


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


def beside_date(page: Page, number: int, zone: range) -> bool:
    """True when a date line stands next to the block, or one further, within `zone`; never above the headline."""
    known = page.head.headline >= 0
    if known and number < page.head.headline:
        return False
    places = (number + 1, number - 1, number + 2)
    # The date may stand above the headline, and the name right below it.
    below = known and number == page.head.headline + 1 and page.blocks[number].words <= _MOST_NAME_WORDS
    above = range(number - 2, number - 2 - _ABOVE_HEADLINE, -1) if below else ()
    near = [page.blocks[other] for other in places if other in zone]
    near += [page.blocks[other] for other in above if other >= 0]
    return any(DIGIT.search(block.text) and _is_dated(block, page.language, mixed=known) for block in near)


def _is_dated(block: Block, language: str, *, mixed: bool) -> bool:
    """True for a date line and, when `mixed`, for a short line that begins or ends with a whole date."""
    found = read_key(block.key, language)
    if found is not None:
        return found.kind in ("date", "relative")
    words = block.key.split(" ")
    if not mixed or not 4 <= len(words) <= 12 or block.ends or not YEAR.search(block.text):
        return False
    parts = [words[:size] for size in (3, 4, 5)] + [words[-size:] for size in (3, 4, 5)]
    return any((date := read_key(" ".join(part), language)) is not None and date.value for part in parts)


def heads_page(page: Page, name: str) -> bool:
    """True for a name that stands on a line of its own above the headline, or claims the page's copyright."""
    key = fold(name)
    top = page.head.headline if page.head.headline >= 0 else max(page.outline.first, 0)
    owned = any("©" in block.text and key in block.key for block in page.blocks[page.outline.last + 1 :])
    return owned or any(block.key == key for block in page.blocks[:top])
