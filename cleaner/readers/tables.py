"""Tells the rows of tables in dumps, whose cells stand apart by tabs or by runs of blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.readers.lines import Line

# Two blanks after a sentence are an old typist's habit.
_APART = re.compile(r"[^\s.!?:…][ \u00a0]*(?:\t[ \t\u00a0]*| {2,})(?=\S)")
_CELLS = 3
_LONGEST_ROW = 200


def with_rows(lines: list[Line]) -> list[Line]:
    """`lines` with the rows of tables told: lines of three cells or more below one another."""
    text = "\n".join([line.text for line in lines])
    if "  " not in text and "\t" not in text:
        return lines
    cells = [_cells(line) for line in lines]
    return [line._replace(kind="row") if _is_row(lines, cells, i) else line for i, line in enumerate(lines)]


def _cells(line: Line) -> int:
    text = line.text
    if line.kind != "text" or len(text) > _LONGEST_ROW or not ("  " in text or "\t" in text):
        return 1
    return 1 + len(_APART.findall(text))


def _is_row(lines: Sequence[Line], cells: Sequence[int], i: int) -> bool:
    """True for a line of cells that touches another; one of the two has three."""
    if cells[i] < 2:
        return False
    above = cells[i - 1] if i and lines[i].gap <= 1 else 0
    below = cells[i + 1] if i + 1 < len(lines) and lines[i + 1].gap <= 1 else 0
    return max(above, below) >= (2 if cells[i] >= _CELLS else _CELLS)
