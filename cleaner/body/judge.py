"""Weights laid out for evaluation: the scores of blocks, and what the page as a whole is."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np

from cleaner.body import again, dom, dom_page, whole
from cleaner.body.around import NAMES as AROUND
from cleaner.body.around import Floats
from cleaner.body.chances import threshold
from cleaner.body.evidence import OWN, Evidence, column_names, measure
from cleaner.body.marked import marked_names
from cleaner.body.reasons import outside
from cleaner.body.weights import Additive, Codes, Grid, Weights, load
from cleaner.model import Form, Mark, Page

EXPECTED = whole.NAMES.index("page expected F1")
TRAITS = ("ends", "low", "heading", "item", "row", "links")
"""What tells shapes of blocks apart, besides their length."""


class Judge:
    """Evaluates one set of weights. Immutable.

    Args:
        weights: the weights.
        elements: they weigh what HTML's elements say as well.
    """

    def __init__(self, weights: Weights, *, elements: bool = False) -> None:
        self.rules = tuple(weights["rules"])
        self._elements = elements
        names = (*column_names(self.rules), *(dom.NAMES if elements else ()))
        edges = weights["edges"]
        self._grid = Grid(edges, names)
        of_page = (*whole.NAMES, *(dom_page.NAMES if elements else ()))
        self._page_grid = Grid(edges, of_page)
        stages = weights["stages"]
        self._block = Additive(stages["block"], names, edges)
        second = second_names(self.rules)
        self._again_grid = Grid(edges, second)
        self._again = Additive(stages["again"], second, edges) if "again" in stages else None
        self._article = Additive(stages["article"], of_page, edges)
        self._confidence = Additive(stages["confidence"], of_page, edges) if "confidence" in stages else None

    def measure(self, page: Page, marks: Sequence[Mark]) -> Evidence:
        """The evidence on `page` that the weights are for."""
        evidence = measure(page, marks, self.rules)
        return dom.with_elements(evidence, page) if self._elements else evidence

    def first(self, evidence: Evidence) -> tuple[Floats, Codes]:
        """Log-odds of each row by its own evidence, and the codes that they were read off with."""
        codes = self._grid.codes(evidence.values)
        return self._block.scores(codes), codes

    def second(self, scores: Floats, evidence: Evidence) -> tuple[Floats, Codes]:
        """Log-odds of each row from `scores` of all rows, and the codes; the same scores where there are no weights."""
        if self._again is None:
            return scores, np.zeros((len(scores), 0), np.intp)
        codes = self._again_grid.codes(look_again(scores, evidence))
        return self._again.scores(codes), codes

    def lenient(self, scores: Floats, words: Floats) -> Floats:
        """`scores` moved so that what is to be kept lies above zero."""
        return scores if self._again is None else scores - np.float32(threshold(scores, words))

    def row(self, page: Page, row: Floats) -> Floats:
        """The columns of a page, of which `row` are those that all forms have."""
        return np.concatenate([row, dom_page.columns(page)], axis=1) if self._elements else row

    def page(self, row: Floats) -> tuple[float, float]:
        """Log-odds of being an article, and the word F1 to expect, of a page with the columns `row`."""
        codes = self._page_grid.codes(row)
        article = float(self._article.scores(codes)[0])
        if self._confidence is None:
            # On left-out sites what the chances promise ranks pages better than a model fitted on them does.
            return article, float(row[0, EXPECTED])
        return article, 1 / (1 + math.exp(-float(self._confidence.scores(codes)[0])))

    def reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it at the first look."""
        return outside(self._block.weightiest_against(codes))

    def second_reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it at the second look."""
        return outside(self._again.weightiest_against(codes)) if self._again else []


def second_names(rules: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns of the second look."""
    return (*again.NAMES, *OWN, *marked_names(rules))


def look_again(scores: Floats, evidence: Evidence) -> Floats:
    """The columns of the second look, a row for each block: what surrounds it, its own evidence, what rules say."""
    traits = [evidence.values[:, OWN.index(name)] for name in TRAITS]
    looks = again.Looks(evidence.words, again.shapes_of(evidence.words, traits), evidence.tokens)
    own = evidence.values.T
    return np.concatenate([again.again(scores, looks), own[: len(OWN)], own[len(OWN) + len(AROUND) :]]).T


def shipped(form: Form = "auto") -> Judge:
    """The judge by the shipped weights for `form`; it never changes."""
    return _shipped(form == "html")


@functools.cache
def _shipped(html: bool) -> Judge:
    return Judge(load("weights_html.json" if html else "weights.json"), elements=html)
