"""Cleans one page from file to file. Runs in the worker processes; all that comes back is a short account."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cleaner.api import Cleaner
from cleaner.batch.inputs import Entry, reason, shown
from cleaner.batch.outputs import stops_run, write_whole
from cleaner.many import CleanOne
from cleaner.model import Article, Form
from cleaner.text import count_words
from cleaner.writers import Format, encode

# No encoding takes more bytes for a character.
_MAX_BYTES_A_CHAR = 4

Outcome = Literal["ok", "no-article", "failed", "skipped", "stopped"]


class Task(NamedTuple):
    """A page to clean and where its output goes."""

    entry: Entry
    output: str
    """The output's path; empty where all go into one file."""


class Account(NamedTuple):
    """What became of a page."""

    name: str
    outcome: Outcome
    size: int
    reason: str = ""
    kept: int = 0
    removed: int = 0
    """Words kept and removed."""
    rules: tuple[tuple[str, int], ...] = ()
    """Removals by rule."""
    failed_rules: tuple[str, ...] = ()
    line: bytes = b""
    """The page's line, where all go into one file."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    """Reads a page, cleans it and writes its output."""

    cleaner: Cleaner
    format: Format
    form: Form = "auto"
    overwrite: bool = False
    folders: set[str] = field(default_factory=set, compare=False)
    """Folders known to exist."""

    def __call__(self, task: Task, again: bool = False) -> Account:
        """The account of the page; on a second try (`again`) the first one's output may be there."""
        name = shown(task.entry.name)
        article = self._article(task.entry)
        if not isinstance(article, Article):
            return Account(name, "failed", task.entry.size, article)
        try:
            line = encode(article, self.format, name)
            if task.output:
                self._write(task.output, line, replace=self.overwrite or again)
        except FileExistsError:
            return Account(name, "skipped", task.entry.size, f"{shown(task.output)} exists")
        except OSError as error:
            outcome: Outcome = "stopped" if stops_run(error) else "failed"
            return Account(name, outcome, task.entry.size, f"{shown(task.output)}: {reason(error)}")
        return _account(article, name, task.entry.size, b"" if task.output else line)

    def _article(self, entry: Entry) -> Article | str:
        """The article of a page, or why there is none."""
        limit = self.cleaner.config.max_chars
        if entry.size > limit * _MAX_BYTES_A_CHAR:
            return f"the file has {entry.size:,} bytes, and limits.max_chars is {limit:,}"
        try:
            with open(entry.path, "rb") as file:
                source = file.read()
        except OSError as error:
            return reason(error)
        article = CleanOne(self.cleaner, self.form)(source)
        return article if isinstance(article, Article) else str(article)

    def _write(self, path: str, data: bytes, *, replace: bool) -> None:
        folder = os.path.dirname(path)
        if folder not in self.folders:
            # What is in the way, if anything is, shows when the file is written.
            with contextlib.suppress(FileExistsError):
                os.makedirs(folder, exist_ok=True)
            self.folders.add(folder)
        write_whole(path, data, replace=replace)


def _account(article: Article, name: str, size: int, line: bytes) -> Account:
    return Account(
        name,
        article.status,
        size,
        kept=words_of(article.text),
        removed=sum(words_of(removal.text) for removal in article.removed),
        rules=tuple(Counter(removal.rule for removal in article.removed).items()),
        failed_rules=tuple(f"{failure.rule}: {failure.error}" for failure in article.failed_rules),
        line=line,
    )


def words_of(text: str) -> int:
    """Words in `text`, as the body step counts them."""
    return count_words(" ".join(text.split()))
