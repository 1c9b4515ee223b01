"""The count of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from cleaner.batch.inputs import Survey, shown
from cleaner.batch.manifest import Record
from cleaner.batch.workers import Account

OUTCOMES = ("ok", "no-article", "failed", "skipped")
LISTED = 20
"""Failures that are told at the end; the manifest has all."""


@dataclass(slots=True)
class Report:
    """What became of the pages, those of earlier sittings of the run included."""

    outcomes: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    removed: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    """The first few."""
    failed_rules: Counter[str] = field(default_factory=Counter)
    before: int = 0
    """Pages that an earlier sitting had done."""
    redone: int = 0
    """Of those, pages whose output was missing or damaged, or whose input had changed."""
    changed: int = 0
    """Pages whose input has changed since, and whose line or row stays as it was."""
    renamed: int = 0
    """Outputs that could not have their plain name."""
    survey: Survey = field(default_factory=Survey)
    complete: bool = False
    """True when nothing was left to do from the start."""
    stopped: str = ""
    """Why the run ended early; empty when it did not."""

    @property
    def pages(self) -> int:
        """Pages that the run came to."""
        return self.outcomes.total()

    def add(self, account: Account) -> None:
        """Count a page."""
        if account.outcome == "stopped":
            self.stopped = account.reason
            return
        self.outcomes[account.outcome] += 1
        self.kept += account.kept
        self.removed += account.removed
        for rule, count in account.rules:
            self.rules[rule] += count
        for crash in account.failed_rules:
            self.failed_rules[crash] += 1
        if account.outcome == "failed" and len(self.failures) < LISTED:
            self.failures.append((account.name, account.reason))

    def recall(self, record: Record, sign: int = 1) -> None:
        """Count a page of an earlier sitting; with `sign` -1, take it back."""
        self.before += sign
        self.outcomes[str(record["status"])] += sign
        if sign < 0 and record["status"] == "failed":
            told = (shown(str(record["input"])), str(record.get("reason", "")))
            self.failures = [failure for failure in self.failures if failure != told]
        self.kept += sign * cast("int", record.get("words", 0))
        self.removed += sign * cast("int", record.get("words_removed", 0))
        for rule, count in cast("dict[str, int]", record.get("rules", {})).items():
            self.rules[rule] += sign * count
        if sign > 0 and record["status"] == "failed" and len(self.failures) < LISTED:
            self.failures.append((shown(str(record["input"])), str(record.get("reason", ""))))

    def recall_end(self, record: Record) -> None:
        """Count the pages of a run that was finished, by its last line."""
        for outcome in OUTCOMES:
            self.outcomes[outcome] = cast("int", record.get(outcome, 0))

    def as_dict(self) -> dict[str, object]:
        """The sums, for the manifest's last line."""
        return {
            "pages": self.pages,
            **{name: self.outcomes[name] for name in OUTCOMES},
            "words": self.kept,
            "words_removed": self.removed,
            "rules": {rule: count for rule, count in sorted(self.rules.items()) if count},
        }
