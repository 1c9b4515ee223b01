"""Weights laid out for evaluation: the scores of blocks, and what the page as a whole is."""

from __future__ import annotations

import functools
import math

from cleaner.body import whole
from cleaner.body.around import Floats
from cleaner.body.evidence import Evidence, column_names
from cleaner.body.reasons import outside
from cleaner.body.weights import Additive, Codes, Grid, Weights, load


class Judge:
    """Evaluates one set of weights. Immutable."""

    def __init__(self, weights: Weights) -> None:
        self.rules = tuple(weights["rules"])
        names = column_names(self.rules)
        edges = weights["edges"]
        self._grid = Grid(edges, names)
        self._page_grid = Grid(edges, whole.NAMES)
        stages = weights["stages"]
        self._block = Additive(stages["block"], names, edges)
        self._article = Additive(stages["article"], whole.NAMES, edges)
        self._confidence = Additive(stages["confidence"], whole.NAMES, edges)

    def scores(self, evidence: Evidence) -> tuple[Floats, Codes]:
        """Log-odds of each row, and the codes that they were read off with."""
        codes = self._grid.codes(evidence.values)
        return self._block.scores(codes), codes

    def page(self, row: Floats) -> tuple[float, float]:
        """Log-odds of being an article, and the word F1 to expect, of a page with the columns `row`."""
        codes = self._page_grid.codes(row)
        article, quality = float(self._article.scores(codes)[0]), float(self._confidence.scores(codes)[0])
        return article, 1 / (1 + math.exp(-quality))

    def reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it."""
        return outside(self._block.weightiest_against(codes))


@functools.cache
def shipped() -> Judge:
    """The judge by the shipped weights; it never changes."""
    return Judge(load())
