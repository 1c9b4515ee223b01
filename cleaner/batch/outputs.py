"""Names the outputs and writes them: whole or not at all, and never over what is there unless asked to."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.batch.inputs import shown
from cleaner.errors import OutputError

JSONL_NAME = "articles.jsonl"
# After these the next page would fail too.
_STOPS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
_TEMPORARY = (".cleaner-", ".tmp")
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_numbers = itertools.count()


def stops_run(error: OSError) -> bool:
    """True when the disk, not the page, is at fault."""
    return error.errno in _STOPS


def check_apart(inputs: Sequence[str], out: str) -> None:
    """Outputs must not become inputs.

    Raises:
        OutputError: `out` is an input, or lies within one.
    """
    real_out = os.path.realpath(out)
    for path in inputs:
        if within(real_out, os.path.realpath(path)):
            raise OutputError(f"the output {shown(out)} lies inside the input {shown(path)}", "name a folder elsewhere")


def check_place(folder: str, out: str, inputs: Sequence[str]) -> None:
    """No link may lead an output out of `out`, nor into a folder of `inputs` (real paths).

    Raises:
        OSError: one does.
    """
    real = os.path.realpath(folder)
    if not within(real, os.path.realpath(out)):
        raise OSError(None, "a link leads out of the outputs' folder")
    if any(within(real, path) for path in inputs):
        raise OSError(None, "it would be written into the inputs")


def within(path: str, top: str) -> bool:
    """True where `path` is `top` or lies below it; both real paths."""
    return os.path.commonpath([top, path]) == top


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


def write_whole(path: str, data: bytes, *, replace: bool, sync: bool = True) -> None:
    """Write `data` to a new file beside `path` and move it there, so that no half file is ever seen under that name.

    Args:
        path: where it goes.
        data: the file's content.
        replace: whether a file that is there is replaced.
        sync: whether to wait until the disk has it, so that it outlives a power cut.

    Raises:
        FileExistsError: `path` exists and `replace` is not set.
        OSError: the system refuses.
    """
    with temporary_file(os.path.dirname(path)) as temporary:
        view = memoryview(data)
        while view:
            view = view[os.write(temporary.descriptor, view) :]
        if sync:
            os.fsync(temporary.descriptor)
        settle(temporary.path, path, replace=replace)
        temporary.moved = True


def settle(temporary: str, path: str, *, replace: bool) -> None:
    """Move a finished file to `path`."""
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


@dataclass(slots=True)
class Temporary:
    """A file in the making."""

    path: str
    descriptor: int = -1
    """-1 as long as it is not open."""
    moved: bool = False
    """True once it has its own name."""


@contextlib.contextmanager
def temporary_file(folder: str) -> Iterator[Temporary]:
    """A new file in `folder`; gone at the end unless it was moved."""
    while True:
        # Short, so that it fits wherever the output's own name does; made with the user's own permissions.
        path = os.path.join(folder, f"{_TEMPORARY[0]}{os.getpid()}-{next(_numbers)}{_TEMPORARY[1]}")
        if not os.path.lexists(path):
            break
    made = Temporary(path)
    # Before the file is there, so that no signal falls between.
    try:
        made.descriptor = os.open(path, _NEW, 0o666)
        yield made
    finally:
        # What goes wrong here, on a full disk say, must not hide what went wrong before.
        with contextlib.suppress(OSError):
            if made.descriptor >= 0:
                os.close(made.descriptor)
        if not made.moved:
            with contextlib.suppress(OSError):
                os.unlink(path)


def left_over(folder: str) -> Iterator[str]:
    """The temporary files below `folder` that a run which was struck down has left."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.startswith(_TEMPORARY[0]) and name.endswith(_TEMPORARY[1]):
                yield os.path.join(place, name)
