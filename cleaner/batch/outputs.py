"""Names the outputs and writes them: whole or not at all, and never over what is there unless asked to."""

from __future__ import annotations

import contextlib
import errno
import functools
import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from cleaner.batch.inputs import Entry, shown
from cleaner.errors import OutputError

JSONL_NAME = "articles.jsonl"
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown")
# After these the next page would fail too.
_STOPS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
_numbers = itertools.count()


class Names(NamedTuple):
    """The outputs' names, in the order of the inputs."""

    names: list[str]
    kept_suffix: list[str]
    """Names that two inputs would have shared; those inputs keep their own suffix before the new one."""


def stops_run(error: OSError) -> bool:
    """True when the disk, not the page, is at fault."""
    return error.errno in _STOPS


def name_outputs(entries: Sequence[Entry], suffix: str) -> Names:
    """An output name for each entry: `a/b.html` becomes `a/b.txt`.

    Where two inputs would share a name (`b.html`, `b.md`), both keep their suffix: `b.html.txt`, `b.md.txt`.

    Raises:
        OutputError: two inputs share a name even so.
    """
    names = [_stem(entry.name) + suffix for entry in entries]
    shared = _repeated(names)
    if shared:
        names = [f"{e.name}{suffix}" if n in shared else n for e, n in zip(entries, names, strict=True)]
        for twice in sorted(_repeated(names)):
            first, second = [e.path for e, n in zip(entries, names, strict=True) if n == twice][:2]
            raise OutputError(
                f"{shown(first)} and {shown(second)} would both become {shown(twice)}", "clean them in two runs"
            )
    return Names(names, sorted(shown(name) for name in shared))


def _stem(name: str) -> str:
    stem, suffix = os.path.splitext(name)
    return stem if suffix.lower() in _PAGE_SUFFIXES else name


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return twice


def check_apart(inputs: Sequence[str], entries: Sequence[Entry], outputs: Sequence[str], out: str) -> None:
    """Outputs must not become inputs, nor inputs be written over.

    Raises:
        OutputError: `out` is an input directory or lies within one, or an output is an input's file.
    """
    real_out = os.path.realpath(out)
    for path in inputs:
        real = os.path.realpath(path)
        if os.path.isdir(real) and os.path.commonpath([real, real_out]) == real:
            raise OutputError(f"the output {shown(out)} lies inside the input {shown(path)}", "name a folder elsewhere")
    written = {os.path.join(real_out, name) for name in outputs}
    real_folder = functools.cache(os.path.realpath)
    for entry in entries:
        folder, name = os.path.split(entry.path)
        if os.path.join(real_folder(folder), name) in written:
            raise OutputError(f"{shown(entry.path)} would be written over by its own output", "name another folder")


def prepare(folder: str) -> None:
    """Make the outputs' folder, and see that it can be written to.

    Raises:
        OutputError: it cannot.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        with temporary_file(folder):
            pass
    except OSError as error:
        raise OutputError(f"{shown(folder)}: {error.strerror}", "name a folder that can be written to") from error


def write_whole(path: str, data: bytes, *, replace: bool) -> None:
    """Write `data` to a new file beside `path` and move it there, so that no half file is ever seen under that name.

    Raises:
        FileExistsError: `path` exists and `replace` is not set.
        OSError: the system refuses.
    """
    with temporary_file(os.path.dirname(path)) as (file, temporary):
        file.write(data)
        settle(file, temporary, path, replace=replace)


def settle(file: IO[bytes], temporary: str, path: str, *, replace: bool) -> None:
    """Move a finished temporary file to `path`, once it is safe on the disk."""
    file.flush()
    os.fsync(file.fileno())
    if not replace:
        try:
            # A link, unlike a move, fails where something is: no moment between the look and the move.
            os.link(temporary, path)
            os.unlink(temporary)
            return
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "it exists", path)
    os.replace(temporary, path)


@contextlib.contextmanager
def temporary_file(folder: str) -> Iterator[tuple[IO[bytes], str]]:
    """A new file in `folder` and its path; gone at the end unless it was moved."""
    with contextlib.ExitStack() as stack:
        while True:
            # Short, so that it fits wherever the output's own name does; made with the user's own permissions.
            path = os.path.join(folder, f".cleaner-{os.getpid()}-{next(_numbers)}.tmp")
            if not os.path.lexists(path):
                break
        # Before the file is there, so that no signal falls between.
        stack.callback(_discard, path)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        file = open(descriptor, "wb")  # noqa: SIM115 - closed below, where a full disk must not hide the first error
        stack.callback(_close, file)
        yield file, path


def _discard(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)


def _close(file: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        file.close()
