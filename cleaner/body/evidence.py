"""What can be said of each block: its shape, its words, its neighbours, where it stands, what rules say of it.

Everything is an array over the page's blocks, so that the cost of a page is that of a few dozen array operations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
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
    own = _own(blocks, page.language, prose, words)
    first = bisect_left(numbers, page.outline.first) if page.outline.first >= 0 else -1
    outline = first, bisect_right(numbers, page.outline.last) - 1
    at = {number: row for row, number in enumerate(numbers)}
    columns = (own, around(own, OWN, prose, words, outline), marked(marks, at, rules))
    return Evidence(column_names(rules), np.concatenate(columns, axis=1), words, tuple(numbers))


def _own(blocks: Sequence[Block], language: str, prose: Flags, words: Floats) -> Floats:
    """What each block shows by itself, and its share of the page's vocabulary."""
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
    columns = np.empty((len(blocks), len(OWN)), np.float32)
    for i, share in enumerate(shares):
        columns[:, i] = share
    at = len(shares)
    columns[:, at : at + len(_FLAGS)] = _flags(blocks, prose)
    at += len(_FLAGS)
    columns[:, at : at + len(_WORDS)] = _vocabulary(blocks, language, prose)
    at += len(_WORDS)
    for i, kind in enumerate(_KINDS):
        columns[:, at + i] = [block.kind == kind for block in blocks]
    return columns


def _flags(blocks: Sequence[Block], prose: Flags) -> list[tuple[float, ...]]:
    """The columns `_FLAGS` of each block."""
    indents: Counter[int] = Counter()
    for block, is_long in zip(blocks, prose.tolist(), strict=True):
        if is_long:
            indents[block.indent] += block.words
    margin = indents.most_common(1)[0][0] if indents else 0
    return [
        (
            block.ends,
            min(block.gap, 2),
            block.level,
            block.link_chars / (len(block.text) or 1),
            min(20, max(-20, block.indent - margin)),
            (text := block.text)[:1].islower(),
            text.endswith(":"),
            text.endswith(("?", "؟", "？")),
            text.endswith(("…", "...")),
        )
        for block in blocks
    ]


def _vocabulary(blocks: Sequence[Block], language: str, prose: Flags) -> list[tuple[float, float, float]]:
    """Share of function words, share of words that two prose blocks have, and how often the block stands elsewhere."""
    common = function_words().get(language, frozenset())
    tokens = [set(block.key[:TOKENS].split()) for block in blocks]
    seen: Counter[str] = Counter()
    for words, is_long in zip(tokens, prose.tolist(), strict=True):
        if is_long:
            seen.update(words)
    shared = {word for word, times in seen.items() if times > 1 and len(word) > 2} - common
    twins = Counter([block.key for block in blocks])
    return [
        (
            len(words & common) / (len(words) or 1) if common else -1.0,
            len(words & shared) / (len(words) or 1),
            min(twins[block.key] - 1, 4),
        )
        for words, block in zip(tokens, blocks, strict=True)
    ]
