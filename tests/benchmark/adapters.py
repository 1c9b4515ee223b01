"""`python -m tests.benchmark adapters`: what an adapter adds to the cost of cleaning itself.

Each is measured at what its engine calls for a batch or a document, beside `Cleaner.clean` on the same pages; what the
engine does around that, moving rows between machines say, is not the adapter's.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from cleaner import Cleaner
from cleaner.integrations.documents import DocumentCleaner
from cleaner.integrations.lines import LineCleaner
from cleaner.many import CleanOne
from tests.benchmark.speed import LAYOUTS, page
from tests.benchmark.summary import table

Work = Callable[[], object]


class Adapter(NamedTuple):
    """What is measured: `make` sets up, and gives the work to do on all pages."""

    name: str
    module: str
    make: Callable[[list[str]], Work]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this run."""
    parser.add_argument("--count", type=int, default=1000, help="pages of a round; what starts with it is in it")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; the median counts")


def run(options: argparse.Namespace) -> int:
    """Print the table."""
    print(f"Processor time, {options.count} pages of 5 KB, the median of {options.rounds} rounds:\n")
    rows = [
        [name, f"{clean * 1000:.2f}", f"{whole * 1000:.2f}", f"{(whole / clean - 1) * 100:.1f} %"]
        for name, clean, whole in measure(options.count, options.rounds)
    ]
    print(table(["adapter", "ms a page, clean", "ms a page, adapter", "added"], rows))
    return 0


def measure(count: int, rounds: int, names: tuple[str, ...] = ()) -> Iterator[tuple[str, float, float]]:
    """Seconds a page of `clean` alone and of each adapter that is installed, or of those in `names`."""
    pages = [page(5_000, LAYOUTS[number % len(LAYOUTS)], number) for number in range(count)]
    for adapter in ADAPTERS:
        if (names and adapter.name not in names) or importlib.util.find_spec(adapter.module) is None:
            continue
        alone, work = _alone(pages), adapter.make(pages)
        alone(), work()
        # In turns, so that a machine that slows down slows both.
        pairs = [(_seconds(alone), _seconds(work)) for _ in range(rounds)]
        added = median(whole / clean for clean, whole in pairs)
        clean = min(clean for clean, _ in pairs)
        yield adapter.name, clean / count, clean * added / count


def _seconds(work: Work) -> float:
    start = _used()
    work()
    return _used() - start


def _used() -> float:
    """Processor seconds that this process has used, and those that it has started."""
    spent = os.times()
    beside = 0.0
    for child in multiprocessing.active_children():
        figures = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        beside += (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + spent.children_user + spent.children_system + beside


def _alone(pages: list[str]) -> Work:
    cleaner = Cleaner()
    return lambda: [cleaner.clean(text) for text in pages]


def _arrow(pages: list[str], timeout: float | None = None) -> Work:
    import pyarrow as pa

    from cleaner.integrations.arrow import BatchCleaner

    cleaner = BatchCleaner(timeout=timeout)
    return functools.partial(cleaner, pa.RecordBatch.from_pydict({"text": pages}))


def _lines(pages: list[str]) -> Work:
    cleaner = LineCleaner(CleanOne(Cleaner(), "auto"))
    lines = [json.dumps({"text": text}).encode() for text in pages]
    return lambda: [cleaner(line) for line in lines]


def _datasets(pages: list[str]) -> Work:
    import datasets

    from cleaner.integrations.datasets import clean

    datasets.disable_caching()
    datasets.disable_progress_bars()
    given = datasets.Dataset.from_dict({"text": pages})
    return lambda: clean(given)


def _datatrove(pages: list[str], *, sandbox: bool = False) -> Work:
    from datatrove.data import Document
    from datatrove.utils.logging import logger

    from cleaner.integrations.datatrove import NewsPageCleaner, NewsPageExtractor

    logger.remove()
    step = NewsPageExtractor(timeout=60, form="auto") if sandbox else NewsPageCleaner()

    def work() -> object:
        documents = (Document(text=text, id=str(number)) for number, text in enumerate(pages))
        return [*step.run(documents)]

    return work


def _langchain(pages: list[str]) -> Work:
    from langchain_core.documents import Document

    from cleaner.integrations.langchain import NewsPageTransformer

    transformer = NewsPageTransformer()
    documents = [Document(page_content=text) for text in pages]
    return lambda: transformer.transform_documents(documents)


def _haystack(pages: list[str]) -> Work:
    from haystack import Document

    from cleaner.integrations.haystack import NewsPageCleaner

    cleaner = NewsPageCleaner()
    documents = [Document(content=text) for text in pages]
    return lambda: cleaner.run(documents)


def _scrapy(pages: list[str]) -> Work:
    from cleaner.integrations.scrapy import NewsPagePipeline

    pipeline = NewsPagePipeline(DocumentCleaner())
    return lambda: [pipeline.process_item({"text": text}) for text in pages]


ADAPTERS = (
    Adapter("Arrow; what Spark and Ray call", "pyarrow", _arrow),
    Adapter("the same with a time limit", "pyarrow", functools.partial(_arrow, timeout=60)),
    Adapter("cleaner stream", "cleaner", _lines),
    Adapter("Hugging Face datasets", "datasets", _datasets),
    Adapter("datatrove, text", "datatrove", _datatrove),
    Adapter("datatrove, in its sandbox", "datatrove", functools.partial(_datatrove, sandbox=True)),
    Adapter("LangChain", "langchain_core", _langchain),
    Adapter("Haystack", "haystack", _haystack),
    Adapter("Scrapy", "itemadapter", _scrapy),
)
