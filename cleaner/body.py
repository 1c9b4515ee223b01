"""Decides which blocks are the article. Marks and block evidence are weighed; nothing is read here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import CERTAIN, Block, Mark, Page, by_block

SURROUNDINGS = "surroundings"


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


def decide(page: Page, marks: Sequence[Mark], keep: frozenset[str] = frozenset()) -> Body:
    """Weigh each block of `page`."""
    grouped = by_block([m for m in marks if m.span is None], len(page.blocks))
    verdicts = [_judge(block, found, keep) for block, found in zip(page.blocks, grouped, strict=True)]
    words = sum(b.words for b, v in zip(page.blocks, verdicts, strict=True) if v.kept)
    return Body(tuple(verdicts), 0.5, words >= 30)


def _judge(block: Block, marks: Sequence[Mark], keep: frozenset[str]) -> Verdict:
    score = -2.0 + min(block.words, 40) * 0.1 + (2.0 if block.ends else -1.0)
    strongest = max(marks, key=lambda mark: mark.sure, default=None)
    if strongest is not None and strongest.rule not in keep:
        score -= 100.0 if strongest.sure >= CERTAIN else 4 * strongest.sure
    if strongest is not None and strongest.rule in keep:
        score = 1.0
    if score > 0:
        return Verdict(True, score, "", "")
    if strongest is not None:
        return Verdict(False, score, strongest.rule, strongest.why)
    return Verdict(False, score, SURROUNDINGS, "short text without a sentence, outside the article")
