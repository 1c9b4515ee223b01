"""The pages of a run, one after the other: files, what archives hold, standard input. Never more than one in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import IO

from cleaner.batch.archives import tar_pages, zip_pages
from cleaner.batch.inputs import STDIN, Entry, Inputs, reason
from cleaner.batch.items import Item, Kind, Packing, kind_of
from cleaner.batch.names import Taken, fitted, siblings, stem
from cleaner.batch.opened import Opened, Pages, Reading
from cleaner.batch.streams import MAGIC, broken, said
from cleaner.batch.tables import jsonl_pages, parquet_pages
from cleaner.batch.warc import warc_pages

_SNIFFED = 512
_STDIN_NAME = "stdin"


@dataclass(slots=True)
class Source:
    """The pages of `inputs` in a fixed order, each with a name and an output's name that no other page has.

    Attributes:
        inputs: what to read.
        how: how archives are read.
        suffix: of the outputs; empty where all go into one file.
        renamed: how many outputs could not have the plain name.
    """

    inputs: Inputs
    how: Reading
    suffix: str = ""
    renamed: int = 0
    _names: Taken = field(default_factory=Taken)
    _outputs: Taken = field(default_factory=Taken)

    def __iter__(self) -> Iterator[Item]:
        """The pages; what cannot be read is an item that says why.

        Raises:
            MissingExtraError: an input needs a package that is not installed.
        """
        for entries in self.inputs.folders():
            base = [os.path.basename(entry.name) for entry in entries]
            for entry, name, bare in zip(entries, base, siblings(base), strict=True):
                yield from self._of(entry, entry.name[: len(entry.name) - len(name)] + bare)
        for path in self.inputs.paths:
            if path == STDIN:
                yield from map(self._named, self._stdin())

    def _of(self, entry: Entry, output: str) -> Iterator[Item]:
        kind, packing, _ = kind_of(entry.path)
        if entry.failure:
            yield self._named(Item(entry.name, failure=entry.failure))
        elif kind == "page":
            yield self._named(Item(entry.name, entry.path, path=True, size=entry.size, packing=packing, output=output))
        else:
            yield from map(self._named, self._archive(entry, kind, packing))

    def _named(self, item: Item) -> Item:
        """`item` with names that are its own."""
        name = self._names.free(item.name)
        output = ""
        if self.suffix:
            plain = fitted(item.output or stem(name), self.suffix)
            output = plain if self._outputs.free(plain) == plain else self._outputs.free(fitted(name, self.suffix))
            self.renamed += output != stem(name) + self.suffix
        return item._replace(name=name, output=output)

    def _archive(self, entry: Entry, kind: Kind, packing: Packing) -> Pages:
        try:
            file = open(entry.path, "rb")  # noqa: SIM115 - `Opened` closes it
        except OSError as error:
            yield Item(entry.name, size=entry.size, failure=reason(error))
            return
        with closing(Opened(entry.name, file, packing, self.how)) as opened:
            yield from _pages(opened, kind, packing, self.inputs)

    def _stdin(self) -> Pages:
        file: IO[bytes] = sys.stdin.buffer
        opened = Opened(_STDIN_NAME, file, "", self.how)
        packing: Packing = next((packing for magic, packing in MAGIC if opened.stream.peek(4).startswith(magic)), "")
        if packing:
            opened = Opened(_STDIN_NAME, opened.stream, packing, self.how)
        try:
            head = opened.stream.peek(_SNIFFED)
        except broken() as error:
            yield opened.broken(said(error))
            return
        yield from _pages(opened, _sniffed(head), packing, self.inputs)


def _sniffed(head: bytes) -> Kind:
    """What standard input holds, by its first bytes."""
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    return "jsonl" if head.lstrip().startswith(b'{"') else "page"


def _pages(opened: Opened, kind: Kind, packing: Packing, inputs: Inputs) -> Pages:
    if kind in ("zip", "parquet") and (packing or opened.name == _STDIN_NAME):
        yield opened.broken(f"{kind} must be read from a file of its own, not packed or piped: save it first")
    elif kind == "tar":
        yield from tar_pages(opened, inputs.wanted)
    elif kind == "zip":
        yield from zip_pages(opened, inputs.wanted)
    elif kind == "warc":
        yield from warc_pages(opened)
    elif kind == "jsonl":
        yield from jsonl_pages(opened)
    elif kind == "parquet":
        yield from parquet_pages(opened)
    else:
        yield _one(opened)


def _one(opened: Opened) -> Item:
    """All of a stream as one page."""
    most = opened.how.most
    try:
        content = opened.stream.read(most + 1)
    except broken() as error:
        return opened.broken(said(error))
    if len(content) > most:
        return opened.broken(f"the page has more than {most:,} bytes: raise limits.max_chars, or split it")
    return Item(opened.name, content, size=opened.step())
