"""`python -m tests.benchmark batch`: pages a second for each kind of input and output, workers, overhead, memory."""

from __future__ import annotations

import argparse
import json
import math
import pickle
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import cast

from cleaner import Article, Cleaner
from cleaner.batch.inputs import Inputs
from cleaner.batch.items import Item
from cleaner.batch.memory import resident
from cleaner.batch.opened import Reading
from cleaner.batch.plan import PART_ROWS
from cleaner.batch.reading import read_item
from cleaner.batch.rows import Layout
from cleaner.batch.source import Source
from cleaner.batch.workers import CleanPage
from cleaner.config import Config
from cleaner.writers import Format
from tests.batch import kinds
from tests.benchmark.speed import COMMAND, LAYOUTS, page
from tests.benchmark.summary import table

INPUTS = tuple(kinds.WRITERS)
OUTPUTS = kinds.OUTPUTS
_MEASURED = 60
"""Pages whose cost is measured one by one,"""
_GOES = 7
"""so many times each."""
_STARTS = 3
"""Runs of one page, of which the shortest counts."""
_DISTINCT = 200
"""Invented pages take longer to make than to clean: so many different ones are used over and over."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this measurement."""
    parser.add_argument("--pages", type=int, default=2000, help="pages of a run")
    parser.add_argument("--kilobytes", type=float, default=10, help="of a page")
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
            _speed(Path(folder), range(options.pages), texts)
    return 0


def _speed(folder: Path, numbers: Sequence[int], texts: Sequence[str]) -> None:
    megabytes = sum(len(texts[number % _DISTINCT]) for number in numbers) / 1e6
    clean = Cleaner().clean
    (folder / "few").mkdir()
    rows = []
    for name in INPUTS:
        source, few = (
            kinds.WRITERS[name](folder / where, count) for where, count in ((name, numbers), (f"few/{name}", range(1)))
        )
        for output in OUTPUTS if name == "folder" else ("jsonl",):
            # A run of one page takes what the others begin with: pyarrow, for one, is long to import.
            starts = [_run(few, folder / f"start{go}-{name}-{output}", output, 2) for go in range(_STARTS)]
            start, start_processor = (min(values) for values in zip(*starts, strict=True))
            seconds, processor = _run(source, folder / f"out-{name}-{output}", output, 2)
            parent = (processor - start_processor) / len(numbers)
            bare, worker = _worker(source, folder / f"alone-{name}-{output}", output, clean)
            beyond = (parent + worker) / bare - 1
            speed = (len(numbers) / (seconds - start), megabytes / (seconds - start))
            shares = (f"{parent / bare:.0%}", f"{beyond:+.0%}")
            rows.append([name, output, f"{speed[0]:,.0f}", f"{speed[1]:.1f}", *shares, f"{start:.2f}"])
    print(f"{len(numbers):,} pages of {megabytes / len(numbers) * 1000:.0f} KB, two workers, once started.\n")
    print("In shares of the processor time that cleaning the same pages takes: what the main process takes, and what")
    print("all processes take beyond cleaning; in seconds, what a run of one page takes.\n")
    print(table(["input", "output", "pages a second", "MB a second", "main process", "overhead", "start"], rows))
    times = {jobs: _run(folder / "folder", folder / f"jobs{jobs}", "txt", jobs)[0] for jobs in (1, 2)}
    print(f"\nOne worker {times[1]:.1f} s, two {times[2]:.1f} s: {times[1] / times[2]:.2f} times as fast.")


def _worker(source: Path, out: Path, output: str, clean: Callable[[str | bytes], Article]) -> tuple[float, float]:
    """Seconds of processor time for a page: of cleaning alone, and of a worker.

    A worker reads, cleans and writes, and has the way to and fro. Both are measured in turn, page by page, and the
    least of several goes counts, so that what else the machine does meanwhile has no part in it.
    """
    out.mkdir()
    own = "" if output.startswith(("jsonl", "parquet")) else output
    work = CleanPage(Config(), str(out) if own else "", cast("Format", own or "jsonl"), _layout(output))
    items = list(islice(Source(Inputs([str(source)]), Reading(80_000_000), f".{own}" if own else ""), _MEASURED))
    pages = [read_item(item, 80_000_000).content for item in items]
    sums = [0.0, 0.0]
    for number, (item, page_) in enumerate(zip(items, pages, strict=True)):
        least = [math.inf, math.inf]
        for go in range(_GOES):
            fresh = item._replace(output=f"{go}/{number}.{own}") if own else item
            calls: tuple[Callable[[], object], ...] = (partial(clean, page_), partial(_there_and_back, work, fresh))
            for place, call in enumerate(calls):
                began = time.thread_time()
                call()
                least[place] = min(least[place], time.thread_time() - began)
        sums = [total + value for total, value in zip(sums, least, strict=True)]
    return sums[0] / len(items), sums[1] / len(items)


def _there_and_back(work: CleanPage, item: Item) -> bytes:
    return pickle.dumps(work(pickle.loads(pickle.dumps(item))))


def _layout(output: str) -> Layout:
    return "parquet" if output == "parquet" else "jsonl"


def _run(source: Path, out: Path, output: str, jobs: int) -> tuple[float, float]:
    """Seconds on the clock, and of processor time of the main process: the workers are not its own children."""
    out.mkdir()
    target = kinds.output_arguments(out, output, PART_ROWS)
    command = [*COMMAND, "batch", str(source), *target, "--jobs", str(jobs)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
