"""Counts of one site's lines, bounded in memory.

Exact as long as a site's lines fit. Then the rarest go, and `dropped` says by how much a count may be too low, after
J. Misra and D. Gries ("Finding repeated elements", 1982): a line that many pages share cannot go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cleaner.sites.lines import PageLines

MOST_LINES = 20_000
"""Lines of a site, and pairs of neighbours, that are remembered; half of them stay when there are more."""
MOST_STORIES = 20_000
"""Stories of a site that are known again; from then on copies count."""
Pair = tuple[int, int]


@dataclass(slots=True)
class LineCount:
    """What is known of one line."""

    pages: int = 0
    inside: int = 0
    """Pages on which prose stood above it and below."""
    prose: bool = False
    text: str = ""
    """Its folded text."""


@dataclass(slots=True)
class SiteCounts:
    """What is known of the pages of one site."""

    pages: int = 0
    lines: dict[int, LineCount] = field(default_factory=dict)
    pairs: dict[Pair, int] = field(default_factory=dict)
    """Pages on which the second line stands right below the first."""
    stories: set[int] = field(default_factory=set)
    dropped: int = 0

    def add(self, page: PageLines) -> None:
        """Count a page, unless its story was counted before: a copy says nothing about the site."""
        if page.story in self.stories:
            return
        if len(self.stories) < MOST_STORIES:
            self.stories.add(page.story)
        self.pages += 1
        above = 0
        for line in page.lines:
            count = self.lines.get(line.code)
            if count is None:
                count = self.lines[line.code] = LineCount(text=line.key)
            count.pages += 1
            count.inside += line.inside
            count.prose = line.prose
            if above:
                self.pairs[above, line.code] = self.pairs.get((above, line.code), 0) + 1
            above = line.code
        if len(self.lines) > MOST_LINES or len(self.pairs) > 2 * MOST_LINES:
            self.thin(MOST_LINES // 2)

    def merge(self, other: SiteCounts) -> None:
        """Add what is known of other pages of the site."""
        self.pages += other.pages
        self.dropped += other.dropped
        for code, theirs in other.lines.items():
            ours = self.lines.setdefault(code, LineCount())
            ours.pages += theirs.pages
            ours.inside += theirs.inside
            ours.prose = theirs.prose
            ours.text = theirs.text
        for pair, count in other.pairs.items():
            self.pairs[pair] = self.pairs.get(pair, 0) + count
        self.stories |= other.stories
        if len(self.stories) > MOST_STORIES:
            self.stories = set(sorted(self.stories)[:MOST_STORIES])
        if len(self.lines) > MOST_LINES or len(self.pairs) > 2 * MOST_LINES:
            self.thin(MOST_LINES // 2)

    def thin(self, most: int) -> None:
        """Forget the rarest lines and pairs, so that at most `most` of each stay."""
        limit = max(_limit((count.pages for count in self.lines.values()), most), _limit(self.pairs.values(), 2 * most))
        self.lines = {code: count for code, count in self.lines.items() if count.pages > limit}
        self.pairs = {pair: count for pair, count in self.pairs.items() if count > limit}
        self.dropped += limit

    def company(self) -> dict[int, int]:
        """For each line, the pages on which the neighbour that it has most often stands beside it."""
        best: dict[int, int] = {}
        for pair, count in self.pairs.items():
            for code in pair:
                if count > best.get(code, 0):
                    best[code] = count
        return best


def _limit(counts: Iterable[int], most: int) -> int:
    """The smallest number that no more than `most` of `counts` are above; 0 where they are few."""
    ranked = sorted(counts, reverse=True)
    return ranked[most] if len(ranked) > most else 0
