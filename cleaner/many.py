"""Cleans many pages, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.errors import CleanerError, ConfigError, NotTextError, UnexpectedError, WorkerLostError
from cleaner.model import Article, Form
from cleaner.readers import check_form

if TYPE_CHECKING:
    from cleaner.api import Cleaner, Source

CHUNK_PAGES = 64
CHUNK_CHARS = 500_000


@dataclass(frozen=True, slots=True)
class CleanOne:
    """Cleans one page; every error becomes its result."""

    cleaner: Cleaner
    form: Form

    def __call__(self, source: Source | CleanerError, again: bool = False) -> Article | CleanerError:
        """The article, or the error; a second try (`again`) is no different."""
        try:
            given = page_of(source)
            if isinstance(given, CleanerError):
                return given
            return self.cleaner.clean(given[0], form=self.form, url=given[1])
        except CleanerError as error:
            return error
        except Exception as error:  # noqa: BLE001 - one page's failure, whatever it is, is not the run's
            return unexpected(error)


def page_of(source: object) -> tuple[str | bytes, str | None] | CleanerError:
    """A page and its address; what is wrong where `source` is neither a page nor such a pair."""
    if isinstance(source, CleanerError):
        return source
    page, url = source if isinstance(source, tuple) and len(source) == 2 else (source, None)
    if not isinstance(page, str | bytes):
        what = f"a tuple of {len(page)}" if isinstance(page, tuple) else f"of type {type(page).__name__}"
        return NotTextError(f"the page is {what}", "give its text or its bytes")
    if url is not None and not isinstance(url, str):
        return ConfigError(f"the address is of type {type(url).__name__}", "give it as text, or None")
    return page, url


def unexpected(error: Exception) -> UnexpectedError:
    """`error`, told as one of ours."""
    told = UnexpectedError(f"{type(error).__name__}: {error}", "please report it, with the page")
    told.__cause__ = error
    return told


def clean_many(
    cleaner: Cleaner, sources: Iterable[Source], workers: int, form: Form
) -> Iterator[Article | CleanerError]:
    """See `Cleaner.map`."""
    if not isinstance(workers, int) or workers < 1:
        raise ValueError(f"workers is {workers!r}, and must be 1 or more")
    check_form(form)
    clean_one = CleanOne(cleaner, form)
    if workers == 1:
        return map(clean_one, sources)
    return _in_processes(clean_one, sources, workers)


def _in_processes(clean_one: CleanOne, sources: Iterable[Source], workers: int) -> Iterator[Article | CleanerError]:
    from cleaner.parallel import Lost, ordered

    for result in ordered(clean_one, _chunks(sources), workers):
        yield WorkerLostError(result.reason, "clean it alone to see why") if isinstance(result, Lost) else result


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source | CleanerError]]:
    """Sources that travel together: few enough to be lazy, enough to make the trip worth it.

    What is no page, and may not even pickle, is told here and travels as its error.
    """
    chunk: list[Source | CleanerError] = []
    size = 0
    for source in sources:
        given = page_of(source)
        chunk.append(given)
        size += 0 if isinstance(given, CleanerError) else len(given[0])
        if len(chunk) >= CHUNK_PAGES or size >= CHUNK_CHARS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
