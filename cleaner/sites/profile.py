"""What is known of all sites: counted, merged, judged, to JSON and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import cast

from cleaner.config import Template
from cleaner.errors import ConfigError
from cleaner.sites.counts import LineCount, SiteCounts
from cleaner.sites.judge import MIN_PAGES, Learned, template
from cleaner.sites.lines import PageLines

FORMAT = "cleaner sites 1"
MOST_IN_ALL = 500_000
"""Lines of all sites together that are remembered."""


class Profile:
    """The lines that the pages of sites share. `Config(sites=profile)` uses it."""

    def __init__(self) -> None:
        self.sites: dict[str, SiteCounts] = {}
        self._lines = 0

    def add(self, page: PageLines) -> None:
        """Count a page."""
        counts = self.sites.setdefault(page.site, SiteCounts())
        before = len(counts.lines)
        counts.add(page)
        self._lines += len(counts.lines) - before
        self._thin()

    def merge(self, other: Profile) -> None:
        """Add what another profile knows."""
        for site, counts in other.sites.items():
            ours = self.sites.setdefault(site, SiteCounts())
            before = len(ours.lines)
            ours.merge(counts)
            self._lines += len(ours.lines) - before
        self._thin()

    def _thin(self) -> None:
        """Forget what the sites with the most lines have on few pages, and then sites of a single page."""
        if self._lines <= MOST_IN_ALL:
            return
        most = MOST_IN_ALL // 2 // len(self.sites)
        for counts in self.sites.values():
            if len(counts.lines) > most:
                counts.thin(most)
        self._lines = sum(len(counts.lines) for counts in self.sites.values())

    def learned(self, site: str) -> list[Learned]:
        """The template of a site, the lines of most pages first; empty where it has none."""
        counts = self.sites.get(site)
        return list(template(counts)) if counts is not None and counts.pages >= MIN_PAGES else []

    def __iter__(self) -> Iterator[Template]:
        """The templates of the sites that have one, for `Config(sites=…)`."""
        for site in sorted(self.sites):
            learned = self.learned(site)
            if learned:
                lines = {each.text: each.line for each in learned}
                told = json.dumps(sorted(lines.items()), ensure_ascii=True)
                yield Template(site, lines, hashlib.sha256(told.encode()).hexdigest()[:16])

    def to_json(self) -> str:
        """The profile as JSON: each site's template to be read by people, then the counts, which merge."""
        sites = {site: _told(self.sites[site], self.learned(site)) for site in sorted(self.sites)}
        return json.dumps({"format": FORMAT, "sites": sites}, ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str | bytes, where: str = "the profile") -> Profile:
        """A profile that `to_json` wrote.

        Raises:
            ConfigError: it is none; the message names `where`.
        """
        made = cls()
        try:
            table = json.loads(text)
            if table["format"] != FORMAT:
                raise ValueError(f"its format is {table['format']!r}")
            for site, counts in table["sites"].items():
                made.sites[str(site)] = found = _read(counts)
                made._lines += len(found.lines)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise ConfigError(f"{where}: is no profile of sites: {error}", "make one with `cleaner learn`") from error
        return made


def _told(counts: SiteCounts, learned: list[Learned]) -> dict[str, object]:
    codes = sorted(counts.lines)
    places = {code: place for place, code in enumerate(codes)}
    pairs = sorted(counts.pairs.items())
    return {
        "pages": counts.pages,
        "template": [{"line": each.text, "why": each.line.why} for each in learned],
        "dropped": counts.dropped,
        "stories": [f"{story:x}" for story in sorted(counts.stories)],
        "lines": [_line(code, counts.lines[code]) for code in codes],
        # A pair's line may have gone before the pair itself.
        "pairs": [[places[a], places[b], count] for (a, b), count in pairs if a in places and b in places],
    }


def _line(code: int, line: LineCount) -> list[object]:
    return [f"{code:x}", line.pages, line.inside, int(line.prose), line.text]


def _read(table: Mapping[str, object]) -> SiteCounts:
    made = SiteCounts(pages=cast("int", table["pages"]), dropped=cast("int", table["dropped"]))
    made.stories = {int(story, 16) for story in cast("list[str]", table["stories"])}
    codes: list[int] = []
    for code, pages, inside, prose, text in cast("list[tuple[str, int, int, int, str]]", table["lines"]):
        codes.append(int(code, 16))
        made.lines[codes[-1]] = LineCount(pages, inside, bool(prose), text)
    for first, second, count in cast("list[tuple[int, int, int]]", table["pairs"]):
        made.pairs[codes[first], codes[second]] = count
    return made
