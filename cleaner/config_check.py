"""The checks behind `Config`: each passes what is right, or raises an error that says what is allowed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from cleaner.config import SITE_TEMPLATE, LinePattern
from cleaner.errors import ConfigError

T = TypeVar("T")
_HOST_SIGNS = frozenset("-._")


def names(value: object, where: str) -> frozenset[str]:
    """A collection of strings, as a frozenset; one string on its own is a mistake."""
    if isinstance(value, str) or not isinstance(value, Collection) or not all(isinstance(v, str) for v in value):
        raise ConfigError(f"{where}: {value!r} is no list of names", 'write a list: ["name", …]')
    return frozenset(value)


def parts(value: object, kinds: tuple[type[T], ...], where: str) -> tuple[T, ...]:
    """What `value` holds, all of it of one of `kinds`."""
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        found = tuple(value)
        if all(isinstance(part, kinds) for part in found):
            return found
    wanted = " or ".join(kind.__name__ for kind in kinds)
    raise ConfigError(f"{where}: {value!r} is no list of {wanted}", "write a table instead: Config.of({...})")


def known_rules() -> frozenset[str]:
    """Ids that may be named in a configuration."""
    from cleaner.rules import discover

    return frozenset(rule.id for rule in discover()) | {SITE_TEMPLATE}


def check_rules(ids: Iterable[str], where: str) -> frozenset[str]:
    """Every id names a rule."""
    wanted = frozenset(ids)
    if wanted:
        known = known_rules()
        for rule in sorted(wanted - known):
            raise ConfigError(f"{where}: unknown rule {rule!r}", suggest(rule, known))
    return wanted


def check_patterns(patterns: Iterable[LinePattern], where: str) -> None:
    """Every pattern compiles and belongs to a rule."""
    patterns = tuple(patterns)
    if not patterns:
        return
    import regex

    check_rules({pattern.rule for pattern in patterns}, where)
    for pattern in patterns:
        try:
            regex.compile(pattern.regex)
        except (regex.error, TypeError, OverflowError, RecursionError) as error:
            raise ConfigError(
                f"{where}.{pattern.rule}: bad pattern {pattern.regex!r}: {error}",
                "write a regular expression of the `regex` package; in TOML, in single quotes",
            ) from error


def check_limits(max_chars: object, pattern_seconds: object, strict: object) -> None:
    """Limits are numbers above zero; `strict` is true or false."""
    if isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 1:
        raise ConfigError(f"max_chars: {max_chars!r} is no whole number above 0", "write one, say 20_000_000")
    number = not isinstance(pattern_seconds, bool) and isinstance(pattern_seconds, int | float)
    if not (number and isinstance(pattern_seconds, int | float) and 0 < pattern_seconds < math.inf):
        raise ConfigError(f"pattern_seconds: {pattern_seconds!r} is no number above 0", "write one, say 2.0")
    if not isinstance(strict, bool):
        raise ConfigError(f"strict: {strict!r} is neither true nor false", "write true or false")


def check_host(host: object, where: str) -> str:
    """A domain in lower case, international names in their ASCII form."""
    ascii_host = plain_host(host) if isinstance(host, str) else ""
    if not ascii_host or not all(char.isalnum() or char in _HOST_SIGNS for char in ascii_host):
        raise ConfigError(
            f"{where}: {host!r} is no domain name", 'write the domain alone, without scheme or path: "example.org"'
        )
    return ascii_host


def plain_host(host: str) -> str:
    """`host` in lower case and ASCII, without a closing dot."""
    host = host.strip().rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def suggest(name: object, allowed: Iterable[str]) -> str:
    """A remedy for an unknown name: the nearest allowed one, and all that are allowed."""
    ordered = sorted(allowed)
    import difflib

    near = difflib.get_close_matches(str(name), ordered, n=1)
    question = f"did you mean {near[0]!r}? " if near else ""
    return f"{question}allowed: {', '.join(ordered)}"
