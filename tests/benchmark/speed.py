"""`python -m tests.benchmark speed`: milliseconds by page size, start-up times, what a second worker brings."""

from __future__ import annotations

import argparse
import functools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from cleaner import Cleaner
from tests.benchmark.summary import table

SIZES = {"1 KB": 1_000, "10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
LAYOUTS = ("blank lines", "a block a line", "sentences broken at links", "wrapped at 78 columns")
_SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te"),
    *("vi", "zo", "an", "el", "in", "or", "un", "ar", "es", "ti", "to", "ra"),
)
# The command line by way of its function, so that a checkout will do.
COMMAND = (sys.executable, "-c", "from cleaner.cli import main; main()")
_MENU = ("Home", "World", "Business", "Sport", "Subscribe", "Log in", "Most read", "Share", "Newsletter", "Close")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the speed run."""
    parser.add_argument("--pages", type=int, default=1500, help="pages of the batch run")
    parser.add_argument("--seconds", type=float, default=1.0, help="time for each cell of the table, at most")


def page(size: int, layout: str, seed: int = 0) -> str:
    """An invented page of about `size` characters: a menu, a headline, paragraphs, teasers here and there."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3)))

    def sentence() -> str:
        return " ".join(word() for _ in range(chance.randint(8, 24))).capitalize() + "."

    blocks = [*_MENU, " ".join(word().capitalize() for _ in range(9)), "By Ana Beltor", "3 June 2025, 10:15"]
    length = sum(map(len, blocks))
    while length < size:
        teaser = chance.random() < 0.25
        block = " ".join(word() for _ in range(9)).title() if teaser else " ".join(sentence() for _ in range(4))
        blocks.append(block)
        length += len(block) + 1
    return _lay_out(blocks, layout)[:size]


def _lay_out(blocks: list[str], layout: str) -> str:
    if layout == "blank lines":
        return "\n\n".join(blocks)
    if layout == "a block a line":
        return "\n".join(blocks)
    if layout == "sentences broken at links":
        return "\n".join(block.replace(" ba", "\nba").replace("\nba", " ba", 3) for block in blocks)
    import textwrap

    return "\n\n".join(textwrap.fill(block, 78) for block in blocks)


def best(call: Callable[[], object], seconds: float) -> float:
    """Seconds of the fastest call, of as many as fit in `seconds`, at least one."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    while not times or time.perf_counter() < until:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def run(options: argparse.Namespace) -> int:
    """Print the tables."""
    cleaner = Cleaner()
    rows = []
    for name, size in SIZES.items():
        pages = [page(size, layout) for layout in LAYOUTS]
        milliseconds = [best(functools.partial(cleaner.clean, source), options.seconds) * 1000 for source in pages]
        per_kb = sum(milliseconds) / len(milliseconds) / size * 1000
        rows.append([name, *(f"{value:,.2f}" for value in milliseconds), f"{per_kb * 1000:.0f}"])
    print("Milliseconds a page, one core, once loaded:\n")
    print(table(["size", *LAYOUTS, "µs a KB"], rows))
    print("\nStart-up, the median of seven runs:\n")
    print(table(["command", "seconds"], [[name, f"{seconds:.3f}"] for name, seconds in _start_up().items()]))
    print(f"\nBatch, {options.pages} pages of 10 KB:\n")
    seconds = _batch(options.pages)
    rows = [[str(jobs), f"{value:.2f}", f"{seconds[1] / value:.2f}"] for jobs, value in seconds.items()]
    print(table(["workers", "seconds", "times one"], rows))
    return 0


def _start_up() -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(page(2_000, LAYOUTS[0]))
        file.flush()
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import cleaner": [sys.executable, "-c", "import cleaner"],
            "cleaner clean PAGE": [*COMMAND, "clean", file.name],
        }
        return {name: _median_time(command) for name, command in commands.items()}


def _median_time(command: list[str]) -> float:
    # What is installed has its bytecode: it is written by a first run, whatever the environment says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(8):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        times.append(time.perf_counter() - start)
    return median(times[1:])


def _batch(pages: int) -> dict[int, float]:
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in"
        source.mkdir()
        for number in range(pages):
            text = page(10_000, LAYOUTS[number % len(LAYOUTS)], number)
            (source / f"{number:05}.txt").write_text(text, encoding="utf-8")
        for jobs in (1, 2):
            target = Path(folder) / f"out{jobs}"
            command = [*COMMAND, "batch", str(source), "-o", str(target), "--jobs", str(jobs)]
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seconds[jobs] = time.perf_counter() - start
    return seconds
