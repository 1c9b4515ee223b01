"""Decides which blocks are the article. Marks and block evidence are weighed; no text is read here.

Each block's score is a sum of tables, fitted on real pages. A mark that is certain decides by itself; what the story's
structure says comes last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from cleaner.body.around import Floats
from cleaner.body.article import FRONT, against_article
from cleaner.body.chances import chances, expected_f1
from cleaner.body.dom_deck import add_named_deck
from cleaner.body.evidence import Evidence
from cleaner.body.foot import drop_strays
from cleaner.body.front import is_front
from cleaner.body.judge import OUT, Judge, kind_of, shipped
from cleaner.body.rows import Row
from cleaner.body.structure import SHAPE_RULES, add_deck, no_words_tell, settle
from cleaner.body.weights import Codes
from cleaner.body.whole import Seen
from cleaner.model import CERTAIN, Mark, Page

SURROUNDINGS = "surroundings"
MARKUP = "markup"
WEIGHT_OF_UNKNOWN = -4.0
"""Log-odds that a fully sure mark of a rule without a fitted weight is worth."""
SURE_TITLE = 0.6
"""From here on a headline goes for the title, whatever it scores; `metadata` reads the title from the same marks."""
DECISIVE = 0.75
"""From here on a mark decides by itself, if its rule goes by words.

Of left-out blocks with a mark from 0.7 on, the scores alone kept some 2,150 words, 2 to 3 % of them rightly.
"""
WEIGHED = SHAPE_RULES | {"read-also", "breadcrumb"}
"""Rules whose marks are weighed however sure they are, unless they are certain."""
LIST_RULES = frozenset({"navigation", "related-links"})
COMPANIES = LIST_RULES | {"share-bar", "comments", "legal-footer", "newsletter", "consent-banner", "paywall", "widget"}
"""Rules whose findings are runs of lines."""
SURE_LIST = 0.95
UNDER_HEADING = 0.7
"""From here on a mark of `related-links` is on what stands under a list's heading."""
NAMED_MENU = 0.85
"""From here on a mark of `navigation` is on a menu that holds names of sections."""
HEADED_CLAIM, MENU_CLAIM, LIST_CLAIM, RUN_CLAIM = 0.55, 0.5, 0.45, 0.35
"""How good the claims of a list under its heading, a named menu, headlines and short lines in a row are at most."""


class Verdict(NamedTuple):
    """What becomes of one block."""

    kept: bool
    score: float
    """Log-odds of being the article's."""
    rule: str
    """Who removed it; empty when kept, unless the page holds no article."""
    reason: str


class Body(NamedTuple):
    """The body step's answer for a page."""

    verdicts: tuple[Verdict, ...]
    confidence: float
    """The word F1 to expect of the body."""
    against: str = ""
    """Why the page holds no article; empty when it holds one."""

    @property
    def is_article(self) -> bool:
        """True when the page holds an article."""
        return not self.against


def decide(page: Page, marks: Sequence[Mark], keep: frozenset[str] = frozenset(), judge: Judge | None = None) -> Body:
    """Weigh each block of `page`.

    Args:
        page: the page.
        marks: what the rules say of it.
        keep: ids of rules whose findings stay in the body.
        judge: the weights; None for those that are shipped.
    """
    judge = judge or shipped(kind_of(page))
    weighed = [mark for mark in marks if mark.rule not in keep]
    evidence = judge.measure(page, weighed)
    grouped: list[list[Mark]] = [[] for _ in page.blocks]
    for mark in weighed:
        if mark.span is None:
            grouped[mark.block].append(mark)
    if not evidence.numbers:
        return Body(tuple(_removed(OUT, found, "") for found in grouped), 1.0, "it shows no text")
    taken = {mark.block for mark in weighed if mark.span is None and is_out(mark)}
    out = np.array([i in taken for i in evidence.numbers], np.bool_)
    first, codes = judge.first(evidence, out)
    second, both_codes = judge.second(first, evidence, out, codes)
    final = judge.lenient(second + _unweighed(weighed, evidence, judge), evidence.words)
    held = {mark.block for mark in marks if mark.rule in keep and mark.span is None}
    scores = final.tolist()
    settled, front = _settled(page, weighed, list(zip(evidence.numbers, scores, strict=True)), grouped)
    kept = [stays or i in held for i, stays in zip(evidence.numbers, settled, strict=True)]
    unnamed = [row for row, i in enumerate(evidence.numbers) if not kept[row] and not grouped[i]]
    reasons = _reasons(unnamed, first, (codes, both_codes), judge)
    verdicts = _verdicts(evidence, (scores, kept), grouped, reasons)
    # By the first look: the second one tells right from wrong better, but is surer of a page than it should be.
    stays = np.array(kept, np.bool_)
    confidence = expected_f1(chances(first), stays, evidence.words)
    seen = Seen(final, stays, confidence, marks)
    against, chance = (FRONT, 1.0) if front else against_article(page, evidence, seen, judge)
    if against:
        _name_kept(verdicts, grouped, against)
    _name_by_company(verdicts)
    return Body(tuple(verdicts), round(confidence * chance, 4), against)


def _verdicts(
    evidence: Evidence,
    decided: tuple[Sequence[float], Sequence[bool]],
    grouped: Sequence[Sequence[Mark]],
    reasons: Mapping[int, str],
) -> list[Verdict]:
    """What becomes of each block, of those that show no text too."""
    scores, kept = decided
    left = iter(enumerate(evidence.numbers))
    row, number = next(left)
    verdicts = []
    for i, found in enumerate(grouped):
        if i != number:
            verdicts.append(_removed(OUT, found, ""))
            continue
        score = scores[row]
        verdicts.append(Verdict(True, score, "", "") if kept[row] else _removed(score, found, reasons.get(row, "")))
        row, number = next(left, (row, -1))
    return verdicts


def _settled(
    page: Page, marks: Sequence[Mark], scores: Sequence[tuple[int, float]], grouped: Sequence[Sequence[Mark]]
) -> tuple[list[bool], bool]:
    """Which blocks, given by number and score, are the story's once its structure was heard; and is it a front?"""
    opens = {mark.block for mark in marks if mark.rule == "dateline" and mark.span and mark.span[0] == 0}
    rows = [Row(page.blocks[i], score, grouped[i], i in opens) for i, score in scores]
    if page.form == "html":
        # The elements say most of what is guessed from the structure of text: without it the bodies are better.
        kept = add_named_deck(page, rows, add_deck(rows, [row.score > 0 for row in rows]))
        settled = drop_strays(rows, kept)
    else:
        settled = settle(rows)
    # A live blog has a headline and a time above each sentence too; its form states whose it is, and of when.
    # On one line the sentences of a story stand as far apart as teasers do.
    told = page.facts.published or page.facts.authors or page.facts.desks or kind_of(page) == "one-line"
    return settled, not told and is_front(rows, settled)


def _name_kept(verdicts: list[Verdict], grouped: Sequence[Sequence[Mark]], against: str) -> None:
    """Names what would have stayed of a page without an article like the rest of it; on a front, its teasers."""
    for i, (verdict, found) in enumerate(zip(verdicts, grouped, strict=True)):
        if verdict.kept and found:
            verdicts[i] = _removed(verdict.score, found, "")._replace(kept=True)
        elif verdict.kept and against == FRONT:
            verdicts[i] = verdict._replace(rule="related-links", reason=against)


def is_out(mark: Mark) -> bool:
    """True when `mark` removes its block by itself."""
    return (
        mark.sure >= CERTAIN
        or (mark.fact == "title" and mark.sure >= SURE_TITLE)
        or (mark.sure >= DECISIVE and mark.rule not in WEIGHED)
    )


def taking_out(marks: Sequence[Mark]) -> list[Mark]:
    """Which of `marks` take their blocks out of a page that is a body and nothing else."""
    whole = [mark for mark in marks if mark.span is None]
    clean = no_words_tell(whole)
    return [mark for mark in whole if mark.sure >= CERTAIN or (not clean and is_out(mark))]


def _unweighed(marks: Sequence[Mark], evidence: Evidence, judge: Judge) -> Floats:
    """What marks of rules without a fitted weight add to the score of each row."""
    added = np.zeros(len(evidence.numbers), np.float32)
    unknown = [mark for mark in marks if mark.rule not in judge.rules and mark.span is None]
    for row, number in enumerate(evidence.numbers) if unknown else ():
        added[row] = sum(WEIGHT_OF_UNKNOWN * mark.sure for mark in unknown if mark.block == number)
    return added


def _reasons(rows: Sequence[int], first: Floats, codes: tuple[Codes, Codes], judge: Judge) -> dict[int, str]:
    """What spoke against rows that no rule names: at the first look, or at the second if the first was for them."""
    early = [row for row in rows if first[row] <= 0 or not codes[1].size]
    late = sorted({*rows} - {*early})
    reasons = dict(zip(early, judge.reasons(codes[0][early]), strict=True)) if early else {}
    if late:
        reasons |= zip(late, judge.second_reasons(codes[1][late]), strict=True)
    return reasons


def _removed(score: float, found: Sequence[Mark], reason: str) -> Verdict:
    """The verdict on a block that goes: named by its strongest mark, or by what spoke against it."""
    if found:
        strongest = found[0] if len(found) == 1 else max(found, key=_claim)
        return Verdict(False, score, strongest.rule, strongest.why)
    if reason:
        return Verdict(False, score, SURROUNDINGS, reason)
    return Verdict(False, score, MARKUP, "markup of the form, not text")


def _name_by_company(verdicts: list[Verdict]) -> None:
    """A block without a name that stands among blocks of one rule belongs to what that rule found."""
    above = ""
    unnamed: list[int] = []
    for i, verdict in enumerate(verdicts):
        if verdict.kept:
            above, unnamed = "", []
        elif verdict.rule == SURROUNDINGS:
            unnamed.append(i)
        elif verdict.rule != MARKUP:
            if verdict.rule == above and above in COMPANIES:
                for j in unnamed:
                    verdicts[j] = verdicts[j]._replace(rule=above, reason=f"among lines that {above} names")
            above, unnamed = verdict.rule, []


def _claim(mark: Mark) -> tuple[float, str]:
    """How good a mark's claim to have removed a block is: a word that names a thing beats the shape of a list."""
    most = CERTAIN
    if mark.rule == "related-links" and mark.sure < 0.8:
        most = HEADED_CLAIM if mark.sure >= UNDER_HEADING else LIST_CLAIM
    elif mark.rule == "navigation" and mark.sure < SURE_LIST:
        most = MENU_CLAIM if mark.sure >= NAMED_MENU else RUN_CLAIM
    return min(mark.sure, most), mark.rule
