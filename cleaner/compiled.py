"""A configuration made ready to run: rules, phrases and line patterns, for all pages and for single sites."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cleaner.config import Config, LinePattern, Site, Template
from cleaner.config_check import plain_host
from cleaner.errors import PatternTimeoutError
from cleaner.model import Block, Hit, Mark, Page, Rule
from cleaner.phrases import Phrase, load_groups
from cleaner.phrases.book import PhraseBook
from cleaner.places import ALONE, TOGETHER
from cleaner.rules import discover

Hits = Mapping[str, tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is run on a page."""

    rules: tuple[Rule, ...]
    books: tuple[PhraseBook, ...]
    patterns: tuple[LinePattern, ...]
    keep: frozenset[str]
    lines: frozenset[tuple[str, str]] = frozenset()
    """The user's own `line` phrases, as rule and text: what they match goes, however sure the rule is."""

    def find(self, blocks: Sequence[Block]) -> dict[str, tuple[Hit, ...]]:
        """Every phrase found in `blocks`, by rule id, in page order."""
        found = self.books[0].find(blocks)
        for book in self.books[1:]:
            for rule, hits in book.find(blocks).items():
                found[rule] = tuple(sorted({*found.get(rule, ()), *hits}))
        return found


class Compiled:
    """The settings for all pages, and those for each configured site. Immutable."""

    def __init__(self, config: Config) -> None:
        known = discover()
        rules = tuple(rule() for rule in known if rule.id not in config.off)
        # A rule that is off marks nothing; its phrases stay, as others go by them too: a caption ends with a credit.
        book = PhraseBook(config.phrases, (group for rule in known for group in load_groups(rule.id)))
        patterns, lines = _patterns_of(config.patterns, rules), _lines_of(config.phrases, rules)
        self._for_all = Settings(rules, (book,), patterns, frozenset(config.keep), lines)
        hosts = {site.host: site for site in config.sites if isinstance(site, Site)}
        self._templates = {site.site: site.lines for site in config.sites if isinstance(site, Template)}
        self._for_site = {
            host: _with_sites(self._for_all, config, [hosts[h] for h in _and_parents(host) if h in hosts])
            for host in hosts
        }

    def settings(self, url: str) -> Settings:
        """What is run on the page at `url`; the settings for all where no site matches."""
        if self._for_site and url:
            for host in _and_parents(host_of(url)):
                if host in self._for_site:
                    return self._for_site[host]
        return self._for_all

    def template_hits(self, site: str, blocks: Sequence[Block]) -> tuple[Hit, ...]:
        """The lines of `blocks` that are known of the site with the key `site`; the label says why."""
        lines = self._templates.get(site) if self._templates else None
        if not lines:
            return ()
        known = [(block, line) for block in blocks if (line := lines.get(block.key)) is not None]
        return tuple(
            Hit(block.number, 0, len(block.text), "line", f"{ALONE if line.alone else TOGETHER}:{line.why}", block.text)
            for block, line in known
        )


def user_marks(settings: Settings, page: Page, seconds: float) -> Iterator[Mark]:
    """A mark for each block that a user's `line` phrase or pattern matches.

    Raises:
        PatternTimeoutError: the patterns together took longer than `seconds`.
    """
    for rule in sorted({rule for rule, _ in settings.lines}):
        for hit in page.hits_of(rule):
            if hit.place == "line" and (rule, hit.phrase) in settings.lines:
                yield Mark(rule, hit.block, f'your phrase "{hit.phrase}" is the line')
    if settings.patterns:
        yield from _pattern_marks(settings.patterns, page.blocks, seconds)


def _pattern_marks(patterns: Sequence[LinePattern], blocks: Iterable[Block], seconds: float) -> Iterator[Mark]:
    import regex

    compiled = [(pattern, regex.compile(pattern.regex)) for pattern in patterns]
    deadline = time.monotonic() + seconds
    for block in blocks:
        for pattern, matcher in compiled:
            try:
                matched = matcher.fullmatch(block.text, timeout=max(deadline - time.monotonic(), 1e-6))
            except TimeoutError as error:
                raise PatternTimeoutError(
                    f"pattern {pattern.regex!r} of rule {pattern.rule!r} took the page over {seconds:g} s",
                    "write it without nested repeats, or raise limits.pattern_seconds",
                ) from error
            if matched is not None:
                yield Mark(pattern.rule, block.number, f"your pattern {pattern.regex!r} matches the line")


def _with_sites(base: Settings, config: Config, sites: Sequence[Site]) -> Settings:
    """`base` with the settings of a site and of the configured sites above it."""
    off = frozenset(rule for site in sites for rule in site.off)
    rules = tuple(rule for rule in base.rules if rule.id not in off)
    phrases = [phrase for site in sites for phrase in site.phrases]
    # A small book of its own, searched after the shared one: a thousand sites need not compile every phrase again.
    books = (*base.books, PhraseBook(phrases)) if phrases else base.books
    patterns = (*config.patterns, *(pattern for site in sites for pattern in site.patterns))
    keep = base.keep.union(*(site.keep for site in sites))
    lines = _lines_of((*config.phrases, *phrases), rules)
    return Settings(rules, books, _patterns_of(patterns, rules), keep, lines)


def _patterns_of(patterns: Iterable[LinePattern], rules: Sequence[Rule]) -> tuple[LinePattern, ...]:
    """The patterns whose rule runs."""
    ids = {rule.id for rule in rules}
    return tuple(dict.fromkeys(pattern for pattern in patterns if pattern.rule in ids))


def _lines_of(phrases: Iterable[Phrase], rules: Sequence[Rule]) -> frozenset[tuple[str, str]]:
    """The `line` phrases whose rule runs."""
    ids = {rule.id for rule in rules}
    return frozenset((p.rule, p.text) for p in phrases if p.place == "line" and p.rule in ids)


def host_of(url: str) -> str:
    """The host of an address, in lower case and ASCII; empty where it has none."""
    try:
        return plain_host(urlsplit(url if "//" in url else f"//{url}").hostname or "")
    except ValueError:
        return ""


def _and_parents(host: str) -> Iterator[str]:
    while host:
        yield host
        host = host.partition(".")[2]
