"""Weights laid out for evaluation: the scores of blocks, and what the page as a whole is."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress
from types import MappingProxyType
from typing import Literal

import numpy as np

from cleaner.body import again, dom, dom_kept, dom_page, lexicon, whole
from cleaner.body.around import Flags, Floats
from cleaner.body.chances import threshold
from cleaner.body.evidence import OWN, Evidence, column_names, measure
from cleaner.body.reasons import no_article, outside
from cleaner.body.weights import Additive, Codes, Grid, Weights, load
from cleaner.model import Mark, Page
from cleaner.shape import on_one_line

Kind = Literal["text", "one-line", "html"]
FILES: Mapping[Kind, str] = MappingProxyType(
    {"text": "weights.json", "one-line": "weights_one_line.json", "html": "weights_html.json"}
)
"""The weights of each kind of page.

What stands on one line is parted by guesses, which only weights know that were fitted on such pages: with their own
word F1 of 260 pages of left-out sites is 0.910 and 0.899 (English, world), with those of other dumps 0.901 and 0.868;
with weights for both, other dumps lose 0.0015.
"""
VOTE = OWN.index("vote")
OUT = -10.0
"""Log-odds of a block that a certain mark removes."""
TRUST_IN_HTML = 0.7
"""See `threshold`. Word F1 of left-out pages with 1, 0.8, 0.7 and 0.6: English 0.9531, 0.9540, 0.9541 and 0.9540, world
0.9735, 0.9730, 0.9740 and 0.9743; with another fit 0.9525, 0.9534, 0.9538, 0.9542 and 0.9771, 0.9777, 0.9780, 0.9776.
"""
TRAITS = ("ends", "low", "heading", "item", "row", "links")
"""What tells shapes of blocks apart, besides their length."""


class Judge:
    """Evaluates one set of weights. Immutable.

    Args:
        weights: the weights.
        elements: they weigh what HTML's elements say as well.
    """

    def __init__(self, weights: Weights, *, elements: bool = False) -> None:
        self.rules = tuple(weights["rules"])
        self._elements = elements
        names = (*column_names(self.rules), *(dom.NAMES if elements else ()))
        edges = weights["edges"]
        self._grid = Grid(edges, names)
        self._again_grid = Grid(edges, again.NAMES)
        of_html = (*whole.NAMES, *dom_page.NAMES, *dom_kept.NAMES)
        of_page = of_html if elements else whole.NAMES_OF_TEXT
        self._page_grid = Grid(edges, of_page)
        stages = weights["stages"]
        self._words = weights.get("words", {})
        self._block = Additive(stages["block"], names, edges)
        self._voted = Additive(stages["voted"], names, edges) if "voted" in stages else None
        self._again = Additive(stages["again"], (*names, *again.NAMES), edges) if "again" in stages else None
        self._article = Additive(stages["article"], of_page, edges)

    def measure(self, page: Page, marks: Sequence[Mark]) -> Evidence:
        """The evidence on `page` that the weights are for."""
        evidence = measure(page, marks, self.rules)
        return dom.with_elements(evidence, page) if self._elements else evidence

    def first(self, evidence: Evidence, out: Flags) -> tuple[Floats, Codes]:
        """Log-odds of each row by its own evidence, `OUT` where `out`, and the codes that they were read off with.

        Where a second reader was asked, half of it is what weights say that know its votes.
        """
        codes = self._grid.codes(evidence.values)
        scores = _scores(self._block, codes, out)
        if self._voted is not None and evidence.values[:, VOTE].any():
            scores += _scores(self._voted, codes, out)
            scores *= np.float32(0.5)
        return scores, codes

    def second(self, scores: Floats, evidence: Evidence, out: Flags, codes: Codes) -> tuple[Floats, Codes]:
        """Log-odds of each row from `scores` and `codes` of the first look, and the codes of both looks.

        The same scores, and no codes, where there are no weights for a second look.
        """
        if self._again is None:
            return scores, np.zeros((len(scores), 0), np.uint8)
        both = np.concatenate([codes, self._again_grid.codes(look_again(scores, evidence))], axis=1)
        return _scores(self._again, both, out), both

    def lenient(self, scores: Floats, words: Floats) -> Floats:
        """`scores` moved so that what is to be kept lies above zero."""
        return scores - np.float32(threshold(scores, words, TRUST_IN_HTML if self._elements else 1.0))

    def row(self, page: Page, evidence: Evidence, seen: whole.Seen) -> Floats:
        """The columns of a page as a whole, from its evidence and what was decided of its blocks."""
        if not self._elements:
            return whole.columns_of_text(page, evidence, seen)
        headline = any(mark.fact == "title" for mark in seen.marks)
        row = whole.columns(seen.scores, seen.kept, evidence.values, evidence.words, headline)
        said = dom_kept.persons([page.blocks[number].key for number in compress(evidence.numbers, seen.kept)])
        above = dom_kept.above_holders(page.tree, len(seen.kept))
        of_kept = dom_kept.of_kept(evidence, seen.kept, above, said)
        return np.concatenate([row, dom_page.columns(page), of_kept], axis=1)

    def words(self, page: Page) -> AbstractSet[str]:
        """The words of a page; none where the weights do not ask for them."""
        return lexicon.words_of(page.blocks) if self._words else frozenset()

    def article(self, row: Floats, words: AbstractSet[str]) -> float:
        """Log-odds of being an article, of a page with the columns `row` and these words."""
        return float(self._article.scores(self._page_grid.codes(row))[0]) + lexicon.worth(words, self._words)

    def against(self, row: Floats, words: AbstractSet[str]) -> str:
        """Why a page with the columns `row` and these words holds no article, when `article` says so."""
        terms = self._article.weightiest_against(self._page_grid.codes(row))[0]
        return no_article(terms, lexicon.against(words, self._words))

    def reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it at the first look."""
        return outside(self._block.weightiest_against(codes))

    def second_reasons(self, codes: Codes) -> list[str]:
        """For each row, what spoke most against it at the second look."""
        return outside(self._again.weightiest_against(codes)) if self._again else []


def _scores(weights: Additive, codes: Codes, out: Flags) -> Floats:
    """The scores of the rows that are not `out`, whose scores are known."""
    scores = np.full(len(codes), OUT, np.float32)
    # Columns stay in one piece each.
    scores[~out] = weights.scores(codes.T[:, ~out].T)
    return scores


def look_again(scores: Floats, evidence: Evidence) -> Floats:
    """The columns `again.NAMES`, a row for each block: what surrounds it."""
    traits = [evidence.values[:, OWN.index(name)] for name in TRAITS]
    looks = again.Looks(evidence.words, again.shapes_of(evidence.words, traits), evidence.vocabulary)
    return again.again(scores, looks).T


def kind_of(page: Page) -> Kind:
    """Which weights `page` is judged by."""
    if page.form == "html":
        return "html"
    return "one-line" if on_one_line(page.blocks) else "text"


@functools.cache
def shipped(kind: Kind) -> Judge:
    """The judge by the shipped weights of `kind`; it never changes."""
    return Judge(load(FILES[kind]), elements=kind == "html")
