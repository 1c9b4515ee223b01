"""Finds the pages of a run: files as named, directories walked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import NamedTuple

from cleaner.errors import InputError


class Entry(NamedTuple):
    """One page to clean."""

    path: str
    name: str
    """Where it stands below the outputs' folder, with its own suffix; parts by `/`."""
    size: int


@dataclass(slots=True)
class Found:
    """What a walk came upon."""

    entries: list[Entry] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    """Names and reasons; they count as failed pages."""
    linked_folders: list[str] = field(default_factory=list)
    """Links to folders, which are not followed: a loop of links cannot trap the walk."""
    special: list[str] = field(default_factory=list)
    """Pipes, sockets and devices, passed over."""


def find(inputs: Sequence[str], globs: Sequence[str] = ()) -> Found:
    """The pages of `inputs`, in the order of their names, a folder's files before its folders.

    One directory's content is named from its top; with several inputs each directory's own name comes first. Entries
    whose name starts with a dot are passed over. `globs` choose among a directory's files: one without `/` is matched
    against the file's name, another against its path below the directory.

    Raises:
        InputError: an input does not exist, or is neither a file nor a directory.
    """
    found = Found()
    for path in inputs:
        try:
            status = os.stat(path)
        except OSError as error:
            raise InputError(f"{shown(path)}: {reason(error)}", "name a file or a directory that exists") from error
        if stat.S_ISDIR(status.st_mode):
            prefix = f"{os.path.basename(os.path.abspath(path))}/" if len(inputs) > 1 else ""
            for entry in _walk(path, found):
                if _wanted(entry.name, globs):
                    found.entries.append(entry._replace(name=prefix + entry.name))
        elif stat.S_ISREG(status.st_mode):
            found.entries.append(Entry(path, os.path.basename(path), status.st_size))
        else:
            raise InputError(f"{shown(path)}: is neither a file nor a directory", "save it to a file first")
    return found


def _walk(top: str, found: Found) -> Iterator[Entry]:
    """The files below `top`; an explicit stack, since folders may be nested deeper than Python calls."""
    folders = [(top, "")]
    while folders:
        folder, below = folders.pop()
        try:
            with os.scandir(folder) as scan:
                children = sorted((child for child in scan if not child.name.startswith(".")), key=lambda c: c.name)
        except OSError as error:
            found.unreadable.append((shown(below or top), reason(error)))
            continue
        inner: list[tuple[str, str]] = []
        for child in children:
            name = below + child.name
            kind = _kind(child)
            if kind == "folder":
                inner.append((child.path, f"{name}/"))
            elif kind == "linked folder":
                found.linked_folders.append(shown(name))
            elif kind == "special":
                found.special.append(shown(name))
            else:
                yield Entry(child.path, name, _size(child))
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


def _wanted(name: str, globs: Sequence[str]) -> bool:
    base = name.rpartition("/")[2]
    return not globs or any(fnmatchcase(name if "/" in glob else base, glob) for glob in globs)


def shown(name: str) -> str:
    r"""A file name for people and for JSON: bytes that are not UTF-8 as `\xff`, control characters escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def reason(error: OSError) -> str:
    """Why the system refused, in its words, without the number and the path."""
    return (error.strerror or str(error) or type(error).__name__).lower()
