"""What the rules say of each block, and where it stands to the marks of a headline and of an end."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Floats, last_before, means_around
from cleaner.model import Mark

# Rules whose marks tell where the story has ended, or has not begun.
END_RULES = frozenset(
    {"related-links", "comments", "legal-footer", "author-bio", "next-previous", "newsletter", "tags"}
)
TOP_RULES = frozenset({"navigation", "masthead", "breadcrumb", "skip-link", "consent-banner"})
FIRM = 0.5
SPAN = 0.1
"""What a mark on a part of a block says of the whole."""
EXTRA = (
    *("rules around", "since headline", "ends above", "ends below", "tops below", "since end mark"),
    *("marks on page", "marked share of page", "unmarked since headline"),
)


def marked_names(rules: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that `marked` makes."""
    return (*(f"rule {rule}" for rule in rules), *EXTRA)


def marked(columns: Floats, marks: Sequence[Mark], at: Mapping[int, int], rules: Sequence[str]) -> None:
    """Fill `columns`, a row of the array each: how sure each of `rules` is, where a block stands to telling marks.

    Args:
        columns: where they go.
        marks: the marks of a page.
        at: the row of each block number that has one.
        rules: ids of the rules with a column of their own.
    """
    n = len(at)
    order = _order(tuple(rules))
    sure: dict[tuple[int, int], float] = {}
    strongest, ends, tops = [0.0] * n, [0.0] * n, [0.0] * n
    headline = -1
    for rule, block, _, certainty, span, fact, _ in marks:
        row = at.get(block, -1)
        if row < 0:
            continue
        if rule in order:
            place = order[rule], row
            sure[place] = max(sure.get(place, 0.0), certainty if span is None else SPAN)
        if span is not None:
            continue
        strongest[row] = max(strongest[row], certainty)
        if rule in END_RULES:
            ends[row] = 1.0
        elif rule in TOP_RULES:
            tops[row] = 1.0
        if fact == "title":
            headline = row
    columns[: len(rules)] = 0
    columns[[column for column, _ in sure], [row for _, row in sure]] = list(sure.values())
    _places(columns[len(rules) :], np.array([strongest, ends, tops]), headline)


@functools.cache
def _order(rules: tuple[str, ...]) -> Mapping[str, int]:
    return {rule: i for i, rule in enumerate(rules)}


def _places(extra: Floats, told: NDArray[np.float64], headline: int) -> None:
    """Fill `extra`, named `EXTRA`.

    Args:
        extra: where the columns go.
        told: for each row how sure its surest mark is, whether it marks an end, whether it marks a top.
        headline: the row of the headline, -1 without one.
    """
    n = told.shape[1]
    rows = np.arange(n)
    sums = np.zeros((3, n + 1))
    np.cumsum(told, axis=1, out=sums[:, 1:])
    extra[0] = means_around(sums[0], (4,))[0]
    extra[1] = np.minimum(np.maximum(rows - headline, -30), 60) if headline >= 0 else -40
    extra[2] = sums[1, :-1]
    extra[3:5] = sums[1:, -1:] - sums[1:, 1:]
    extra[2:5] = np.log2(1 + extra[2:5])
    extra[5] = np.minimum(rows - last_before(told[1] > 0), 60)
    # A page that no rule finds anything on is an article and nothing else: cleaning it again changes nothing.
    free = told[0] < FIRM
    firm = n - int(free.sum())
    extra[6] = math.log2(1 + firm)
    extra[7] = firm / n
    # The first unmarked block below the headline is the standfirst or the lead.
    passed = np.cumsum(free)
    extra[8] = np.where(rows > headline, np.minimum(passed - passed[headline], 9), -1) if headline >= 0 else -2
