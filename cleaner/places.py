"""Where on a page its story lies, and what its form states of it: parts of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

ALONE = "alone"
TOGETHER = "together"
"""How the label of a hit of `site-template` begins, where the line was learned: what it needs around it to count."""


class Outline(NamedTuple):
    """Where a page's longest stretch of prose lies."""

    first: int
    """Index of its first block; -1 when the page has none."""
    last: int
    """Index of its last block; -1 when the page has none."""


NO_PROSE = Outline(-1, -1)


class Head(NamedTuple):
    """The top of a story: its headline and where its prose begins."""

    headline: int
    """The headline's block; -1 when none is sure enough."""
    title: str
    why: str
    """What tells the headline, for a person to read."""
    sure: float
    copies: tuple[int, ...]
    """Other blocks above the lead that show the title: the document's title, a breadcrumb's end."""
    site: str
    """What the document's title says after the headline."""
    lead: int
    """The first prose block of the story; -1 when the page has none."""


NO_HEAD = Head(-1, "", "", 0.0, (), "", -1)


@dataclass(frozen=True, slots=True)
class Facts:
    """Metadata that the page's form states outright (front matter, HTML's head); empty where it does not."""

    title: str = ""
    window_title: str = ""
    """What the browser's window shows: the headline with the site's name, often."""
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    """Where it names no person: the agency, the newsroom, a user's name."""
    published: str = ""
    beside_headline: str = ""
    """The date for machines of an element beside the headline, where nothing says outright that it is the story's."""
    site: str = ""
    language: str = ""
    url: str = ""


NO_FACTS = Facts()
