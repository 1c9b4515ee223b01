"""What a phrase is, and where its text begins and ends."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category

from cleaner.model import Place


class Phrase(NamedTuple):
    """One phrase of one rule."""

    rule: str
    place: Place
    label: str
    text: str
    """As matched: folded, edges trimmed."""


def trim(key: str) -> tuple[int, int]:
    """Offsets of the part of a folded text between its first and its last letter or digit."""
    start, end = 0, len(key)
    while start < end and not key[start].isalnum():
        start += 1
    while end > start and not (key[end - 1].isalnum() or is_vowel_sign(key[end - 1])):
        end -= 1
    return start, end


def is_vowel_sign(char: str) -> bool:
    """True for what a word of an Indian script may end with beside letters."""
    return "\u0900" <= char < "\u0e00" and category(char)[0] == "M"


class Group(NamedTuple):
    """Phrases of one rule that differ in their text alone. A tuple each would be slow: a process reads 30,000."""

    rule: str
    place: Place
    label: str
    texts: tuple[str, ...]
