"""`python -m tests.benchmark fit`: makes `cleaner/body/weights.json` from a corpus, `weights_one_line.json` alike.

The shipped weights come from the development split of WCXB 1.0 (CC-BY-4.0) and the parser test pages of fundus (MIT).
Whole sites are left out in turn, in `--folds N` turns, and block-wise figures of the left-out pages are printed: scores
and marks alone, without the structure step. Then whole pages are judged, as they come out of the pipeline. The weights
of each fold are kept beside the renderings, where `quality --left-out` finds them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

import cleaner.body
from cleaner.body import again
from cleaner.body.evidence import OWN
from cleaner.body.judge import FILES, OUT, Kind, look_again
from cleaner.body.marked import marked_names
from cleaner.body.weights import Grid, Stage, Weights
from tests.benchmark import fit_html, fit_pages
from tests.benchmark.additive import Codes, Fit, Floats, edges_of
from tests.benchmark.corpus import ARTICLE_SETS, OTHER_SETS, Row, load
from tests.benchmark.examples import (
    CLEAN,
    Example,
    collect,
    final_scores,
    kept_f1,
    names,
    promised_f1,
    rule_ids,
    word_weights,
)
from tests.benchmark.fit_blocks import fit_blocks
from tests.benchmark.fit_pages import PageModels
from tests.benchmark.styles import STYLES
from tests.benchmark.weights_file import fold_path, write

FOLDS = 5
ROUNDS = 1200
"""Trees of the first look; the second has two thirds as many."""
RATE = 0.1
"""How much of what a tree says is taken. With twice as much, two fits of nearly the same rules differed by 0.002."""
Models = dict[int | None, Fit]
STYLES_A_PAGE = 2.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the fit."""
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of <set>.jsonl and <set>/<id>.html.gz")
    parser.add_argument(
        "--form", choices=tuple(FILES), default="text", help="the weights for dumps, for those on one line, or for HTML"
    )
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "cleaner-benchmark")
    parser.add_argument("--folds", type=int, default=FOLDS, metavar="N", help="leave whole sites out in N turns")
    parser.add_argument(
        "--pages", action="store_true", help="text: only what tells articles from others, by fold weights in the cache"
    )
    parser.add_argument("--no-write", action="store_true", help="leave the shipped weights as they are")
    parser.add_argument("--rounds", type=int, help=f"trees (of text's first look {ROUNDS}, of HTML {fit_html.ROUNDS})")


def run(options: argparse.Namespace) -> int:
    """Fit, print, write."""
    if options.form == "html":
        return fit_html.run(options)
    rows = [row for name in (*ARTICLE_SETS, *OTHER_SETS) for row in load(options.corpus, name)]
    if not options.pages:
        _fit_blocks(rows, options)
    models = PageModels(fit_pages.collect(rows, options.cache, options.folds, options.form), options.folds)
    models.report()
    for fold in range(options.folds):
        models.put_into(fold_path(options.cache, fold, options.folds, options.form), fold)
    if not options.no_write:
        models.put_into(_shipped(options.form), None)
    return 0


def _fit_blocks(rows: Sequence[Row], options: argparse.Namespace) -> None:
    examples = collect(rows, options.cache, options.form)
    print(f"{len(examples)} pages, {sum(len(e.labels) for e in examples)} blocks", flush=True)
    fitted = Fitted(examples, options.rounds or ROUNDS, options.folds)
    for fold in range(options.folds):
        path = fold_path(options.cache, fold, options.folds, options.form)
        path.parent.mkdir(parents=True, exist_ok=True)
        write(fitted.weights(fold), path)
    report(examples, fitted.predicted)
    if not options.no_write:
        write(fitted.weights(None), _shipped(options.form))


def _shipped(kind: Kind) -> Path:
    return Path(cleaner.body.__file__).with_name(FILES[kind])


class Fitted:
    """The models over blocks, first look and second; for each fold, and for all pages.

    Every model that learns from the scores of another learns from scores of sites which that other has not seen.
    """

    def __init__(self, examples: Sequence[Example], rounds: int, folds: int) -> None:
        self._examples, self._folds = examples, folds
        rng = np.random.default_rng(0)
        self._chosen = [
            i
            for i, e in enumerate(examples)
            if e.wanted
            and (e.style not in STYLES or e.set_name != "english" or rng.random() < STYLES_A_PAGE / len(STYLES))
        ]
        self._edges: dict[str, list[float]] = {}
        first, outside = self._look(names(), [e.values for e in examples], rounds)
        self._first = first
        masked = [np.where(e.out, OUT, scores).astype(np.float32) for e, scores in zip(examples, outside, strict=True)]
        evidence = [second_columns(e, scores) for e, scores in zip(examples, masked, strict=True)]
        self._second, self._scores = self._look(second_names(), evidence, rounds * 2 // 3)
        self.predicted = {
            i: (scores, promised_f1(e, early, scores))
            for i, (e, early, scores) in enumerate(zip(examples, masked, self._scores, strict=True))
        }

    def _look(self, columns: Sequence[str], values: Sequence[Floats], rounds: int) -> tuple[Models, list[Floats]]:
        """A model for each fold and one for all, and each page's scores by the model that has not seen its site."""
        sample = self._chosen[::4]
        weight = np.concatenate([block_weights(self._examples[i]) for i in sample])
        edges = _edges(columns, np.concatenate([values[i] for i in sample]), weight)
        self._keep(edges)
        grid = Grid(edges, columns)
        codes = [grid.codes(each) for each in values]
        sizes = [len(edges[name]) + 1 for name in columns]
        models: Models = {}
        for fold in (*range(self._folds), None):
            start = time.monotonic()
            models[fold] = self._fit([i for i in self._chosen if self._fold(i) != fold], codes, sizes, rounds)
            print(f"{len(columns)} columns, fold {fold}: {time.monotonic() - start:.0f} s", flush=True)
        return models, [models[self._fold(i)].scores(each) for i, each in enumerate(codes)]

    def _keep(self, edges: Mapping[str, list[float]]) -> None:
        """Add `edges`; a name that two models share must mean the same to both."""
        clash = [name for name, bounds in edges.items() if self._edges.get(name, bounds) != bounds]
        if clash:
            raise ValueError(f"two columns have the name {clash[0]!r}")
        self._edges |= edges

    def _fold(self, i: int) -> int:
        return self._examples[i].fold(self._folds)

    def _fit(self, chosen: Sequence[int], codes: Sequence[Codes], sizes: Sequence[int], rounds: int) -> Fit:
        examples = [self._examples[i] for i in chosen]
        return fit_blocks(examples, [codes[i] for i in chosen], block_weights, sizes, rounds=rounds, rate=RATE)

    def weights(self, fold: int | None) -> Weights:
        """What `weights.json` holds: of the models that have not seen `fold`, or of those that have seen all."""
        stages: dict[str, Stage] = {
            "block": self._first[fold].stage(names()),
            "again": self._second[fold].stage(second_names()),
            # Until the pages are looked at, each is an article.
            "article": {"bias": 1.0, "terms": []},
        }
        used = {column for stage in stages.values() for term in stage["terms"] for column in term["columns"]}
        edges = {name: bounds for name, bounds in self._edges.items() if name in used}
        return {"rules": list(rule_ids()), "edges": edges, "stages": stages, "words": {}}


def second_names() -> tuple[str, ...]:
    """The names of the columns of the second look."""
    return (*again.NAMES, *OWN, *marked_names(rule_ids()))


def second_columns(example: Example, scores: Floats) -> Floats:
    """The columns of the second look, a row for each block: what surrounds it, its own evidence, what rules say."""
    own, marked = example.values[:, : len(OWN)], example.values[:, -len(marked_names(rule_ids())) :]
    return np.concatenate([look_again(scores, example.evidence()), own, marked], axis=1)


def _edges(columns: Sequence[str], values: Floats, weight: Floats) -> dict[str, list[float]]:
    return dict(zip(columns, edges_of(values, weight), strict=True))


def block_weights(example: Example) -> Floats:
    """How much each block counts; those of bodies that stand for themselves count less."""
    return word_weights(example) * np.float32(0.3 if example.style == CLEAN else 1.0)


def block_f1(example: Example, scores: Floats) -> float:
    """Word F1 of the blocks that scores of the second look keep."""
    return kept_f1(example, final_scores(example, scores) > 0)


def report(examples: Sequence[Example], predicted: Mapping[int, tuple[Floats, float]]) -> None:
    """Print block-wise figures of left-out pages."""
    rows: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for i, (scores, confidence) in predicted.items():
        example = examples[i]
        rows.setdefault((example.set_name, example.style), []).append((block_f1(example, scores), confidence))
    for (set_name, style), found in sorted(rows.items()):
        f1, confidence = np.array(found).T
        line = f"{set_name:8} {style:10} F1 {f1.mean():.4f}  p10 {np.percentile(f1, 10):.3f}"
        line += f"  whole {(f1 > 0.9999).mean():.3f}"
        if f1.std() > 0:
            upper = f1[confidence >= np.median(confidence)].mean()
            line += f"  confidence r {np.corrcoef(f1, confidence)[0, 1]:.2f}, upper half {upper:.3f}"
        print(line)
    for set_name in ARTICLE_SETS:
        means = [
            np.mean([f for f, _ in found]) for (s, style), found in rows.items() if s == set_name and style != CLEAN
        ]
        tens = [
            np.percentile([f for f, _ in v], 10) for (s, style), v in rows.items() if s == set_name and style != CLEAN
        ]
        if means:
            print(f"{set_name:8} mean F1 {np.mean(means):.4f}, lowest style {min(means):.4f}, p10 {np.mean(tens):.3f}")
