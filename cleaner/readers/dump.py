"""Reads a plain-text dump: what `get_text()`, WET files, terminal browsers and select-all-and-copy give."""

from __future__ import annotations

from cleaner.model import Page
from cleaner.readers.build import blocks_of
from cleaner.readers.layout import choose, wrap_width
from cleaner.readers.lines import split_lines
from cleaner.readers.references import without_references


def read(source: str, url: str = "") -> Page:
    """The page whose lines are `source`."""
    raw = split_lines(source)
    lines = without_references(source, raw)
    if lines is raw:
        return Page(source, "dump", blocks_of(source, raw), url=url)
    # Hard wraps are seen in the columns as they were printed, the numbers of links included.
    edge = wrap_width(raw)
    printed = choose(raw, edge)
    joins = (lambda _, i, so_far: printed(raw, i, so_far)) if edge else choose(lines, 0)
    return Page(source, "dump", blocks_of(source, lines, joins), url=url)
