"""Fits the model over whole pages: article or not, from the scores of its blocks and from its words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleaner.body import whole
from cleaner.body.lexicon import worth
from cleaner.body.weights import Codes, Grid
from tests.benchmark.additive import Fit, Floats, edges_of, fit
from tests.benchmark.examples import CLEAN, Example
from tests.benchmark.fit_words import Words, fit_words

FALSE_ALARMS = 0.002
"""The share of articles that may be called none; the threshold is set on left-out pages."""
SHAPE = 0.5
"""What the shape of a page counts beside its words: each is fitted by itself, and much of what they know is the same.

Of left-out pages without an article, with 0.3 % and 1 % of the articles called none: the shape alone found 22 and 40 %,
the words alone 49 and 63 %, a half of the shape and the words 59 and 68 %, all of both 56 and 66 %.
"""
ONE_STYLE = "wet"
"""A page has nearly the same words in each style: it is read once for them."""


class PageModels:
    """For each fold, and for all pages, what tells articles from others.

    Args:
        examples: the pages in all styles.
        rows: the columns of each.
        chosen: those articles that the shape is fitted on; the others are all taken.
        folds: how many folds there are.
    """

    def __init__(self, examples: Sequence[Example], rows: Sequence[Floats], chosen: Sequence[int], folds: int) -> None:
        self._examples, self._folds = examples, folds
        pages = [i for i in chosen if examples[i].style != CLEAN]
        pages += [i for i, example in enumerate(examples) if not example.wanted]
        values = np.concatenate([rows[i] for i in pages])
        self.edges = dict(zip(whole.NAMES, edges_of(values, np.ones(len(values), np.float32), 7), strict=True))
        grid = Grid(self.edges, whole.NAMES)
        codes = [grid.codes(row) for row in rows]
        self.shapes: dict[int | None, Fit] = {}
        self.words: dict[int | None, Words] = {}
        for fold in (*range(folds), None):
            self.shapes[fold] = self._shape([i for i in pages if self._fold(i) != fold], codes)
            self.words[fold] = fit_words([e for e in examples if e.style == ONE_STYLE and e.fold(folds) != fold])
        # Each by the models that have not seen its site.
        found = [self._score(example, row, example.fold(folds)) for example, row in zip(examples, codes, strict=True)]
        articles = sorted(score for score, e in zip(found, examples, strict=True) if e.wanted and e.style != CLEAN)
        margin = articles[int(FALSE_ALARMS * len(articles))]
        for model in self.shapes.values():
            model.bias -= margin
        self.found = [score - margin for score in found]

    def _fold(self, i: int) -> int:
        return self._examples[i].fold(self._folds)

    def _shape(self, chosen: Sequence[int], codes: Sequence[Codes]) -> Fit:
        rows = np.concatenate([codes[i] for i in chosen])
        is_article = np.array([self._examples[i].wanted > 0 for i in chosen], np.float32)
        sizes = [len(bounds) + 1 for bounds in self.edges.values()]
        even = np.ones(len(chosen), np.float32)
        return fit(rows, is_article, even, sizes, rounds=120, leaves=2, least=40).times(SHAPE)

    def _score(self, example: Example, codes: Codes, fold: int) -> float:
        return float(self.shapes[fold].scores(codes)[0]) + worth(example.lexicon, self.words[fold])
