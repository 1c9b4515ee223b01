"""What can be said of each block: its shape, its words, its neighbours, where it stands, what rules say of it.

Everything is an array over the page's blocks, so that the cost of a page is that of a few dozen array operations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from cleaner.body.around import NAMES as AROUND
from cleaner.body.around import Flags, Floats, around
from cleaner.body.characters import count
from cleaner.body.marked import marked, marked_names
from cleaner.language import function_words
from cleaner.model import Block, Mark, Page
from cleaner.shape import is_prose

TOKENS = 240
"""How much of a block's folded text is looked at for its vocabulary, in characters."""
HIDDEN = frozenset({"syntax", "field"})
"""Kinds of block that are no text of the page: markup, and the fields of a record."""
_KINDS = ("heading", "item", "row", "quote", "code")
_QUESTIONS = frozenset("?؟？")
_UNCASED = frozenset({"ar", "fa", "he", "hi", "ja", "ko", "zh", "th", "ur", "bn", "ta"})
_FLAGS = ("ends", "gap", "level", "links", "indent", "low", "colon", "question", "ellipsis")
_WORDS = ("function words", "vocabulary", "twins")
OWN = (
    *("words", "prose", "vote", "capitals", "upper", "digits", "commas", "quotes", "odd", "sentences", "length"),
    *("per sentence", *_FLAGS, *_WORDS, *_KINDS),
)


class Evidence(NamedTuple):
    """Named columns over the blocks of a page that show text."""

    names: tuple[str, ...]
    values: Floats
    """One row a block, one column a name."""
    words: Floats
    """Words of each block."""
    numbers: tuple[int, ...]
    """The number of each row's block."""


def column_names(rules: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that `measure` makes, in order."""
    return (*OWN, *AROUND, *marked_names(rules))


def measure(page: Page, marks: Sequence[Mark], rules: Sequence[str]) -> Evidence:
    """The evidence on every block of `page` that shows text; `rules` are the ids that get a column of their own."""
    blocks = [block for block in page.blocks if block.kind not in HIDDEN]
    numbers = [block.number for block in blocks]
    if not blocks:
        return Evidence(column_names(rules), np.zeros((0, 0), np.float32), np.zeros(0, np.float32), ())
    prose = np.array([is_prose(block) for block in blocks], np.bool_)
    words = np.array([block.words for block in blocks], np.float32)
    first = bisect_left(numbers, page.outline.first) if page.outline.first >= 0 else -1
    outline = first, bisect_right(numbers, page.outline.last) - 1
    at = {number: row for row, number in enumerate(numbers)}
    names = column_names(rules)
    # Each column lies in one piece, as nearly everything is done to whole columns.
    columns = np.empty((len(names), len(blocks)), np.float32)
    own, rest = columns[: len(OWN)], columns[len(OWN) :]
    _own(own, blocks, page.language, prose, words)
    around(rest, own, OWN, (prose, words), outline)
    marked(rest[len(AROUND) :], marks, at, rules)
    return Evidence(names, columns.T, words, tuple(numbers))


def _own(columns: Floats, blocks: Sequence[Block], language: str, prose: Flags, words: Floats) -> None:
    """Fill `columns`: what each block shows by itself, and its share of the page's vocabulary."""
    chars = count([block.text for block in blocks])
    lengths = np.array([len(block.text) for block in blocks], np.float32)
    spaced = np.array([block.text.count(" ") for block in blocks], np.float32) + 1
    size = np.maximum(words, 1)
    shares: tuple[ArrayLike, ...] = (
        *(np.log2(1 + words), prose, [block.vote for block in blocks]),
        np.where(chars.upper > 0, chars.capitals / spaced, -1.0 if language in _UNCASED else 0.0),
        *(chars.upper / np.maximum(chars.letters, 1), chars.digits / np.maximum(lengths, 1), chars.commas / size),
        *(np.minimum(chars.quotes, 8), chars.odd / size, np.minimum(chars.stops, 12), lengths / size),
        np.minimum(words / np.maximum(chars.stops, 1), 60),
    )
    kinds = [block.kind for block in blocks]
    present = set(kinds)
    which = [[kind == each for each in kinds] if kind in present else 0.0 for kind in _KINDS]
    for column, value in zip(
        columns, (*shares, *_flags(blocks, prose), *_vocabulary(blocks, language, prose), *which), strict=True
    ):
        column[:] = value


def _flags(blocks: Sequence[Block], prose: Flags) -> Iterator[ArrayLike]:
    """The columns `_FLAGS`."""
    indents: Counter[int] = Counter()
    for block, is_long in zip(blocks, prose.tolist(), strict=True):
        if is_long:
            indents[block.indent] += block.words
    margin = indents.most_common(1)[0][0] if indents else 0
    yield [block.ends for block in blocks]
    yield [block.gap if block.gap < 2 else 2 for block in blocks]
    yield [block.level for block in blocks]
    yield [block.link_chars / (len(block.text) or 1) if block.link_chars else 0.0 for block in blocks]
    yield [min(20, max(-20, block.indent - margin)) for block in blocks]
    yield [block.text[:1].islower() for block in blocks]
    last = [block.text[-1:] for block in blocks]
    yield [sign == ":" for sign in last]
    yield [sign in _QUESTIONS for sign in last]
    yield [
        sign == "…" or (sign == "." and block.text.endswith("...")) for sign, block in zip(last, blocks, strict=True)
    ]


def _vocabulary(blocks: Sequence[Block], language: str, prose: Flags) -> Iterator[ArrayLike]:
    """The columns `_WORDS`: shares of function words and of words that two prose blocks have, copies elsewhere."""
    common = function_words().get(language, frozenset())
    tokens = [set(block.key[:TOKENS].split()) for block in blocks]
    once: set[str] = set()
    twice: set[str] = set()
    for words, is_long in zip(tokens, prose.tolist(), strict=True):
        if is_long:
            twice |= once & words
            once |= words
    shared = {word for word in twice if len(word) > 2} - common
    yield [len(words & common) / (len(words) or 1) for words in tokens] if common else -1.0
    yield [len(words & shared) / (len(words) or 1) for words in tokens]
    keys = [block.key for block in blocks]
    twins = Counter(keys)
    yield [min(twins[key] - 1, 4) for key in keys] if len(twins) < len(keys) else 0.0
