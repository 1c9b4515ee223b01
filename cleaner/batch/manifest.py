"""The record of a run, `run.jsonl`: a line a page, written as the pages are done, in the order of the inputs.

The first line is `{"run": …}`: version, settings, inputs, format. A page's line begins with its `input` and `status`. A
line `{"commit": …}` says up to where outputs that all pages share are on the disk; `{"resume": …}` that a run went on;
`{"end": …}`, the last, that every page of the inputs is in the list, with the sums.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, cast

from cleaner.batch.inputs import reason, shown
from cleaner.batch.rows import dumped
from cleaner.config import Config
from cleaner.errors import OutputError

NAME = "run.jsonl"
_SYNC_SECONDS = 2.0
Record = dict[str, object]


class Journal:
    """A manifest that is being written; one process at a time.

    Raises:
        OutputError: another run holds it, or it cannot be written to.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._synced = time.monotonic()
        try:
            self._file: IO[bytes] = open(path, "ab", buffering=0)  # noqa: SIM115 - `close` does
        except OSError as error:
            raise OutputError(f"{shown(path)}: {reason(error)}", "name a folder that can be written to") from error
        if not _lock(self._file):
            self._file.close()
            raise OutputError(f"{shown(path)}: another run is at work on it", "wait for it, or name another output")

    def cut(self, size: int) -> None:
        """Leave out what comes after `size` bytes."""
        self._file.truncate(size)

    def write(self, lines: Sequence[bytes], mark: Mapping[str, object] | None = None) -> None:
        """Add lines of pages, and how far the shared outputs have come.

        Raises:
            OSError: the system refuses.
        """
        tail = [dumped({"commit": dict(mark)})] if mark else []
        data = b"".join((*lines, *tail))
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) or 0 :]
        now = time.monotonic()
        if mark or now - self._synced > _SYNC_SECONDS:
            self._synced = now
            os.fsync(self._file.fileno())

    def note(self, kind: str, fields: Mapping[str, object]) -> None:
        """Add a line that is no page's."""
        self.write([dumped({kind: dict(fields)})])
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Give it free."""
        self._file.close()


def _lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def records(path: str) -> Iterator[tuple[int, Record]]:
    """The manifest's whole lines with the offset at which each ends; a torn one at the end is left out."""
    end = 0
    with open(path, "rb") as file:
        for line in file:
            end += len(line)
            if not line.endswith(b"\n"):
                return
            try:
                record = json.loads(line)
            except ValueError:
                # A power cut may leave zeros; what comes after them is of no use either.
                return
            if not isinstance(record, dict):
                return
            yield end, record


def section(record: Record, kind: str) -> Record | None:
    """The content of a line of `kind`; None for another line."""
    found = record.get(kind)
    return cast("Record", found) if isinstance(found, dict) and len(record) == 1 else None


def header(config: Config, about: Mapping[str, object]) -> Record:
    """The first line's content: what a run must not change before it goes on."""
    from cleaner.version import __version__

    return {"version": __version__, "config": fingerprint(config), **about}


def fingerprint(config: Config) -> str:
    """A digest of the settings, the same in every process."""
    return hashlib.sha256(json.dumps(_plain(config), sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.compare}
    if isinstance(value, frozenset | set):
        return sorted(json.dumps(_plain(each), sort_keys=True) for each in value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def remove(path: str) -> None:
    """Take a file away, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
