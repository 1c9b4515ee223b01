"""Names of pages and outputs: safe ones out of archives, no two alike, none too long."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown")
_PACKED = (".gz", ".zst", ".bz2", ".xz")
_LONGEST = 255
"""Bytes of a file name, on nearly every file system."""
_FREE = 0


def safe_path(path: str) -> str:
    """A member's path as one that stays below a folder: no root, no `..`, no empty parts."""
    parts = [part for part in path.replace("\0", "%00").split("/") if part not in ("", ".")]
    return "/".join("_" if part == ".." else part for part in parts) or "_"


def safe_part(text: str) -> str:
    """An id or an address as one part of a path; what could not stand in a file name becomes %XX."""
    made = "".join(char if char.isprintable() and char not in "/\\%" else _escaped(char) for char in text)
    return f"%2E{made[1:]}" if made.startswith(".") else made or "_"


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def hidden(path: str) -> bool:
    """True where a part of `path` starts with a dot, `.` and `..` aside."""
    return any(part.startswith(".") and part not in (".", "..") for part in path.split("/"))


def stem(name: str) -> str:
    """`name` without the suffix of a page: `b` of `b.html` and of `b.html.gz`."""
    bare, suffix = os.path.splitext(name)
    if suffix.lower() in _PACKED:
        name, (bare, suffix) = bare, os.path.splitext(bare)
    return bare if suffix.lower() in _PAGE_SUFFIXES else name


def siblings(names: Sequence[str]) -> list[str]:
    """Stems for the files of one folder; those that would share one keep their suffix: `b.html`, `b.md`."""
    stems = [stem(name) for name in names]
    seen: set[str] = set()
    twice: set[str] = set()
    for each in stems:
        (twice if each in seen else seen).add(each)
    return [name if each in twice else each for name, each in zip(names, stems, strict=True)]


def fitted(name: str, suffix: str) -> str:
    """`name` and `suffix`, the last part shortened where it is too long for a file name."""
    folder, slash, last = name.rpartition("/")
    whole = last + suffix
    if len(whole) * 4 > _LONGEST and len(encoded := os.fsencode(_encodable(whole))) > _LONGEST:
        mark = f"~{digest(last):016x}{suffix}"
        whole = encoded[: _LONGEST - len(mark)].decode("utf-8", "ignore") + mark
    return folder + slash + whole


def _encodable(text: str) -> str:
    """`text` with those surrogates replaced that no file name can hold."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def digest(text: str) -> int:
    """64 bits that stand for `text`, the same in every process."""
    import hashlib  # with it comes OpenSSL, which who cleans a single page does not need

    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Taken:
    """The names in use, 16 bytes or less for each: a table of 64-bit digests.

    Two names with one digest, which one run in millions may see, cost the second a longer name and nothing else.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def free(self, name: str) -> str:
        """`name`, or the first of `name~2`, `name~3`, … that is free; it is taken from now on."""
        if self._add(name):
            return name
        base = stem(name)
        number = 2
        while not self._add(made := fitted(f"{base}~{number}", name[len(base) :])):
            number += 1
        return made

    def _add(self, name: str) -> bool:
        code = digest(name) or 1
        if not self._put(self._slots, code):
            return False
        self._used += 1
        if self._used * 2 > len(self._slots):
            wider = array("Q", bytes(16 * len(self._slots)))
            for old in self._slots:
                if old != _FREE:
                    self._put(wider, old)
            self._slots = wider
        return True

    @staticmethod
    def _put(slots: array[int], code: int) -> bool:
        mask = len(slots) - 1
        at = code & mask
        while (found := slots[at]) != _FREE:
            if found == code:
                return False
            at = (at + 1) & mask
        slots[at] = code
        return True
