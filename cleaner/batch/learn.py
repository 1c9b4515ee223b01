"""Learns what the pages of sites share, from the same inputs as a run and by the same workers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.batch.inputs import shown
from cleaner.batch.items import Item
from cleaner.batch.plan import Options
from cleaner.batch.reading import decoded, read_item, why
from cleaner.batch.run import INTERRUPTED, Watcher, of_site, results
from cleaner.batch.source import Source
from cleaner.batch.workers import Account, Outcome
from cleaner.model import Form
from cleaner.parallel import Lost
from cleaner.readers import read
from cleaner.sites import Profile
from cleaner.sites.lines import PageLines, lines_of


class Taken(NamedTuple):
    """The lines of a page, or why there are none."""

    account: Account
    lines: PageLines | None = None


@dataclass(frozen=True, slots=True)
class LearnPage:
    """Takes the lines of a page down."""

    most: int
    """Characters of a page, at most."""
    form: Form = "auto"

    def __call__(self, item: Item, again: bool = False) -> Taken:
        """The page's lines; a second try is no different."""
        if item.failure:
            return _none(item, "skipped" if item.skipped else "failed", item.failure)
        try:
            text = decoded(item, read_item(item, self.most).content)
            page = read(text, self.form, item.url)
        except Exception as error:  # noqa: BLE001 - one page's failure, whatever it is, is not the run's
            return _none(item, "failed", why(error))
        return Taken(Account(shown(item.name), "ok", item.size), lines_of(page, item.site))


def _none(item: Item, outcome: Outcome, why: str) -> Taken:
    return Taken(Account(shown(item.name), outcome, item.size, why))


@dataclass(slots=True)
class Lesson:
    """What came of learning."""

    pages: int = 0
    failed: int = 0
    stopped: str = ""


def learn(options: Options, profile: Profile, watcher: Watcher, stop: threading.Event) -> Lesson:
    """Count the lines of every page in `profile`, in the order of the inputs: any number of workers count the same.

    Raises:
        WorkerStartError: the worker processes cannot start.
        MissingExtraError: an input needs a package that is not installed.
    """
    lesson = Lesson()
    watcher.start(options.inputs.survey())
    work = LearnPage(options.how.most, options.form)
    for result in results(work, _pages(options, stop), options):
        taken = _none(result.task, "failed", result.reason) if isinstance(result, Lost) else result
        watcher.page(taken.account)
        lesson.failed += taken.account.outcome == "failed"
        if taken.lines is not None and taken.lines.site:
            lesson.pages += 1
            profile.add(taken.lines)
    if stop.is_set():
        lesson.stopped = INTERRUPTED
    return lesson


def _pages(options: Options, stop: threading.Event) -> Iterator[Item]:
    for item in Source(options.inputs, options.how):
        if stop.is_set():
            return
        yield of_site(item, options.site_key)
