"""`cleaner stream`: a page a line in, an article a line out, for as long as the other side wants."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from cleaner.cli.common import EXIT_FAILED, say, settings, settings_options, stdin_is_terminal

if TYPE_CHECKING:
    from cleaner.integrations.lines import Answer, LineCleaner, PageLineCleaner
    from cleaner.model import Form

_READ_BYTES = 1 << 16


@click.command(short_help="Clean JSON lines from standard input.")
@click.option("--text", metavar="FIELD", default="text", show_default=True, help="The field that holds the page.")
@click.option("--url", metavar="FIELD", help="The field that holds its address, which chooses the site's settings.")
@click.option("--prefix", default="", help="What the names of the added fields begin with.")
@click.option("-0", "--null", is_flag=True, help="Input is pages as they are, each ended by a NUL byte.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    help="End a page that takes longer than this.",
)
@settings_options
def stream(
    text: str,
    url: str | None,
    prefix: str,
    null: bool,
    jobs: int,
    timeout: float | None,
    form: str,
    keep: tuple[str, ...],
    off: tuple[str, ...],
    config: Path | None,
) -> None:
    """Read a JSON object a line from standard input, and write it with the article's fields to standard output.

    The fields are body, title, authors, published, page_date, site, language, page_url, form, status, confidence,
    removed, failed_rules, error. Each line is answered by a line, in order, at once. A line that fails is told on
    standard error and has its error set.
    """
    if stdin_is_terminal():
        raise click.UsageError(f"pipe lines in.\n\n{click.get_current_context().get_help()}")
    if null and url is not None:
        raise click.UsageError("--url names a field, and with --null there are none.")
    from cleaner.api import Cleaner
    from cleaner.integrations.lines import LineCleaner, PageLineCleaner
    from cleaner.many import CleanOne

    clean = CleanOne(Cleaner(settings(config, keep, off)), cast("Form", form))
    work = PageLineCleaner(clean) if null else LineCleaner(clean, text, url, prefix)
    unit = "page" if null else "line"
    failed = False
    with contextlib.closing(_answers(work, _parts(b"\0" if null else b"\n"), jobs, timeout)) as answers:
        for number, answer in enumerate(answers, 1):
            sys.stdout.buffer.write(answer.line)
            sys.stdout.buffer.flush()
            if answer.problem:
                say(f"{unit} {number}: {answer.problem}")
                failed = True
    if failed:
        raise SystemExit(EXIT_FAILED)


def _answers(
    work: LineCleaner | PageLineCleaner, parts: Iterator[bytes], jobs: int, timeout: float | None
) -> Generator[Answer]:
    if jobs == 1 and timeout is None:
        yield from map(work, parts)
        return
    from cleaner.errors import WorkerLostError
    from cleaner.parallel import Lost
    from cleaner.parallel.lanes import prompt

    given: deque[bytes] = deque()

    def remembered() -> Iterator[bytes]:
        for part in parts:
            given.append(part)
            yield part

    with contextlib.closing(prompt(work, remembered(), jobs, timeout)) as answers:
        for answer in answers:
            part = given.popleft()
            yield work.failed(part, WorkerLostError(answer.reason)) if isinstance(answer, Lost) else answer


def _parts(end: bytes) -> Iterator[bytes]:
    """What stands between the ends in standard input, each part as soon as its end is read.

    Read past Python's buffer, whose lock a thread that waits for input would hold when the program ends.
    """
    if sys.stdin is None:
        return
    begun: list[bytes] = []
    while data := os.read(sys.stdin.fileno(), _READ_BYTES):
        first, *more = data.split(end)
        begun.append(first)
        for part in more:
            yield b"".join(begun)
            begun = [part]
    if any(begun):
        yield b"".join(begun)
