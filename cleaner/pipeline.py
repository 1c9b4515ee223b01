"""Runs the rules over a page. No rule sees another's marks, so their order cannot matter."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

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
            marks += list(rule.marks(page))
        except Exception as error:
            if strict:
                raise RuleCrashError(
                    f"rule {rule.id!r} crashed: {error!r}", "report it, or turn the rule off"
                ) from error
            failures.append(RuleFailure(rule.id, repr(error)))
    return in_order(marks), failures


_BY_BLOCK = attrgetter("block")
_BY_RULE = attrgetter("block", "rule", "sure")


def in_order(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in page order: by block, span, rule, and how sure they are."""
    # Nearly all are on whole blocks; theirs is a sort without a call in Python for each.
    spans = sorted([mark for mark in marks if mark.span is not None], key=_position)
    if not spans:
        return sorted(marks, key=_BY_RULE)
    whole = sorted([mark for mark in marks if mark.span is None], key=_BY_RULE)
    return sorted([*whole, *spans], key=_BY_BLOCK)


def _position(mark: Mark) -> tuple[int, tuple[int, int], str, float]:
    return mark.block, mark.span or (0, 0), mark.rule, mark.sure
