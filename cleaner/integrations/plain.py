"""A Config as plain values, for what has to be written down or to be the same bytes in every process."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from cleaner.config import Config, LinePattern, Site
from cleaner.phrases import Phrase


def as_plain(settings: Config | Site) -> dict[str, Any]:
    """Its fields as values that JSON and YAML know; sets are sorted, as their order differs between processes."""
    return {part.name: _plain(getattr(settings, part.name)) for part in dataclasses.fields(settings)}


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return as_plain(value) if isinstance(value, Config | Site) else value


def from_plain(values: Mapping[str, Any]) -> Config:
    """The Config of which `as_plain` made `values`.

    Raises:
        ConfigError: a value is no longer allowed, the rule of another package that is not installed here, say.
    """
    sites = (Site(**_with_tuples(site)) for site in values["sites"])
    return Config(**{**_with_tuples(values), "sites": tuple(sites)})


def _with_tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **values,
        "phrases": _each(Phrase, values["phrases"]),
        "patterns": _each(LinePattern, values["patterns"]),
    }


def _each(kind: type[Any], rows: Iterable[Iterable[object]]) -> tuple[Any, ...]:
    return tuple(kind(*row) for row in rows)
