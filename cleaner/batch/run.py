"""One run: the plan carried out by workers, recorded and counted."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from cleaner.batch import WARM
from cleaner.batch.inputs import STDIN, Survey, reason, shown
from cleaner.batch.items import Item
from cleaner.batch.manifest import Journal
from cleaner.batch.memory import resident
from cleaner.batch.outputs import left_over
from cleaner.batch.plan import Options, Plan
from cleaner.batch.report import Report
from cleaner.batch.sinks import Mark, Sink
from cleaner.batch.source import Source
from cleaner.batch.workers import Account, CleanPage, accounted
from cleaner.parallel import Limits, Lost, ordered
from cleaner.sites.keys import key_of

if TYPE_CHECKING:
    from cleaner.batch.past import Past

CHUNK_PAGES = 64
CHUNK_BYTES = 500_000
COMMIT_SECONDS = 1.0
INTERRUPTED = "interrupted"


class Watcher(Protocol):
    """Is told how far the run is."""

    def start(self, survey: Survey) -> None:
        """Before the first page: how many files, of how many bytes."""

    def page(self, account: Account) -> None:
        """A page is done."""

    def passed(self, size: int) -> None:
        """A page was done before."""


def run(made: Plan, watcher: Watcher, report: Report, stop: threading.Event) -> None:
    """Do what is planned, and count it in `report`; once `stop` is set, finish the pages in hand and no more.

    Raises:
        WorkerStartError: the worker processes cannot start.
        OutputError: another run is at work on the same output.
        MissingExtraError: an input needs a package that is not installed.
    """
    if made.end is not None and made.complete:
        report.complete = True
        report.recall_end(made.end)
        return
    report.survey = made.options.inputs.survey()
    journal = Journal(made.manifest)
    with contextlib.closing(journal), contextlib.closing(made.sink):
        try:
            _run(made, journal, watcher, report, stop)
        except OSError as error:
            # Outputs that all pages share, or the manifest itself: no page is to blame.
            report.stopped = report.stopped or f"{shown(made.options.out)}: {reason(error)}"


def _run(made: Plan, journal: Journal, watcher: Watcher, report: Report, stop: threading.Event) -> None:
    options = made.options
    past = _begin(made, journal, report)
    watcher.start(report.survey)
    source = Source(options.inputs, options.how, f".{options.format}" if options.own_files else "")
    recorder = Recorder(journal, made.sink)
    with contextlib.ExitStack() as stack:
        if past is not None:
            stack.callback(past.close)
        pages = _to_do(source, options.site_key, past, watcher, stop)
        for account in _accounts(made, pages):
            report.add(account)
            if report.stopped:
                break
            recorder.add(account)
            watcher.page(account)
    report.renamed = source.renamed
    if report.stopped or stop.is_set():
        report.stopped = report.stopped or INTERRUPTED
        recorder.rest()
        return
    _tidy(options)
    recorder.finish()
    made.sink.publish(replace=made.overwrite)
    journal.note("end", report.as_dict())


def _tidy(options: Options) -> None:
    """Take away what workers, or a run, that were struck down had in the making."""
    if options.own_files:
        for path in left_over(options.out):
            os.unlink(path)


def _begin(made: Plan, journal: Journal, report: Report) -> Past | None:
    """Open what is written to; the pages that are done, where there are some."""
    if made.options.resume:
        _tidy(made.options)
    if made.cut:
        journal.cut(made.cut)
        journal.note("resume", made.head)
        made.sink.open(made.mark or {})
        from cleaner.batch.past import Past

        return Past(made.manifest, made.cut, made.options, report)
    journal.cut(0)
    journal.note("run", made.head)
    made.sink.open(None)
    return None


class Recorder:
    """Writes a page's line to the manifest once its output is on the disk, and never before."""

    def __init__(self, journal: Journal, sink: Sink) -> None:
        self._journal = journal
        self._sink = sink
        self._lines: list[bytes] = []
        self._rows = 0
        """Rows that are not at rest."""
        self._mark: Mark | None = None
        self._next = time.monotonic() + COMMIT_SECONDS

    def add(self, account: Account) -> None:
        """Take a page's account."""
        self._lines.append(account.line)
        self._rows += account.row is not None
        self._commit(self._sink.add(account.row))
        if time.monotonic() >= self._next:
            self.rest()

    def rest(self) -> None:
        """Record what can be recorded now."""
        self._next = time.monotonic() + COMMIT_SECONDS
        if self._lines:
            self._commit(self._sink.sync() if self._rows or not self._mark else self._mark)

    def finish(self) -> None:
        """Record everything."""
        self._commit(self._sink.finish())

    def _commit(self, mark: Mark | None) -> None:
        if mark is None:
            return
        self._mark = mark or self._mark
        self._journal.write(self._lines, mark)
        self._lines, self._rows = [], 0


def _to_do(
    source: Iterable[Item], site_key: str, past: Past | None, watcher: Watcher, stop: threading.Event
) -> Iterator[Item]:
    """The pages that are not done, until the run is to stop."""
    for item in source:
        if stop.is_set():
            return
        left = item if past is None else past.left(item)
        if left is None:
            watcher.passed(item.size)
        else:
            yield of_site(left, site_key) if site_key else left


def of_site(item: Item, site_key: str) -> Item:
    """The page with its site."""
    return item._replace(site=key_of(item.name, item.url, site_key, item.site))


def _accounts(made: Plan, pages: Iterator[Item]) -> Iterator[Account]:
    options = made.options
    folder = options.out if options.own_files else ""
    work = CleanPage(
        made.config,
        folder,
        options.page_format,
        "parquet" if options.format == "parquet" else "jsonl",
        options.form,
        made.overwrite,
        resumed=made.cut > 0,
        inputs=tuple(os.path.realpath(path) for path in options.inputs.paths if path != STDIN),
    )
    for result in results(work, pages, options):
        yield accounted(result.task, "failed", result.reason) if isinstance(result, Lost) else result


R = TypeVar("R")


def results(work: Callable[[Item, bool], R], pages: Iterator[Item], options: Options) -> Iterator[R | Lost[Item]]:
    """`work` on every page in several processes, in the order of the pages."""
    limits = Limits(options.seconds, options.memory, resident)
    with contextlib.closing(ordered(work, chunks(pages), options.jobs, limits, WARM)) as found:
        yield from found


def chunks(pages: Iterable[Item]) -> Iterator[list[Item]]:
    """Pages that travel together: enough to make the trip worth it, and few at first, so that no worker waits."""
    most = 4
    chunk: list[Item] = []
    size = 0
    for item in pages:
        chunk.append(item)
        size += len(item.content or b"") if not item.path else item.size
        if len(chunk) >= most or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
            most = min(most + 4, CHUNK_PAGES)
    if chunk:
        yield chunk
