"""Cleans many pages, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.errors import CleanerError, UnexpectedError, WorkerLostError
from cleaner.model import Article, Form

if TYPE_CHECKING:
    from cleaner.api import Cleaner, Source

CHUNK_PAGES = 64
CHUNK_CHARS = 500_000


@dataclass(frozen=True, slots=True)
class CleanOne:
    """Cleans one page; every error becomes its result."""

    cleaner: Cleaner
    form: Form

    def __call__(self, source: Source, again: bool = False) -> Article | CleanerError:
        """The article, or the error; a second try (`again`) is no different."""
        try:
            page, url = source if isinstance(source, tuple) else (source, None)
            return self.cleaner.clean(page, form=self.form, url=url)
        except CleanerError as error:
            return error
        except Exception as error:  # noqa: BLE001 - one page's failure, whatever it is, is not the run's
            return unexpected(error)


def unexpected(error: Exception) -> UnexpectedError:
    """`error`, told as one of ours."""
    told = UnexpectedError(f"{type(error).__name__}: {error}", "please report it, with the page")
    told.__cause__ = error
    return told


def clean_many(
    cleaner: Cleaner, sources: Iterable[Source], workers: int, form: Form
) -> Iterator[Article | CleanerError]:
    """See `Cleaner.map`."""
    if workers < 1:
        raise ValueError(f"workers is {workers}, and must be 1 or more")
    clean_one = CleanOne(cleaner, form)
    if workers == 1:
        return map(clean_one, sources)
    return _in_processes(clean_one, sources, workers)


def _in_processes(clean_one: CleanOne, sources: Iterable[Source], workers: int) -> Iterator[Article | CleanerError]:
    from cleaner.parallel import Lost, ordered

    for result in ordered(clean_one, _chunks(sources), workers):
        yield WorkerLostError(result.reason, "clean it alone to see why") if isinstance(result, Lost) else result


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Sources that travel together: few enough to be lazy, enough to make the trip worth it."""
    chunk: list[Source] = []
    size = 0
    for source in sources:
        chunk.append(source)
        size += len(source[0] if isinstance(source, tuple) else source)
        if len(chunk) >= CHUNK_PAGES or size >= CHUNK_CHARS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
