"""Pages that hang, eat memory or kill their interpreter: they are ended, reported and passed by, and no other."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from cleaner.batch.inputs import Inputs
from cleaner.batch.items import Item
from cleaner.batch.memory import resident
from cleaner.batch.opened import Reading
from cleaner.batch.plan import Options
from cleaner.batch.run import chunks, results
from cleaner.batch.workers import Account
from cleaner.parallel import Lost
from tests.command import cleaner

Capture = pytest.CaptureFixture[str]


def poisonous(item: Item, again: bool) -> Account:
    """Work that does what the page's name says, to its own worker."""
    word = item.name.split("-")[0]
    if word == "sleeps":
        time.sleep(600)
    if word == "hangs":
        # In C, and deaf to Python's signals.
        10**10**8
    if word == "eats":
        hoard = [os.urandom(1 << 16) * 160 for _ in range(400)]
        del hoard
    if word == "exits":
        os._exit(3)
    if word == "crashes":
        os.abort()
    return Account(item.name, "ok", 0)


SECONDS = 2.0
POISONS = {
    "sleeps": "it took longer than 2 s and was ended",
    "hangs": "it took longer than 2 s and was ended",
    "eats": "its worker took more than 0.8 GB of memory and was ended",
    "exits": "its worker process died (exit code 3)",
    "crashes": "its worker process died (exit code -6)",
}


def options(seconds: float, memory: int | None = None) -> Options:
    return Options(Inputs(()), "", Reading(1), jobs=2, seconds=seconds, memory=memory)


@pytest.mark.parametrize("word", POISONS)
def test_a_poison_page_takes_no_neighbour_with_it(word: str) -> None:
    names = [f"good-{n}" if n not in (7, 60) else f"{word}-{n}" for n in range(100)]
    found = list(
        results(poisonous, (Item(name) for name in names), options(60 if word == "eats" else SECONDS, 800_000_000))
    )
    assert [each.task.name if isinstance(each, Lost) else each.name for each in found] == names
    lost = {each.task.name: each.reason for each in found if isinstance(each, Lost)}
    assert lost == {f"{word}-7": POISONS[word], f"{word}-60": POISONS[word]}


def test_limits_hold_while_the_parent_waits_for_input() -> None:
    """A slow source keeps the parent busy; the page is ended all the same."""
    taken: list[float] = []

    def slow() -> Iterator[Item]:
        for number in range(12):
            yield Item(f"sleeps-{number}" if number == 0 else f"good-{number}")
            if number == 8:
                time.sleep(3)
                taken.append(resident(os.getpid()))

    began = time.monotonic()
    found = list(results(poisonous, slow(), options(0.5)))
    assert isinstance(found[0], Lost)
    assert time.monotonic() - began < 30
    assert taken[0] > 1_000_000


def test_pages_travel_in_small_lots_first() -> None:
    lots = [len(lot) for lot, _ in zip(chunks(Item(str(n)) for n in count()), range(30), strict=False)]
    assert lots[:3] == [4, 4, 8] or lots[:3] == [4, 8, 12]
    assert max(lots) == 64
    assert [len(lot) for lot in chunks(Item("x", b"x" * 300_000) for _ in range(4))] == [2, 2]


def test_a_page_over_its_time_is_ended(capfd: Capture, tmp_path: Path) -> None:
    settings = tmp_path / "slow.toml"
    settings.write_text(
        "[limits]\npattern_seconds = 60\n[patterns]\npage-control = ['(?:a|a|aa)+b']\n", encoding="utf-8"
    )
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a", "Some text."), ("b", "a" * 5000), ("c", "More text.")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    done = cleaner(capfd, "batch", folder, "-o", out, "--config", settings, "--timeout", "2", "--form", "dump")
    assert done.code == 1
    assert "b.txt: it took longer than 2 s and was ended" in done.out
    assert sorted(path.name for path in out.iterdir()) == ["a.txt", "c.txt", "run.jsonl"]
