"""Who wrote a post of a live blog: "Ada Finch, reporting from Hale", right below its time or its heading."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Mark, Page
from cleaner.rules._names import clean_name, is_name
from cleaner.shape import is_stamp

_MOST_WORDS = 10
_BELOW_TIME = 2
"""Lines from a post's time to its author: a heading may stand between them."""


def posts(page: Page) -> Iterator[Mark]:
    """A name, a comma and a role on a line near below a time."""
    for number in sorted({hit.block for hit in page.hits_of("byline") if hit.label == "role"}):
        block = page.blocks[number]
        name, comma, _ = block.text.partition(",")
        if not comma or block.ends or block.words > _MOST_WORDS or not is_name(clean_name(name)):
            continue
        if any(map(is_stamp, page.blocks[max(number - _BELOW_TIME, 0) : number])):
            yield Mark("byline", number, "the author of a live blog's post", 0.9)
