"""What the commands share: options, settings, reading a page."""

from __future__ import annotations

import dataclasses
import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from cleaner.config import Config

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_STOPPED = 3
EXIT_INTERRUPTED = 130
STDIN = "-"

F = TypeVar("F", bound=Callable[..., Any])


def settings_options(command: F) -> F:
    """`--form`, `--keep`, `--off`, `--config`: what every command that cleans takes."""
    options = (
        click.option(
            "--form",
            type=click.Choice(["auto", "dump", "markdown", "html", "record"]),
            default="auto",
            show_default=True,
            help="What the pages are; auto looks at each.",
        ),
        click.option(
            "--keep", metavar="RULE", multiple=True, help="Keep what this rule finds. May be repeated, or a,b."
        ),
        click.option("--off", metavar="RULE", multiple=True, help="Turn this rule off. May be repeated, or a,b."),
        click.option(
            "--config", metavar="FILE", type=click.Path(path_type=Path), help="Settings in TOML, for all or per site."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def settings(config: Path | None, keep: Sequence[str], off: Sequence[str]) -> Config:
    """The settings of the file, with those of the command line on top.

    Raises:
        ConfigError: a setting is unknown or wrong.
    """
    base = Config.load(config) if config is not None else Config()
    if not keep and not off:
        return base
    from cleaner.config_check import check_rules

    kept, stopped = check_rules(_split(keep), "--keep"), check_rules(_split(off), "--off")
    return dataclasses.replace(base, keep={*base.keep, *kept}, off={*base.off, *stopped})


def _split(values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


@contextmanager
def loading() -> Iterator[None]:
    """No look for garbage while code and phrases are loaded: all of it stays, and the looks take their time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def read_page(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    if path == STDIN:
        return sys.stdin.buffer.read() if sys.stdin is not None else b""
    with open(path, "rb") as file:  # noqa: PTH123 - a name that is no UTF-8 stays as the shell gave it
        return file.read()


def stdin_is_terminal() -> bool:
    """True where nobody has piped anything in."""
    return sys.stdin is None or sys.stdin.isatty()


def say(message: str) -> None:
    """A line to standard error."""
    click.echo(f"cleaner: {message}", err=True)
