"""Pages out of JSONL and Parquet: a record a page, its text, address and id in named fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleaner.batch.extras import reading
from cleaner.batch.items import Item
from cleaner.batch.names import safe_part
from cleaner.batch.opened import Opened, Pages, Reading
from cleaner.batch.streams import broken, finish, said

if TYPE_CHECKING:
    import pyarrow.parquet

_ROWS = 128
_SLACK = 1_000_000
"""Bytes of a line besides its text."""


def jsonl_pages(opened: Opened) -> Pages:
    """The pages of a JSONL file; a line that is no record is a page that failed."""
    # JSON may write a character as six bytes.
    most = opened.how.most * 2 + _SLACK
    number = 0
    try:
        while line := opened.stream.readline(most):
            number += 1
            name = f"{number:08}"
            if not line.endswith(b"\n"):
                # Either the last line, or what is left of one where the stream breaks off.
                opened.stream.peek(1)
            if len(line) == most and not line.endswith(b"\n"):
                while (rest := opened.stream.readline(_SLACK)) and not rest.endswith(b"\n"):
                    pass
                yield opened.member(name, failure=f"line {number:,} has more than {most:,} bytes")
            elif line.strip():
                yield _json_page(opened, name, number, line)
        finish(opened.stream)
    except broken() as error:
        yield opened.broken(said(error))


def _json_page(opened: Opened, name: str, number: int, line: bytes) -> Item:
    try:
        record = json.loads(line)
    except ValueError as error:
        return opened.member(name, failure=f"line {number:,} is not JSON: {said(error)}")
    except RecursionError:
        return opened.member(name, failure=f"line {number:,} is nested too deep")
    if not isinstance(record, dict):
        return opened.member(name, failure=f"line {number:,} is JSON, but no object with fields")
    return _record(opened, name, f"line {number:,}", record)


def _record(opened: Opened, name: str, where: str, record: Mapping[str, object]) -> Item:
    how = opened.how
    for field in (how.text, *sorted(how.named)):
        if field not in record:
            known = ", ".join(map(str, list(record)[:20]))
            return opened.member(name, failure=f"{where} has no field {field!r}; it has: {known}{_remedy(how, field)}")
    text = record[how.text]
    identity, url, site = (_plain(record.get(field)) if field else "" for field in (how.id, how.url, how.site))
    name = safe_part(identity) if identity else name
    if isinstance(text, bytes):
        # A Parquet column may hold the page as it came.
        content: str | bytes = text
    elif isinstance(text, str):
        content = text
    else:
        return opened.member(name, failure=f"{where}: field {how.text!r} holds no text", url=url, id=identity)
    if len(content) > how.most:
        return opened.member(name, failure=f"{where}: the page has {len(content):,} characters", url=url, id=identity)
    return opened.member(name, content, url=url, id=identity, site=site)


def _remedy(how: Reading, field: str) -> str:
    """What to do where records have no such field: nothing, where the user has named it."""
    return ": name it by --text-field" if field == how.text and field not in how.named else ""


def _plain(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list | bytes) else str(value)


def parquet_pages(opened: Opened) -> Pages:
    """The pages of a Parquet file, row group by row group.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    with reading("parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq
    try:
        with pq.ParquetFile(opened.file) as table:
            columns, missing = _columns(opened, table)
            if missing:
                yield opened.broken(missing)
                return
            yield from _rows(opened, table, columns)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield opened.broken(f"it cannot be read as Parquet: {said(error)}")


def _columns(opened: Opened, table: pyarrow.parquet.ParquetFile) -> tuple[list[str], str]:
    how = opened.how
    there = list(table.schema_arrow.names)
    for column in (how.text, *sorted(how.named)):
        if column not in there:
            return [], f"it has no column {column!r}; it has: {', '.join(there[:20])}{_remedy(how, column)}"
    return [column for column in dict.fromkeys((how.text, how.url, how.id, how.site)) if column in there], ""


def _rows(opened: Opened, table: pyarrow.parquet.ParquetFile, columns: list[str]) -> Pages:
    total = max(table.metadata.num_rows, 1)
    size, told, number = opened.size(), 0, 0
    for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
        for record in batch.to_pylist():
            number += 1
            done = size * number // total
            yield _record(opened, f"{number:08}", f"row {number:,}", record)._replace(size=done - told)
            told = done
