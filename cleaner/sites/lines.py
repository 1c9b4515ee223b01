"""The lines of a page, as they are counted."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from cleaner.model import Page
from cleaner.shape import is_prose, outline

LONGEST = 1000
"""Characters of a line that is counted."""


class Line(NamedTuple):
    """A line of a page."""

    code: int
    """64 bits that stand for its folded text, the same in every process."""
    key: str
    """Its folded text."""
    inside: bool
    """True where prose of the page's longest stretch of prose stands above it and below."""
    prose: bool


class PageLines(NamedTuple):
    """The lines of a page of a site, each once, in order."""

    site: str
    story: int
    """Stands for the story: pages with the same one are copies."""
    lines: tuple[Line, ...]


def lines_of(page: Page, site: str) -> PageLines:
    """Take down the lines of `page`, which belongs to `site`."""
    # Who only asks which sites there are need not load the body step.
    from cleaner.body.evidence import HIDDEN

    prose = outline(page.blocks)
    found: dict[str, Line] = {}
    longest = ""
    for block in page.blocks:
        if block.kind in HIDDEN or not block.key:
            continue
        told = is_prose(block)
        if told and len(block.key) > len(longest) and prose.first <= block.number <= prose.last:
            longest = block.key
        if len(block.key) <= LONGEST and block.key not in found:
            inside = prose.first < block.number < prose.last
            found[block.key] = Line(code_of(block.key), block.key, inside, told)
    story = longest or "\n".join(found)
    return PageLines(site, code_of(story), tuple(found.values()))


def code_of(text: str) -> int:
    """64 bits that stand for `text`."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
