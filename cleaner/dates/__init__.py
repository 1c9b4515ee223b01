"""Reads date lines in many languages: "Published: 20 June 2025, 14:30", "منذ ٣ ساعات", "2025年6月20日".

A line is read word by word with a table (`date_words.json`); no pattern is tried for each language, so cost grows with
the line alone, and a line with two words that no date line has is given up at once.
"""

from __future__ import annotations

import functools

from cleaner.dates.items import first_words, has_weekday, items_of
from cleaner.dates.reading import DateLine, Kind, Label, Reading
from cleaner.text import fold

__all__ = ["DateLine", "Kind", "Label", "begins_date", "names_weekday", "read", "read_key"]

MAX_CHARS = 160


def read(text: str, language: str = "") -> DateLine | None:
    """What `text` says when all of it is about dates; None when it says anything else."""
    return read_key(fold(text), language) if len(text) <= MAX_CHARS else None


@functools.lru_cache(maxsize=1024)
def read_key(key: str, language: str = "") -> DateLine | None:
    """As `read`, for a text that is folded already.

    Remembers what it was asked last: the same lines are looked at by several rules.
    """
    if len(key) > MAX_CHARS:
        return None
    first = key.split(" ", 1)[0].strip(",.:;|•·-()[]")
    if first.isalpha() and first[0] < "\u0900" and first not in first_words():
        return None
    items = items_of(key, language)
    return Reading(items).line() if items else None


def begins_date(word: str) -> bool:
    """True when a date line may begin with the folded `word`."""
    return word.strip(",.:;|()[]") in first_words()


def names_weekday(key: str) -> bool:
    """True when a folded date line names the day of the week."""
    return has_weekday(key)
