"""The page as a whole: is it an article, and how sure is the body?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Flags, Floats
from cleaner.body.chances import chances, expected_f1
from cleaner.body.evidence import OWN, Evidence
from cleaner.model import Mark, Page

NAMES = (
    *("page expected F1", "page kept words", "page kept share", "page prose share", "page mean score"),
    *("page longest stretch", "page stretches", "page blocks", "page unsure words", "page headline", "page kept prose"),
    *("page words a kept block", "page first kept", "page short blocks"),
)
NAMES_OF_TEXT = (
    *("page prose together", "page kept in its span", "page vocabulary", "page digits", "page copies", "page prices"),
    *("page signatures", "page title", "page title gap", "page share-bar", "page call-to-action", "page doubt"),
)
"""What is asked of a text dump instead.

Chosen among 120 columns by how many of the left-out pages without an article they find with few articles lost. How sure
the scores are of the body counts only where they are not sure at all: beyond that it says more of pages that the fit
has seen than of others.
"""
_PROSE, _VOCABULARY, _DIGITS = (OWN.index(name) for name in ("prose", "vocabulary", "digits"))
CURRENCIES = "$€£¥₹"
_SIGNED = 0.8
_MOST_SIGNATURES = 6
_DOUBT = 0.6
"""From this confidence on there is no doubt."""
_NO_TITLE = 60
"""Blocks between title and body where there is no title above it."""


class Seen(NamedTuple):
    """What was decided of a page's blocks before the page as a whole is looked at."""

    scores: Floats
    """The final scores of the blocks that show text."""
    kept: Flags
    """For each of them whether it stays."""
    confidence: float
    """The word F1 to expect of what is kept."""
    marks: Sequence[Mark]
    """What the rules say of the page."""


def columns(scores: Floats, kept: NDArray[np.bool_], values: Floats, words: Floats, headline: bool) -> Floats:
    """One row about the page, from its blocks' final scores, which of them are kept, and their evidence."""
    n = len(words)
    chance = chances(scores)
    total, got = max(float(words.sum()), 1.0), float(words[kept].sum())
    at_least_one = max(got, 1.0)
    prose = values[:, _PROSE] > 0
    begins = kept.copy()
    begins[1:] &= ~kept[:-1]
    starts = begins.nonzero()[0]
    longest = float(np.add.reduceat(words * kept, starts).max()) if len(starts) else 0.0
    unsure = float(words[np.abs(scores) < 1.0].sum())
    row = (
        expected_f1(chance, kept, words),
        math.log2(1 + got),
        got / total,
        float(words[prose].sum()) / total,
        float((np.minimum(np.maximum(scores, -6), 6) * words)[kept].sum()) / at_least_one,
        longest / at_least_one,
        min(len(starts), 40),
        math.log2(n),
        unsure / at_least_one,
        float(headline),
        float(words[kept & prose].sum()) / at_least_one,
        got / max(int(kept.sum()), 1),
        int(starts[0]) / n if len(starts) else 1.0,
        float((words < 8).sum()) / n,
    )
    return np.array([row], np.float32)


def columns_of_text(page: Page, evidence: Evidence, seen: Seen) -> Floats:
    """One row, named `NAMES_OF_TEXT`: a story's prose stands together, is signed, and is not sold."""
    kept = seen.kept
    values, words, n = evidence.values, evidence.words, len(evidence.words)
    told = kept & (values[:, _PROSE] > 0)
    beside, pairs = np.zeros(n, np.bool_), told[1:] & told[:-1]
    beside[1:] |= pairs
    beside[:-1] |= pairs
    places = kept.nonzero()[0]
    first, last = (int(places[0]), int(places[-1])) if len(places) else (0, 0)
    keys = [page.blocks[number].key for number in evidence.numbers]
    text = "".join(keys)
    of_told = np.where(told, words, 0)
    row = (
        float(beside.sum()) / max(float(told.sum()), 1.0),
        float(words[kept].sum()) / max(float(words[first : last + 1].sum()), 1.0),
        float(values[:, _VOCABULARY] @ of_told) / max(float(of_told.sum()), 1.0),
        float(values[:, _DIGITS] @ words) / max(float(words.sum()), 1.0),
        math.log2(1 + max(Counter(keys).values())),
        math.log2(1 + sum(map(text.count, CURRENCIES))),
        *_of_marks(evidence.numbers, first, seen.marks, n),
        min(seen.confidence, _DOUBT),
    )
    return np.array([row], np.float32)


def _of_marks(numbers: Sequence[int], first: int, marks: Sequence[Mark], n: int) -> tuple[float, ...]:
    """What rules say: signatures, the surest title, how far it stands above row `first`, shares of two rules' marks."""
    shown = set(numbers)
    of_rules = Counter(mark.rule for mark in marks if mark.block in shown)
    stated = [mark for mark in marks if mark.fact and mark.block in shown]
    signatures = sum(mark.fact in ("author", "published") and mark.sure >= _SIGNED for mark in stated)
    titles = {mark.block: mark.sure for mark in stated if mark.fact == "title"}
    above = [row for row, number in enumerate(numbers[: first + 1]) if number in titles]
    return (
        min(signatures, _MOST_SIGNATURES),
        max(titles.values(), default=0.0),
        math.log2(1 + (first - above[-1] if above else _NO_TITLE)),
        of_rules["share-bar"] / n,
        of_rules["call-to-action"] / n,
    )
