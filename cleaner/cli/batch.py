"""`cleaner batch`: pages in any number and packing in, articles out."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from cleaner.cli.common import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_STOPPED, say, settings, settings_options
from cleaner.cli.reading import Ask, processors, reading_options

if TYPE_CHECKING:
    from cleaner.batch.plan import Options, Shape
    from cleaner.batch.progress import Bar, Lines
    from cleaner.batch.report import Report
    from cleaner.config import Config
    from cleaner.model import Form

_FORMATS = ("txt", "md", "json", "jsonl", "parquet")


@click.command(short_help="Clean directories, archives and tables of pages.")
@click.argument("inputs", metavar="[IN…]", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(),
    help="Folder of the outputs; for jsonl, the file: .jsonl, .jsonl.gz or .jsonl.zst.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="txt",
    show_default=True,
    help="Of the outputs: a file a page, one file with a line a page, or a table in parts.",
)
@reading_options
@click.option("--overwrite", is_flag=True, help="Begin anew, and write outputs that exist anew.")
@click.option("--resume", is_flag=True, help="Go on with the run that OUT holds, if there is one.")
@click.option("--retry", is_flag=True, help="With --resume, try the pages that failed again (txt, md, json).")
@click.option("--accept-changes", is_flag=True, help="Go on even if settings, version or inputs are not as they were.")
@click.option(
    "--part-pages", type=click.IntRange(1), default=10_000, show_default=True, help="Pages of a Parquet part."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a page holds no article.")
@settings_options
def batch(
    inputs: tuple[str, ...],
    out: str,
    format_: str,
    overwrite: bool,
    resume: bool,
    retry: bool,
    accept_changes: bool,
    part_pages: int,
    strict: bool,
    form: str,
    keep: tuple[str, ...],
    off: tuple[str, ...],
    config: Path | None,
    **ask: object,
) -> None:
    """Clean the pages of files, directories and archives IN; - is standard input.

    Structure and names are kept in OUT: a/b.html becomes a/b.txt. What became of each page stands in OUT/run.jsonl.
    """
    if overwrite and resume:
        raise click.UsageError("--overwrite begins anew, --resume goes on: choose one.")
    if retry and not (resume and format_ in ("txt", "md", "json")):
        raise click.UsageError("--retry goes with --resume, and with outputs that have a file a page.")
    from cleaner.batch.plan import Options

    asked = Ask.of(ask)
    made = settings(config, keep, off)
    options = Options(
        asked.inputs(inputs),
        out,
        asked.reading(made),
        cast("Shape", format_),
        asked.jobs or processors(),
        cast("Form", form),
        overwrite,
        resume,
        retry,
        accept_changes,
        asked.timeout,
        asked.memory_bytes,
        part_pages,
    )
    report = _run(options, made)
    if report.stopped:
        interrupted = report.stopped == _INTERRUPTED
        say(f"stopped: {report.stopped}; what is recorded is whole: go on with --resume")
        raise SystemExit(EXIT_INTERRUPTED if interrupted else EXIT_STOPPED)
    if report.outcomes["failed"] or (strict and report.outcomes["no-article"]):
        raise SystemExit(EXIT_FAILED)


_INTERRUPTED = "interrupted"


def _run(options: Options, config: Config) -> Report:
    from cleaner.batch.plan import plan
    from cleaner.batch.report import Report
    from cleaner.batch.run import run
    from cleaner.cli.told import print_report, say_beforehand

    made = plan(options, config)
    say_beforehand(made)
    report = Report()
    try:
        with stopping() as stop, progress() as watcher:
            run(made, watcher, report, stop)
    except KeyboardInterrupt:
        report.stopped = _INTERRUPTED
    print_report(report, made)
    return report


@contextlib.contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a polite kill sets; a second one ends at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def handle(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("finishing the pages in hand; once more ends at once")

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def progress() -> Bar | Lines:
    """A bar in a terminal, plain lines elsewhere."""
    from cleaner.batch.progress import Bar, Lines

    if not sys.stderr.isatty():
        return Lines(sys.stderr)
    from rich.console import Console

    return Bar(Console(stderr=True))
