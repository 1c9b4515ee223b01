"""Which of a site's lines are its template. When in doubt, none: what is taken for it goes from every body.

A line that stands outside the prose beside the same neighbour on several pages is a menu's or a ticker's. Inside the
prose more is asked for: an agency's sentence that three stories carry, a short answer in an interview or a sub-heading
comes again too, but seldom on many pages, nor always beside the same line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.config import TemplateLine
from cleaner.sites.counts import LineCount, SiteCounts

MIN_PAGES = 4
"""Pages that must share a line; a site of fewer has no template."""
_MIN_PROSE = 5
_MIN_ALONE = 10
_OUTSIDE = 0.2
"""A line is outside the prose if it is inside on no more than this share of its pages."""
_SOME, _MANY, _HALF, _MOST = 0.1, 0.3, 0.5, 0.8


class Learned(NamedTuple):
    """A line of a site's template."""

    text: str
    pages: int
    line: TemplateLine


def template(counts: SiteCounts) -> Iterator[Learned]:
    """The lines of the template, those of most pages first."""
    company = counts.company()
    ranked = sorted(counts.lines.items(), key=lambda item: (-item[1].pages, item[1].text))
    for code, line in ranked:
        if line.pages < MIN_PAGES:
            break
        judged = judge(line, counts.pages, company.get(code, 0))
        if judged is not None:
            yield Learned(line.text, line.pages, judged)


def judge(line: LineCount, pages: int, company: int) -> TemplateLine | None:
    """What is known of a line that is the template's; None for another.

    Args:
        line: its count.
        pages: the pages of the site.
        company: on how many it stands beside the neighbour that it has most often.
    """
    share, inside, together = line.pages / pages, line.inside / line.pages, company / line.pages
    outside = inside <= _OUTSIDE
    if line.prose:
        alone = line.pages >= _MIN_ALONE and share >= _HALF
        near = share >= _SOME if inside <= _HALF else share >= _MANY
        found = alone or (line.pages >= _MIN_PROSE and near and together >= _HALF)
    elif outside:
        alone = line.pages >= _MIN_ALONE and share >= (_HALF if together >= _HALF else _MOST)
        found = alone or together >= _HALF
    else:
        alone = False
        found = line.pages >= _MIN_PROSE and share >= _SOME and together >= _MOST
    if not found:
        return None
    where = "outside the prose" if outside else "in the prose"
    beside = "" if together < _HALF else f", beside the same line on {company:,}"
    return TemplateLine(f"on {line.pages:,} of the site's {pages:,} pages, {where}{beside}", alone)
