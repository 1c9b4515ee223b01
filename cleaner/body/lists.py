"""What of the story is no prose: its points, lists, results, short questions and answers."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.body.rows import Row
from cleaner.model import Block
from cleaner.shape import holds_figures, is_prose, is_stamp

GAP_FLOOR = -2.5
GAP_WORDS = 11
"""Longer lines have been weighed as prose: of those that the scores reject, nine in ten are not the story's."""
GAP_ITEM_WORDS = 20
TAIL_MARK = 0.3
TAIL_FLOOR = -3.0
DATA_FLOOR = -4.5
LAST_FLOOR, MARKED_FLOOR = -1.5, -2.5
"""What a short last sentence must reach, and what where something that surely is not the story's follows."""
LISTS = frozenset({"item", "row"})
LABEL_FLOOR = -2.0
LEAST_POSTS, MOST_POST_WORDS = 3, 16
POST_FLOOR = -1.0
MOST_LAST_POST = 3
"""Lines below the last time that may be its post's."""
LEAST_DATA = 3
LINK_LISTS = frozenset({"related-links", "read-also"})
OPENS_LIST = 0.8
LEAST_POINTS, MOST_POINTS, LEAST_POINT_WORDS = 2, 8, 4
MOST_DATA_WORDS = 14
MOST_PASSED, TOLD = 4, 0.75
"""Lines below a prompt or an advertisement under the story within which a list of its own may begin."""
MOST_LABEL_WORDS = 6
MOST_OPENING_WORDS = 25
"""What opens a list with a colon may be a sentence: "To sum up what the railway says:"."""
MOST_LABEL_CHARS = 44
MOST_BETWEEN = 2
MOST_LINE_UP, LEAST_NAMES = 60, 3


def add_summary(rows: Sequence[Row], kept: list[bool], lead: int) -> None:
    """A list of points between the headline and the lead sums the story up."""
    title = max((i for i, row in enumerate(rows[:lead]) if any(m.fact == "title" for m in row.marks)), default=lead)
    points = [i for i in range(title + 1, lead) if rows[i].block.kind == "item"]
    if not LEAST_POINTS <= len(points) <= MOST_POINTS or points[-1] - points[0] >= len(points):
        return
    words = sum(rows[i].block.words for i in points)
    above = rows[points[0] - 1]
    if any(mark.rule in LINK_LISTS and mark.sure >= OPENS_LIST for mark in above.marks):
        return  # a box of links above the story
    fits = sum(rows[i].score for i in points) > GAP_FLOOR * len(points) and all(rows[i].free for i in points)
    if words >= LEAST_POINT_WORDS * len(points) and fits:
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
            floor = DATA_FLOOR if sum(kept[start:end]) * 3 >= (end - start) * 2 else TAIL_FLOOR
            for i in range(start, end):
                kept[i] = kept[i] or rows[i].score > floor
        start = end


def add_labels(rows: Sequence[Row], kept: list[bool]) -> None:
    """A short line between the story and one of its lists is the list's heading: "For the filling".

    Above it may stand the heading of several lists, "Ingredients", and a prompt between that and the story.
    """
    for i in range(len(rows) - 2, 0, -1):
        if kept[i] or not kept[i + 1] or rows[i + 1].block.kind not in LISTS or not _is_label(rows[i]):
            continue
        first = i - 1 if not kept[i - 1] and _is_label(rows[i - 1]) else i
        above = first - 1
        # Below a prompt only a heading of the form says that a line is the story's.
        most = MOST_BETWEEN if rows[first].block.kind == "heading" or is_stamp(rows[above].block) else 0
        while above > max(first - 1 - most, 0) and (not rows[above].free or is_stamp(rows[above].block)):
            above -= 1
        if kept[above]:
            kept[first : i + 1] = [True] * (i + 1 - first)


def _is_label(row: Row) -> bool:
    block = row.block
    most = MOST_OPENING_WORDS if block.text.endswith((":", "：")) else 0 if block.ends else MOST_LABEL_WORDS
    fits = block.words <= most and block.kind not in LISTS
    return fits and row.score > LABEL_FLOOR and row.sure < TAIL_MARK


def add_posts(rows: Sequence[Row], kept: list[bool]) -> None:
    """The sentences of a live blog's posts, and their headings, which stand right above or below their times."""
    times = [
        i for i, row in enumerate(rows) if any(mark.rule == "widget" and is_stamp(row.block) for mark in row.marks)
    ]
    if len(times) < LEAST_POSTS:
        return
    end = times[-1] + 1
    while end < len(rows) and rows[end].free and end - times[-1] <= MOST_LAST_POST:
        end += 1
    for i in range(times[0], end):
        row = rows[i]
        sentence = row.block.ends and row.block.words > MOST_LABEL_WORDS
        kept[i] = kept[i] or (sentence and row.sure < TAIL_MARK and row.score > POST_FLOOR)
    for i in times:
        # Where the text follows the time at once, the heading is above it.
        heading = i - 1 if i + 1 < len(rows) and kept[i + 1] and is_prose(rows[i + 1].block) else i + 1
        below = i + 1 if heading < i else i + 2
        if below < len(rows) - 1 and not rows[below].free and rows[below].harmless:
            below += 1  # who wrote the post
        if not 0 <= heading < len(rows) or below >= len(rows) or not kept[below]:
            continue
        row = rows[heading]
        short = MOST_LABEL_WORDS // 2 <= row.block.words <= MOST_POST_WORDS and not row.block.ends
        kept[heading] = kept[heading] or (short and row.free and row.score > GAP_FLOOR)


def add_tail(rows: Sequence[Row], kept: list[bool], last: int) -> None:
    """What follows the last prose at once: a short last sentence, lists, tables, results, with headings over them."""
    at = last + 1
    while at < len(rows) and at <= last + 2 and _closes_story(rows[at], rows[at + 1 : at + 2], kept=kept[at]):
        kept[at] = True
        at += 1
    while at < len(rows) and _is_step(rows[at], at - last):
        kept[at] = kept[at] or rows[at].score > TAIL_FLOOR
        at += 1
    _add_data(rows, kept, at)
    linked = any(row.block.link_chars for row in rows)
    for i in range(at, len(rows)):
        row = rows[i]
        if linked and _is_own_part(
            rows[i : i + 2], behind_list=i > at and rows[i - 1].block.kind in LISTS and kept[i - 1]
        ):
            kept[i] = kept[i] or row.score > TAIL_FLOOR
            continue
        if linked and row.sure >= TOLD and row.passing and any(map(_is_own, rows[i + 1 : i + 1 + MOST_PASSED])):
            continue
        if i > at and rows[i - 1].block.kind in LISTS and kept[i - 1] and _closes_story(row, (), kept=kept[i]):
            kept[i] = True
            continue
        below = rows[i + 1] if i + 1 < len(rows) else row
        heads_list = below.block.kind in LISTS and below.free and not row.block.ends
        if row.sure >= TAIL_MARK or not (row.block.kind in LISTS or heads_list or kept[i]):
            _add_data(rows, kept, i)
            return
        kept[i] = kept[i] or row.score > TAIL_FLOOR


def _is_own_part(rows: Sequence[Row], *, behind_list: bool) -> bool:
    """True for an entry of the story's own list, its heading, or the sentence that closes it; `rows` begin there."""
    row = rows[0]
    if not row.free or row.block.link_chars:
        return False
    if behind_list and row.block.ends and row.score > MARKED_FLOOR:
        return True
    return _is_own(row) or (row.block.kind == "heading" and any(map(_is_own, rows[1:])))


def _is_own(row: Row) -> bool:
    """True for an entry of a list or table without a link, where the page's form shows links."""
    return row.block.kind in LISTS and row.free and not row.block.link_chars


def _is_step(row: Row, number: int) -> bool:
    """True for item `number` of a numbered list without a heading: one of links has a heading."""
    block = row.block
    return (
        block.kind == "item"
        and row.free
        and not block.link_chars
        and block.text.startswith((f"{number}. ", f"{number}) "))
    )


def _closes_story(row: Row, below: Sequence[Row], *, kept: bool) -> bool:
    """True for a short sentence below the story, and for the rate at which an agency changed its sums."""
    floor = MARKED_FLOOR if any(other.sure >= TOLD for other in below) else LAST_FLOOR
    block = row.block
    if block.text[:1] == "(" and block.text[-1] == ")" and "=" in block.text and holds_figures(block):
        return row.free
    return block.ends and row.sure < TAIL_MARK and (kept or row.score > floor)


def _add_data(rows: Sequence[Row], kept: list[bool], start: int) -> None:
    """Results, fixtures, figures and line-ups that follow the story at once, with short lines over them."""
    figures: list[int] = []
    end = start
    for i in range(start, len(rows)):
        row = rows[i]
        labelled = is_labelled(row.block)
        if not row.free or row.score <= DATA_FLOOR or row.block.words > (MOST_LINE_UP if labelled else MOST_DATA_WORDS):
            break
        if holds_figures(row.block) or labelled:
            figures.append(i)
            end = i + 1
        elif row.block.ends or row.block.words > MOST_LABEL_WORDS or i - end > 1:
            break
    if len(figures) < LEAST_DATA or len(figures) * 3 < (end - start) * 2:
        return
    # The last line of a table may be a game that was called off.
    if end < len(rows) and rows[end].free and rows[end].block.gap == 0:
        end += rows[end].block.words <= MOST_LABEL_WORDS and not rows[end].block.ends
    kept[start:end] = [True] * (end - start)


def is_labelled(block: Block) -> bool:
    """True for "Goals: …", "Hale Rovers (4-4-2): Iversen; Frear, …": a label, behind it figures or a row of names."""
    label, colon, rest = block.text[:MOST_LABEL_CHARS].partition(":")
    if not colon or not rest[:1].isspace() or label.count(" ") >= MOST_LABEL_WORDS or block.words > MOST_LINE_UP:
        return False
    names = block.text.count(",") + block.text.count(";")
    return names >= LEAST_NAMES or any(map(str.isdigit, block.text))
