"""Fits the model over whole pages of text: article or not, by how the page is laid out and by its words.

Each page goes through the whole pipeline, with weights for its blocks that have not seen its site: what is learnt from
is what is seen in use.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cleaner import Cleaner
from cleaner.body import decide, whole
from cleaner.body.around import Flags
from cleaner.body.evidence import Evidence
from cleaner.body.judge import Judge, Kind, kind_of
from cleaner.body.lexicon import words_of, worth
from cleaner.body.weights import Codes, Grid, Weights
from cleaner.model import Page
from tests.benchmark.additive import Fit, Floats, edges_of, fit
from tests.benchmark.corpus import Row
from tests.benchmark.examples import CLEAN, fold_of, site_of, sources_of
from tests.benchmark.fit_words import Words, fit_words
from tests.benchmark.measure import ONE_LINE
from tests.benchmark.weights_file import fold_path, read, write

FALSE_ALARMS = 0.0022
"""The share of articles that may be called none; the threshold is set on left-out pages.

Of left-out pages without an article, with 0.2, 0.5 and 1 % of the articles called none, tables of pairs of columns and
the words find 69, 73 and 78 %. Tables of one column find 67, 71 and 77 %; the columns that HTML has, of how much of
which prose is kept, with the words 58, 62 and 68 %.
"""
ROUNDS, RATE = 400, 0.05
WEIGHT_OF_CLEAN = 0.3
"""What a body that stands for itself counts: it has neither title nor signature, and is an article all the same."""
RANGES = 24
ONE_STYLE = ("wet", ONE_LINE)
"""A page has nearly the same words in each style: it is read once for them."""


class PageRow(NamedTuple):
    """A page in one style, as the fit sees it."""

    set_name: str
    site: str
    style: str
    is_article: bool
    columns: Floats
    lexicon: AbstractSet[str]


class _Recorder(Judge):
    """A judge that keeps what it saw of the last page."""

    def __init__(self, weights: Weights, kind: Kind) -> None:
        super().__init__(weights)
        self._kind = kind
        self.columns: Floats | None = None
        self.lexicon: AbstractSet[str] = frozenset()

    def row(self, page: Page, evidence: Evidence, seen: whole.Seen) -> Floats:
        columns = super().row(page, evidence, seen)
        if kind_of(page) == self._kind:
            self.columns, self.lexicon = columns, words_of(page.blocks)
        return columns

    def article(self, row: Floats, words: AbstractSet[str]) -> float:
        return 1.0

    def taken(self) -> Floats | None:
        """The columns of the last page, once; none where it shows hardly any prose."""
        columns, self.columns = self.columns, None
        return columns


@functools.cache
def _recorder(path: Path, kind: Kind) -> tuple[Cleaner, _Recorder]:
    found = read(path)
    # Whatever they say of whole pages now is to be learnt anew.
    found["stages"]["article"] = {"bias": 1.0, "terms": []}
    made, judge = Cleaner(), _Recorder(found, kind)
    made._decide = functools.partial(decide, judge=judge)
    return made, judge


def collect(rows: Sequence[Row], cache: Path, folds: int, kind: Kind, jobs: int = 2) -> list[PageRow]:
    """Every row in every style, and its wanted body as a page of its own; those with hardly any prose are left out."""
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(_page_rows, rows, repeat(cache), repeat(folds), repeat(kind), chunksize=4)
        return [page for pages in found for page in pages]


def _page_rows(row: Row, folder: Path, folds: int, kind: Kind) -> list[PageRow]:
    system, judge = _recorder(fold_path(folder, fold_of(site_of(row), folds), folds, kind), kind)
    pages = []
    for style, source in sources_of(row, folder, kind).items():
        system.clean(source)
        if (columns := judge.taken()) is not None:
            pages.append(PageRow(row.set_name, site_of(row), style, bool(row.body), columns, judge.lexicon))
    return pages


class PageModels:
    """For each fold, and for all pages, what tells articles from others.

    Args:
        pages: the pages in all styles.
        folds: how many folds there are.
    """

    def __init__(self, pages: Sequence[PageRow], folds: int) -> None:
        self._pages, names = pages, whole.NAMES_OF_TEXT
        values = np.concatenate([page.columns for page in pages])
        self._weights = np.array([WEIGHT_OF_CLEAN if page.style == CLEAN else 1.0 for page in pages], np.float32)
        self.edges = dict(zip(names, edges_of(values, self._weights, RANGES), strict=True))
        codes = Grid(self.edges, names).codes(values)
        at = np.array([fold_of(page.site, folds) for page in pages])
        self.found = np.zeros(len(pages), np.float32)
        self.shapes: dict[int | None, Fit] = {}
        self.words: dict[int | None, Words] = {}
        for fold in (*range(folds), None):
            inside = at != fold
            self.shapes[fold] = self._shape(codes, inside)
            self.words[fold] = fit_words([pages[i] for i in inside.nonzero()[0] if pages[i].style in ONE_STYLE])
            away = (~inside).nonzero()[0]
            self.found[away] = self.shapes[fold].scores(codes[away])
            self.found[away] += np.array([worth(pages[i].lexicon, self.words[fold]) for i in away], np.float32)
        # Each by the models that have not seen its site.
        articles = self._articles()
        margin = float(articles[int(FALSE_ALARMS * len(articles))])
        self.found -= margin
        for model in self.shapes.values():
            model.bias -= margin

    def _articles(self) -> Floats:
        """The scores of articles, from the lowest."""
        chosen = [page.is_article and page.style != CLEAN for page in self._pages]
        return np.sort(self.found[chosen])

    def _shape(self, codes: Codes, inside: Flags) -> Fit:
        labels = np.array([page.is_article for page in self._pages], np.float32)[inside]
        sizes = [len(bounds) + 1 for bounds in self.edges.values()]
        weights = self._weights[inside]
        return fit(codes[inside], labels, weights, sizes, rounds=ROUNDS, least=40, rate=RATE, seen=1.0)

    def report(self) -> None:
        """Print how many left-out pages without an article are found, by how many articles are lost."""
        articles, others = self._articles(), self.found[[not page.is_article for page in self._pages]]
        bodies = self.found[[page.style == CLEAN for page in self._pages]]
        for share in (0.001, 0.002, 0.003, 0.005, 0.01) if len(articles) and len(others) else ():
            least = articles[int(share * len(articles))]
            line = f"{share:.1%} of articles called none: {(others < least).mean():.3f} of other"
            print(f"{line}, {(bodies < least).mean():.4f} of bodies that stand for themselves")

    def put_into(self, path: Path, fold: int | None) -> None:
        """Write what tells articles from others into a file of weights, in the place of what it has.

        Args:
            path: the file.
            fold: the fold that its weights have not seen; None where they have seen all pages.
        """
        weights = read(path)
        weights["stages"]["article"] = self.shapes[fold].stage(whole.NAMES_OF_TEXT)
        used = {column for stage in weights["stages"].values() for term in stage["terms"] for column in term["columns"]}
        edges = weights["edges"] | self.edges
        weights["edges"] = {name: bounds for name, bounds in edges.items() if name in used}
        weights["words"] = self.words[fold]
        write(weights, path)
