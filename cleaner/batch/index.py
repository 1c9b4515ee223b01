"""Looks up a page's line in a manifest of any length, with 16 bytes of memory a page."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from typing import IO

import numpy as np

from cleaner.batch.manifest import Record
from cleaner.batch.names import digest

RECENT = 10_000
"""Pages, the last ones, that `find` calls recent."""


class Index:
    """The pages of a manifest by their names.

    Args:
        path: the manifest.
        size: how many of its bytes count.
    """

    def __init__(self, path: str, size: int) -> None:
        codes, places = array("Q"), array("q")
        self._file: IO[bytes] = open(path, "rb")  # noqa: SIM115 - `close` does
        at = 0
        for line in self._file:
            if at + len(line) > size:
                break
            record = json.loads(line)
            if "input" in record:
                codes.append(digest(str(record["input"])))
                places.append(at)
            at += len(line)
        self._recent = places[-RECENT] if len(places) > RECENT else 0
        code, place = np.array(codes, np.uint64), np.array(places, np.int64)
        # Stable, so that of two lines with one name the later one comes last.
        order = np.argsort(code, kind="stable")
        self._codes, self._places = code[order], place[order]

    def __len__(self) -> int:
        return len(self._codes)

    def find(self, name: str) -> tuple[Record, bool] | None:
        """The last line of the page `name`, and whether it is recent; None where it has none."""
        code = np.uint64(digest(name))
        first, last = np.searchsorted(self._codes, code, "left"), np.searchsorted(self._codes, code, "right")
        for place in self._places[first:last][::-1].tolist():
            record = self._read(place)
            if record.get("input") == name:
                return record, place >= self._recent
        return None

    def last_records(self) -> Iterator[Record]:
        """The line that counts of each page: a page that was done again has several. In the order of the manifest."""
        keep = np.ones(len(self._codes), np.bool_)
        if len(keep):
            keep[:-1] = self._codes[:-1] != self._codes[1:]
        for place in np.sort(self._places[keep]).tolist():
            yield self._read(place)

    def _read(self, place: int) -> Record:
        self._file.seek(place)
        record: Record = json.loads(self._file.readline())
        return record

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
