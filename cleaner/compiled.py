"""A configuration made ready to run: rules, phrases and line patterns, for all pages and for single sites."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cleaner.config import SITE_TEMPLATE, Config, LinePattern, Site
from cleaner.config_check import plain_host
from cleaner.errors import PatternTimeoutError
from cleaner.model import Block, Hit, Mark, Rule
from cleaner.phrases import PhraseBook, load_groups
from cleaner.rules import discover

Hits = Mapping[str, tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is run on a page."""

    rules: tuple[Rule, ...]
    books: tuple[PhraseBook, ...]
    patterns: tuple[LinePattern, ...]
    keep: frozenset[str]

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
        rules = tuple(rule() for rule in discover() if rule.id not in config.off)
        book = PhraseBook(config.phrases, (group for rule in rules for group in load_groups(rule.id)))
        self._for_all = Settings(rules, (book,), _of(config.patterns, rules), frozenset(config.keep))
        hosts = {site.host: site for site in config.sites}
        self._for_site = {
            host: _with_sites(self._for_all, config, [hosts[h] for h in _and_parents(host) if h in hosts])
            for host in hosts
        }

    def settings(self, url: str) -> Settings:
        """What is run on the page at `url`; the settings for all where no site matches."""
        if self._for_site and url:
            for host in _and_parents(_host(url)):
                if host in self._for_site:
                    return self._for_site[host]
        return self._for_all


def pattern_marks(patterns: Sequence[LinePattern], blocks: Iterable[Block], seconds: float) -> Iterator[Mark]:
    """A mark for each block that a user's pattern matches as a whole.

    Raises:
        PatternTimeoutError: together they took longer than `seconds`.
    """
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
    return Settings(rules, books, _of(patterns, rules), keep)


def _of(patterns: Sequence[LinePattern], rules: Sequence[Rule]) -> tuple[LinePattern, ...]:
    """The patterns whose rule runs."""
    ids = {rule.id for rule in rules} | {SITE_TEMPLATE}
    return tuple(dict.fromkeys(pattern for pattern in patterns if pattern.rule in ids))


def _host(url: str) -> str:
    try:
        return plain_host(urlsplit(url if "//" in url else f"//{url}").hostname or "")
    except ValueError:
        return ""


def _and_parents(host: str) -> Iterator[str]:
    while host:
        yield host
        host = host.partition(".")[2]
