"""Cleans and scores one page; what the quality run does in its worker processes."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from cleaner import Article, Cleaner
from cleaner.body import Body, decide
from cleaner.body.judge import Judge, Kind, kind_of
from cleaner.errors import CleanerError
from cleaner.model import Mark, Page
from tests.benchmark import stated
from tests.benchmark.baselines import ON_DUMPS, ON_HTML
from tests.benchmark.corpus import Cache, Row, renderings
from tests.benchmark.peers import Peer, measure_peers
from tests.benchmark.score import Passages, Score, shingle_f1, word_f1
from tests.benchmark.stated import Stated
from tests.benchmark.weights_file import read

HTML: Kind = "html"
ONE_LINE: Kind = "one-line"


class Job(NamedTuple):
    """One page to measure, and how."""

    row: Row
    styles: tuple[str, ...]
    """Dump styles, or `("html",)`."""
    cache: Path
    baselines: bool
    weights: Path | None = None
    """Weights to judge by; None for those that are shipped."""


class Outcome(NamedTuple):
    """One page in one style, cleaned and scored."""

    set_name: str
    id: str
    style: str
    words: Score
    shingles: Score
    must_kept: int
    must_all: int
    must_not_gone: int
    must_not_all: int
    empty: bool
    no_article: bool
    unchanged: bool
    """The body cleaned again is the same."""
    confidence: float
    seconds: float
    chars: int
    error: str
    """A named error, or the ids of rules that crashed; empty when all went well."""
    stated: Stated = Stated()
    """The metadata that were found."""


class Measured(NamedTuple):
    """One page: our outcomes by style, and the baselines' F1 by system and style."""

    row: Row
    outcomes: tuple[Outcome, ...]
    baselines: Mapping[tuple[str, str], float]
    body_unchanged: bool
    """The wanted body comes out as it went in, white space aside."""
    peers: Mapping[str, Peer] = MappingProxyType({})
    """What tools for HTML make of the page, where it is HTML that is measured."""


@functools.cache
def cleaner(weights: Path | None = None, *, elements: bool = False) -> Cleaner:
    """The default configuration, compiled once a process; it judges by `weights`, a file, where they are given.

    Args:
        weights: the file.
        elements: they are weights for HTML.
    """
    made = Cleaner()
    if weights is not None:
        judge = Judge(read(weights), elements=elements)
        # Pages on one line have weights of their own, where these were fitted as well.
        lines = weights.parent / ONE_LINE / weights.name
        of_lines = Judge(read(lines)) if not elements and lines.is_file() else judge
        made._decide = functools.partial(_decided, judge, of_lines)
    return made


def _decided(judge: Judge, of_lines: Judge, page: Page, marks: Sequence[Mark], keep: frozenset[str]) -> Body:
    return decide(page, marks, keep, of_lines if kind_of(page) == ONE_LINE else judge)


def warm_up() -> None:
    """Load everything that a first page would load, so that times are those of any page."""
    cleaner().clean("A short page.\n\nOne sentence and no more.")


def measure(job: Job) -> Measured:
    """Render, clean and score one page in each style."""
    cache = Cache(job.cache, job.row)
    sources: dict[str, str | bytes] = {}
    if HTML in job.styles:
        sources[HTML] = job.row.raw()
    sources |= renderings(job.row, [style for style in job.styles if style != HTML], cache)
    system = cleaner(job.weights, elements=HTML in job.styles)
    outcomes = tuple(_outcome(job.row, style, sources[style], system) for style in job.styles)
    baselines = _baselines(job.row, sources, cache) if job.baselines and job.row.body else {}
    cache.save()
    peers = measure_peers(job.row) if job.baselines and HTML in job.styles and job.row.body else {}
    return Measured(job.row, outcomes, baselines, _stays(job.row.body, system), peers)


def _stays(text: str, system: Cleaner) -> bool:
    return not text or system.clean(text).text.split() == text.split()


def _outcome(row: Row, style: str, source: str | bytes, system: Cleaner) -> Outcome:
    article: Article | None = None
    start = time.process_time()
    try:
        article = system.clean(source)
        error = " ".join(failure.rule for failure in article.failed_rules)
    except CleanerError as named:
        error = f"{type(named).__name__}: {named.message}"
    seconds = time.process_time() - start
    text = article.text if article else ""
    passages = Passages(text)
    return Outcome(
        set_name=row.set_name,
        id=row.id,
        style=style,
        words=word_f1(text, row.body),
        shingles=shingle_f1(text, row.body),
        must_kept=sum(map(passages.holds, row.must)),
        must_all=len(row.must),
        must_not_gone=sum(not passages.holds(passage) for passage in row.must_not),
        must_not_all=len(row.must_not),
        empty=not text,
        no_article=article is None or article.status == "no-article",
        unchanged=_stays(text, system),
        confidence=article.confidence if article else 0.0,
        seconds=seconds,
        chars=len(source),
        error=error,
        stated=stated.of(article),
    )


def _baselines(row: Row, sources: Mapping[str, str | bytes], cache: Cache) -> dict[tuple[str, str], float]:
    figures: dict[tuple[str, str], float] = {}
    for style, source in sources.items():
        if isinstance(source, str):
            for name, system in ON_DUMPS.items():
                figures[name, style] = _baseline(
                    f"{name}:{style}", system, functools.partial(str, source), row.body, cache
                )
    for name, system in ON_HTML.items() if HTML not in sources else ():
        figures[name, HTML] = _baseline(name, system, row.html, row.body, cache)
    return figures


def _baseline(name: str, system: Callable[[str], str], source: Callable[[], str], body: str, cache: Cache) -> float:
    kept = cache.get(f"f1:{name}")
    if kept is None:
        try:
            text = system(source())
        except Exception:  # noqa: BLE001 - a tool that crashes on a page has found nothing there
            text = ""
        kept = f"{word_f1(text, body).f1:.6f}"
        cache.put(f"f1:{name}", kept)
    return float(kept)
