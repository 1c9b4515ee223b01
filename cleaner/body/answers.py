"""The turns of an interview: short questions and answers."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.body.lists import DATA_FLOOR, GAP_FLOOR, GAP_WORDS
from cleaner.body.rows import Row
from cleaner.model import Block

LEAST_QUESTIONS, MOST_QUESTION_WORDS, MOST_ANSWERS = 4, 25, 12
TURNS = ("――", "──", "——")
BETWEEN_TURNS = frozenset({"ad-label", "read-also", "caption", "credit"})


def add_answers(rows: Sequence[Row], kept: list[bool], prose: Sequence[int]) -> None:
    """In an interview short questions and answers are the story's, as far as the conversation goes on."""
    asked = [i for i, row in enumerate(rows) if kept[i] and _asks(row.block)]
    # The last one may stand where the scores take no line for the story's.
    lost = any(row.free and _asks(row.block) for row in rows[prose[-1] + 1 : prose[-1] + MOST_ANSWERS])
    if not asked or len(asked) + lost < LEAST_QUESTIONS or asked[0] > prose[-1]:
        return
    below = prose[-1]
    for i in range(prose[-1] - 1, asked[0], -1):
        row = rows[i]
        if kept[below] and row.free and row.block.ends:
            floor = DATA_FLOOR if row.block.words <= GAP_WORDS else GAP_FLOOR
            kept[i] = kept[i] or (row.block.words <= MOST_QUESTION_WORDS and row.score > floor)
        # An advertisement or a link between two turns is passed over.
        below = i if row.free or not row.harmless else below
    _add_last_answers(rows, kept, prose[-1] + 1)


def _add_last_answers(rows: Sequence[Row], kept: list[bool], start: int) -> None:
    """The conversation goes on below the last prose, an advertisement between two turns passed over."""
    turns: list[int] = []
    for i in range(start, len(rows)):
        row = rows[i]
        if row.free and row.block.ends and row.score > DATA_FLOOR:
            turns.append(i)
        elif not any(mark.rule in BETWEEN_TURNS for mark in row.marks):
            break
    # What follows without a question is no conversation.
    while turns and not any(_asks(rows[i].block) for i in turns[-2:]):
        turns.pop()
    for i in turns if len(turns) <= MOST_ANSWERS else ():
        kept[i] = True


def _asks(block: Block) -> bool:
    """True for a question, and for what Japanese interviews set behind a double dash."""
    asks = block.words <= MOST_QUESTION_WORDS and block.text.rstrip('"”’»)*_ ')[-1:] in "?？؟"
    return asks or block.text.startswith(TURNS)
