"""Fits an additive model with pairwise terms: boosted stumps and depth-two trees, collapsed into tables.

A stump on one column is a step function of it, and a sum of stumps is a table. A tree of depth two is the sum of two
tables of two columns each. So the boosted model is exactly the tables that `cleaner.body.weights` reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.body.weights import Stage, Term

Floats = NDArray[np.float32]
Codes = NDArray[np.uint8]
Tables = dict[tuple[int, ...], NDArray[np.float64]]
Tree = dict[str, Any]
Settings = dict[str, object]

COLUMNS_SEEN = 0.3
COMMON: Settings = {
    **{"verbose": -1, "num_threads": 2, "max_bin": 63},
    # Each tree sees a part of the columns and of the rows: several times faster, and no worse.
    **{
        "feature_fraction": COLUMNS_SEEN,
        "bagging_fraction": 0.5,
        "bagging_freq": 1,
        "force_row_wise": True,
    },
}


def edges_of(values: Floats, weights: Floats, most: int = 15) -> list[list[float]]:
    """For each column, at most `most` bounds that split its weighted values evenly."""
    found = []
    for column in values.T:
        distinct = np.unique(column)
        if len(distinct) <= most + 1:
            middle = (distinct[1:] + distinct[:-1]) / 2
        else:
            order = np.argsort(column, kind="stable")
            mass = np.cumsum(weights[order])
            cuts = np.searchsorted(mass, np.linspace(0, mass[-1], most + 2)[1:-1])
            middle = np.unique(column[order][cuts])
            middle = middle[middle > distinct[0]]
        found.append([float(f"{bound:.4g}") for bound in middle])
    return found


@dataclass
class Fit:
    """A fitted model over `sizes[i]` codes of each column."""

    sizes: Sequence[int]
    bias: float = 0.0
    tables: Tables = field(default_factory=dict)

    def scores(self, codes: Codes) -> Floats:
        total = np.full(len(codes), self.bias, np.float32)
        for columns, table in self.tables.items():
            total += table[tuple(codes[:, column] for column in columns)].astype(np.float32)
        return total

    def times(self, factor: float) -> Fit:
        """The same model with all that it says times `factor`."""
        return Fit(self.sizes, self.bias * factor, {columns: table * factor for columns, table in self.tables.items()})

    def stage(self, names: Sequence[str]) -> Stage:
        terms: list[Term] = [
            {"columns": [names[c] for c in columns], "scores": [round(float(s), 3) for s in table.ravel()]}
            for columns, table in sorted(self.tables.items(), key=lambda item: (len(item[0]), item[0]))
            if np.abs(table).max() >= 0.002
        ]
        return {"bias": round(self.bias, 4), "terms": terms}


def fit(
    codes: Codes,
    labels: Floats | NDArray[np.int8],
    weights: Floats,
    sizes: Sequence[int],
    *,
    rounds: int,
    leaves: int = 4,
    least: int = 100,
    rate: float = 0.2,
    objective: str = "binary",
    seen: float = COLUMNS_SEEN,
    seed: int = 7,
) -> Fit:
    """Boosted trees of depth two; stumps, so that no two columns share a table, with two `leaves`.

    `labels` are 0 or 1, or shares with the objective `cross_entropy`; `seen` is the share of the columns that each tree
    sees.
    """
    share = float((labels * weights).sum() / weights.sum())
    model = Fit(sizes, bias=float(np.log(share / (1 - share))))
    # It is large, and needs a system library that not every machine has: who measures can do without.
    import lightgbm

    settings = {
        **COMMON,
        "seed": seed,
        "min_data_in_leaf": least,
        "learning_rate": rate,
        "objective": objective,
        "num_leaves": leaves,
        "max_depth": 2,
        "feature_fraction": seen,
    }
    start = np.full(len(labels), model.bias)
    data = lightgbm.Dataset(codes, labels, weight=weights, init_score=start, params={"verbose": -1, "max_bin": 63})
    trees = lightgbm.train(settings, data, rounds).dump_model()["tree_info"]
    collapse([tree["tree_structure"] for tree in trees], model)
    return model


def mean_of(fits: Sequence[Fit]) -> Fit:
    """A model that says what `fits`, of the same columns, say on average."""
    found = Fit(fits[0].sizes)
    for each in [model.times(1 / len(fits)) for model in fits]:
        found.bias += each.bias
        for columns, table in each.tables.items():
            _table(found, columns)[:] += table
    return found


def collapse(trees: Sequence[Tree], model: Fit) -> None:
    """Add `trees` of depth two at most to the tables of `model`; its scores are then theirs, to the last digit."""
    for tree in trees:
        if "split_feature" not in tree:
            model.bias += tree["leaf_value"]
            continue
        root = int(tree["split_feature"])
        cut = int(np.floor(tree["threshold"])) + 1
        for side, rows in (("left_child", slice(None, cut)), ("right_child", slice(cut, None))):
            child = tree[side]
            if "split_feature" not in child:
                _table(model, (root,))[rows] += child["leaf_value"]
                continue
            other, middle = int(child["split_feature"]), int(np.floor(child["threshold"])) + 1
            low, high = child["left_child"]["leaf_value"], child["right_child"]["leaf_value"]
            if other == root:
                at = np.arange(model.sizes[root])
                inside = at < cut if side == "left_child" else at >= cut
                _table(model, (root,))[:] += inside * np.where(at < middle, low, high)
                continue
            table = _table(model, (min(root, other), max(root, other)))
            view = table if root < other else table.T
            view[rows, :middle] += low
            view[rows, middle:] += high


def _table(model: Fit, columns: tuple[int, ...]) -> NDArray[np.float64]:
    if columns not in model.tables:
        model.tables[columns] = np.zeros([model.sizes[c] for c in columns])
    return model.tables[columns]
