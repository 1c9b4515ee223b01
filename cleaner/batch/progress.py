"""Tells how far a run is: a bar in a terminal, plain lines elsewhere. Remaining time goes by bytes, not by pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from cleaner.batch.inputs import Survey
from cleaner.batch.workers import Account

if TYPE_CHECKING:
    from rich.console import Console

FIRST_LINE_SECONDS = 2.0
LINE_SECONDS = 10.0
_SPEED_SECONDS = 60.0
_REFRESH_SECONDS = 0.1


@dataclass(slots=True)
class Count:
    """How far a run is."""

    total: int | None = None
    """Pages; None where archives hold nobody knows how many."""
    size: int = 0
    """Bytes of all inputs; 0 where that is not known."""
    done: int = 0
    done_size: int = 0

    @classmethod
    def of(cls, survey: Survey) -> Count:
        """Nothing done yet of what was surveyed."""
        pages = survey.files if survey.known and not survey.archives else None
        return cls(pages, survey.size if survey.known else 0)

    def add(self, size: int) -> None:
        """A page is done."""
        self.done += 1
        self.done_size += size

    @property
    def share(self) -> float:
        """0 to 1, by bytes."""
        return min(self.done_size / self.size, 1.0) if self.size else 1.0

    def pages(self) -> str:
        """Pages done, and of how many where that is known."""
        return f"{self.done:,} pages" if self.total is None else f"{self.done:,} of {self.total:,} pages"

    def whole(self, survey: Survey) -> str:
        """What there is to do."""
        if not survey.known:
            return "reading standard input"
        what = "pages" if self.total is not None else "files"
        return f"{survey.files:,} {what}, {megabytes(survey.size)}"


class Lines:
    """Plain lines: one after two seconds, then one in ten seconds, and each failure as it comes."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._count = Count()
        self._before = 0
        self._started = self._next = clock()

    def start(self, survey: Survey) -> None:
        """Say what there is to do."""
        self._count = Count.of(survey)
        self._started = self._clock()
        self._next = self._started + FIRST_LINE_SECONDS
        self._say(self._count.whole(survey))

    def passed(self, size: int) -> None:
        """Count a page that was done before, in no time."""
        self._count.add(size)
        self._before += size

    def page(self, account: Account) -> None:
        """Count a page, and say how far it is when it is time to."""
        self._count.add(account.size)
        if account.outcome == "failed":
            self._say(f"failed: {account.name}: {account.reason}")
        now = self._clock()
        if now >= self._next:
            self._next = now + LINE_SECONDS
            share = f", {self._count.share:.0%}, {self._left(now)} left" if self._count.size else ""
            self._say(f"{self._count.pages()}{share}")

    def _left(self, now: float) -> str:
        done = self._count.done_size - self._before
        left = self._count.size - self._count.done_size
        return clock_time((now - self._started) * max(left, 0) / done) if done else "unknown"

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to tidy."""


class Bar:
    """A bar with the share of bytes, the pages, the remaining time; failures scroll by above it."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.fields[pages]}"),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=console,
            speed_estimate_period=_SPEED_SECONDS,
        )
        self._bar = self._progress.add_task("", total=None, pages="")
        self._count = Count()
        self._shown = 0.0

    def start(self, survey: Survey) -> None:
        """Set the length of the bar."""
        self._count = Count.of(survey)
        self._progress.update(self._bar, total=self._count.size or None, pages=self._count.pages())

    def passed(self, size: int) -> None:
        """Move the bar on over a page that was done before."""
        self._count.add(size)
        self._show()

    def page(self, account: Account) -> None:
        """Move the bar on."""
        self._count.add(account.size)
        if account.outcome == "failed":
            self._progress.console.print(
                f"failed: {account.name}: {account.reason}", style="red", markup=False, highlight=False
            )
        self._show()

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._shown >= _REFRESH_SECONDS or self._count.done == self._count.total:
            self._shown = now
            self._progress.update(self._bar, completed=self._count.done_size, pages=self._count.pages())

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"


def clock_time(seconds: float) -> str:
    """A time span for people: `1:05:09`, `0:42`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
