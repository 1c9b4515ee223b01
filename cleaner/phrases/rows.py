"""Rows of buttons or names on one line: a line that short phrases cover, one behind the other.

Layouts that keep a list on one line ("Share Save Print Comments (9)", "Home News Sport") leave no line that is a
phrase. A line is cut into known phrases from its head on, the longest first; what stays unknown must be little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.model import Block

MOST_WORDS = 24
"""Blank-separated words that a row may have."""
MOST_IN_PHRASE = 5
UNKNOWN = 0.25
"""The share of a row's words that may be unknown."""
_EDGES = " ()[]{}|•·/,;:–—-+*&›»«‹…\"'＋（）、，：｜"


Owner = tuple[str, str]
"""A phrase's rule and label."""


class Part(NamedTuple):
    """A piece of a row that is a phrase."""

    start: int
    end: int
    owner: Owner
    """Whose phrase it is."""
    text: str


class Rows:
    """Phrases that rows consist of. Immutable."""

    def __init__(self, phrases: Iterable[tuple[Owner, Iterable[str]]]) -> None:
        self._owners: dict[str, list[Owner]] = {}
        for owner, texts in phrases:
            for text in texts:
                if text.count(" ") < MOST_IN_PHRASE:
                    self._owners.setdefault(text, []).append(owner)
        self._heads = {text.partition(" ")[0] for text in self._owners}

    def find(self, blocks: Iterable[Block]) -> Iterator[tuple[int, Part]]:
        """The parts of each of `blocks` that is a row, with its number."""
        for block in blocks:
            # Nearly every line goes by its first word.
            if not block.ends and block.key.partition(" ")[0].strip(_EDGES) in self._heads:
                for part in self._parts(block.key):
                    yield block.number, part

    def _parts(self, key: str) -> Iterator[Part]:
        """The parts of a row; none when it is no row."""
        if not 0 < key.count(" ") < MOST_WORDS:
            return
        parts, phrases, known, words = [], 0, 0, 0
        at = 0
        while at < len(key):
            found = self._longest(key, at)
            if found:
                phrases, words, known = phrases + 1, words + found.count(" ") + 1, known + found.count(" ") + 1
                start = key.index(found, at)
                parts += [Part(start, start + len(found), owner, found) for owner in self._owners[found]]
                at = start + len(found)
            else:
                words += any(map(str.isalpha, _word(key, at)))
            at = key.find(" ", at) + 1 or len(key)
        counted = phrases == 1 and words == known and any(map(str.isdigit, key))
        if (phrases > 1 or counted) and words - known <= UNKNOWN * words:
            yield from parts

    def _longest(self, key: str, at: int) -> str:
        """The longest phrase that begins with the word at `at`, signs around it aside; empty without one."""
        if _word(key, at).strip(_EDGES) not in self._heads:
            return ""
        end, found = at, ""
        for _ in range(MOST_IN_PHRASE):
            end = key.find(" ", end + 1)
            text = key[at : end if end >= 0 else len(key)].strip(_EDGES)
            found = text if text in self._owners else found
            if end < 0:
                break
        return found


def _word(key: str, at: int) -> str:
    end = key.find(" ", at)
    return key[at : end if end >= 0 else len(key)]
