"""Decides which blocks are the article. Marks and block evidence are weighed; no text is read here.

Each block's score is a sum of tables, fitted on real pages, taken twice: once over what the block shows, once more
with the first scores of the blocks around it. A mark that is certain decides by itself.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleaner.body import whole
from cleaner.body.context import NAMES as CONTEXT_NAMES
from cleaner.body.context import look_again
from cleaner.body.evidence import Evidence, Floats, column_names, measure
from cleaner.body.reasons import outside
from cleaner.body.weights import Additive, Codes, Grid, Weights, load
from cleaner.model import CERTAIN, Mark, Page

SURROUNDINGS = "surroundings"
WEIGHT_OF_UNKNOWN = -4.0
"""Log-odds that a fully sure mark of a rule without a fitted weight is worth."""
MIN_WORDS = 20
"""An article has at least so many words."""


class Verdict(NamedTuple):
    """What becomes of one block."""

    kept: bool
    score: float
    """Log-odds of being the article's."""
    rule: str
    """Who removed it; empty when kept."""
    reason: str


class Body(NamedTuple):
    """The body step's answer for a page."""

    verdicts: tuple[Verdict, ...]
    confidence: float
    is_article: bool


class Judge:
    """Weights laid out for evaluation."""

    def __init__(self, weights: Weights) -> None:
        self.rules = tuple(weights["rules"])
        names = column_names(self.rules)
        edges = weights["edges"]
        self._grid = Grid(edges, names)
        self._context_grid = Grid(edges, CONTEXT_NAMES)
        self._first = Additive(weights["stages"]["first"], names, edges)
        self._second = Additive(weights["stages"]["second"], (*names, *CONTEXT_NAMES), edges)
        self._page_grid = Grid(edges, whole.NAMES)
        self._article = Additive(weights["stages"]["article"], whole.NAMES, edges)
        self._confidence = Additive(weights["stages"]["confidence"], whole.NAMES, edges)

    def scores(self, evidence: Evidence) -> tuple[Floats, Codes]:
        """Log-odds of each block, and the codes that they were read off with."""
        codes = self._grid.codes(evidence.values)
        first = self._first.scores(codes)
        context = self._context_grid.codes(look_again(first, evidence.words))
        codes = np.concatenate([codes, context], axis=1)
        return self._second.scores(codes), codes

    def page(self, row: Floats) -> tuple[float, float]:
        """Log-odds of being an article, and the word F1 to expect, of a page with the columns `row`."""
        codes = self._page_grid.codes(row)
        article, quality = float(self._article.scores(codes)[0]), float(self._confidence.scores(codes)[0])
        return article, 1 / (1 + math.exp(-quality))

    def reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it."""
        return outside(self._second.weightiest_against(codes))


@functools.cache
def judge() -> Judge:
    """The judge by the shipped weights; it never changes."""
    return Judge(load())


def decide(page: Page, marks: Sequence[Mark], keep: frozenset[str] = frozenset()) -> Body:
    """Weigh each block of `page`.

    Args:
        page: the page.
        marks: what the rules say of it.
        keep: ids of rules whose findings stay in the body.
    """
    if not page.blocks:
        return Body((), 1.0, False)
    weigh = [mark for mark in marks if mark.rule not in keep]
    evidence = measure(page, weigh, judge().rules)
    scores, codes = judge().scores(evidence)
    grouped = _by_block([mark for mark in weigh if mark.span is None], len(page.blocks))
    held = {mark.block for mark in marks if mark.rule in keep and mark.span is None}
    final = _with_marks(scores, grouped)
    unnamed = [i for i, score in enumerate(final) if score <= 0 and not grouped[i]]
    reasons = dict(zip(unnamed, judge().reasons(codes[unnamed]), strict=True)) if unnamed else {}
    verdicts = []
    for i, (score, found) in enumerate(zip(final, grouped, strict=True)):
        if (score > 0 or i in held) and page.blocks[i].text:
            verdicts.append(Verdict(True, score, "", ""))
        elif found:
            strongest = max(found, key=lambda mark: (mark.sure, mark.rule))
            verdicts.append(Verdict(False, score, strongest.rule, strongest.why))
        elif not page.blocks[i].text:
            verdicts.append(Verdict(False, score, "markup", "markup of the form, not text"))
        else:
            verdicts.append(Verdict(False, score, SURROUNDINGS, reasons.get(i, "")))
    headline = any(mark.fact == "title" for mark in marks)
    return _summary(verdicts, evidence, headline)


def _with_marks(scores: Floats, grouped: Sequence[Sequence[Mark]]) -> list[float]:
    """Scores, with certain marks and those of rules without a fitted weight added."""
    final: list[float] = scores.tolist()
    known = frozenset(judge().rules)
    for i, found in enumerate(grouped):
        for mark in found:
            if mark.sure >= CERTAIN:
                final[i] = min(final[i], -10.0)
            elif mark.rule not in known:
                final[i] += WEIGHT_OF_UNKNOWN * mark.sure
    return final


def _summary(verdicts: Sequence[Verdict], evidence: Evidence, headline: bool) -> Body:
    """The page as a whole: whether it is an article, and the word F1 to expect of its body."""
    scores = np.array([verdict.score for verdict in verdicts], np.float32)
    kept = np.array([verdict.kept for verdict in verdicts])
    row = whole.columns(scores, kept, evidence.values, evidence.words, headline)
    article, confidence = judge().page(row)
    enough = float(evidence.words[kept].sum()) >= MIN_WORDS
    return Body(tuple(verdicts), round(confidence, 4), enough and article > 0)


def _by_block(marks: Sequence[Mark], count: int) -> list[list[Mark]]:
    """The marks of each of `count` blocks."""
    grouped: list[list[Mark]] = [[] for _ in range(count)]
    for mark in marks:
        grouped[mark.block].append(mark)
    return grouped
