"""Files of weights: where those of a fold are, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from cleaner.body.weights import Weights


def fold_path(cache: Path, fold: int, folds: int, kind: str = "text") -> Path:
    """Where the weights of one fold are kept, those of each kind of page."""
    return (cache / kind if kind != "text" else cache) / f"weights-{fold}-of-{folds}.json"


def read(path: Path) -> Weights:
    """The weights in `path`."""
    found: Weights = json.loads(path.read_text(encoding="utf-8"))
    return found


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
    words = lines([f"{text(word)}: {value}" for word, value in weights.get("words", {}).items()])
    parts = (
        f'"rules": {text(weights["rules"])}',
        f'"edges": {{\n{edges}\n}}',
        f'"stages": {{\n{stages}\n}}',
        f'"words": {{\n{words}\n}}',
    )
    path.write_text(f"{{\n{lines(parts)}\n}}\n", encoding="utf-8")
