"""One page on its way to a worker, and what kind of thing an input is, by its name."""

from __future__ import annotations

import os
from typing import Literal, NamedTuple

Kind = Literal["page", "tar", "zip", "warc", "jsonl", "parquet"]
Packing = Literal["", "gz", "zst", "bz2", "xz"]
Shape = Literal["txt", "md", "json", "jsonl", "parquet"]
"""Of the outputs."""

_PACKINGS: dict[str, Packing] = {".gz": "gz", ".zst": "zst", ".zstd": "zst", ".bz2": "bz2", ".xz": "xz"}
_KINDS: dict[str, Kind] = {
    ".tar": "tar",
    ".zip": "zip",
    ".warc": "warc",
    ".wet": "warc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_SHORT: dict[str, tuple[Kind, Packing]] = {
    ".tgz": ("tar", "gz"),
    ".tbz2": ("tar", "bz2"),
    ".txz": ("tar", "xz"),
    ".tzst": ("tar", "zst"),
}


class Item(NamedTuple):
    """One page to clean, or one thing that cannot be."""

    name: str
    """Its name in the run, which no other page has; parts by `/`."""
    content: str | bytes | None = None
    """Where to read it, for a file of its own (`path` is set); the text or the bytes, for one out of an archive."""
    path: bool = False
    size: int = 0
    """Bytes of the inputs that are done with when this page is."""
    output: str = ""
    """Its output's name below the outputs' folder."""
    url: str = ""
    encoding: str = ""
    """What a server said the bytes are encoded in."""
    packing: Packing = ""
    id: str = ""
    date: str = ""
    """When it was fetched, ISO 8601, where an archive says so."""
    site: str = ""
    """The site whose template counts; empty for none."""
    failure: str = ""
    """Why there is nothing to clean; its reader's words."""
    was: str = ""
    """The digest of the output that this run once wrote for it, and that must be made again."""
    skipped: bool = False
    """True where that is no failure: a link in an archive."""


def kind_of(name: str) -> tuple[Kind, Packing, str]:
    """What the file `name` is, how it is packed, and its name without the suffix of the packing."""
    stem, suffix = os.path.splitext(name)
    if suffix.lower() in _SHORT:
        kind, packing = _SHORT[suffix.lower()]
        return kind, packing, stem
    packing = _PACKINGS.get(suffix.lower(), "")
    inner = stem if packing else name
    return _KINDS.get(os.path.splitext(inner)[1].lower(), "page"), packing, inner


def shape_of(out: str) -> Shape | None:
    """What outputs the ending of `out` asks for; None where it asks for nothing, or `out` is a folder that is there."""
    kind, packing, _ = kind_of(out)
    if kind == "jsonl" and not os.path.isdir(out):
        return "jsonl"
    return "parquet" if kind == "parquet" and not packing else None


def packing_of(out: str) -> Packing:
    """How a file of lines called `out` is packed."""
    return kind_of(out)[1]
