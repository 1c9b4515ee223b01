"""What one page becomes where all go into one file: a line of JSON, or a row of a table.

The columns, in order, with their types in Parquet (in JSONL `authors`, `spans`, `removed` and `failed_rules` are lists,
elsewhere strings that hold JSON):

- `source` string: the page's name in the run; no other page has it
- `title` string, `authors` list of strings, `published` string, `page_date` string, `site` string, `language` string,
  `url` string, `form` string, `status` string, `confidence` double: as in `Article`; null where unknown
- `text` string: the body, empty where `status` is `no-article`
- `spans`, `removed`, `failed_rules` string: JSON, as `Article.to_dict` has them
- `id` string: the record's own id; null where its input has none
- `crawled` string: when the page was fetched, ISO 8601; null where its input does not say
"""

from __future__ import annotations

import json
from typing import Literal

from cleaner.batch.items import Item
from cleaner.model import Article
from cleaner.writers.json import as_dict

Layout = Literal["jsonl", "parquet"]
Row = bytes | tuple[object, ...]

COLUMNS = (
    *("source", "title", "authors", "published", "page_date", "site", "language", "url", "form", "status"),
    *("confidence", "text", "spans", "removed", "failed_rules", "id", "crawled"),
)
_NESTED = frozenset({"spans", "removed", "failed_rules"})


def make_row(article: Article, item: Item, layout: Layout) -> Row:
    """The page's line or row."""
    fields = {"source": item.name, **as_dict(article), "id": item.id or None, "crawled": item.date or None}
    if layout == "jsonl":
        return dumped(fields)
    return tuple(
        json.dumps(fields[name], ensure_ascii=False) if name in _NESTED else _clean(fields[name]) for name in COLUMNS
    )


def _clean(value: object) -> object:
    """`value` without lone surrogates, which no column of text can hold."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def packed(row: tuple[object, ...]) -> bytes:
    """A row as bytes, to be compared by their digest."""
    values = [value if isinstance(value, str) else f"\0{json.dumps(value, ensure_ascii=False)}" for value in row]
    return "\0".join(values).encode("utf-8", "backslashreplace")


def dumped(fields: dict[str, object]) -> bytes:
    """A line of JSON, with its line feed."""
    return f"{json.dumps(fields, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")
