"""Files of weights: where those of a fold are, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from cleaner.body.weights import Weights


def fold_path(cache: Path, fold: int, folds: int, form: str = "text") -> Path:
    """Where the weights of one fold are kept."""
    return (cache / form if form == "html" else cache) / f"weights-{fold}-of-{folds}.json"


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
