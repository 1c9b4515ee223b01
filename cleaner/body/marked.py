"""What the rules say of each block, and where it stands to the marks of a headline and of an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Flags, Floats, last_before, means_around
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
    order = {rule: i for i, rule in enumerate(rules)}
    sure: dict[tuple[int, int], float] = {}
    strongest, ends, tops = [0.0] * n, [False] * n, [False] * n
    headline = -1
    for mark in marks:
        row = at.get(mark.block, -1)
        if row < 0:
            continue
        if mark.rule in order:
            place = order[mark.rule], row
            sure[place] = max(sure.get(place, 0.0), mark.sure if mark.span is None else SPAN)
        if mark.span is not None:
            continue
        strongest[row] = max(strongest[row], mark.sure)
        ends[row] |= mark.rule in END_RULES
        tops[row] |= mark.rule in TOP_RULES
        if mark.fact == "title":
            headline = row
    columns[: len(rules)] = 0
    columns[[column for column, _ in sure], [row for _, row in sure]] = list(sure.values())
    _places(columns[len(rules) :], np.array(strongest), np.array(ends), np.array(tops), headline)


def _places(extra: Floats, strongest: NDArray[np.float64], ends: Flags, tops: Flags, headline: int) -> None:
    n = len(strongest)
    rows = np.arange(n)
    sums = np.zeros(n + 1)
    np.cumsum(strongest, out=sums[1:])
    ends_above, tops_above = np.cumsum(ends), np.cumsum(tops)
    extra[0] = means_around(sums, (4,))[0]
    extra[1] = np.minimum(np.maximum(rows - headline, -30), 60) if headline >= 0 else -40
    extra[2] = np.log2(1 + ends_above - ends)
    extra[3] = np.log2(1 + ends_above[-1] - ends_above)
    extra[4] = np.log2(1 + tops_above[-1] - tops_above)
    extra[5] = np.minimum(rows - last_before(ends), 60)
    # A page that no rule finds anything on is an article and nothing else: cleaning it again changes nothing.
    firm = int((strongest >= FIRM).sum())
    extra[6] = np.log2(1 + firm)
    extra[7] = firm / n
    # The first unmarked block below the headline is the standfirst or the lead.
    free = np.cumsum(strongest < FIRM)
    extra[8] = np.where(rows > headline, np.minimum(free - free[headline], 9), -1) if headline >= 0 else -2
