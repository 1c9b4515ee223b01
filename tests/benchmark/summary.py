"""Sums outcomes up, and prints the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np

from tests.benchmark.measure import Measured, Outcome
from tests.benchmark.score import percentile

COLUMNS = (
    "F1",
    "precision",
    "recall",
    "shingle F1",
    "p10",
    "must",
    "must not",
    "empty",
    "again",
    "ms",
    "sure F1",
    "corr",
)


class Line(NamedTuple):
    """The figures of one set in one style, or their means over the styles."""

    f1: float
    precision: float
    recall: float
    shingle_f1: float
    p10: float
    must: float
    must_not: float
    empty: float
    unchanged: float
    """Share of bodies that stay as they are when they are cleaned again."""
    ms: float
    sure_f1: float
    """Mean F1 of the half of the pages whose confidence is highest."""
    correlation: float
    """Of a page's confidence with its F1 (Pearson)."""


def by_style(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes grouped by style, in the order in which they come."""
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.style].append(outcome)
    return dict(grouped)


def line(outcomes: Sequence[Outcome]) -> Line:
    """The figures of one set in one style."""
    f1 = [outcome.words.f1 for outcome in outcomes]
    ranked = sorted(outcomes, key=lambda outcome: (-outcome.confidence, outcome.id))
    return Line(
        f1=fmean(f1),
        precision=fmean(outcome.words.precision for outcome in outcomes),
        recall=fmean(outcome.words.recall for outcome in outcomes),
        shingle_f1=fmean(outcome.shingles.f1 for outcome in outcomes),
        p10=percentile(f1, 0.1),
        must=_share(sum(o.must_kept for o in outcomes), sum(o.must_all for o in outcomes)),
        must_not=_share(sum(o.must_not_gone for o in outcomes), sum(o.must_not_all for o in outcomes)),
        empty=fmean(outcome.empty for outcome in outcomes),
        unchanged=fmean(outcome.unchanged for outcome in outcomes),
        ms=fmean(outcome.seconds for outcome in outcomes) * 1000,
        sure_f1=fmean(outcome.words.f1 for outcome in ranked[: max(1, len(ranked) // 2)]),
        correlation=_correlation([outcome.confidence for outcome in outcomes], f1),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _correlation(left: Sequence[float], right: Sequence[float]) -> float:
    if len(left) < 2 or np.std(left) == 0 or np.std(right) == 0:
        return 0.0
    return float(np.corrcoef(left, right)[0, 1])


def mean(lines: Sequence[Line]) -> Line:
    """The means of the figures."""
    return Line(*(fmean(column) for column in zip(*lines, strict=True)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, first column flush left, the others flush right."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    rule = [("-" * width if i == 0 else "-" * (width - 1) + ":") for i, width in enumerate(widths)]

    def one(row: Sequence[str]) -> str:
        cells = (
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        return f"| {' | '.join(cells)} |"

    return "\n".join(map(one, [head, rule, *rows]))


def style_table(outcomes: Sequence[Outcome]) -> tuple[str, dict[str, Line]]:
    """Our figures by style, the last row their means; and the figures themselves."""
    lines = {style: line(found) for style, found in by_style(outcomes).items()}
    shown = {**lines, "mean": mean([*lines.values()])}
    rows = [
        [style, *(_figure(value, COLUMNS[i] == "ms") for i, value in enumerate(figures))]
        for style, figures in shown.items()
    ]
    return table(["style", *COLUMNS], rows), lines


def _figure(value: float, is_time: bool = False) -> str:
    if value != value:  # noqa: PLR0124 - NaN: the set has no such passages
        return ""
    return f"{value:.2f}" if is_time else f"{value:.3f}"


def baseline_table(measured: Sequence[Measured], styles: Sequence[str], ours: dict[str, Line]) -> str:
    """Mean word F1 of every system by style, ours first."""
    figures: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for page in measured:
        for (system, style), f1 in page.baselines.items():
            figures[system][style].append(f1)
    head = ["system", *styles, "mean"]
    rows = [_row("cleaner", {style: found.f1 for style, found in ours.items()}, styles)]
    rows += [_row(system, {s: fmean(v) for s, v in found.items()}, styles) for system, found in figures.items()]
    return table(head, rows)


def _row(system: str, means: dict[str, float], styles: Sequence[str]) -> list[str]:
    cells = [_figure(means[style]) if style in means else "" for style in styles]
    return [system, *cells, _figure(fmean(means.values()))]


def status_table(articles: Sequence[Outcome], others: Sequence[Outcome]) -> tuple[str, dict[str, float]]:
    """Shares of pages said to hold no article: those that hold none, and those that do."""
    columns: list[tuple[str, Callable[[str], list[Outcome]]]] = [
        ("other", lambda style: [o for o in others if o.style == style]),
        ("articles", lambda style: [o for o in articles if o.style == style]),
    ]
    styles = [*by_style([*others, *articles])]
    rows, figures = [], {}
    for name, chosen in columns:
        shares = [fmean(o.no_article for o in found) for style in styles if (found := chosen(style))]
        figures[name] = fmean(shares) if shares else float("nan")
        rows.append([name, *(_figure(share) for share in shares), _figure(figures[name])])
    return table(
        ["said to be no article", *styles, "mean"], [row for row in rows if len(row) == len(styles) + 2]
    ), figures
