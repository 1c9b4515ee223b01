"""What an earlier sitting of a run has done, and whether it still stands."""

from __future__ import annotations

import hashlib
import os
from typing import cast

from cleaner.batch.index import Index
from cleaner.batch.items import Item
from cleaner.batch.manifest import Record
from cleaner.batch.parquet import file_digest
from cleaner.batch.plan import Options
from cleaner.batch.report import Report
from cleaner.batch.streams import read_page
from cleaner.errors import CleanerError


class Past:
    """The pages that are done.

    Of recent ones the output's content is compared, which a power cut may have spoilt; of others its size.

    Args:
        manifest: the run's record.
        size: how many of its bytes count.
        options: what the run does.
        report: counts.
    """

    def __init__(self, manifest: str, size: int, options: Options, report: Report) -> None:
        self._index = Index(manifest, size)
        self._out = options.out if options.own_files else ""
        self._most = options.how.most
        self._retry = options.retry
        self._report = report
        for record in self._index.last_records():
            report.recall(record)

    def left(self, item: Item) -> Item | None:
        """What is left to do of `item`; None for nothing."""
        found = self._index.find(item.name)
        if found is None:
            return item
        record, recent = found
        if record["status"] not in ("ok", "no-article"):
            if not (self._retry and record["status"] == "failed"):
                return None
            self._report.recall(record, -1)
            self._report.redone += 1
            return item
        changed = self._input_changed(item, record)
        if not self._out:
            self._report.changed += changed
            return None
        if changed or self._output_bad(record, recent):
            self._report.recall(record, -1)
            self._report.redone += 1
            return item._replace(was=str(record["out_sha256"]), output=str(record["output"]))
        return None

    def close(self) -> None:
        """Let go of the manifest."""
        self._index.close()

    def _input_changed(self, item: Item, record: Record) -> bool:
        if item.failure:
            return False
        if not item.path:
            content = item.content or b""
            data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            return hashlib.sha256(data).hexdigest() != record["in_sha256"]
        path = str(item.content)
        try:
            status = os.stat(path)
            if (status.st_size, status.st_mtime_ns) == (record["in_size"], record["in_mtime"]):
                return False
            with open(path, "rb", buffering=0) as file:
                data = read_page(file, item.packing, self._most)
        except (OSError, CleanerError):
            # What cannot be read any more was read before.
            return False
        return hashlib.sha256(data).hexdigest() != record["in_sha256"]

    def _output_bad(self, record: Record, recent: bool) -> bool:
        path = os.path.join(self._out, str(record["output"]))
        try:
            if os.path.getsize(path) != cast("int", record["out_size"]):
                return True
            return recent and file_digest(path) != record["out_sha256"]
        except OSError:
            return True
