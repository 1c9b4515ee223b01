"""What a batch run says before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from cleaner.cli.common import say

if TYPE_CHECKING:
    from cleaner.batch.plan import Plan
    from cleaner.batch.report import Report


def say_beforehand(made: Plan) -> None:
    """What a user would wonder about later."""
    if made.complete:
        say("the run is complete: nothing is left to do")
    elif made.end is not None:
        say("the run was finished: what has changed since, or is missing, is done again")
    elif made.cut:
        say("going on where the run was stopped")
    for change in made.accepted:
        say(f"since the run began, {change}")


def print_report(report: Report, made: Plan) -> None:
    """The closing tables, to standard output."""
    if report.complete:
        return
    console = Console(markup=False, highlight=False, emoji=False)
    figures = Table(box=box.SIMPLE_HEAD)
    removals = Table(box=box.SIMPLE_HEAD)
    for table, left, right in ((figures, "", "count"), (removals, "rule", "removals")):
        table.add_column(left)
        table.add_column(right, justify="right")
    for label, count in _figures(report):
        figures.add_row(label, f"{count:,}")
    for rule, count in report.rules.most_common():
        if count:
            removals.add_row(rule, f"{count:,}")
    console.print(figures)
    if report.rules:
        console.print(removals)
    _print_failures(report, made, console)


def _figures(report: Report) -> Iterator[tuple[str, int]]:
    from cleaner.batch.report import OUTCOMES

    yield "pages", report.pages
    for label in OUTCOMES:
        yield label.replace("-", " "), report.outcomes[label]
    rare = {"done before": report.before, "done again": report.redone, "changed since": report.changed}
    rare["renamed"] = report.renamed
    yield from ((label, count) for label, count in rare.items() if count)
    yield "words kept", report.kept
    yield "words removed", report.removed


def _print_failures(report: Report, made: Plan, console: Console) -> None:
    for crash, count in report.failed_rules.most_common(len(report.failures) + 20):
        console.print(f"rule crashed on {count:,} pages: {crash}")
    for what, passed in (
        ("links to folders were not followed", report.survey.linked_folders),
        ("entries are neither files nor folders and were passed over", report.survey.special),
    ):
        if passed.count:
            more = ", …" if passed.count > len(passed.names) else ""
            console.print(f"{passed.count:,} {what}: {', '.join(passed.names)}{more}", soft_wrap=True)
    failed = report.outcomes["failed"]
    if failed:
        console.print(f"{failed:,} failed:")
    for name, why in report.failures:
        console.print(f"  {name}: {why}", soft_wrap=True)
    if failed > len(report.failures):
        console.print(f"  … all of them: {made.manifest}", soft_wrap=True)
