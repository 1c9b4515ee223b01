"""`cleaner batch`: directories of pages in, a directory of articles out."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from cleaner.cli.common import (
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_STOPPED,
    say,
    settings,
    settings_options,
)

if TYPE_CHECKING:
    from cleaner.batch.plan import Options, Plan
    from cleaner.batch.progress import Bar, Lines
    from cleaner.batch.run import Report
    from cleaner.config import Config
    from cleaner.model import Form
    from cleaner.writers import Format

_LISTED = 20


@click.command(short_help="Clean directories of pages.")
@click.argument("inputs", metavar="IN…", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(),
    help="Folder of the outputs; for jsonl, the file.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["txt", "md", "json", "jsonl"]),
    default="txt",
    show_default=True,
    help="Of the outputs; jsonl is one file with a line a page.",
)
@click.option("--glob", "globs", metavar="PATTERN", multiple=True, help="Only files of this name. May be repeated.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; as many as there are processors if not given.")
@click.option("--overwrite", is_flag=True, help="Write outputs that exist anew.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    help="End a page that takes longer than this.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a page holds no article.")
@settings_options
def batch(
    inputs: tuple[str, ...],
    out: str,
    format_: str,
    globs: tuple[str, ...],
    jobs: int | None,
    overwrite: bool,
    timeout: float | None,
    strict: bool,
    form: str,
    keep: tuple[str, ...],
    off: tuple[str, ...],
    config: Path | None,
) -> None:
    """Clean the pages of files and directories IN; structure and names are kept in OUT: a/b.html becomes a/b.txt.

    With several INs each directory keeps its own name as the first folder. Two pages that would share a name
    (b.html, b.md) keep their suffix (b.html.txt, b.md.txt). Links to folders are not followed, names that begin with a
    dot are passed over, OUT may not lie inside an IN. Outputs that exist stay as they are without --overwrite. A page
    that holds no article gives an empty file (txt, md) or says so (json).
    """
    from cleaner.batch.plan import Options

    options = Options(
        inputs,
        out,
        cast("Format", format_),
        globs,
        jobs or _processors(),
        cast("Form", form),
        overwrite,
        timeout,
    )
    report = _run(options, settings(config, keep, off))
    if report.stopped:
        say(f"stopped: {report.stopped}; what was written is whole, run again to do the rest")
        raise SystemExit(EXIT_INTERRUPTED if report.stopped == _INTERRUPTED else EXIT_STOPPED)
    if report.outcomes["failed"] or (strict and report.outcomes["no-article"]):
        raise SystemExit(EXIT_FAILED)


_INTERRUPTED = "interrupted"


def _run(options: Options, config: Config) -> Report:
    from cleaner.api import Cleaner
    from cleaner.batch.plan import plan
    from cleaner.batch.run import Report, run

    cleaner = Cleaner(config)
    made = plan(options)
    _say_beforehand(made)
    report = Report()
    try:
        with _ends_like_ctrl_c(), _progress() as watcher:
            run(cleaner, options, made, watcher, report)
    except KeyboardInterrupt:
        report.stopped = _INTERRUPTED
    _print_report(report)
    return report


@contextlib.contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """A polite kill takes files in the making away, and tells what was done, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _progress() -> Bar | Lines:
    from cleaner.batch.progress import Bar, Lines

    if not sys.stderr.isatty():
        return Lines(sys.stderr)
    from rich.console import Console

    return Bar(Console(stderr=True))


def _say_beforehand(made: Plan) -> None:
    """What a user would wonder about later."""
    for what, names in (
        ("links to folders are not followed", made.found.linked_folders),
        ("entries are neither files nor folders and passed over", made.found.special),
        ("outputs exist and stay as they are (--overwrite writes them anew)", made.existing),
        ("names are shared by two pages, which keep their suffix", made.kept_suffix),
    ):
        if names:
            more = ", …" if len(names) > 3 else ""
            say(f"{len(names):,} {what}: {', '.join(names[:3])}{more}")


def _print_report(report: Report) -> None:
    """The closing tables, to standard output."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False, emoji=False)
    figures = Table(box=box.SIMPLE_HEAD)
    removals = Table(box=box.SIMPLE_HEAD)
    for table, left, right in ((figures, "", "count"), (removals, "rule", "removals")):
        table.add_column(left)
        table.add_column(right, justify="right")
    for label, count in (
        ("pages", report.pages),
        ("ok", report.outcomes["ok"]),
        ("no article", report.outcomes["no-article"]),
        ("failed", report.outcomes["failed"]),
        ("output existed", report.outcomes["skipped"]),
        ("words kept", report.kept),
        ("words removed", report.removed),
    ):
        figures.add_row(label, f"{count:,}")
    for rule, count in report.rules.most_common():
        removals.add_row(rule, f"{count:,}")
    console.print(figures)
    if report.rules:
        console.print(removals)
    for crash, count in report.failed_rules.most_common(_LISTED):
        console.print(f"rule crashed on {count:,} pages: {crash}")
    if report.failures:
        console.print(f"{len(report.failures):,} failed:")
    for name, why in report.failures:
        console.print(f"  {name}: {why}", soft_wrap=True)
