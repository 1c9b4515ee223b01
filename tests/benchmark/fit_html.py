"""`python -m tests.benchmark fit --form html`: makes `cleaner/body/weights_html.json` from a corpus.

The model is that of text with the columns of HTML's elements besides. Each page comes once, as it is.
"""

from __future__ import annotations

import argparse
import functools
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import cleaner.body
from cleaner import pipeline
from cleaner.api import HARD
from cleaner.body import dom_kept, dom_page, is_out, whole
from cleaner.body.dom import NAMES as ELEMENTS
from cleaner.body.dom import VOTES, with_elements
from cleaner.body.evidence import Evidence, measure
from cleaner.body.judge import Judge
from cleaner.body.lexicon import words_of, worth
from cleaner.body.vocabulary import NO_WORDS
from cleaner.body.weights import Grid, Stage, Weights
from cleaner.readers.html_opinion import with_opinion
from tests.benchmark.additive import Codes, Fit, Floats, edges_of, fit, mean_of
from tests.benchmark.corpus import ARTICLE_SETS, OTHER_SETS, Row, load
from tests.benchmark.examples import Example, final_scores, kept_f1, names, promised_f1, rule_ids, site_of, word_weights
from tests.benchmark.fit_blocks import fit_blocks
from tests.benchmark.fit_words import Words, fit_words
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
    above: dom_kept.Places
    """What `dom_kept.above_holders` says of it."""
    said: Floats
    """For each block what `dom_kept.persons` finds in it."""
    voted: Floats
    """The columns `VOTES` as they are where the second reader is asked; in `example` it is not."""

    def with_votes(self) -> Floats:
        """The evidence where the second reader is asked."""
        values = self.example.values.copy()
        values[:, voted_columns()] = self.voted
        return values


_OF_PAGE = (*whole.NAMES, *dom_page.NAMES, *dom_kept.NAMES)
WEIGHTS = Path(cleaner.body.__file__).with_name("weights_html.json")
ROUNDS = 300
"""Trees."""
RATE = 0.2
"""How much of what a tree says is taken."""
INNER = 3
"""Folds within the training pages: what is said of whole pages is learnt from scores of sites not seen."""
FALSE_ALARMS = 0.0075
"""The share of articles that may be called none; the threshold is set on left-out pages.

It was 0.4 and 0.7 % of the articles of sites that no model had seen with 0.006 and 0.008, and 0.6 % with 0.0075 after a
new fit; 84, 85 and 86 % of the pages of `other` are found then. Each page in a thousand that is lost costs as much word
F1 as its body is worth.
"""
WEIGHT_OF_SET = {"world": 2.5}
"""Pages from all over the world are few beside those in English."""
PAGE_ROUNDS = 300
PAGE_SEEDS = (1, 2, 3)
"""Pages are few, and one model over them hangs on chance: three are averaged."""
PAGE_BOUNDS = 11
WORDS = 0.5
"""What the words of a page count beside its shape: each is fitted by itself, and much of what they know is the same."""


@functools.cache
def all_names() -> tuple[str, ...]:
    """The columns of a block."""
    return (*names(), *ELEMENTS)


def voted_columns() -> list[int]:
    """Where the columns `VOTES` stand."""
    return [all_names().index(name) for name in VOTES]


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
    asked = with_opinion(page, row.html())
    voted = with_elements(measure(asked, marks, rules), asked).values[:, voted_columns()]
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
    said = np.array([dom_kept.persons([page.blocks[number].key]) for number in evidence.numbers], np.float32)
    return Page(example, dom_page.columns(page), dom_kept.above_holders(page.tree, len(texts)), said, voted)


def _page_row(page: Page, scores: Floats) -> Floats:
    example, final = page.example, final_scores(page.example, scores)
    kept = final > 0
    row = whole.columns(final, kept, example.values, example.words, example.headline)
    of_kept = dom_kept.of_kept(_evidence(page), kept, page.above, page.said[kept].sum(axis=0).tolist())
    found: Floats = np.concatenate([row, page.whole, of_kept], axis=1)
    return found


def _evidence(page: Page) -> Evidence:
    return Evidence(all_names(), page.example.values, page.example.words, (), NO_WORDS)


def block_f1(example: Example, scores: Floats) -> float:
    """Word F1 of the blocks that scores keep."""
    return kept_f1(example, final_scores(example, scores) > 0)


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
    """Fits the model over blocks, that which knows a second reader's votes, then the one over whole pages."""

    def __init__(self, pages: Sequence[Page], rounds: int) -> None:
        self._rounds = rounds
        wanted = [page for page in pages if page.example.wanted]
        articles = [page.example for page in wanted]
        weight = np.concatenate([*map(block_weights, articles[::4])])
        found = edges_of(np.concatenate([page.with_votes() for page in wanted[::4]]), weight)
        self._edges = dict(zip(all_names(), found, strict=True))
        self._grid = Grid(self._edges, all_names())
        codes = [self._grid.codes(e.values) for e in articles]
        left_out = self._left_out(articles, codes)
        self._block = self._fit(articles, codes)
        self._voted = self._fit(articles, [self._grid.codes(page.with_votes()) for page in wanted])
        self._page_models(wanted, left_out, [page for page in pages if not page.example.wanted])

    def _left_out(self, articles: Sequence[Example], codes: Sequence[Codes]) -> list[Floats]:
        """Scores of each page by a model that has not seen its site."""
        found: list[Floats] = [np.empty(0, np.float32)] * len(articles)
        for fold in range(INNER):
            away = {i for i, e in enumerate(articles) if _inner_fold(e) == fold}
            inside = [i for i in range(len(articles)) if i not in away]
            model = self._fit([articles[i] for i in inside], [codes[i] for i in inside])
            for i in away:
                found[i] = model.scores(codes[i])
        return found

    def _fit(self, examples: Sequence[Example], codes: Sequence[Codes]) -> Fit:
        sizes = [len(self._edges[name]) + 1 for name in all_names()]
        return fit_blocks(examples, codes, block_weights, sizes, rounds=self._rounds, rate=RATE)

    def _page_models(self, articles: Sequence[Page], left_out: Sequence[Floats], others: Sequence[Page]) -> None:
        """Article or not, by the page's shape and by its words, from scores of sites that the block model has not seen.

        The threshold is set on scores of pages whose sites these two have not seen either.
        """
        pages = [*articles, *others]
        rows = [_page_row(page, scores) for page, scores in zip(articles, left_out, strict=True)]
        rows += [_page_row(page, self._scores(page.example)) for page in others]
        values = np.concatenate(rows)
        edges = dict(zip(_OF_PAGE, edges_of(values, np.ones(len(rows), np.float32), PAGE_BOUNDS), strict=True))
        self._edges |= edges
        codes = Grid(edges, _OF_PAGE).codes(values)
        folds = np.array([_inner_fold(page.example) for page in pages])
        found = np.zeros(len(pages), np.float32)
        for fold in range(INNER):
            shape, words = self._page_model(pages, codes, folds != fold)
            for i in (folds == fold).nonzero()[0].tolist():
                found[i] = shape.scores(codes[i : i + 1])[0] + worth(pages[i].example.lexicon, words)
        self._article, self._words = self._page_model(pages, codes, np.ones(len(pages), np.bool_))
        self._article.bias -= float(np.sort(found[: len(articles)])[int(FALSE_ALARMS * len(articles))])

    def _page_model(self, pages: Sequence[Page], codes: Codes, inside: NDArray[np.bool_]) -> tuple[Fit, Words]:
        chosen = [page.example for page, taken in zip(pages, inside.tolist(), strict=True) if taken]
        is_article = np.array([example.wanted > 0 for example in chosen], np.float32)
        sizes = [len(self._edges[name]) + 1 for name in _OF_PAGE]
        even = np.ones(len(chosen), np.float32)
        shapes = [
            fit(codes[inside], is_article, even, sizes, rounds=PAGE_ROUNDS, leaves=4, least=8, rate=0.1, seed=seed)
            for seed in PAGE_SEEDS
        ]
        return mean_of(shapes), {word: round(WORDS * value, 3) for word, value in fit_words(chosen).items()}

    def _scores(self, example: Example) -> Floats:
        return self._block.scores(self._grid.codes(example.values))

    def weights(self) -> Weights:
        """What `weights_html.json` holds."""
        stages: dict[str, Stage] = {
            "block": self._block.stage(all_names()),
            "voted": self._voted.stage(all_names()),
            "article": self._article.stage(_OF_PAGE),
        }
        used = {column for stage in stages.values() for term in stage["terms"] for column in term["columns"]}
        return {
            "rules": list(rule_ids()),
            "edges": {name: bounds for name, bounds in self._edges.items() if name in used},
            "stages": stages,
            "words": self._words,
        }


def _inner_fold(example: Example) -> int:
    """The fold within the training pages that the page's site is in."""
    return example.fold(INNER * 7) % INNER


def predict(judge: Judge, page: Page) -> tuple[Floats, float, float]:
    """Scores of the blocks, log-odds of being an article, confidence; the second reader is asked where it is hard."""
    example, evidence = page.example, _evidence(page)
    scores, _ = judge.first(evidence, example.out)
    if promised_f1(example, scores, scores) < HARD:
        scores, _ = judge.first(evidence._replace(values=page.with_votes()), example.out)
    return scores, judge.article(_page_row(page, scores), example.lexicon), promised_f1(example, scores, scores)
