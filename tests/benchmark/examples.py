"""Pages as the fit sees them: the evidence on each block, and whether the wanted body holds it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from cleaner import pipeline
from cleaner.body import is_out
from cleaner.body.chances import chances, expected_f1, threshold
from cleaner.body.evidence import Evidence, column_names, measure
from cleaner.body.judge import OUT, TRUST_IN_HTML, Kind, kind_of
from cleaner.body.lexicon import words_of
from cleaner.body.vocabulary import Vocabulary
from cleaner.model import Page
from tests.benchmark.corpus import Cache, Row, renderings
from tests.benchmark.labels import label
from tests.benchmark.measure import HTML, ONE_LINE, cleaner
from tests.benchmark.score import sequence
from tests.benchmark.styles import STYLES

Floats = NDArray[np.float32]
CLEAN = "clean"
"""The style of a wanted body itself, which cleaning should leave whole."""


class Example(NamedTuple):
    """One page in one style."""

    set_name: str
    id: str
    site: str
    style: str
    values: Floats
    labels: Floats
    """Share of each block's words that the wanted body holds."""
    counts: Floats
    """Words of each block as the score counts them."""
    words: Floats
    """Words of each block as the page counts them."""
    wanted: int
    """Words of the wanted body."""
    out: NDArray[np.bool_]
    """Blocks that a mark removes, whatever they score."""
    headline: bool
    vocabulary: Vocabulary
    """The different words of each block."""
    lexicon: AbstractSet[str]
    """The different words of the page."""

    @property
    def is_article(self) -> bool:
        """Is a body wanted of it?"""
        return self.wanted > 0

    def evidence(self) -> Evidence:
        """What was measured on the page."""
        return Evidence(names(), self.values, self.words, (), self.vocabulary)

    def fold(self, folds: int) -> int:
        """Which of `folds` the page's site belongs to."""
        return fold_of(self.site, folds)


def kept_f1(example: Example, kept: NDArray[np.bool_]) -> float:
    """Word F1 of the kept blocks, taken block by block."""
    right = float((example.counts * example.labels)[kept].sum())
    if not right:
        return 0.0
    precision, recall = right / float(example.counts[kept].sum()), min(1.0, right / max(1, example.wanted))
    return 2 * precision * recall / (precision + recall)


def final_scores(example: Example, scores: Floats) -> Floats:
    """The last look's scores, moved so that what is to be kept lies above zero."""
    trust = TRUST_IN_HTML if example.style == HTML else 1.0
    masked = np.where(example.out, np.minimum(scores, OUT), scores).astype(np.float32)
    return masked - np.float32(threshold(masked, example.words, trust))


def promised_f1(example: Example, first: Floats, last: Floats) -> float:
    """The word F1 that the first look's scores promise of what the last look's keep."""
    return expected_f1(chances(first), final_scores(example, last) > 0, example.words)


def word_weights(example: Example) -> Floats:
    """How much each block counts: its share of the page's words, since word F1 is what is wanted."""
    size = max(60, min(example.wanted, 3000))
    found: Floats = (np.minimum(example.counts, 150) / size * 100 + 0.02).astype(np.float32)
    return found


def fold_of(site: str, folds: int) -> int:
    """Which of `folds` a site belongs to; the same in every run."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def site_of(row: Row) -> str:
    """The host of a page, its id where it has no address."""
    return (urlsplit(row.url).hostname or row.id).removeprefix("www.")


def rule_ids() -> tuple[str, ...]:
    """The rules that get a column."""
    return tuple(rule.id for rule in cleaner().rules)


def names() -> tuple[str, ...]:
    """The columns of `Example.values`."""
    return column_names(rule_ids())


def collect(rows: Sequence[Row], cache: Path, kind: Kind, jobs: int = 2) -> list[Example]:
    """Every row in every style of `kind`, and its wanted body as a page of its own."""
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(_examples, rows, repeat(cache), repeat(kind), chunksize=4)
        return [example for examples in found for example in examples]


def _examples(row: Row, folder: Path, kind: Kind) -> list[Example]:
    pages = [(style, cleaner().page(source)) for style, source in sources_of(row, folder, kind).items()]
    found = [_example(row, style, page) for style, page in pages if kind_of(page) == kind]
    return [example for example in found if len(example.words)]


def sources_of(row: Row, folder: Path, kind: Kind) -> dict[str, str]:
    """What `row` looks like in every style that weights of `kind` are fitted on, and its wanted body."""
    cache = Cache(folder, row)
    sources = renderings(row, [ONE_LINE] if kind == ONE_LINE else list(STYLES), cache)
    cache.save()
    if row.body:
        sources[CLEAN] = " ".join(row.body.split()) if kind == ONE_LINE else row.body
    return sources


def _example(row: Row, style: str, page: Page) -> Example:
    marks, _ = pipeline.run(page, cleaner().rules)
    evidence = measure(page, marks, rule_ids())
    texts = [page.blocks[number].text for number in evidence.numbers]
    out = {mark.block for mark in marks if mark.span is None and is_out(mark)}
    labels = [1.0] * len(texts) if style == CLEAN else label(texts, row.body)
    return Example(
        set_name=row.set_name,
        id=row.id,
        site=site_of(row),
        style=style,
        values=evidence.values,
        labels=np.array(labels, np.float32),
        counts=np.array([len(sequence(text)) for text in texts], np.float32),
        words=evidence.words,
        wanted=len(sequence(row.body)),
        out=np.array([number in out for number in evidence.numbers], np.bool_),
        headline=any(mark.fact == "title" for mark in marks),
        vocabulary=evidence.vocabulary,
        lexicon=words_of(page.blocks),
    )
