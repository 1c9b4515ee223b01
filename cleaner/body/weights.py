"""The fitted weights: an additive model whose every term is a table that can be read.

A model is a sum of tables. A table of one column says how many log-odds each range of its values is worth; a table of
two columns does so for each pair of ranges (Y. Lou et al., "Accurate intelligible models with pairwise interactions",
KDD 2013). `weights.json` holds them; `tests/benchmark/fit.py` makes it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypedDict

import numpy as np
from numpy.typing import NDArray

from cleaner.text import resource

Floats = NDArray[np.float32]
Codes = NDArray[np.intp]


class Term(TypedDict):
    """One table: `columns` names one or two columns, `scores` has an entry for each range or pair of ranges."""

    columns: list[str]
    scores: list[float]


class Stage(TypedDict):
    """One additive model."""

    bias: float
    terms: list[Term]


class Weights(TypedDict):
    """The content of `weights.json`."""

    rules: list[str]
    edges: dict[str, list[float]]
    """For each column the lower bounds of its ranges but the first, rising."""
    stages: dict[str, Stage]


class Grid:
    """Finds the range that each value falls into, for all columns at once."""

    def __init__(self, edges: Mapping[str, Sequence[float]], names: Sequence[str]) -> None:
        self.names = tuple(names)
        # Columns with the most bounds first: each round of comparisons then takes a shorter stretch of them.
        depths = [len(edges.get(name, ())) for name in names]
        order = sorted((i for i, depth in enumerate(depths) if depth), key=lambda i: -depths[i])
        self._order = np.array(order, np.intp)
        self._rounds = [
            np.array([[edges[names[i]][k]] for i in order if depths[i] > k], np.float32)
            for k in range(max(depths, default=0))
        ]

    def codes(self, values: Floats) -> Codes:
        """The index of the range of each value."""
        taken = values.T.take(self._order, axis=0)
        found = np.zeros(taken.shape, np.uint8)
        for bounds in self._rounds:
            found[: len(bounds)] += (taken[: len(bounds)] >= bounds).view(np.uint8)
        codes = np.zeros((len(self.names), len(values)), np.intp)
        codes[self._order] = found
        return codes.T


class Contribution(NamedTuple):
    """What one term adds to a block's score."""

    columns: tuple[str, ...]
    score: float


class Additive:
    """One stage, laid out for evaluation: all tables in one flat array."""

    def __init__(self, stage: Stage, names: Sequence[str], edges: Mapping[str, Sequence[float]]) -> None:
        at = {name: i for i, name in enumerate(names)}
        terms = stage["terms"]
        self._bias = stage["bias"]
        self._columns = [tuple(term["columns"]) for term in terms]
        self._first = np.array([at[term["columns"][0]] for term in terms], np.intp)
        self._second = np.array([at[term["columns"][-1]] for term in terms], np.intp)
        pairs = [len(term["columns"]) == 2 for term in terms]
        strides = [len(edges[term["columns"][1]]) + 1 if pair else 1 for term, pair in zip(terms, pairs, strict=True)]
        # Upright, as rows are terms where they are used.
        self._strides = np.array(strides, np.intp)[:, None]
        self._paired = np.array(pairs, np.intp)[:, None]
        sizes = [len(term["scores"]) for term in terms]
        self._offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)[:, None]
        self._scores = np.concatenate([np.array(term["scores"], np.float32) for term in terms])

    def scores(self, codes: Codes) -> Floats:
        """Log-odds of each row."""
        total: Floats = self._terms(codes).sum(axis=1, dtype=np.float32) + np.float32(self._bias)
        return total

    def explain(self, codes: Codes, row: int) -> list[Contribution]:
        """The terms of one row, the weightiest first."""
        terms = self._terms(codes[row : row + 1])[0].tolist()
        found = [Contribution(columns, score) for columns, score in zip(self._columns, terms, strict=True)]
        return sorted(found, key=lambda contribution: -abs(contribution.score))

    def weightiest_against(self, codes: Codes, most: int = 3) -> list[list[tuple[str, ...]]]:
        """For each row the columns of the terms that lower its score most, the weightiest first."""
        left = self._terms(codes).copy()
        rows = np.arange(len(left))
        order = []
        for _ in range(min(most, len(self._columns))):
            lowest = left.argmin(axis=1)
            left[rows, lowest] = np.inf
            order.append(lowest.tolist())
        return [[self._columns[term] for term in terms] for terms in zip(*order, strict=True)]

    def _terms(self, codes: Codes) -> Floats:
        """What each term (column) adds to each row's score."""
        by_column = codes.T
        where = by_column.take(self._first, axis=0) * self._strides
        where += by_column.take(self._second, axis=0) * self._paired
        where += self._offsets
        found: Floats = self._scores.take(where).T
        return found


@functools.cache
def load(name: str = "weights.json") -> Weights:
    """The weights that are shipped under `name`."""
    weights: Weights = json.loads(resource(f"body/{name}"))
    return weights
