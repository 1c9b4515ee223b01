"""`python -m tests.benchmark batch`: pages a second for each kind of input and output, workers, overhead, memory."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from cleaner.batch.memory import resident
from cleaner.batch.plan import PART_ROWS
from tests.batch import kinds
from tests.benchmark.speed import COMMAND, LAYOUTS, page
from tests.benchmark.summary import table
from tests.benchmark.turns import adopt, alone, in_turns

INPUTS = tuple(kinds.WRITERS)
PAIRS = [("folder", output) for output in kinds.OUTPUTS] + [(name, "jsonl") for name in INPUTS if name != "folder"]
_STARTS = 5
"""Runs of one page."""
_DISTINCT = 200
"""Invented pages take longer to make than to clean: so many different ones are used over and over."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this measurement."""
    parser.add_argument("--pages", type=int, default=2000, help="pages of a run")
    parser.add_argument("--kilobytes", type=float, default=10, help="of a page")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each kind to compare with cleaning alone")
    parser.add_argument("--memory", type=int, default=0, metavar="PAGES", help="only the memory of a run of so many")


def run(options: argparse.Namespace) -> int:
    """Print the tables."""
    size = int(options.kilobytes * 1000)
    texts = [page(size, LAYOUTS[number % len(LAYOUTS)], number) for number in range(_DISTINCT)]
    kinds.page = lambda number: f"Story {number}\n{texts[number % _DISTINCT]}"
    with tempfile.TemporaryDirectory() as folder:
        if options.memory:
            _memory(Path(folder), options.memory)
        else:
            _speed(Path(folder), range(options.pages), texts, options.rounds)
    return 0


def _speed(folder: Path, numbers: Sequence[int], texts: Sequence[str], rounds: int) -> None:
    adopt()
    megabytes = sum(len(texts[number % _DISTINCT]) for number in numbers) / 1e6
    (folder / "few").mkdir()
    many = {name: kinds.WRITERS[name](folder / name, numbers) for name in INPUTS}
    few = {name: kinds.WRITERS[name](folder / f"few/{name}", range(1)) for name in INPUTS}
    loop = [sys.executable, "-c", _LOOP, str(many["folder"])]
    rows = []
    for name, output in PAIRS:
        starts = [alone(_command(few[name], folder, output, 1)) for _ in range(_STARTS)]
        seconds, processor = min(cost.seconds for cost in starts), median(cost.processor for cost in starts)
        fast = alone(_command(many[name], folder, output, 2)).seconds - seconds
        shares = []
        for _ in range(rounds):
            whole, bare = in_turns(_command(many[name], folder, output, 1), loop)
            shares.append(1 - float(bare) / (whole - processor))
        speed = (f"{len(numbers) / fast:,.0f}", f"{megabytes / fast:.1f}")
        span = f"{min(shares):.1%} to {max(shares):.1%}"
        rows.append([name, output, *speed, f"{median(shares):.1%}", span, f"{seconds:.2f}"])
    print(f"{len(numbers):,} pages of {megabytes / len(numbers) * 1000:.0f} KB.\n\n{_EXPLAINED}")
    print(table(["input", "output", "pages a second", "MB a second", "beyond cleaning", "rounds", "start"], rows))
    times = {jobs: alone(_command(many["folder"], folder, "txt", jobs)).seconds for jobs in (1, 2)}
    print(f"\nOne worker {times[1]:.1f} s, two {times[2]:.1f} s: {times[1] / times[2]:.2f} times as fast.")


_EXPLAINED = """Pages and MB a second: two workers, once started. Beyond cleaning: of the processor time of a run with
one worker, all its processes and the system for them, the share that is more than a plain loop takes to clean the same
pages. The two take turns; the median of the rounds counts, and what a run of one page takes is left out. Start: seconds
that a run of one page takes, from the command to its end, the least of several.
"""
_LOOP = """
import sys, time
from pathlib import Path
from cleaner import Cleaner
pages = [path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
clean = Cleaner().clean
clean(pages[0])
began = time.process_time()
for page in pages:
    clean(page)
print(time.process_time() - began)
"""


def _command(source: Path, folder: Path, output: str, jobs: int) -> list[str]:
    """A run into a folder of its own: where a file system has just seen files go, it is slow to make new ones."""
    target = kinds.output_arguments(Path(tempfile.mkdtemp(dir=folder)), output, PART_ROWS)
    return [*COMMAND, "batch", str(source), *target, "--jobs", str(jobs)]


def _memory(folder: Path, pages: int) -> None:
    """The memory of a run's processes as it goes: JSONL from a pipe, so that no pages lie on the disk."""
    command = [*COMMAND, "batch", "-", "-o", str(folder / "all.jsonl"), "--format", "jsonl", "--jobs", "2"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    feeder = threading.Thread(target=_feed, args=(process.stdin, pages))
    feeder.start()
    manifest = folder / "all.jsonl.run.jsonl"
    rows: list[list[str]] = []
    while process.poll() is None:
        time.sleep(0.5)
        done = sum(1 for line in manifest.open("rb") if line.startswith(b'{"input"')) if manifest.exists() else 0
        if done >= pages * len(rows) // 10:
            held = [resident(pid) / 1e6 for pid in (process.pid, *_below(process.pid))]
            rows.append([f"{done:,}", f"{held[0]:.0f}", f"{sum(held):.0f}"])
    feeder.join()
    print(table(["pages", "MB of the main process", "MB of all"], rows))


def _feed(pipe: object, pages: int) -> None:
    with pipe as stream:  # type: ignore[attr-defined]
        for number in range(pages):
            stream.write(f"{json.dumps(kinds.record(number))}\n".encode())


def _below(pid: int) -> Iterator[int]:
    """The processes that `pid` has started, and theirs."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield int(child)
            yield from _below(int(child))
