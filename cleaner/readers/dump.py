"""Reads a plain-text dump: what `get_text()`, WET files, terminal browsers and select-all-and-copy give."""

from __future__ import annotations

from cleaner.model import Page
from cleaner.readers.build import blocks_of
from cleaner.readers.lines import split_lines


def read(source: str, url: str = "") -> Page:
    """The page whose lines are `source`."""
    return Page(source, "dump", blocks_of(source, split_lines(source)), url=url)
