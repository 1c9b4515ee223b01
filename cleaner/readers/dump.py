"""Reads a plain-text dump: what `get_text()`, WET files, terminal browsers and select-all-and-copy give."""

from __future__ import annotations

from cleaner.model import Page
from cleaner.readers.build import blocks_of
from cleaner.readers.layout import tightened, unwrapped, wrapped_as
from cleaner.readers.lines import split_lines
from cleaner.readers.one_line import sentences
from cleaner.readers.references import without_references
from cleaner.readers.separated import separated
from cleaner.readers.tables import with_rows
from cleaner.readers.together import parted
from cleaner.readers.wraps import wrap_of


def read(source: str, url: str = "") -> Page:
    """The page whose lines are `source`."""
    raw = with_rows(sentences(parted(separated(tightened(split_lines(source))))))
    lines = without_references(source, raw)
    if lines is raw:
        return Page(source, "dump", blocks_of(source, raw), url=url)
    # Hard wraps are seen in the columns as they were printed, the numbers of links included.
    wrap = wrap_of(raw)
    joins = wrapped_as(raw, wrap) if wrap else unwrapped(lines)
    return Page(source, "dump", blocks_of(source, lines, joins), url=url)
