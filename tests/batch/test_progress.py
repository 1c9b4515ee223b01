from __future__ import annotations

import io

import pytest

from cleaner.batch.inputs import Survey
from cleaner.batch.progress import Bar, Lines, clock_time, megabytes
from cleaner.batch.workers import Account


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_remaining_time_goes_by_bytes_and_not_by_pages() -> None:
    clock, told = Clock(), io.StringIO()
    lines = Lines(told, clock)
    lines.start(Survey(4, size=1000))
    for second in range(3):
        clock.now += 1
        lines.page(Account(f"{second}.txt", "ok", 100))
    # Three of four pages, but three tenths of the bytes, after three seconds: seven seconds are left for the rest,
    # and 200 of 1000 bytes were done when the first line was due, after two.
    assert told.getvalue().splitlines() == ["4 pages, 1.0 kB", "2 of 4 pages, 20%, 0:08 left"]


def test_lines_are_few_and_failures_come_at_once() -> None:
    clock, told = Clock(), io.StringIO()
    lines = Lines(told, clock)
    lines.start(Survey(1000, size=1000))
    for number in range(1000):
        clock.now += 0.03
        lines.page(Account(f"{number}.txt", "failed" if number == 5 else "ok", 1, "why"))
    said = told.getvalue().splitlines()
    assert said[1] == "failed: 5.txt: why"
    assert len(said) == 5


def test_empty_pages_do_not_divide_by_zero() -> None:
    clock, told = Clock(), io.StringIO()
    lines = Lines(told, clock)
    lines.start(Survey(2, size=0))
    clock.now += 5
    lines.page(Account("a.txt", "no-article", 0))
    assert told.getvalue().splitlines()[-1] == "1 of 2 pages"


def test_a_bar_shows_names_as_they_are() -> None:
    from rich.console import Console

    told = io.StringIO()
    with Bar(Console(file=told, force_terminal=True, width=80)) as bar:
        bar.start(Survey(2, size=100))
        bar.page(Account("[red]x.txt", "failed", 50, "[bold]why"))
        bar.page(Account("b.txt", "ok", 50))
    assert "failed: [red]x.txt: [bold]why" in told.getvalue()
    assert "2 of 2 pages" in told.getvalue()


@pytest.mark.parametrize(("seconds", "shown"), [(0.4, "0:00"), (42, "0:42"), (3909, "1:05:09"), (59.7, "1:00")])
def test_clock_time(seconds: float, shown: str) -> None:
    assert clock_time(seconds) == shown


@pytest.mark.parametrize(("size", "shown"), [(0, "0.0 kB"), (1500, "1.5 kB"), (14_700_000, "14.7 MB")])
def test_megabytes(size: int, shown: str) -> None:
    assert megabytes(size) == shown


def test_archives_hold_nobody_knows_how_many_pages() -> None:
    clock, told = Clock(), io.StringIO()
    lines = Lines(told, clock)
    lines.start(Survey(1, archives=1, size=1000))
    lines.passed(500)
    clock.now += 3
    lines.page(Account("a", "ok", 100))
    assert told.getvalue().splitlines() == ["1 files, 1.0 kB", "2 pages, 60%, 0:12 left"]


def test_standard_input_has_no_end_in_sight() -> None:
    clock, told = Clock(), io.StringIO()
    lines = Lines(told, clock)
    lines.start(Survey(known=False))
    clock.now += 3
    lines.page(Account("a", "ok", 100))
    assert told.getvalue().splitlines() == ["reading standard input", "1 pages"]
