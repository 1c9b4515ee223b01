"""The figures that a change may not lower, and the corpus they were measured on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.benchmark.summary import Line

FILE = Path(__file__).with_name("floors.json")
# Figures are floors at this precision, since timing aside nothing in a run is left to chance.
DIGITS = 4
HIGHER_IS_BETTER = (
    "f1",
    "precision",
    "recall",
    "shingle_f1",
    "p10",
    "must",
    "must_not",
    "unchanged",
    "sure_f1",
    "correlation",
)


def figures(lines: dict[str, Line]) -> dict[str, float]:
    """The floors of one set: means over the styles, and the lowest style."""
    found = {"lowest_style_f1": min(line.f1 for line in lines.values())}
    for name in HIGHER_IS_BETTER:
        values = [getattr(line, name) for line in lines.values()]
        mean = sum(values) / len(values)
        if mean == mean:  # noqa: PLR0124 - NaN: the set has no such passages
            found[name] = mean
    found["not_empty"] = 1 - sum(line.empty for line in lines.values()) / len(lines)
    return rounded(found)


def rounded(found: dict[str, float]) -> dict[str, float]:
    """The figures cut to the precision of floors."""
    return {name: int(value * 10**DIGITS) / 10**DIGITS for name, value in found.items()}


def read() -> dict[str, Any]:
    """The result file: for each form and set, the corpus digest and the floors."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def compare(key: str, digest: str, found: dict[str, float]) -> list[str]:
    """What lies below its floor; empty too when the floors are those of another corpus."""
    kept = read().get(key)
    if kept is None or kept["corpus"] != digest:
        return []
    return [
        f"{key}: {name} is {found.get(name, 0.0):.4f}, its floor {floor:.4f}"
        for name, floor in kept["floors"].items()
        if found.get(name, 0.0) < floor
    ]


def write(key: str, digest: str, found: dict[str, float], *, lower: bool) -> None:
    """Raise the floors to `found`; lower them only when `lower` says so."""
    kept = read()
    old = kept.get(key, {"corpus": digest, "floors": {}})
    same = old["corpus"] == digest and not lower
    floors = {name: max(value, old["floors"].get(name, value)) if same else value for name, value in found.items()}
    kept[key] = {"corpus": digest, "floors": floors}
    FILE.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
