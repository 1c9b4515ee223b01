"""What every adapter shares: pages in, fields out, errors as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING

from cleaner.api import Source, cleaner_for
from cleaner.config import Config
from cleaner.errors import CleanerError, WorkerLostError
from cleaner.many import CleanOne
from cleaner.model import FORMS, Article, Form
from cleaner.readers.decode import repair

if TYPE_CHECKING:
    from cleaner.parallel.crew import Crew

Result = Article | CleanerError
Fields = dict[str, object]

FIELDS = (
    *("body", "title", "authors", "published", "page_date", "site", "language", "page_url", "form", "status"),
    *("confidence", "removed", "failed_rules", "error"),
)
"""The fields that an adapter adds to a page, in this order."""

_KEYS = {"body": "text", "page_url": "url"}
_CHUNK = 64


def fields(result: Result | None) -> Fields:
    """The fields of a page, all of `FIELDS`, as plain values ready for JSON.

    They are those of `Article.to_dict`; `text` is named `body` and `url` is named `page_url`, as what the fields are
    added to has fields of those names as a rule. Of a page that failed only `error` is set; of no page (None) nothing.
    """
    if isinstance(result, Article):
        values = result.to_dict()
        return {name: _sound(values[_KEYS.get(name, name)]) for name in FIELDS[:-1]} | {"error": None}
    error = None if result is None else f"{type(result).__name__}: {result}"
    return dict.fromkeys(FIELDS) | {"error": _sound(error)}


def _sound(value: object) -> object:
    """`value` as UTF-8 can hold it: metadata that a page escapes, or an address, may have lone surrogates."""
    if isinstance(value, str):
        return repair(value)
    return [_sound(part) for part in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class FieldsOfOne:
    """Cleans one page and gives its fields: between processes they cost a fraction of what an `Article` does."""

    clean: CleanOne

    def __call__(self, source: Source, again: bool = False) -> Fields:
        """The fields of the page; a second try (`again`) is no different."""
        return fields(self.clean(source))


class Pages:
    """Cleans pages, and gives the fields of each; the error of a page is one of them.

    With a time limit they are cleaned in a process beside this one, which is ended when a page takes longer, and is
    replaced when a page brings it down. It starts with the first page and serves until `close`, one thread at a time.

    Args:
        form: the form of all pages.
        config: the settings; None for the defaults.
        timeout: seconds that one page may take; None for no limit.

    Raises:
        ValueError: the form is unknown, or the limit is not above zero.
    """

    def __init__(self, form: Form = "auto", config: Config | None = None, timeout: float | None = None) -> None:
        if form != "auto" and form not in FORMS:
            raise ValueError(f"form is {form!r}, and must be one of auto, {', '.join(sorted(FORMS))}")
        if timeout is not None and not timeout > 0:
            raise ValueError(f"timeout is {timeout}, and must be above 0 (seconds), or None")
        self._clean_one = FieldsOfOne(CleanOne(cleaner_for(config), form))
        self._timeout = timeout
        self._crew: Crew[Source, Fields] | None = None

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process beside this one, where there is one."""
        if self._crew is not None:
            self._crew.__exit__(None, None, None)
            self._crew = None

    def clean(self, source: Source) -> Fields:
        """The fields of one page."""
        return self._clean_one(source) if self._timeout is None else self.clean_all([source])[0]

    def clean_all(self, sources: Iterable[Source]) -> list[Fields]:
        """The fields of each page, in the order of `sources`."""
        if self._timeout is None:
            return list(map(self._clean_one, sources))
        from cleaner.parallel.crew import Crew, Lost
        from cleaner.parallel.watch import Limits

        crew, self._crew = self._crew or Crew(self._clean_one, 1, Limits(self._timeout)), None
        try:
            results = list(crew.run(_chunks(sources)))
        except BaseException:
            # What it was at when it was interrupted is not what the next call asks for.
            crew.__exit__(None, None, None)
            raise
        self._crew = crew
        return [lost(result.reason) if isinstance(result, Lost) else result for result in results]


def lost(reason: str) -> Fields:
    """The fields of a page that ended the process which cleaned it, or was ended with it."""
    return fields(WorkerLostError(reason, "clean it alone to see why"))


def _chunks(sources: Iterable[Source]) -> Iterator[Sequence[Source]]:
    pages = iter(sources)
    while chunk := list(islice(pages, _CHUNK)):
        yield chunk
