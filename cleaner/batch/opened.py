"""An archive that is open: its stream, its meter, and what its pages are called."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TypedDict, Unpack

from cleaner.batch.items import Item, Packing
from cleaner.batch.names import safe_path
from cleaner.batch.streams import Counted, Expanding, buffered, unpack


@dataclass(frozen=True, slots=True)
class Reading:
    """How archives are read.

    Attributes:
        most: bytes of a page, at most.
        ratio: how many times its size an archive may expand to.
        text: the field or column of a page's text, in JSONL and Parquet.
        url: the one of its address.
        id: the one of its id.
        named: fields that the user named, which must be there.
        site: the field of its site; empty for none.
    """

    most: int
    ratio: float = 200.0
    text: str = "text"
    url: str = "url"
    id: str = "id"
    named: frozenset[str] = frozenset()
    site: str = ""


class About(TypedDict, total=False):
    """What an archive knows of a page: fields of `Item`."""

    url: str
    id: str
    date: str
    encoding: str
    site: str


class Opened:
    """An archive's bytes, unpacked as they are read."""

    def __init__(self, name: str, file: IO[bytes], packing: Packing, how: Reading) -> None:
        self.name = name
        self.how = how
        self.file = file
        self.raw = Counted(file)
        below = buffered(self.raw)
        self._expanding = Expanding(unpack(below, packing), self.raw, how.ratio) if packing else None
        self.stream = buffered(self._expanding) if self._expanding else below
        self._told = 0

    def step(self) -> int:
        """Packed bytes read since the last call."""
        since = self.raw.count - self._told
        self._told = self.raw.count
        return since

    def member(
        self,
        path: str,
        content: str | bytes | None = None,
        *,
        failure: str = "",
        skipped: bool = False,
        **about: Unpack[About],
    ) -> Item:
        """The item of what is called `path` in the archive."""
        name = f"{self.name}/{safe_path(path)}"
        return Item(name, content, size=self.step(), failure=failure, skipped=skipped, **about)

    def broken(self, reason: str) -> Item:
        """The item that says why the archive cannot be read further."""
        return Item(self.name, size=self.step(), failure=reason)

    def size(self) -> int:
        """The size of the file as it is, in bytes."""
        return os.fstat(self.file.fileno()).st_size

    def close(self) -> None:
        """Close all that is below."""
        self.stream.close()
        self.raw.close()


Pages = Iterator[Item]
