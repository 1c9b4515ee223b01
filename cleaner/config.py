r"""What a user may set. One frozen, validated object; read from TOML.

A settings file reads, every part optional:

    off = ["comments"]                  # rules that do not run
    keep = ["dateline", "caption"]      # rules whose findings stay in the body
    strict = false                      # true: a rule that crashes is an error, not a skipped rule

    [limits]
    max_chars = 20_000_000              # a longer page is an error
    pattern_seconds = 2.0               # what all patterns together may take on one page

    [phrases.newsletter]                # more phrases for a rule
    line = ["the morning letter"]       # the whole line: it goes
    start = ["get our letter"]          # how a line starts; also end, inside: evidence for the rule, as its own

    [patterns]                          # regular expressions that match a whole line
    ticker = ['[A-Z]{2,5} [+-][0-9.]+ ?%']

    [site."example.org"]                # for this host and the hosts below it, on top of the above
    off = []
    keep = ["tags"]
    template = ["A line that every page of the site shows"]
    phrases.read-also.start = ["worth your time:"]
    patterns.byline = ['Our \w+ desk']
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import ConfigError
from cleaner.phrases import Phrase

DEFAULT_MAX_CHARS = 20_000_000
DEFAULT_PATTERN_SECONDS = 2.0
SITE_TEMPLATE = "site-template"


class LinePattern(NamedTuple):
    """A user's regular expression; a block that it matches as a whole is removed under `rule`."""

    rule: str
    regex: str


@dataclass(frozen=True, slots=True)
class Site:
    """Settings for one site, added to those for all.

    Attributes:
        host: its domain; hosts below it are meant too.
        off: ids of rules that do not run on its pages.
        keep: ids of rules whose findings stay in the body of its pages.
        phrases: more phrases for its pages.
        patterns: more line patterns for its pages.
    """

    host: str
    off: Collection[str] = frozenset()
    keep: Collection[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[LinePattern, ...] = ()

    def __post_init__(self) -> None:
        from cleaner.config_check import check_host, check_patterns, check_rules, names, parts

        where = f"site.{self.host!r}"
        object.__setattr__(self, "host", check_host(self.host, "Site.host"))
        for key in ("off", "keep"):
            object.__setattr__(self, key, check_rules(names(getattr(self, key), f"{where}.{key}"), f"{where}.{key}"))
        object.__setattr__(self, "phrases", parts(self.phrases, (Phrase,), f"{where}.phrases"))
        object.__setattr__(self, "patterns", parts(self.patterns, (LinePattern,), f"{where}.patterns"))
        check_rules({phrase.rule for phrase in self.phrases}, f"{where}.phrases")
        check_patterns(self.patterns, f"{where}.patterns")


class TemplateLine(NamedTuple):
    """What is known of a line that many pages of a site share."""

    why: str
    """For a person to read."""
    alone: bool = False
    """True where it counts wherever it stands; else only beside another such line."""


@dataclass(frozen=True, slots=True)
class Template:
    """The lines that the pages of one site share, as they were learned; see `cleaner.sites`.

    Attributes:
        site: its key: a host without `www.`, or whatever `Cleaner.clean` is told as `site`.
        lines: what is known of each line, by its folded text.
        digest: stands for the lines where templates are compared.
    """

    site: str
    lines: Mapping[str, TemplateLine] = field(compare=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a `Cleaner`. Immutable, hashable, picklable; checked when made.

    Attributes:
        off: ids of rules that do not run.
        keep: ids of rules whose findings stay in the body.
        phrases: more phrases for rules, on top of the shipped ones.
        patterns: line patterns; a block that one matches as a whole is removed.
        sites: settings for single sites, on top of the above, and templates that were learned: a `sites.Profile`, or
            a list of `Site` and `Template`.
        max_chars: pages longer than this raise `PageTooLargeError`.
        pattern_seconds: what all patterns together may take on a page, before `PatternTimeoutError`.
        strict: a rule that crashes raises `RuleCrashError` instead of being skipped.

    Raises:
        ConfigError: a rule id is unknown, a type is wrong, a limit is not above zero, a pattern does not compile.
    """

    off: Collection[str] = frozenset()
    keep: Collection[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[LinePattern, ...] = ()
    sites: Iterable[Site | Template] = ()
    max_chars: int = DEFAULT_MAX_CHARS
    pattern_seconds: float = DEFAULT_PATTERN_SECONDS
    strict: bool = False

    def __post_init__(self) -> None:
        from cleaner.config_check import check_limits, check_patterns, check_rules, names, parts

        for key in ("off", "keep"):
            object.__setattr__(self, key, check_rules(names(getattr(self, key), f"Config.{key}"), f"Config.{key}"))
        object.__setattr__(self, "phrases", parts(self.phrases, (Phrase,), "Config.phrases"))
        object.__setattr__(self, "patterns", parts(self.patterns, (LinePattern,), "Config.patterns"))
        object.__setattr__(self, "sites", parts(self.sites, (Site, Template), "Config.sites"))
        check_rules({phrase.rule for phrase in self.phrases}, "Config.phrases")
        check_patterns(self.patterns, "Config.patterns")
        check_limits(self.max_chars, self.pattern_seconds, self.strict)
        keys = [(type(site), site.host if isinstance(site, Site) else site.site) for site in self.sites]
        if len(set(keys)) < len(keys):
            _, twice = next(key for key in keys if keys.count(key) > 1)
            raise ConfigError(f"Config.sites: {twice!r} stands there twice", "merge the two")

    @classmethod
    def load(cls, path: str | Path) -> Config:
        """The settings in the TOML file at `path`.

        Raises:
            ConfigError: the file cannot be read, is no TOML, or holds something unknown or wrong.
        """
        from cleaner.config_table import from_file

        return from_file(Path(path))

    @classmethod
    def of(cls, table: Mapping[str, object], where: str = "Config") -> Config:
        """The settings in `table`, which has the shape of the TOML file; `where` is named in errors.

        Raises:
            ConfigError: something in the table is unknown or wrong.
        """
        from cleaner.config_table import from_table

        return from_table(table, where)
