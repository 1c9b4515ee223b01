"""The fitted weights: an additive model whose every term is a table that can be read.

A model is a sum of tables. A table of one column says how many log-odds each range of its values is worth; a table of
two columns does so for each pair of ranges (Y. Lou et al., "Accurate intelligible models with pairwise interactions",
KDD 2013). `weights.json` holds them; `tests/benchmark/fit.py` makes it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from cleaner.text import resource

Floats = NDArray[np.float32]
Codes = NDArray[np.uint8]

STRETCH = 256
"""So many blocks are weighed at a time: what is made on the way stays small, and near."""
FEW = 3
"""So many bounds are few."""


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
    words: NotRequired[dict[str, float]]
    """What it is worth for the page's being an article that it has a word, in log-odds."""


class Grid:
    """Finds the range that each value falls into, for all columns at once."""

    def __init__(self, edges: Mapping[str, Sequence[float]], names: Sequence[str]) -> None:
        bounds = [edges.get(name, ()) for name in names]
        # Most columns have few bounds; to look at them apart from the others takes half the time.
        few = [i for i, each in enumerate(bounds) if 0 < len(each) <= FEW]
        many = [i for i, each in enumerate(bounds) if len(each) > FEW]
        self._groups = [_upright(bounds, columns) for columns in (few, many) if columns]

    def codes(self, values: Floats) -> Codes:
        """The index of the range of each value."""
        codes = np.zeros((values.shape[1], len(values)), np.uint8)
        for start in range(0, len(values), STRETCH):
            stretch = values[start : start + STRETCH].T
            for columns, bounds in self._groups:
                reached = (bounds <= stretch.take(columns, axis=0)).view(np.uint8)
                codes[columns, start : start + STRETCH] = np.add.reduce(reached, axis=0, dtype=np.uint8)
        return codes.T


def _upright(bounds: Sequence[Sequence[float]], columns: Sequence[int]) -> tuple[NDArray[np.intp], Floats]:
    """The `columns`, and their k-th lower bounds one behind the other, upright as columns are rows where they are used.

    A column without a k-th bound has one that no value reaches.
    """
    found = np.full((max(len(bounds[i]) for i in columns), len(columns), 1), np.inf, np.float32)
    for place, i in enumerate(columns):
        found[: len(bounds[i]), place, 0] = bounds[i]
    return np.array(columns, np.intp), found


class Additive:
    """One stage, laid out for evaluation: all tables in one array, each as wide as the widest."""

    def __init__(self, stage: Stage, names: Sequence[str], edges: Mapping[str, Sequence[float]]) -> None:
        at = {name: i for i, name in enumerate(names)}
        terms = stage["terms"]
        self._bias = np.float32(stage["bias"])
        self._columns = [tuple(term["columns"]) for term in terms]
        self._first = np.array([at[columns[0]] for columns in self._columns], np.intp)
        self._second = np.array([at[columns[-1]] for columns in self._columns], np.intp)
        ranges = np.array([[len(edges[columns[i]]) + 1 for i in (0, -1)] for columns in self._columns], np.intp)
        ranges = ranges.reshape(-1, 2)
        alone = np.array([len(columns) == 1 for columns in self._columns], np.bool_)
        ranges[alone, 1] = 1
        self._width = int(ranges.max(initial=1))
        within = np.arange(self._width) < ranges[:, :, None]
        tables = np.zeros((len(terms), self._width, self._width), np.float32)
        tables[within[:, 0, :, None] & within[:, 1, None, :]] = np.fromiter(
            chain.from_iterable([term["scores"] for term in terms]), np.float32
        )
        # A table of one column says the same whatever the second one is.
        tables[alone] = tables[alone, :, :1]
        self._cells = tables.ravel()
        # Upright, as rows are terms where they are used.
        self._starts = np.arange(0, tables.size, self._width**2)[:, None]
        self._cell = np.min_scalar_type(self._width**2 - 1)

    def scores(self, codes: Codes) -> Floats:
        """Log-odds of each row."""
        stretches = range(0, len(codes), STRETCH)
        sums = [self._terms(codes[start : start + STRETCH]).sum(axis=0) for start in stretches]
        total: Floats = np.concatenate(sums) + self._bias if sums else np.zeros(0, np.float32)
        return total

    def weightiest_against(self, codes: Codes, most: int = 3) -> list[list[tuple[str, ...]]]:
        """For each row the columns of the terms that lower its score most, the weightiest first."""
        stretches = range(0, len(codes), STRETCH)
        return [columns for start in stretches for columns in self._against(codes[start : start + STRETCH], most)]

    def _against(self, codes: Codes, most: int) -> list[list[tuple[str, ...]]]:
        # To look along what lies in one piece is several times faster.
        left = np.ascontiguousarray(self._terms(codes).T)
        rows = np.arange(len(codes))
        order = []
        for _ in range(min(most, len(self._columns))):
            lowest = left.argmin(axis=1)
            left[rows, lowest] = np.inf
            order.append(lowest.tolist())
        return [[self._columns[term] for term in terms] for terms in zip(*order, strict=True)]

    def _terms(self, codes: Codes) -> Floats:
        """What each term (row) adds to the score of each row of `codes` (column)."""
        columns = np.ascontiguousarray(codes.T, self._cell)
        # In a byte each as long as it can be: this is most of what a page costs.
        within = (columns * self._cell.type(self._width)).take(self._first, axis=0)
        within += columns.take(self._second, axis=0)
        cells = within.astype(np.intp)
        cells += self._starts
        # No cell lies outside, and not to look costs a third less.
        found: Floats = self._cells.take(cells, mode="wrap")
        return found


@functools.cache
def load(name: str = "weights.json") -> Weights:
    """The weights that are shipped under `name`."""
    weights: Weights = json.loads(resource(f"body/{name}"))
    return weights
