"""What of the story is no prose: its points, lists, results, short questions and answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.body.rows import Row
from cleaner.model import Block

GAP_FLOOR = -2.5
GAP_WORDS = 11
"""Longer lines have been weighed as prose: of those that the scores reject, nine in ten are not the story's."""
GAP_ITEM_WORDS = 20
TAIL_MARK = 0.3
TAIL_FLOOR = -3.0
DATA_FLOOR = -4.5
LAST_FLOOR = -1.5
LISTS = frozenset({"item", "row"})
LEAST_DATA = 3
LEAST_POINTS, MOST_POINTS, LEAST_POINT_WORDS = 2, 8, 4
LEAST_QUESTIONS, MOST_QUESTION_WORDS, MOST_ANSWERS = 4, 25, 12
MOST_DATA_WORDS = 14
MOST_LABEL_WORDS = 6
# A result, a time or two figures: "Hedelund 31-24", "20. nov. 19.00", "8 degrees, wind 6".
_DATA = re.compile(r"\d\s?[-–:.,/%hx×]\s?\d|\d\D+\d")
_NUMBERING = re.compile(r"^\W*\d{1,2}(?:[:.]\d\d)?[.)]?\s+(?=[^\W\d_])")


def add_summary(rows: Sequence[Row], kept: list[bool], lead: int) -> None:
    """A list of points between the headline and the lead sums the story up."""
    title = max((i for i, row in enumerate(rows[:lead]) if any(m.fact == "title" for m in row.marks)), default=lead)
    points = [i for i in range(title + 1, lead) if rows[i].block.kind == "item"]
    if not LEAST_POINTS <= len(points) <= MOST_POINTS or points[-1] - points[0] >= len(points):
        return
    words = sum(rows[i].block.words for i in points)
    if words >= LEAST_POINT_WORDS * len(points) and all(rows[i].free and rows[i].score > GAP_FLOOR for i in points):
        for i in points:
            kept[i] = True


def close_lists(rows: Sequence[Row], kept: list[bool]) -> None:
    """A list is the story's as a whole when half of it is."""
    start = 0
    while start < len(rows):
        kind, end = rows[start].block.kind, start + 1
        while end < len(rows) and kind in LISTS and rows[end].block.kind == kind and rows[end].free:
            end += 1
        if kind in LISTS and rows[start].free and sum(kept[start:end]) * 2 >= end - start > 1:
            for i in range(start, end):
                kept[i] = kept[i] or rows[i].score > TAIL_FLOOR
        start = end


def add_answers(rows: Sequence[Row], kept: list[bool], prose: Sequence[int]) -> None:
    """In an interview short questions and answers are the story's, as far as the conversation goes on."""
    asked = [i for i, row in enumerate(rows) if kept[i] and _asks(row.block)]
    if len(asked) < LEAST_QUESTIONS or asked[0] > prose[-1]:
        return
    for i in range(prose[-1] - 1, asked[0], -1):
        row = rows[i]
        if kept[i + 1] and row.free and row.block.ends and row.block.words <= GAP_WORDS and row.score > DATA_FLOOR:
            kept[i] = True
    end = prose[-1] + 1
    while end < len(rows) and rows[end].free and rows[end].block.ends and rows[end].score > DATA_FLOOR:
        end += 1
    # What follows without a question is no conversation.
    while end > prose[-1] + 1 and not any(_asks(row.block) for row in rows[max(end - 2, prose[-1] + 1) : end]):
        end -= 1
    if end - prose[-1] <= MOST_ANSWERS:
        kept[prose[-1] + 1 : end] = [True] * (end - prose[-1] - 1)


def _asks(block: Block) -> bool:
    return block.words <= MOST_QUESTION_WORDS and block.text.rstrip('"”’»)*_ ')[-1:] in "?？؟"


def add_tail(rows: Sequence[Row], kept: list[bool], last: int) -> None:
    """What follows the last prose at once: a short last sentence, lists, tables, results, with headings over them."""
    at = last + 1
    while at < len(rows) and at <= last + 2 and rows[at].block.ends and rows[at].sure < TAIL_MARK:
        if not kept[at] and rows[at].score <= LAST_FLOOR:
            break
        kept[at] = True
        at += 1
    for i in range(at, len(rows)):
        row = rows[i]
        heads_list = i + 1 < len(rows) and rows[i + 1].block.kind in LISTS and not row.block.ends
        if row.sure >= TAIL_MARK or not (row.block.kind in LISTS or heads_list or kept[i]):
            at = i
            break
        kept[i] = kept[i] or row.score > TAIL_FLOOR
    _add_data(rows, kept, at)


def _add_data(rows: Sequence[Row], kept: list[bool], start: int) -> None:
    """Results, fixtures and figures that follow the story at once, a line each, with short lines over them."""
    figures: list[int] = []
    end = start
    for i in range(start, len(rows)):
        row = rows[i]
        if not row.free or row.block.words > MOST_DATA_WORDS or row.score <= DATA_FLOOR:
            break
        if _is_data(row.block):
            figures.append(i)
            end = i + 1
        elif row.block.ends or row.block.words > MOST_LABEL_WORDS or i - end > 1:
            break
    if len(figures) >= LEAST_DATA and len(figures) * 3 >= (end - start) * 2:
        kept[start:end] = [True] * (end - start)


def _is_data(block: Block) -> bool:
    """True for a line with a result or with figures, the number of an item or the hour of a ticker aside."""
    return not block.ends and _DATA.search(_NUMBERING.sub("", block.text)) is not None
