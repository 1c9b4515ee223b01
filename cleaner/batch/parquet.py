"""Writes Parquet in parts: each a file that is whole under its name, with a fixed number of rows."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from cleaner.batch.extras import needed
from cleaner.batch.inputs import shown
from cleaner.batch.manifest import remove
from cleaner.batch.outputs import settle
from cleaner.batch.rows import COLUMNS, Row
from cleaner.batch.sinks import PARTIAL, Mark
from cleaner.errors import OutputError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

GROUP_ROWS = 1000
_GROUP_CHARS = 32_000_000
_DIGESTED = 1 << 20


class Parts:
    """`part-00000.parquet`, `part-00001.parquet`, … in a folder.

    Args:
        folder: where they go.
        rows: rows of each, the last aside.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """

    def __init__(self, folder: str, rows: int) -> None:
        with needed("writing Parquet needs pyarrow", "parquet"):
            import pyarrow  # noqa: F401 - to say so before work begins
        self._folder = folder
        self._rows = rows
        self._part = 0
        self._schema = _schema()
        self._writer: pq.ParquetWriter | None = None
        self._group: list[tuple[object, ...]] = []
        self._chars = 0
        self._in_part = 0

    def path(self, part: int) -> str:
        """The file of a part."""
        return os.path.join(self._folder, part_name(part))

    def open(self, mark: Mapping[str, object] | None) -> None:
        """Begin, or go on with the part after `mark`; a part that the manifest does not know of is made anew."""
        self._part = cast("int", mark["part"]) + 1 if mark else 0
        if mark is not None:
            remove(self.path(self._part))
        elif os.path.lexists(self.path(0)):
            raise OutputError(f"{shown(self.path(0))} exists", "name another folder, or take it away")
        remove(self.path(self._part) + PARTIAL)

    def add(self, row: Row | None) -> Mark | None:
        """Take a page's row; a mark at the end of each part."""
        if row is None:
            return None
        values = cast("tuple[object, ...]", row)
        self._group.append(values)
        self._in_part += 1
        self._chars += len(cast("str", values[_TEXT])) + len(cast("str", values[_REMOVED]))
        if self._in_part >= self._rows:
            return self.finish()
        if len(self._group) >= GROUP_ROWS or self._chars >= _GROUP_CHARS:
            self._write_group()
        return None

    def sync(self) -> Mark | None:
        """Not before the part is full."""
        return None

    def finish(self) -> Mark:
        """Close the part, and give it its name."""
        if self._in_part or self._part == 0:
            self._write_group()
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.close()
            path, partial = self.path(self._part), self.path(self._part) + PARTIAL
            with open(partial, "rb+") as file:
                os.fsync(file.fileno())
            settle(partial, path, replace=False)
            mark: Mark = {"output": part_name(self._part), "part": self._part, "rows": self._in_part}
            mark |= {"bytes": os.path.getsize(path), "sha256": file_digest(path)}
            self._part += 1
            self._in_part = 0
            return mark
        return {}

    def publish(self, *, replace: bool) -> None:
        """The parts have their names."""

    def close(self) -> None:
        """Leave the part that is not full, to be made anew."""
        if self._writer is not None:
            with contextlib.suppress(OSError):
                self._writer.close()
            self._writer = None

    def _write_group(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from cleaner.batch.columns import column_of

        if self._writer is None:
            path = self.path(self._part) + PARTIAL
            self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", write_statistics=False)
        columns = zip(*self._group, strict=True) if self._group else ((),) * len(COLUMNS)
        arrays = [column_of(values, field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=GROUP_ROWS)
        self._group, self._chars = [], 0


_TEXT = COLUMNS.index("text")
_REMOVED = COLUMNS.index("removed")


def _schema() -> pa.Schema:
    import pyarrow as pa

    types = {"authors": pa.list_(pa.string()), "confidence": pa.float64()}
    return pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])


def part_name(part: int) -> str:
    """The file name of a part."""
    return f"part-{part:05}.parquet"


def file_digest(path: str) -> str:
    """The SHA-256 of a file, read piece by piece."""
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while data := file.read(_DIGESTED):
            found.update(data)
    return found.hexdigest()
