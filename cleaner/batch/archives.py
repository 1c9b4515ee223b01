"""Pages out of tar and zip archives, in the order in which they lie there."""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, cast

from cleaner.batch.items import Item, Packing, kind_of
from cleaner.batch.names import hidden
from cleaner.batch.opened import Opened, Pages
from cleaner.batch.streams import broken, check_expansion, finish, said, unpack_page
from cleaner.errors import ExpansionError, InputError

_LINK = "a link in an archive is not followed"
_SPECIAL = "neither a file nor a folder"
_NESTED = "an archive inside an archive: unpack it first"
_CUT = "it ends before its end mark: cut off or broken"
Wanted = Callable[[str], bool]


class _Tail:
    """A stream that remembers the last block that was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self.last = (self.last + data[-tarfile.BLOCKSIZE :])[-tarfile.BLOCKSIZE :]
        return data


def tar_pages(opened: Opened, wanted: Wanted) -> Pages:
    """The pages of a tar archive."""
    tail = _Tail(opened.stream)
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", tail), mode="r|", bufsize=1 << 16) as archive:
            for member in archive:
                # The module remembers every member it has seen, in a list that it does not tell of.
                archive.members = []  # type: ignore[attr-defined]
                if not member.isdir() and not hidden(member.name) and wanted(member.name):
                    yield _tar_page(opened, archive, member)
        # To the very end, so that a check sum there is looked at, too.
        finish(cast("IO[bytes]", tail))
        if tail.last.strip(b"\0"):
            yield opened.broken(_CUT)
    except broken(tarfile.TarError) as error:
        yield opened.broken(said(error))


def _tar_page(opened: Opened, archive: tarfile.TarFile, member: tarfile.TarInfo) -> Item:
    if not member.isreg():
        reason = _LINK if member.issym() or member.islnk() else _SPECIAL
        return opened.member(member.name, failure=reason, skipped=True)
    kind, packing, _ = kind_of(member.name)
    if kind != "page":
        return opened.member(member.name, failure=_NESTED)
    file = archive.extractfile(member)
    if file is None:
        return opened.member(member.name, failure=_SPECIAL, skipped=True)
    return _page(opened, member.name, (file, member.size), packing)


def _page(opened: Opened, name: str, stored: tuple[IO[bytes], int], packing: Packing) -> Item:
    file, size = stored
    most = opened.how.most
    if packing:
        try:
            content = unpack_page(file, packing, most)
        except InputError as error:
            return opened.member(name, failure=str(error))
    else:
        # A buffered reader sets aside as many bytes as it is asked for.
        content = file.read(min(most, size) + 1)
    if len(content) > most:
        return opened.member(
            name, failure=f"the page has more than {most:,} bytes: raise limits.max_chars, or split it"
        )
    return opened.member(name, content)


def zip_pages(opened: Opened, wanted: Wanted) -> Pages:
    """The pages of a zip archive, which must be a file: its table of contents stands at its end."""
    unpacked, packed = 0, opened.size()
    try:
        with zipfile.ZipFile(opened.file) as archive:
            for info in archive.infolist():
                if info.is_dir() or hidden(info.filename) or not wanted(info.filename):
                    continue
                item = _zip_page(opened, archive, info)
                unpacked += len(item.content) if isinstance(item.content, bytes) else 0
                check_expansion(unpacked, packed, opened.how.ratio)
                yield item._replace(size=info.compress_size)
    except (zipfile.BadZipFile, ExpansionError, EOFError, OSError, ValueError) as error:
        yield opened.broken(said(error))


def _zip_page(opened: Opened, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Item:
    if stat.S_ISLNK(info.external_attr >> 16):
        return opened.member(info.filename, failure=_LINK, skipped=True)
    kind, packing, _ = kind_of(info.filename)
    if kind != "page":
        return opened.member(info.filename, failure=_NESTED)
    try:
        with archive.open(info) as file:
            return _page(opened, info.filename, (file, info.file_size), packing)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        # A broken or locked member says nothing about the next one.
        return opened.member(info.filename, failure=said(error))
