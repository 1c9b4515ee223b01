"""Finds what a run reads: files as named or listed, directories walked, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import NamedTuple

from cleaner.batch.extras import check_reader
from cleaner.batch.items import Kind, Packing, kind_of
from cleaner.batch.names import safe_path
from cleaner.batch.streams import zstandard
from cleaner.errors import InputError

STDIN = "-"
_EXAMPLES = 3


class Entry(NamedTuple):
    """One file of the inputs."""

    path: str
    name: str
    """Where it stands below the outputs' folder, with its own suffix; parts by `/`."""
    size: int
    failure: str = ""
    """Why it cannot be read."""


@dataclass(slots=True)
class Passed:
    """What a walk passed over: how many, and the first few."""

    count: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Note one."""
        self.count += 1
        if len(self.names) < _EXAMPLES:
            self.names.append(shown(name))


@dataclass(slots=True)
class Survey:
    """What the inputs are, before any is read."""

    files: int = 0
    archives: int = 0
    """How many of them are not pages, but hold some."""
    size: int = 0
    known: bool = True
    """False where standard input is among them: nobody knows how long it is."""
    linked_folders: Passed = field(default_factory=Passed)
    """Links to folders, which are not followed: a loop of links cannot trap the walk."""
    special: Passed = field(default_factory=Passed)
    """Pipes, sockets and devices."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run reads.

    Attributes:
        paths: files, directories, and `-` for standard input.
        listed: paths that a list names; those that are missing are failed pages.
        globs: which files of directories and archives. One without `/` is matched against the file's name, another
            against its path below the directory.
    """

    paths: Sequence[str]
    listed: Sequence[str] = ()
    globs: Sequence[str] = ()

    def check(self) -> None:
        """See that every path is there.

        Raises:
            InputError: one is missing, or is neither a file nor a directory.
        """
        for path in self.paths:
            if path == STDIN:
                continue
            try:
                mode = os.stat(path).st_mode
            except OSError as error:
                raise InputError(f"{shown(path)}: {reason(error)}", "name a file or a directory that exists") from error
            if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
                raise InputError(f"{shown(path)}: is neither a file nor a directory", "pipe it in, and name it -")

    def survey(self) -> Survey:
        """Count and measure the files.

        Raises:
            MissingExtraError: one of them needs a package that is not installed: not to be found out after days.
        """
        found = Survey(known=STDIN not in self.paths)
        kinds: set[Kind] = set()
        packings: set[Packing] = set()
        for entries in self.folders(found):
            found.files += len(entries)
            for entry in entries:
                kind, packing, _ = kind_of(entry.path)
                kinds.add(kind)
                packings.add(packing)
                found.size += entry.size
                found.archives += kind != "page"
        for kind in sorted(kinds):
            check_reader(kind)
        if "zst" in packings:
            zstandard()
        return found

    def folders(self, passed: Survey | None = None) -> Iterator[list[Entry]]:
        """The files, those of one folder together; standard input is left out.

        The content of a directory is named from its top; with several inputs the directory's own name comes first.
        Entries whose name starts with a dot are passed over.
        """
        passed = passed or Survey()
        several = len(self.paths) + len(self.listed) > 1
        for path in self.paths:
            if path != STDIN:
                name = os.path.basename(os.path.abspath(path)) if several or not os.path.isdir(path) else ""
                yield from self._of(path, name, passed)
        for path in self.listed:
            yield from self._of(path, safe_path(path), passed)

    def wanted(self, name: str) -> bool:
        """True where the globs choose `name`, or there are none."""
        base = name.rpartition("/")[2]
        return not self.globs or any(fnmatchcase(name if "/" in glob else base, glob) for glob in self.globs)

    def _of(self, path: str, name: str, passed: Survey) -> Iterator[list[Entry]]:
        try:
            status = os.stat(path)
        except OSError as error:
            yield [Entry(path, name, 0, reason(error))]
            return
        if not stat.S_ISDIR(status.st_mode):
            yield [Entry(path, name, status.st_size)]
            return
        prefix = f"{name}/" if name else ""
        for folder in _walk(path, passed):
            chosen = [e for e in folder if e.failure or self.wanted(e.name)]
            yield [entry._replace(name=prefix + entry.name) for entry in chosen] if prefix else chosen


def _walk(top: str, passed: Survey) -> Iterator[list[Entry]]:
    """The files of each folder below `top`; an explicit stack, since folders may be nested deeper than Python calls."""
    folders = [(top, "")]
    while folders:
        folder, below = folders.pop()
        try:
            with os.scandir(folder) as scan:
                children = sorted((child for child in scan if not child.name.startswith(".")), key=lambda c: c.name)
        except OSError as error:
            yield [Entry(folder, below.rstrip("/") or os.path.basename(os.path.abspath(top)), 0, reason(error))]
            continue
        inner: list[tuple[str, str]] = []
        files: list[Entry] = []
        for child in children:
            name = below + child.name
            kind = _kind(child)
            if kind == "folder":
                inner.append((child.path, f"{name}/"))
            elif kind == "linked folder":
                passed.linked_folders.add(name)
            elif kind == "special":
                passed.special.add(name)
            else:
                files.append(Entry(child.path, name, _size(child)))
        yield files
        folders += reversed(inner)


def _kind(child: os.DirEntry[str]) -> str:
    try:
        if child.is_dir():
            return "linked folder" if child.is_symlink() else "folder"
        # What cannot be looked at (a broken link, a link to itself) is a page that will fail, with its reason.
        return "file" if child.is_file() or stat.S_ISREG(child.stat().st_mode) else "special"
    except OSError:
        return "file"


def _size(child: os.DirEntry[str]) -> int:
    try:
        return child.stat().st_size
    except OSError:
        return 0


def read_list(path: str, data: bytes) -> list[str]:
    """The paths in a list of files: a line each, or a NUL byte after each.

    Raises:
        InputError: there are none.
    """
    split = data.split(b"\0") if b"\0" in data else data.splitlines()
    paths = [os.fsdecode(name) for name in split if name.strip()]
    if not paths:
        raise InputError(f"{shown(path)}: lists no file", "write a path a line")
    return paths


def shown(name: str) -> str:
    r"""A file name for people: bytes that are not UTF-8 as `\xff`, control characters escaped."""
    text = name.encode("utf-8", "surrogateescape" if _from_disk(name) else "replace").decode(
        "utf-8", "backslashreplace"
    )
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _from_disk(name: str) -> bool:
    """True when all surrogates in `name` stand for bytes."""
    return all("\udc80" <= char <= "\udcff" for char in name if "\ud800" <= char <= "\udfff")


def reason(error: OSError) -> str:
    """Why the system refused, in its words, without the number and the path."""
    return (error.strerror or str(error) or type(error).__name__).lower()
