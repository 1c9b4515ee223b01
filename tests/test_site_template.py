"""The rule `site-template`: lines that a configuration names for a site, and nothing else."""

from __future__ import annotations

from cleaner import Cleaner
from cleaner.config import Config, Site
from cleaner.model import Page
from cleaner.phrases import Phrase
from cleaner.rules.site_template import SiteTemplate

PAGE = "\n\n".join(
    (
        "The island's own paper",
        "The council of Port Ellery closed the ferry slip on Tuesday, and the island's own paper stands by it.",
        "The island's own paper, since 1921",
        "صوت الجزيرة",
        "島の新聞",
    )
)


def page(url: str) -> Page:
    lines = ("the island's own paper", "صوت الجزيره", "島の新聞")
    phrases = tuple(Phrase("site-template", "line", "", line) for line in lines)
    return Cleaner(Config(sites=(Site("example.org", phrases=phrases),))).page(PAGE, form="dump", url=url)


def test_whole_lines_of_the_site_are_marked() -> None:
    found = page("https://www.example.org/a")
    marked = {found.blocks[mark.block].text for mark in SiteTemplate().marks(found)}
    assert marked == {"The island's own paper", "صوت الجزيرة", "島の新聞"}


def test_another_site_has_no_template() -> None:
    assert list(SiteTemplate().marks(page("https://example.com/a"))) == []
