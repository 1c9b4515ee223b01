"""Cleans Arrow record batches: a column of pages in, the article's columns beside it.

The columns that are added, all of them nullable:

| column | type | what it holds |
| --- | --- | --- |
| `body` | string | the article's text; empty where `status` is `no-article` |
| `title` `site` `language` `form` | string | as in `Article` |
| `authors` | list of string | |
| `published` `page_date` | string | ISO 8601, a date or a date and time |
| `page_url` | string | the address that was given, or the one that the page itself names |
| `status` | string | `ok` or `no-article` |
| `confidence` | float64 | 0 to 1 |
| `removed` | list of struct: `rule` `text` `start` `end` `reason` `path` | `start` and `end` are int64 |
| `failed_rules` | list of struct: `rule` `error` | rules that crashed on the page and were skipped |
| `error` | string | null; where a page failed, its error, and then all others are null |

A page that is null gives nulls. No row is lost, and no page ends a run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from cleaner.config import Config
from cleaner.errors import ConfigError
from cleaner.integrations import missing
from cleaner.integrations.pages import FIELDS, Fields, Pages, fields
from cleaner.integrations.plain import as_plain, from_plain
from cleaner.model import Form
from cleaner.rules import discover
from cleaner.version import __version__

try:
    import pyarrow as pa
except ModuleNotFoundError as error:
    raise missing(error, "arrow") from error

_REMOVAL = pa.struct(
    [
        ("rule", pa.string()),
        ("text", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("reason", pa.string()),
        ("path", pa.string()),
    ]
)
_TYPES = {
    "authors": pa.list_(pa.string()),
    "confidence": pa.float64(),
    "removed": pa.list_(_REMOVAL),
    "failed_rules": pa.list_(pa.struct([("rule", pa.string()), ("error", pa.string())])),
}

SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in FIELDS])
"""The columns that are added."""


class Options(TypedDict, total=False):
    """What every adapter for columns takes; `clean_batch` tells what each means."""

    text: str
    url: str | None
    form: Form
    config: Config | None
    prefix: str
    timeout: float | None


def clean_batch(  # noqa: PLR0913 - `Options` one by one, where they are documented
    batch: pa.RecordBatch,
    *,
    text: str = "text",
    url: str | None = None,
    form: Form = "auto",
    config: Config | None = None,
    prefix: str = "",
    timeout: float | None = None,
) -> pa.RecordBatch:
    """`batch` with the article's columns, `SCHEMA`, behind its own, which stay as they are and are not copied.

    For many batches take `clean_batches` or keep a `BatchCleaner`: with a time limit, each call of this function starts
    a process.

    Args:
        batch: rows with a column of pages.
        text: the column of the pages: strings or bytes, of any of Arrow's types for them, or dictionaries of these.
        url: the column of the pages' addresses, None where there is none.
        form: the form of all pages.
        config: the settings; None for the defaults.
        prefix: what the names of the added columns begin with.
        timeout: seconds that one page may take; it is cleaned in a process beside this one, which is ended when it
            takes longer. None for no limit.

    Raises:
        ConfigError: a column is missing, is not of such a type, or stands there already.
    """
    with BatchCleaner(text, url, form, config, prefix, timeout) as cleaner:
        return cleaner(batch)


def clean_batches(batches: Iterable[pa.RecordBatch], **options: Unpack[Options]) -> Iterator[pa.RecordBatch]:
    """Clean batch by batch, as they are asked for; the options are those of `clean_batch`."""
    with BatchCleaner(**options) as cleaner:
        yield from map(cleaner, batches)


@dataclass(slots=True)
class BatchCleaner:
    """`clean_batch` with its options set: call it with a batch or a table.

    It pickles, to the same bytes in every process. Set-up is paid at the first call. With a time limit, the process
    beside this one serves until `close`, or until this one ends. Options and errors are those of `clean_batch`.
    """

    text: str = "text"
    url: str | None = None
    form: Form = "auto"
    config: Config | None = None
    prefix: str = ""
    timeout: float | None = None
    _pages: Pages | None = field(default=None, init=False, repr=False, compare=False)

    def __call__(self, rows: Any) -> Any:  # noqa: ANN401 - a pa.RecordBatch or a pa.Table, and the same again
        """`rows` with the article's columns."""
        if isinstance(rows, pa.Table):
            return pa.Table.from_batches(map(self._clean, rows.to_batches()), schema=self.schema(rows.schema))
        return self._clean(rows)

    def __enter__(self) -> BatchCleaner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        settings = [self.text, self.url, self.form, self.config and as_plain(self.config), self.prefix, self.timeout]
        # The version and the rules are in it, so that what is cached by these bytes is not taken for other rules' work.
        return _remade, (json.dumps(settings), __version__, " ".join(sorted(rule.id for rule in discover())))

    def close(self) -> None:
        """End the process beside this one, where there is one; another call starts another."""
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def ready(self) -> Pages:
        """What cleans the pages, made where it is not there yet."""
        if self._pages is None:
            self._pages = Pages(self.form, self.config, self.timeout)
        return self._pages

    @property
    def added(self) -> pa.Schema:
        """`SCHEMA` with the names that the columns get."""
        return pa.schema([column.with_name(f"{self.prefix}{column.name}") for column in SCHEMA])

    def schema(self, given: pa.Schema) -> pa.Schema:
        """The schema of what comes out for rows of schema `given`, which is checked.

        Raises:
            ConfigError: a column is missing, has a wrong type, or stands there already.
        """
        for option, name in (("text", self.text), ("url", self.url)):
            if name is not None:
                _check(given, option, name)
        for column in self.added:
            if column.name in given.names:
                raise ConfigError(
                    f"there is a column {column.name!r} already",
                    'name another `prefix` for the added ones, say "article_"',
                )
            given = given.append(column)
        return given

    def _clean(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        schema = self.schema(batch.schema)
        rows = self._rows(batch)
        columns = [pa.array([row[column.name] for row in rows], column.type) for column in SCHEMA]
        return pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=schema)

    def _rows(self, batch: pa.RecordBatch) -> list[Fields]:
        """The fields of each row; values become Python's one by one, so that one page at a time is there twice."""
        pages = batch.column(self.text)
        urls = batch.column(self.url) if self.url is not None else pa.nulls(len(pages))
        present = pages.is_valid().to_pylist()
        cleaned = iter(
            self.ready().clean_all(
                (page.as_py(), url.as_py()) for page, url, there in zip(pages, urls, present, strict=True) if there
            )
        )
        return [next(cleaned) if there else fields(None) for there in present]


def _remade(settings: str, _version: str, _rules: str) -> BatchCleaner:
    text, url, form, config, prefix, timeout = json.loads(settings)
    return BatchCleaner(text, url, form, None if config is None else from_plain(config), prefix, timeout)


def _check(given: pa.Schema, option: str, name: str) -> None:
    """Whether the column `name`, which `option` names, is there once and of the right type."""
    places = given.get_all_field_indices(name)
    if len(places) != 1:
        which = "no column" if not places else f"{len(places)} columns"
        raise ConfigError(f"there is {which} {name!r} (columns: {', '.join(given.names)})", f"name it as `{option}`")
    kind = given.field(places[0]).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if kind not in (_PAGE_TYPES if option == "text" else _TEXT_TYPES):
        wanted = "strings or bytes" if option == "text" else "strings"
        raise ConfigError(f"the column {name!r} holds {kind}", f"it must hold {wanted}; cast it, or name another")


_TEXT_TYPES = (pa.string(), pa.large_string(), pa.string_view(), pa.null())
_PAGE_TYPES = (*_TEXT_TYPES, pa.binary(), pa.large_binary(), pa.binary_view())
