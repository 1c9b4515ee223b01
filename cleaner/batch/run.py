"""One run over many files: the plan carried out by workers, and counted."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cleaner.api import Cleaner
from cleaner.batch.inputs import reason, shown
from cleaner.batch.outputs import settle, temporary_file
from cleaner.batch.plan import Options, Plan
from cleaner.batch.workers import Account, CleanFile, Task
from cleaner.errors import OutputError
from cleaner.parallel import Lost, ordered

CHUNK_PAGES = 64
CHUNK_BYTES = 500_000


class Watcher(Protocol):
    """Is told how far the run is."""

    def start(self, pages: int, size: int) -> None:
        """Before the first page: how many pages, of how many bytes."""

    def page(self, account: Account) -> None:
        """A page is done."""


@dataclass(slots=True)
class Report:
    """The count of a run."""

    outcomes: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    removed: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    failed_rules: Counter[str] = field(default_factory=Counter)
    stopped: str = ""
    """Why the run ended early; empty when it did not."""

    @property
    def pages(self) -> int:
        """Pages that the run came to."""
        return self.outcomes.total()

    def add(self, account: Account) -> None:
        """Count a page."""
        if account.outcome == "stopped":
            self.stopped = account.reason
            return
        self.outcomes[account.outcome] += 1
        self.kept += account.kept
        self.removed += account.removed
        self.rules.update(dict(account.rules))
        self.failed_rules.update(account.failed_rules)
        if account.outcome == "failed":
            self.failures.append((account.name, account.reason))


def run(cleaner: Cleaner, options: Options, made: Plan, watcher: Watcher, report: Report) -> None:
    """Do what is planned, and count it in `report`.

    Raises:
        WorkerStartError: the worker processes cannot start.
    """
    report.outcomes["skipped"] += len(made.existing)
    for name, why in made.found.unreadable:
        report.add(Account(name, "failed", 0, why))
    watcher.start(len(made.tasks), sum(task.entry.size for task in made.tasks))
    work = CleanFile(cleaner, options.format, options.form, options.overwrite)
    try:
        with (
            _one_file(made.target, options.overwrite) as write,
            contextlib.closing(_accounts(work, options, made)) as accounts,
        ):
            _count(accounts, write, watcher, report)
    except OutputError as error:
        report.stopped = error.message


def _count(accounts: Iterable[Account], write: Callable[[bytes], object], watcher: Watcher, report: Report) -> None:
    for account in accounts:
        if account.line:
            write(account.line)
        report.add(account)
        watcher.page(account)
        if report.stopped:
            return


def _accounts(work: CleanFile, options: Options, made: Plan) -> Generator[Account, None, None]:
    if not made.tasks or (options.jobs == 1 and options.seconds is None):
        yield from map(work, made.tasks)
        return
    chunks = list(_chunks(made.tasks, options.jobs))
    results = ordered(work, chunks, min(options.jobs, len(chunks)), options.seconds)
    for task, result in zip(made.tasks, results, strict=True):
        if isinstance(result, Lost):
            yield Account(shown(task.entry.name), "failed", task.entry.size, result.reason)
        else:
            yield result


def _chunks(tasks: Sequence[Task], jobs: int) -> Iterator[list[Task]]:
    """Tasks that travel together: enough to make the trip worth it, few enough that no worker is without."""
    most = max(1, min(CHUNK_PAGES, len(tasks) // (jobs * 4)))
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += task.entry.size
        if len(chunk) >= most or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


@contextlib.contextmanager
def _one_file(target: str, overwrite: bool) -> Iterator[Callable[[bytes], object]]:
    """Gathers the lines of all pages; the file is seen under its name when the run got through, and only then."""
    if not target:
        yield lambda line: None
        return
    with contextlib.ExitStack() as stack:
        with _blame(target):
            file, temporary = stack.enter_context(temporary_file(os.path.dirname(target) or "."))

        def write(line: bytes) -> None:
            with _blame(target):
                file.write(line)

        yield write
        with _blame(target):
            settle(file, temporary, target, replace=overwrite)


@contextlib.contextmanager
def _blame(target: str) -> Iterator[None]:
    """Say which file the system refused."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{shown(target)}: {reason(error)}") from error
