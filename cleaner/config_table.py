"""Reads a `Config` from the table of a TOML file; every error names the file and the key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeVar, cast

from cleaner.config import DEFAULT_MAX_CHARS, DEFAULT_PATTERN_SECONDS, SITE_TEMPLATE, Config, LinePattern, Site
from cleaner.config_check import check_host, check_limits, check_patterns, check_rules, names, suggest
from cleaner.errors import ConfigError
from cleaner.phrases import PLACES, Phrase, parse_groups

T = TypeVar("T")
Table = Mapping[str, object]

_FOR_ALL = ("off", "keep", "strict", "limits", "phrases", "patterns", "site")
_FOR_SITE = ("off", "keep", "phrases", "patterns", "template")
_LIMITS = ("max_chars", "pattern_seconds")


def from_file(path: Path) -> Config:
    """The settings in the TOML file at `path`."""
    import tomllib

    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}", "name a TOML file") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8: {error}", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is no valid TOML: {error}", "see https://toml.io") from error
    return from_table(table, str(path))


def from_table(table: Table, where: str) -> Config:
    """The settings in `table`, which has the shape of the TOML file."""
    _only(_table(table, where), _FOR_ALL, where)
    limits = _table(table.get("limits", {}), f"{where}: limits")
    _only(limits, _LIMITS, f"{where}: limits")
    max_chars = limits.get("max_chars", DEFAULT_MAX_CHARS)
    seconds = limits.get("pattern_seconds", DEFAULT_PATTERN_SECONDS)
    strict = table.get("strict", False)
    _at(f"{where}: limits" if limits else where, lambda: check_limits(max_chars, seconds, strict))
    sites = _table(table.get("site", {}), f"{where}: site")
    phrases, patterns = _phrases(table, where), _patterns(table, where)
    named = tuple(_site(host, value, where) for host, value in sites.items())
    off, keep = _rules(table, "off", where), _rules(table, "keep", where)
    limited = (cast("int", max_chars), float(cast("float", seconds)))
    return _at(where, lambda: Config(off, keep, phrases, patterns, named, *limited, strict=cast("bool", strict)))


def _site(host: str, value: object, where: str) -> Site:
    inside = f"{where}: site.{host!r}"
    table = _table(value, inside)
    _only(table, _FOR_SITE, inside)
    template = names(table.get("template", ()), f"{inside}.template")
    lines = parse_groups(SITE_TEMPLATE, {"line": sorted(template)}, f"{inside}.template")
    return Site(
        host=check_host(host, f"{where}: site"),
        off=_rules(table, "off", inside),
        keep=_rules(table, "keep", inside),
        phrases=_phrases(table, inside) + tuple(lines),
        patterns=_patterns(table, inside),
    )


def _rules(table: Table, key: str, where: str) -> Collection[str]:
    place = _below(where, key)
    return check_rules(names(table.get(key, ()), place), place)


def _phrases(table: Table, where: str) -> tuple[Phrase, ...]:
    place = _below(where, "phrases")
    rules = _table(table.get("phrases", {}), place)
    check_rules(rules, place)
    found: list[Phrase] = []
    for rule, groups in rules.items():
        inside = f"{place}.{rule}"
        for name in (groups := _table(groups, inside)):
            if name.partition(":")[0] not in PLACES:
                raise ConfigError(f"{inside}: unknown key {name!r}", suggest(name, PLACES))
            names(groups[name], f"{inside}.{name}")
        found += parse_groups(rule, groups, inside)
    return tuple(found)


def _patterns(table: Table, where: str) -> tuple[LinePattern, ...]:
    place = _below(where, "patterns")
    rules = _table(table.get("patterns", {}), place)
    check_rules(rules, place)
    found: list[LinePattern] = []
    for rule, value in rules.items():
        names(value, f"{place}.{rule}")
        found += [LinePattern(rule, regex) for regex in cast("list[str]", value)]
    check_patterns(found, place)
    return tuple(found)


def _below(where: str, key: str) -> str:
    return f"{where}.{key}" if ": " in where else f"{where}: {key}"


def _table(value: object, where: str) -> Table:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: {value!r} is no table", "write a table: [name], then key = value")
    return value


def _only(table: Table, allowed: Collection[str], where: str) -> None:
    for key in table:
        if key not in allowed:
            raise ConfigError(f"{where}: unknown key {key!r}", suggest(key, allowed))


def _at(where: str, check: Callable[[], T]) -> T:
    """Run `check`; its error also names `where`."""
    try:
        return check()
    except ConfigError as error:
        raise ConfigError(f"{where}: {error.message}", error.remedy) from error
