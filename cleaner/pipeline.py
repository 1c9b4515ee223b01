"""Runs the rules over a page. No rule sees another's marks, so their order cannot matter."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.errors import RuleCrashError
from cleaner.model import Mark, Page, Rule, RuleFailure


def run(page: Page, rules: Sequence[Rule], *, strict: bool = False) -> tuple[list[Mark], list[RuleFailure]]:
    """Every mark that `rules` make on `page`, sorted, and the rules that crashed.

    Raises:
        RuleCrashError: a rule raised and `strict` is set.
    """
    marks: list[Mark] = []
    failures: list[RuleFailure] = []
    for rule in rules:
        if page.form not in rule.forms:
            continue
        try:
            marks.extend(list(rule.marks(page)))
        except Exception as error:
            if strict:
                raise RuleCrashError(
                    f"rule {rule.id!r} crashed: {error!r}", "report it, or turn the rule off"
                ) from error
            failures.append(RuleFailure(rule.id, repr(error)))
    marks.sort(key=position)
    return marks, failures


def position(mark: Mark) -> tuple[int, int, int, str, float]:
    """Sort key that puts marks in page order."""
    start, end = mark.span or (0, 0)
    return mark.block, start, end, mark.rule, mark.sure
