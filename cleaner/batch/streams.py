"""Opens what is packed, as a stream, and stops what expands beyond reason."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import os
import zlib
from collections.abc import Callable
from typing import IO, Any, cast

from cleaner.batch.extras import missing
from cleaner.batch.items import Packing
from cleaner.errors import ExpansionError, InputError, MissingExtraError

FREE_BYTES = 256_000_000
"""What anything may expand to: more than that is held against its size when packed."""
MAGIC: tuple[tuple[bytes, Packing], ...] = (
    (b"\x1f\x8b", "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
)
_BROKEN: tuple[type[Exception], ...] = (EOFError, OSError, zlib.error, lzma.LZMAError, ExpansionError)
_BUFFER = 1 << 18
_UNPACKED = 1 << 20
"""A whole block of bz2: to take it out bit by bit, with other work between, costs up to twice as much."""


class Counted(io.RawIOBase):
    """A binary stream that knows how many bytes were read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer`, and count."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        data = self._next(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)

    def _next(self, size: int) -> bytes:
        """Bytes from below, no more than `size`; none at the end."""
        return self._stream.read(size)

    def close(self) -> None:
        """Close what is below, too."""
        self._stream.close()
        super().close()


class Expanding(Counted):
    """An unpacked stream that may not become more than `ratio` times what it was unpacked from.

    Raises `ExpansionError` when read beyond that; this and what a broken stream raises once all before it was read.
    """

    def __init__(self, stream: IO[bytes], packed: Counted, ratio: float) -> None:
        super().__init__(stream)
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._fault: Exception | None = None
        self._packed = packed
        self._ratio = ratio

    def _next(self, size: int) -> bytes:
        if self._fault is not None:
            raise self._fault
        try:
            data = self._read(size)
            check_expansion(self.count + len(data), self._packed.count, self._ratio)
        except broken() as error:
            # What came before it is read first: a buffer above would throw it away.
            if not self.count:
                raise
            self._fault = error
            return b""
        return data


def finish(stream: IO[bytes]) -> None:
    """Read on to the very end. A stream that ends because it is broken says so only when it is read once more.

    Raises:
        ExpansionError: it expands too much; or one of `broken()`, whatever is wrong with it.
    """
    while stream.read(1 << 20):
        pass
    stream.read(1)


def check_expansion(unpacked: int, packed: int, ratio: float) -> None:
    """See that something does not expand too much.

    Raises:
        ExpansionError: it does.
    """
    if unpacked > FREE_BYTES and unpacked > ratio * max(packed, 1):
        raise ExpansionError(
            f"it expands to more than {ratio:g} times its size ({unpacked:,} bytes so far)",
            "if it is no trap, allow --max-expansion more",
        )


def unpack(stream: IO[bytes], packing: Packing) -> IO[bytes]:
    """What `stream` holds, unpacked as it is read.

    Raises:
        MissingExtraError: the package for Zstandard is not installed.
    """
    if packing == "gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))
    if packing == "bz2":
        return bz2.BZ2File(stream, "rb")
    if packing == "xz":
        return lzma.LZMAFile(stream, "rb")
    if packing == "zst":
        return cast("IO[bytes]", zstandard().ZstdFile(stream, "rb"))
    return stream


def zstandard() -> Any:  # noqa: ANN401 - which of two modules it is depends on Python's version
    """The module that reads and writes Zstandard: Python's own from 3.14 on.

    Raises:
        MissingExtraError: there is none.
    """
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise missing("reading or writing .zst needs a package", "zstd")


def broken(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """The exceptions that a broken or over-expanding packed file causes, and `more`."""
    try:
        return (*_BROKEN, *more, zstandard().ZstdError)
    except MissingExtraError:
        return (*_BROKEN, *more)


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """`raw` with a buffer that makes small reads cheap."""
    return io.BufferedReader(raw, _UNPACKED if isinstance(raw, Expanding) else _BUFFER)


def read_page(file: io.FileIO, packing: Packing, most: int) -> bytes:
    """The bytes of a page's file, unpacked.

    Raises:
        InputError: it is broken, or holds more than `most` bytes.
        OSError: it cannot be read.
    """
    data = unpack_page(file, packing, most) if packing else _all_of(file, most)
    if len(data) > most:
        raise InputError(f"the page has more than {most:,} bytes", "raise limits.max_chars, or split it")
    return data


def _all_of(file: io.FileIO, most: int) -> bytes:
    """The bytes of a file; where there are more than `most`, one more than that.

    A read sets aside as many bytes as it is asked for: at first that is no more than the file seems to have.
    """
    asked = min(os.fstat(file.fileno()).st_size, most) + 1
    data = file.read(asked)
    while len(data) == asked <= most and (more := file.read(most + 1 - asked)):
        data += more
        asked = len(data)
    return data


def unpack_page(file: IO[bytes], packing: Packing, most: int) -> bytes:
    """As many of a packed page's bytes as are allowed, and one more where there are more."""
    try:
        with unpack(file, packing) as unpacked:
            return unpacked.read(most + 1)
    except broken() as error:
        raise InputError(f"its {packing} data is broken: {said(error)}", "fetch it again") from error


def said(error: BaseException) -> str:
    """An exception's own words, in a line."""
    words = " ".join(str(error).split())
    return (words[:1].lower() + words[1:]).rstrip(".") or type(error).__name__
