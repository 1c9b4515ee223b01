"""The options of commands that read many pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from cleaner.cli.common import STDIN, read_page, stdin_is_terminal

if TYPE_CHECKING:
    from cleaner.batch.inputs import Inputs
    from cleaner.batch.opened import Reading
    from cleaner.config import Config

F = TypeVar("F", bound=Callable[..., Any])
_DEFAULTS = {"text_field": "text", "url_field": "url", "id_field": "id"}


def reading_options(command: F) -> F:
    """What is read, by how many processes, within which limits."""
    options = (
        click.option("--files-from", metavar="FILE", help="Also read the files that FILE lists, a path a line."),
        click.option(
            "--glob", "globs", metavar="PATTERN", multiple=True, help="Only files of this name. May be repeated."
        ),
        click.option("--text-field", metavar="NAME", help="JSONL and Parquet: the page's text.  [default: text]"),
        click.option("--url-field", metavar="NAME", help="JSONL and Parquet: its address.  [default: url]"),
        click.option("--id-field", metavar="NAME", help="JSONL and Parquet: its name.  [default: id]"),
        click.option("--jobs", type=click.IntRange(1), help="Processes; as many as there are processors if not given."),
        click.option(
            "--timeout",
            metavar="SECONDS",
            type=click.FloatRange(0),
            default=60.0,
            show_default=True,
            help="End a page that takes longer than this; 0 for no limit.",
        ),
        click.option(
            "--memory",
            metavar="GB",
            type=click.FloatRange(0),
            default=4.0,
            show_default=True,
            help="End a page whose process takes more than this; 0 for no limit.",
        ),
        click.option(
            "--max-expansion",
            metavar="TIMES",
            type=click.FloatRange(1),
            default=200.0,
            show_default=True,
            help="Stop reading an archive that becomes so many times its size.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def site_key_option(command: F) -> F:
    """`--site-key`: how a page's site is found."""
    return click.option(
        "--site-key",
        metavar="KEY",
        default="auto",
        show_default=True,
        callback=_site_key,
        help="A page's site: auto (the address's host, else the folder), host, folder, folder:N, all, field:NAME.",
    )(command)


def _site_key(context: click.Context, parameter: click.Parameter, value: str) -> str:
    from cleaner.sites.keys import KEYS

    kind, _, rest = value.partition(":")
    right = value in KEYS or (kind == "folder" and rest.isdigit() and rest != "0") or (kind == "field" and rest)
    if not right:
        raise click.BadParameter(f"{value!r} is none of {', '.join(KEYS)}, folder:N, field:NAME")
    return value


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked for, as it came from the command line."""

    files_from: str | None
    globs: Sequence[str]
    text_field: str | None
    url_field: str | None
    id_field: str | None
    jobs: int | None
    timeout_seconds: float
    memory: float
    max_expansion: float

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Ask:
        """From the values of the options."""
        values = dict(options)
        values["timeout_seconds"] = values.pop("timeout")
        return cls(**cast("Any", values))

    @property
    def timeout(self) -> float | None:
        """Seconds a page; None for no limit."""
        return self.timeout_seconds or None

    @property
    def memory_bytes(self) -> int | None:
        """Bytes a worker; None for no limit."""
        return int(self.memory * 1e9) or None

    def inputs(self, paths: Sequence[str]) -> Inputs:
        """What to read.

        Raises:
            InputError: the list of files names none.
        """
        from cleaner.batch.inputs import Inputs, read_list

        if not paths and self.files_from is None:
            raise click.UsageError("name an IN, or a list of files by --files-from.")
        if STDIN in (*paths, self.files_from) and stdin_is_terminal():
            raise click.UsageError("pipe something in, or name files.")
        if STDIN in paths and self.files_from == STDIN:
            raise click.UsageError("standard input is either the pages or the list.")
        listed: list[str] = []
        if self.files_from is not None:
            listed = read_list(self.files_from, read_page(self.files_from))
        return Inputs(tuple(paths), tuple(listed), tuple(self.globs))

    def reading(self, config: Config, site_key: str = "") -> Reading:
        """How archives and tables are read."""
        from cleaner.batch.opened import Reading
        from cleaner.batch.reading import MAX_BYTES_A_CHAR

        names = {option: getattr(self, option) or default for option, default in _DEFAULTS.items()}
        named = {getattr(self, option) for option in _DEFAULTS if getattr(self, option)}
        site = site_key.removeprefix("field:") if site_key.startswith("field:") else ""
        return Reading(
            config.max_chars * MAX_BYTES_A_CHAR,
            self.max_expansion,
            names["text_field"],
            names["url_field"],
            names["id_field"],
            frozenset({*named, *([site] if site else [])}),
            site,
        )


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
