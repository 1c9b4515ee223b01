"""Looks whether a run's result is whole: every page once, every output there as it was written, nothing half-done."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cleaner.batch.extras import reading
from cleaner.batch.index import Index
from cleaner.batch.inputs import reason, shown
from cleaner.batch.items import packing_of
from cleaner.batch.manifest import NAME, Record, records, section
from cleaner.batch.outputs import left_over
from cleaner.batch.parquet import file_digest
from cleaner.batch.report import Report
from cleaner.batch.rows import packed
from cleaner.batch.sinks import PARTIAL
from cleaner.batch.streams import broken, said, unpack
from cleaner.errors import InputError

_TOLD = 20


@dataclass(slots=True)
class Finding:
    """What a check found."""

    report: Report = field(default_factory=Report)
    problems: list[str] = field(default_factory=list)
    """The first few."""
    count: int = 0

    def add(self, problem: str) -> None:
        """Note a problem."""
        self.count += 1
        if len(self.problems) < _TOLD:
            self.problems.append(problem)


def check(out: str) -> Finding:
    """Compare the outputs of a run with its manifest.

    Args:
        out: the outputs' folder, the file that all pages are in, or the manifest itself.

    Raises:
        InputError: there is no manifest.
        MissingExtraError: the outputs need a package that is not installed.
    """
    manifest = _manifest(out)
    found = Finding()
    head, end, size = _read(manifest)
    if head is None:
        raise InputError(f"{shown(manifest)}: is no record of a run", "name the output of `cleaner batch`")
    if size != os.path.getsize(manifest):
        found.add("the manifest's last line is torn")
    if end is None:
        found.add("the run was not finished: go on with --resume")
    index = Index(manifest, size)
    try:
        for record in index.last_records():
            found.report.recall(record)
        if end is not None and end.get("pages") != found.report.pages:
            found.add(f"the manifest has {found.report.pages:,} pages, and its last line says {end.get('pages'):,}")
        _CHECKS[str(head["format"])](manifest, index, found)
    finally:
        index.close()
    return found


def _manifest(out: str) -> str:
    for path in (os.path.join(out, NAME), f"{out}.{NAME}", os.path.join(out, f"articles.jsonl.{NAME}"), out):
        if os.path.isfile(path) and path.endswith(NAME):
            return path
    raise InputError(f"{shown(out)}: there is no {NAME} of a run", "name the output of `cleaner batch`")


def _read(manifest: str) -> tuple[Record | None, Record | None, int]:
    """The first line's content, the last one's if the run was finished, and how many bytes are whole lines."""
    head: Record | None = None
    end: Record | None = None
    size = 0
    for size, record in records(manifest):  # noqa: B007 - the last one is wanted
        head = head or section(record, "run")
        end = section(record, "end")
    return head, end, size


def _check_files(manifest: str, index: Index, found: Finding) -> None:
    folder = os.path.dirname(manifest)
    for record in _written(index):
        path = os.path.join(folder, str(record["output"]))
        try:
            if os.path.getsize(path) != record["out_size"] or file_digest(path) != record["out_sha256"]:
                found.add(f"{shown(path)}: is not as it was written")
        except OSError as error:
            found.add(f"{shown(path)}: {reason(error)}")
    for path in left_over(folder):
        found.add(f"{shown(path)}: was left half-done")


def _check_lines(manifest: str, index: Index, found: Finding) -> None:
    target = manifest.removesuffix(f".{NAME}")
    if os.path.lexists(target + PARTIAL):
        found.add(f"{shown(target + PARTIAL)}: was left half-done")
    try:
        with open(target, "rb") as file, unpack(file, packing_of(target)) as lines:
            _compare(index, iter(lines), lambda line: hashlib.sha256(line).hexdigest(), target, found)
    except broken() as error:
        found.add(f"{shown(target)}: {reason(error) if isinstance(error, OSError) else said(error)}")


def _check_parts(manifest: str, index: Index, found: Finding) -> None:
    folder = os.path.dirname(manifest)
    parts: list[str] = []
    for _, record in records(manifest):
        commit = section(record, "commit")
        if commit is None:
            continue
        path = os.path.join(folder, str(commit["output"]))
        parts.append(path)
        try:
            if file_digest(path) != commit["sha256"]:
                found.add(f"{shown(path)}: is not as it was written")
        except OSError as error:
            found.add(f"{shown(path)}: {reason(error)}")
    if os.path.lexists(os.path.join(folder, f"part-{len(parts):05}.parquet{PARTIAL}")):
        found.add(f"part-{len(parts):05}.parquet{PARTIAL}: was left half-done")
    if not found.count:
        _compare(index, _rows(parts), lambda row: hashlib.sha256(packed(row)).hexdigest(), folder, found)


def _rows(parts: list[str]) -> Iterator[tuple[object, ...]]:
    with reading("parquet"):
        import pyarrow.parquet as pq
    for path in parts:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=128, use_threads=False):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


_Rows = Iterator[bytes] | Iterator[tuple[object, ...]]


def _compare(index: Index, rows: _Rows, digest: Callable[..., str], where: str, found: Finding) -> None:
    """The rows of a shared output are the pages of the manifest, in its order."""
    for record in _written(index):
        row = next(rows, None)
        if row is None:
            found.add(f"{shown(where)}: ends before {shown(str(record['input']))}")
            return
        if digest(row) != record["out_sha256"]:
            found.add(f"{shown(where)}: {shown(str(record['input']))} is not as it was written")
    if next(rows, None) is not None:
        found.add(f"{shown(where)}: holds more than the manifest")


def _written(index: Index) -> Iterator[Record]:
    return (record for record in index.last_records() if record["status"] in ("ok", "no-article"))


_CHECKS: dict[str, Callable[[str, Index, Finding], None]] = {
    "txt": _check_files,
    "md": _check_files,
    "json": _check_files,
    "jsonl": _check_lines,
    "parquet": _check_parts,
}
