"""`python -m tests.benchmark fit --form html`: makes `cleaner/body/weights_html.json` from a corpus.

The model is that of text with the columns of HTML's elements besides. Each page comes once, as it is.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

import cleaner.body
from cleaner import pipeline
from cleaner.body import dom_page, is_out, whole
from cleaner.body.dom import NAMES as ELEMENTS
from cleaner.body.dom import with_elements
from cleaner.body.evidence import Evidence, measure
from cleaner.body.judge import OUT, Judge
from cleaner.body.lexicon import words_of
from cleaner.body.vocabulary import NO_WORDS
from cleaner.body.weights import Grid, Stage, Weights
from tests.benchmark.additive import Codes, Fit, Floats, edges_of, fit
from tests.benchmark.corpus import ARTICLE_SETS, OTHER_SETS, Row, load
from tests.benchmark.examples import Example, kept_f1, names, rule_ids, site_of, word_weights
from tests.benchmark.labels import label
from tests.benchmark.measure import HTML
from tests.benchmark.measure import cleaner as shipped_cleaner
from tests.benchmark.score import sequence
from tests.benchmark.weights_file import fold_path, write


class Page(NamedTuple):
    """A page as the fit sees it."""

    example: Example
    whole: Floats
    """What it says of itself as a whole."""


_OF_PAGE = (*whole.NAMES, *dom_page.NAMES)
WEIGHTS = Path(cleaner.body.__file__).with_name("weights_html.json")
ROUNDS = 300
"""Trees."""
INNER = 3
"""Folds within the training pages: what is said of whole pages is learnt from scores of sites not seen."""
LEAN = 0.4
"""Log-odds added to every block: word F1 asks for a block from a chance of some 40 % on."""
FALSE_ALARMS = 0.007
"""The share of articles that may be called none; the threshold is set on left-out pages."""
WEIGHT_OF_SET = {"world": 2.5}
"""Pages from all over the world are few beside those in English."""
MARGIN = 1.2
"""Log-odds below the threshold at which a page is still an article: on sites not seen more articles lie below it.

Chosen on left-out pages: of 557 articles 1.8 % were said to be none at 0, 0.7 % at 1.0, 0.4 % at 1.5; of 132 pages
without an article 80, 71 and 61 % were found.
"""
MANY_WORDS = 8
SHORT_BLOCKS = 0.25


def run(options: argparse.Namespace) -> int:
    """Fit, print, write."""
    pages = collect([row for name in (*ARTICLE_SETS, *OTHER_SETS) for row in load(options.corpus, name)])
    examples = [page.example for page in pages]
    print(f"{len(examples)} pages, {sum(len(e.labels) for e in examples)} blocks", flush=True)
    predicted: dict[int, tuple[Floats, float, float]] = {}
    for fold in range(options.folds):
        start = time.monotonic()
        weights = Fitted(
            [p for p in pages if p.example.fold(options.folds) != fold], options.rounds or ROUNDS
        ).weights()
        path = fold_path(options.cache, fold, options.folds, HTML)
        path.parent.mkdir(parents=True, exist_ok=True)
        write(weights, path)
        judge = Judge(weights, elements=True)
        predicted |= {i: predict(judge, p) for i, p in enumerate(pages) if p.example.fold(options.folds) == fold}
        print(f"fold {fold + 1} of {options.folds}: {time.monotonic() - start:.0f} s", flush=True)
    if predicted:
        report(examples, predicted)
    if not options.no_write:
        write(Fitted(pages, options.rounds or ROUNDS).weights(), WEIGHTS)
    return 0


def collect(rows: Sequence[Row], jobs: int = 2) -> list[Page]:
    """The pages as the fit sees them; those that show no text are left out."""
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(_page, rows, repeat(rule_ids()), chunksize=8)
        return [page for page in found if len(page.example.words)]


def _page(row: Row, rules: Sequence[str]) -> Page:
    page = shipped_cleaner().page(row.html(), form="html")
    marks, _ = pipeline.run(page, shipped_cleaner().rules)
    evidence = with_elements(measure(page, marks, rules), page)
    texts = [page.blocks[number].text for number in evidence.numbers]
    out = {mark.block for mark in marks if mark.span is None and is_out(mark)}
    example = Example(
        set_name=row.set_name,
        id=row.id,
        site=site_of(row),
        style=HTML,
        values=evidence.values,
        labels=np.array(label(texts, row.body) if row.body else [0.0] * len(texts), np.float32),
        counts=np.array([len(sequence(text)) for text in texts], np.float32),
        words=evidence.words,
        wanted=len(sequence(row.body)),
        out=np.array([number in out for number in evidence.numbers], np.bool_),
        headline=any(mark.fact == "title" for mark in marks),
        vocabulary=NO_WORDS,
        lexicon=words_of(page.blocks),
    )
    return Page(example, dom_page.columns(page))


def _final(example: Example, scores: Floats) -> Floats:
    final: Floats = np.where(example.out, np.minimum(scores, OUT), scores).astype(np.float32)
    return final


def _page_row(page: Page, scores: Floats) -> Floats:
    example, final = page.example, _final(page.example, scores)
    row = whole.columns(final, final > 0, example.values, example.words, example.headline)
    found: Floats = np.concatenate([row, page.whole], axis=1)
    return found


def block_f1(example: Example, scores: Floats) -> float:
    """Word F1 of the blocks that scores keep."""
    return kept_f1(example, _final(example, scores) > 0)


def report(examples: Sequence[Example], predicted: Mapping[int, tuple[Floats, float, float]]) -> None:
    """Print block-wise figures of left-out pages."""
    for set_name in (*ARTICLE_SETS, *OTHER_SETS):
        chosen = [(examples[i], found) for i, found in predicted.items() if examples[i].set_name == set_name]
        if not chosen:
            continue
        f1 = np.array([block_f1(example, scores) for example, (scores, _, _) in chosen])
        none = np.mean([article <= 0 for _, (_, article, _) in chosen])
        print(f"{set_name:8} F1 {f1.mean():.4f}  p10 {np.percentile(f1, 10):.3f}  called no article {none:.3f}")


def block_weights(example: Example) -> Floats:
    """How much each block counts."""
    return word_weights(example) * np.float32(WEIGHT_OF_SET.get(example.set_name, 1.0))


class Fitted:
    """Fits the model over blocks, then the two over whole pages."""

    def __init__(self, pages: Sequence[Page], rounds: int) -> None:
        self._rounds = rounds
        self._names = (*names(), *ELEMENTS)
        wanted = [page for page in pages if page.example.wanted]
        articles = [page.example for page in wanted]
        sample = articles[::4]
        found = edges_of(np.concatenate([e.values for e in sample]), np.concatenate([*map(block_weights, sample)]))
        self._edges = dict(zip(self._names, found, strict=True))
        self._grid = Grid(self._edges, self._names)
        codes = [self._grid.codes(e.values) for e in articles]
        left_out = self._left_out(articles, codes)
        self._block = self._fit(articles, codes)
        self._page_models(wanted, left_out, [page for page in pages if not page.example.wanted])

    def _left_out(self, articles: Sequence[Example], codes: Sequence[Codes]) -> list[Floats]:
        """Scores of each page by a model that has not seen its site."""
        found: list[Floats] = [np.empty(0, np.float32)] * len(articles)
        for fold in range(INNER):
            away = {i for i, e in enumerate(articles) if e.fold(INNER * 7) % INNER == fold}
            inside = [i for i in range(len(articles)) if i not in away]
            model = self._fit([articles[i] for i in inside], [codes[i] for i in inside])
            for i in away:
                found[i] = model.scores(codes[i])
        return found

    def _fit(self, examples: Sequence[Example], codes: Sequence[Codes]) -> Fit:
        counts = np.concatenate([e.counts for e in examples])
        weight = np.concatenate([*map(block_weights, examples)])
        labels = np.concatenate([e.labels >= 0.5 for e in examples]).astype(np.int8)
        # Short blocks are many and weigh little: a part of them, each the heavier, tells the same.
        taken = (counts >= MANY_WORDS) | (np.random.default_rng(1).random(len(counts)) < SHORT_BLOCKS)
        weight = np.where(counts >= MANY_WORDS, weight, weight / SHORT_BLOCKS).astype(np.float32)
        sizes = [len(self._edges[name]) + 1 for name in self._names]
        model = fit(np.concatenate(codes)[taken], labels[taken], weight[taken], sizes, rounds=self._rounds)
        model.bias += LEAN
        return model

    def _page_models(self, articles: Sequence[Page], left_out: Sequence[Floats], others: Sequence[Page]) -> None:
        """Article or not, and the F1 to expect; both from scores of sites that the block model has not seen."""
        rows = [_page_row(page, scores) for page, scores in zip(articles, left_out, strict=True)]
        rows += [_page_row(page, self._scores(page.example)) for page in others]
        values, even = np.concatenate(rows), np.ones(len(rows), np.float32)
        edges = dict(zip(_OF_PAGE, edges_of(values, even, 7), strict=True))
        self._edges |= edges
        codes = Grid(edges, _OF_PAGE).codes(values)
        sizes, heads = [len(edges[name]) + 1 for name in _OF_PAGE], len(articles)
        is_article = np.array([1] * heads + [0] * len(others), np.float32)
        self._article = fit(codes, is_article, even, sizes, rounds=150, leaves=2, least=20)
        scores = np.sort(self._article.scores(codes)[:heads])
        self._article.bias += MARGIN - float(scores[int(FALSE_ALARMS * heads)])
        f1 = np.array([block_f1(p.example, found) for p, found in zip(articles, left_out, strict=True)], np.float32)
        self._confidence = fit(
            codes[:heads], f1, even[:heads], sizes, rounds=60, leaves=2, least=20, objective="cross_entropy"
        )

    def _scores(self, example: Example) -> Floats:
        return self._block.scores(self._grid.codes(example.values))

    def weights(self) -> Weights:
        """What `weights_html.json` holds."""
        stages: dict[str, Stage] = {
            "block": self._block.stage(self._names),
            "article": self._article.stage(_OF_PAGE),
            "confidence": self._confidence.stage(_OF_PAGE),
        }
        used = {column for stage in stages.values() for term in stage["terms"] for column in term["columns"]}
        return {
            "rules": list(rule_ids()),
            "edges": {name: bounds for name, bounds in self._edges.items() if name in used},
            "stages": stages,
        }


def predict(judge: Judge, page: Page) -> tuple[Floats, float, float]:
    """Scores of the blocks, log-odds of being an article, confidence."""
    evidence = Evidence((*names(), *ELEMENTS), page.example.values, page.example.words, (), NO_WORDS)
    scores, _ = judge.first(evidence, page.example.out)
    return scores, *judge.page(_page_row(page, scores), page.example.lexicon)
