"""Tells how far a run is: a bar in a terminal, plain lines elsewhere. Remaining time goes by bytes, not by pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from cleaner.batch.workers import Account

if TYPE_CHECKING:
    from rich.console import Console

FIRST_LINE_SECONDS = 2.0
LINE_SECONDS = 10.0
_SPEED_SECONDS = 60.0
_REFRESH_SECONDS = 0.1


class Lines:
    """Plain lines: one after two seconds, then one in ten seconds, and each failure as it comes."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._pages = self._size = self._done = self._done_size = 0
        self._started = self._next = clock()

    def start(self, pages: int, size: int) -> None:
        """Say what there is to do."""
        self._pages, self._size = pages, size
        self._started = self._clock()
        self._next = self._started + FIRST_LINE_SECONDS
        self._say(f"{pages:,} pages, {megabytes(size)}")

    def page(self, account: Account) -> None:
        """Count a page, and say how far it is when it is time to."""
        self._done += 1
        self._done_size += account.size
        if account.outcome == "failed":
            self._say(f"failed: {account.name}: {account.reason}")
        now = self._clock()
        if now >= self._next:
            self._next = now + LINE_SECONDS
            self._say(f"{self._done:,} of {self._pages:,} pages, {self._share():.0%}, {self._left(now)} left")

    def _share(self) -> float:
        return self._done_size / self._size if self._size else 1.0

    def _left(self, now: float) -> str:
        spent = now - self._started
        return clock_time(spent * (self._size - self._done_size) / self._done_size) if self._done_size else "unknown"

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
        self._pages = self._done = self._done_size = 0
        self._shown = 0.0

    def start(self, pages: int, size: int) -> None:
        """Set the length of the bar."""
        self._pages = pages
        self._progress.update(self._bar, total=size, pages=f"0 of {pages:,} pages")

    def page(self, account: Account) -> None:
        """Move the bar on."""
        self._done += 1
        self._done_size += account.size
        if account.outcome == "failed":
            self._progress.console.print(
                f"failed: {account.name}: {account.reason}", style="red", markup=False, highlight=False
            )
        now = time.monotonic()
        if now - self._shown >= _REFRESH_SECONDS or self._done == self._pages:
            self._shown = now
            self._progress.update(
                self._bar, completed=self._done_size, pages=f"{self._done:,} of {self._pages:,} pages"
            )

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
