"""`python -m tests.benchmark fit`: makes `cleaner/body/weights.json` from a corpus.

The shipped weights come from the development split of WCXB 1.0 (CC-BY-4.0) and the parser test pages of fundus (MIT).
With `--folds N`, whole sites are left out in turn, and block-wise figures of the left-out pages are printed: the scores
of blocks and certain marks alone, without the structure step. The weights of each fold are kept beside the renderings.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

import cleaner.body
from cleaner.body import OUT, whole
from cleaner.body.evidence import Evidence
from cleaner.body.judge import Judge
from cleaner.body.weights import Grid, Stage, Weights
from tests.benchmark.additive import Codes, Fit, Floats, edges_of, fit
from tests.benchmark.corpus import ARTICLE_SETS, OTHER_SETS, load
from tests.benchmark.examples import CLEAN, Example, collect, names, rule_ids

INNER = 3
"""Folds within the training pages: what is said of whole pages is learnt from scores of sites not seen."""
LEAN = 0.4
"""Log-odds added to every block: word F1 asks for a block from a chance of some 40 % on."""
STYLES_A_PAGE = 2.5
WEIGHTS = Path(cleaner.body.__file__).with_name("weights.json")
FALSE_ALARMS = 0.007
"""The share of articles that may be called none; the threshold is set on left-out pages."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the fit."""
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of <set>.jsonl and <set>/<id>.html.gz")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "cleaner-benchmark")
    parser.add_argument("--folds", type=int, default=0, metavar="N", help="leave whole sites out in N turns first")
    parser.add_argument("--no-write", action="store_true", help="leave the shipped weights as they are")
    parser.add_argument("--rounds", type=int, default=600, help="trees")


def run(options: argparse.Namespace) -> int:
    """Fit, print, write."""
    rows = [row for name in (*ARTICLE_SETS, *OTHER_SETS) for row in load(options.corpus, name)]
    examples = collect(rows, options.cache)
    print(f"{len(examples)} pages, {sum(len(e.labels) for e in examples)} blocks", flush=True)
    predicted: dict[int, tuple[Floats, float, float]] = {}
    for fold in range(options.folds):
        start = time.monotonic()
        inside = [e for e in examples if e.fold(options.folds) != fold]
        weights = Fitted(inside, options.rounds).weights()
        write(weights, fold_path(options.cache, fold, options.folds))
        judge = Judge(weights)
        predicted |= {i: predict(judge, e) for i, e in enumerate(examples) if e.fold(options.folds) == fold}
        print(f"fold {fold + 1} of {options.folds}: {time.monotonic() - start:.0f} s", flush=True)
    if predicted:
        report(examples, predicted)
    if not options.no_write:
        write(Fitted(examples, options.rounds).weights(), WEIGHTS)
    return 0


def fold_path(cache: Path, fold: int, folds: int) -> Path:
    """Where the weights of one fold are kept."""
    return cache / f"weights-{fold}-of-{folds}.json"


class Fitted:
    """Fits the model over blocks, then the two over whole pages."""

    def __init__(self, examples: Sequence[Example], rounds: int) -> None:
        self._rounds = rounds
        rng = np.random.default_rng(0)
        articles = [e for e in examples if e.wanted]
        self._chosen = [
            e for e in articles if e.style == CLEAN or e.set_name != "english" or rng.random() < STYLES_A_PAGE / 7
        ]
        self._names = names()
        sample = self._chosen[::4]
        weight = np.concatenate([block_weights(e) for e in sample])
        self._edges = _edges(self._names, np.concatenate([e.values for e in sample]), weight)
        self._grid = Grid(self._edges, self._names)
        codes = [self._grid.codes(e.values).astype(np.uint8) for e in self._chosen]
        left_out = self._left_out(codes)
        self._block = self._fit(self._chosen, codes)
        self._page_models(examples, dict(zip(map(id, self._chosen), left_out, strict=True)))

    def _left_out(self, codes: Sequence[Codes]) -> list[Floats]:
        """Scores of each page by a model that has not seen its site."""
        found: list[Floats] = [np.empty(0, np.float32)] * len(codes)
        for fold in range(INNER):
            away = [i for i, e in enumerate(self._chosen) if e.fold(INNER * 7) % INNER == fold]
            inside = sorted(set(range(len(codes))) - set(away))
            model = self._fit([self._chosen[i] for i in inside], [codes[i] for i in inside])
            for i in away:
                found[i] = model.scores(codes[i])
        return found

    def _fit(self, examples: Sequence[Example], codes: Sequence[Codes]) -> Fit:
        counts = np.concatenate([e.counts for e in examples])
        weight = np.concatenate([block_weights(e) for e in examples])
        labels = np.concatenate([e.labels >= 0.5 for e in examples]).astype(np.int8)
        # Short blocks are many and weigh little: a quarter of them, each four times as heavy, tells the same.
        taken = (counts >= 8) | (np.random.default_rng(1).random(len(counts)) < 0.25)
        weight = np.where(counts >= 8, weight, weight * 4).astype(np.float32)
        rows = np.concatenate(codes)
        sizes = [len(self._edges[name]) + 1 for name in self._names]
        model = fit(rows[taken], labels[taken], weight[taken], sizes, rounds=self._rounds)
        model.bias += LEAN
        return model

    def _page_models(self, examples: Sequence[Example], left_out: Mapping[int, Floats]) -> None:
        """Article or not, and the F1 to expect; both from scores of sites that the block models have not seen."""
        dumps = [e for e in self._chosen if e.style != CLEAN]
        others = [e for e in examples if not e.wanted]
        rows = [page_columns(e, left_out[id(e)]) for e in dumps] + [page_columns(e, self._scores(e)) for e in others]
        values = np.concatenate(rows)
        even = np.ones(len(rows), np.float32)
        edges = dict(zip(whole.NAMES, edges_of(values, even, 7), strict=True))
        self._edges |= edges
        codes = Grid(edges, whole.NAMES).codes(values).astype(np.uint8)
        sizes = [len(edges[name]) + 1 for name in whole.NAMES]
        is_article = np.array([1] * len(dumps) + [0] * len(others), np.float32)
        self._article = fit(codes, is_article, even, sizes, rounds=120, leaves=2, least=40)
        scores = np.sort(self._article.scores(codes)[: len(dumps)])
        self._article.bias -= float(scores[int(FALSE_ALARMS * len(scores))])
        f1 = np.array([block_f1(e, left_out[id(e)]) for e in dumps], np.float32)
        heads = len(dumps)
        self._confidence = fit(
            codes[:heads],
            f1,
            even[:heads],
            sizes,
            rounds=60,
            leaves=2,
            least=40,
            objective="cross_entropy",
        )

    def _scores(self, example: Example) -> Floats:
        return self._block.scores(self._grid.codes(example.values).astype(np.uint8))

    def weights(self) -> Weights:
        """What `weights.json` holds."""
        stages: dict[str, Stage] = {
            "block": self._block.stage(self._names),
            "article": self._article.stage(whole.NAMES),
            "confidence": self._confidence.stage(whole.NAMES),
        }
        used = {column for stage in stages.values() for term in stage["terms"] for column in term["columns"]}
        edges = {name: bounds for name, bounds in self._edges.items() if name in used}
        return {"rules": list(rule_ids()), "edges": edges, "stages": stages}


def _edges(columns: Sequence[str], values: Floats, weight: Floats) -> dict[str, list[float]]:
    return dict(zip(columns, edges_of(values, weight), strict=True))


def block_weights(example: Example) -> Floats:
    """How much each block counts: its share of the page's words, since word F1 is what is wanted."""
    size = max(60, min(example.wanted, 3000))
    weight = np.minimum(example.counts, 150) / size * 100 + 0.02
    found: Floats = (weight * (0.3 if example.style == CLEAN else 1.0)).astype(np.float32)
    return found


def kept_blocks(example: Example, scores: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which blocks stay."""
    kept: np.ndarray[tuple[int], np.dtype[np.bool_]] = (scores > 0) & ~example.certain
    return kept


def page_columns(example: Example, scores: Floats) -> Floats:
    """The row of `whole.columns` for an example."""
    final = np.where(example.certain, np.minimum(scores, OUT), scores).astype(np.float32)
    kept = kept_blocks(example, scores)
    return whole.columns(final, kept, example.values, example.words, example.headline)


def block_f1(example: Example, scores: Floats) -> float:
    """Word F1 of the kept blocks, taken block by block."""
    kept = kept_blocks(example, scores)
    right = float((example.counts * example.labels)[kept].sum())
    if not right:
        return 0.0
    precision, recall = right / float(example.counts[kept].sum()), min(1.0, right / max(1, example.wanted))
    return 2 * precision * recall / (precision + recall)


def predict(judge: Judge, example: Example) -> tuple[Floats, float, float]:
    """Scores of the blocks, log-odds of being an article, confidence."""
    evidence = Evidence(names(), example.values, example.words, ())
    scores, _ = judge.scores(evidence)
    return scores, *judge.page(page_columns(example, scores))


def report(examples: Sequence[Example], predicted: Mapping[int, tuple[Floats, float, float]]) -> None:
    """Print block-wise figures of left-out pages."""
    rows: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    for i, (scores, article, confidence) in predicted.items():
        example = examples[i]
        rows.setdefault((example.set_name, example.style), []).append((block_f1(example, scores), article, confidence))
    for (set_name, style), found in sorted(rows.items()):
        f1, article, confidence = np.array(found).T
        line = f"{set_name:8} {style:10} F1 {f1.mean():.4f}  p10 {np.percentile(f1, 10):.3f}"
        line += f"  whole {(f1 > 0.9999).mean():.3f}  called no article {(article <= 0).mean():.3f}"
        if f1.std() > 0:
            upper = f1[confidence >= np.median(confidence)].mean()
            line += f"  confidence r {np.corrcoef(f1, confidence)[0, 1]:.2f}, upper half {upper:.3f}"
        print(line)
    for set_name in ARTICLE_SETS:
        means = [
            np.mean([f for f, _, _ in found]) for (s, style), found in rows.items() if s == set_name and style != CLEAN
        ]
        tens = [
            np.percentile([f for f, _, _ in v], 10)
            for (s, style), v in rows.items()
            if s == set_name and style != CLEAN
        ]
        if means:
            print(f"{set_name:8} mean F1 {np.mean(means):.4f}, lowest style {min(means):.4f}, p10 {np.mean(tens):.3f}")


def write(weights: Weights, path: Path) -> None:
    """Write weights as JSON, a term a line."""

    def lines(entries: Sequence[str]) -> str:
        return ",\n".join(entries)

    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    edges = lines([f"{text(name)}: {text(bounds)}" for name, bounds in weights["edges"].items()])
    stages = lines(
        [
            f'{text(name)}: {{"bias": {stage["bias"]}, "terms": [\n{lines([*map(text, stage["terms"])])}\n]}}'
            for name, stage in weights["stages"].items()
        ]
    )
    path.write_text(
        f'{{\n"rules": {text(weights["rules"])},\n"edges": {{\n{edges}\n}},\n"stages": {{\n{stages}\n}}\n}}\n',
        encoding="utf-8",
    )
