"""Decides which blocks are the article. Marks and block evidence are weighed; no text is read here.

Each block's score is a sum of tables, fitted on real pages, taken twice: once over what the block shows, once more
with the first scores of the blocks around it. A mark that is certain decides by itself.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleaner.body.context import NAMES as CONTEXT_NAMES
from cleaner.body.context import look_again
from cleaner.body.evidence import Evidence, Floats, column_names, measure
from cleaner.body.reasons import outside
from cleaner.body.weights import Additive, Codes, Grid, load
from cleaner.model import CERTAIN, Mark, Page, by_block

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
    """The shipped weights, laid out for evaluation."""

    def __init__(self) -> None:
        weights = load()
        self.rules = tuple(weights["rules"])
        names = column_names(self.rules)
        edges = weights["edges"]
        self._grid = Grid(edges, names)
        self._context_grid = Grid(edges, CONTEXT_NAMES)
        self._first = Additive(weights["stages"]["first"], names, edges)
        self._second = Additive(weights["stages"]["second"], (*names, *CONTEXT_NAMES), edges)

    def scores(self, evidence: Evidence) -> tuple[Floats, Codes]:
        """Log-odds of each block, and the codes that they were read off with."""
        codes = self._grid.codes(evidence.values)
        first = self._first.scores(codes)
        context = self._context_grid.codes(look_again(first, evidence.words))
        codes = np.concatenate([codes, context], axis=1)
        return self._second.scores(codes), codes

    def reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it."""
        return outside(self._second.weightiest_against(codes))


@functools.cache
def judge() -> Judge:
    """The one `Judge`; it never changes."""
    return Judge()


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
    grouped = by_block([mark for mark in weigh if mark.span is None], len(page.blocks))
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
        else:
            verdicts.append(Verdict(False, score, SURROUNDINGS, reasons.get(i, "")))
    return _summary(verdicts, evidence.words)


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


def _summary(verdicts: Sequence[Verdict], words: Floats) -> Body:
    """The page as a whole: the word F1 to expect of its body, if each block's score is its true log-odds."""
    scores = np.clip(np.array([verdict.score for verdict in verdicts]), -8, 8)
    chance = 1 / (1 + np.exp(-scores))
    kept = np.array([verdict.kept for verdict in verdicts])
    right = float((words * chance)[kept].sum())
    got, wanted = float(words[kept].sum()), float((words * chance).sum())
    expected = 2 * right / (got + wanted) if got + wanted else 1.0
    return Body(tuple(verdicts), round(expected, 4), got >= MIN_WORDS)
