"""Cleans one page, and writes it where it has a file of its own. Runs in the worker processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cleaner.api import Cleaner, cleaner_for
from cleaner.batch.inputs import reason, shown
from cleaner.batch.items import Item
from cleaner.batch.outputs import check_place, stops_run, write_whole
from cleaner.batch.reading import MAX_BYTES_A_CHAR, Got, clean_item, read_item, why
from cleaner.batch.rows import Layout, Row, dumped, make_row, packed
from cleaner.config import Config
from cleaner.model import Article, Form
from cleaner.text import count_words
from cleaner.writers import Format, encode

Outcome = Literal["ok", "no-article", "failed", "skipped", "stopped"]


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
    """The page's line in the manifest."""
    row: Row | None = None
    """The page's line or row, where all go into one file."""


class Made(NamedTuple):
    """A page that is cleaned, and still to be written."""

    item: Item
    article: Article
    got: Got
    again: bool
    seconds: float
    """That it has taken so far."""


@dataclass(frozen=True, slots=True)
class CleanPage:
    """Reads a page, cleans it, and writes its output.

    Attributes:
        config: the settings.
        out: the outputs' folder; empty where all go into one file.
        format: of an output of its own.
        layout: of a line or row.
        form: the form of all pages.
        overwrite: whether outputs that exist are written anew.
        resumed: whether outputs that exist may be this run's own.
    """

    config: Config
    out: str = ""
    format: Format = "txt"
    layout: Layout = "jsonl"
    form: Form = "auto"
    overwrite: bool = False
    resumed: bool = False
    inputs: tuple[str, ...] = ()
    """The real paths of the inputs, which no output may touch."""
    folders: set[str] = field(default_factory=set, compare=False)
    """Folders known to exist, and to lie where they seem to."""
    _made: list[Cleaner] = field(default_factory=list, compare=False)
    """The cleaner, made by the worker when the first page comes."""

    def __call__(self, item: Item, again: bool = False) -> Account:
        """The account of the page; on a second try (`again`) the first one's output may be there."""
        return self.end(self.begin(item, again))

    def begin(self, item: Item, again: bool = False) -> Made | Account:
        """Clean the page; the account of one that comes to nothing.

        Workers begin a handful of pages and then end them, since each of the two goes faster where it does not push the
        other out of the processor's caches: what comes on top of cleaning takes half the time so.
        """
        cleaner = self.cleaner
        began = time.perf_counter()
        output = os.path.join(self.out, item.output) if self.out else ""
        if item.failure:
            return accounted(item, "skipped" if item.skipped else "failed", item.failure)
        mine = self.overwrite or self.resumed or again
        if output and not mine and os.path.lexists(output) and not os.path.isdir(output):
            return accounted(item, "skipped", "its output exists")
        try:
            got = read_item(item, self.config.max_chars * MAX_BYTES_A_CHAR)
            article = clean_item(item, got.content, cleaner, self.form)
        except Exception as error:  # noqa: BLE001 - one page's failure, whatever it is, is not the run's
            return accounted(item, "failed", why(error))
        return Made(item, article, got, again, time.perf_counter() - began)

    def end(self, made: Made | Account) -> Account:
        """Write what `begin` gave back, and account for it."""
        if isinstance(made, Account):
            return made
        began = time.perf_counter() - made.seconds
        return self._written(made, began) if self.out else self._in_row(made, began)

    def prepare(self) -> None:
        """Compile the settings before the first page, whose time is not charged with it."""
        _ = self.cleaner

    @property
    def cleaner(self) -> Cleaner:
        """The compiled settings."""
        if not self._made:
            self._made.append(cleaner_for(self.config))
        return self._made[0]

    def _written(self, made: Made, began: float) -> Account:
        item = made.item
        data = encode(made.article, self.format, item.name)
        try:
            self._write(item, data, mine=made.again or self.resumed)
        except FileExistsError:
            return accounted(item, "skipped", "its output exists")
        except OSError as error:
            outcome: Outcome = "stopped" if stops_run(error) else "failed"
            return accounted(item, outcome, f"{shown(item.output)}: {reason(error)}")
        return _account(made, began, data, None)

    def _in_row(self, made: Made, began: float) -> Account:
        row = make_row(made.article, made.item, self.layout)
        return _account(made, began, row if isinstance(row, bytes) else packed(row), row)

    def _write(self, item: Item, data: bytes, *, mine: bool) -> None:
        path = os.path.join(self.out, item.output)
        folder = os.path.dirname(path)
        if folder not in self.folders:
            # What is in the way, if anything is, shows when the file is written.
            with contextlib.suppress(FileExistsError):
                os.makedirs(folder, exist_ok=True)
            check_place(folder, self.out, self.inputs)
            self.folders.add(folder)
        if self.overwrite and os.path.realpath(path) in self.inputs:
            raise OSError(None, "it would be written over an input")
        try:
            write_whole(path, data, replace=self.overwrite, sync=False)
        except FileExistsError:
            if not mine:
                raise
            with open(path, "rb") as file:
                there = file.read()
            if there == data:
                return
            # A power cut may leave nothing or zeros behind; anything else that this run did not write is somebody's.
            if there.strip(b"\0") and hashlib.sha256(there).hexdigest() != item.was:
                if item.was:
                    raise OSError(None, "it is not as this run wrote it; take it away, then --resume --retry") from None
                raise
            write_whole(path, data, replace=True, sync=False)


def accounted(item: Item, outcome: Outcome, why: str) -> Account:
    """The account of a page of which nothing was written."""
    line = dumped(_about(item, outcome, why)) if outcome != "stopped" else b""
    return Account(shown(item.name), outcome, item.size, why, line=line)


def _about(item: Item, outcome: Outcome, why: str) -> dict[str, object]:
    more = {"reason": why, "id": item.id, "url": item.url, "crawled": item.date, "site": item.site}
    return {"input": item.name, "status": outcome, **{key: value for key, value in more.items() if value}}


def _account(made: Made, began: float, data: bytes, row: Row | None) -> Account:
    item, article, got, *_ = made
    rules = dict(Counter(removal.rule for removal in article.removed))
    failed = tuple(f"{failure.rule}: {failure.error}" for failure in article.failed_rules)
    kept = _words_of_body(article.text)
    removed = sum(words_of(removal.text) for removal in article.removed)
    fields = _about(item, article.status, got.note)
    if row is None:
        fields["output"] = item.output
    if got.mtime is not None:
        fields |= {"in_size": item.size, "in_mtime": got.mtime}
    fields |= {"in_sha256": got.digest, "out_size": len(data), "out_sha256": hashlib.sha256(data).hexdigest()}
    fields |= {"words": kept, "words_removed": removed, "confidence": round(article.confidence, 3)}
    fields |= {"rules": rules, **({"failed_rules": failed} if failed else {})}
    fields["ms"] = round((time.perf_counter() - began) * 1000, 2)
    counts = kept, removed, tuple(rules.items()), failed
    return Account(shown(item.name), article.status, item.size, got.note, *counts, dumped(fields), row)


def _words_of_body(text: str) -> int:
    """Words in a body, whose lines have one space between words and none around them."""
    lines = text.split("\n")
    return text.count(" ") + len(lines) - lines.count("") if text.isascii() else sum(map(count_words, lines))


def words_of(text: str) -> int:
    """Words in `text`, whose white space is as it came, as the body step counts them."""
    words = text.split()
    return len(words) if text.isascii() else count_words(" ".join(words))
