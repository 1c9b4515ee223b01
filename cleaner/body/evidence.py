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
from cleaner.body.vocabulary import NO_WORDS, Vocabulary, are_function_words, are_long, vocabulary_of
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
    vocabulary: Vocabulary
    """The different words at the head of each block, folded, function words aside."""


def column_names(rules: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that `measure` makes, in order."""
    return (*OWN, *AROUND, *marked_names(rules))


def measure(page: Page, marks: Sequence[Mark], rules: Sequence[str]) -> Evidence:
    """The evidence on every block of `page` that shows text; `rules` are the ids that get a column of their own."""
    blocks = [block for block in page.blocks if block.kind not in HIDDEN]
    numbers = [block.number for block in blocks]
    if not blocks:
        return Evidence(column_names(rules), np.zeros((0, 0), np.float32), np.zeros(0, np.float32), (), NO_WORDS)
    prose = np.array([is_prose(block) for block in blocks], np.bool_)
    words = np.array([block.words for block in blocks], np.float32)
    first = bisect_left(numbers, page.outline.first) if page.outline.first >= 0 else -1
    outline = first, bisect_right(numbers, page.outline.last) - 1
    at = {number: row for row, number in enumerate(numbers)}
    names = column_names(rules)
    # Each column lies in one piece, as nearly everything is done to whole columns.
    columns = np.empty((len(names), len(blocks)), np.float32)
    own, rest = columns[: len(OWN)], columns[len(OWN) :]
    vocabulary = _own(own, blocks, page.language, (prose, words))
    around(rest, own, OWN, (prose, words), outline)
    marked(rest[len(AROUND) :], marks, at, rules)
    return Evidence(names, columns.T, words, tuple(numbers), vocabulary)


def _own(columns: Floats, blocks: Sequence[Block], language: str, told: tuple[Flags, Floats]) -> Vocabulary:
    """Fill `columns`: what each block shows by itself, and its share of the page's vocabulary, which is returned."""
    prose, words = told
    texts = [block.text for block in blocks]
    chars = count(texts)
    lengths = np.array(list(map(len, texts)), np.float32)
    size = np.maximum(words, 1)
    kinds = [block.kind for block in blocks]
    vocabulary, shares = _vocabulary(blocks, language, prose)
    values: tuple[ArrayLike, ...] = (
        *(np.log2(1 + words), prose, _unless_zero([block.vote for block in blocks])),
        np.where(chars.upper > 0, chars.capitals / (chars.spaces + 1), -1.0 if language in _UNCASED else 0.0),
        *(chars.upper / np.maximum(chars.letters, 1), chars.digits / np.maximum(lengths, 1), chars.commas / size),
        *(np.minimum(chars.quotes, 8), chars.odd / size, np.minimum(chars.stops, 12), lengths / size),
        np.minimum(words / np.maximum(chars.stops, 1), 60),
        *_flags(blocks, prose, lengths),
        *shares,
        *[[each == kind for each in kinds] if kind in kinds else 0.0 for kind in _KINDS],
    )
    for column, value in zip(columns, values, strict=True):
        column[:] = value
    return vocabulary


def _unless_zero(values: list[int]) -> ArrayLike:
    """`values`, or one zero for all: most pages have no links, levels or opinions, and lists are slow to convert."""
    return values if any(values) else 0


def _flags(blocks: Sequence[Block], prose: Flags, lengths: Floats) -> Iterator[ArrayLike]:
    """The columns `_FLAGS`."""
    indents: Counter[int] = Counter()
    for block, is_long in zip(blocks, prose.tolist(), strict=True):
        if is_long:
            indents[block.indent] += block.words
    margin = indents.most_common(1)[0][0] if indents else 0
    texts = [block.text for block in blocks]
    last = [text[-1:] for text in texts]
    signs = set(last)
    yield [block.ends for block in blocks]
    yield _unless_zero([block.gap if block.gap < 2 else 2 for block in blocks])
    yield _unless_zero([block.level for block in blocks])
    links = [block.link_chars for block in blocks]
    yield links / np.maximum(lengths, 1) if any(links) else 0
    steps = [block.indent - margin for block in blocks]
    yield [min(20, max(-20, step)) for step in steps] if any(steps) else 0
    yield [text[:1].islower() for text in texts]
    yield [sign == ":" for sign in last] if ":" in signs else 0
    yield [sign in _QUESTIONS for sign in last]
    yield [text.endswith(("…", "...")) for text in texts] if not signs.isdisjoint("….") else 0


def _vocabulary(
    blocks: Sequence[Block], language: str, prose: Flags
) -> tuple[Vocabulary, tuple[ArrayLike, ArrayLike, ArrayLike]]:
    """The blocks' words, function words aside, and the columns `_WORDS`.

    These are the shares of function words and of words that two prose blocks have, and copies elsewhere on the page.
    """
    vocabulary, spelled = vocabulary_of([block.key[:TOKENS] for block in blocks])
    sizes = vocabulary.sizes()
    is_common = are_function_words(spelled, language)
    is_shared = np.bincount(vocabulary.words[prose[vocabulary.rows]], minlength=len(spelled)) > 1
    is_shared &= are_long(spelled) & ~is_common
    of_common = is_common[vocabulary.words]
    keys = [block.key for block in blocks]
    twins = Counter(keys)
    return vocabulary.where(~of_common), (
        vocabulary.tally(of_common) / sizes if language in function_words() else -1.0,
        vocabulary.tally(is_shared[vocabulary.words]) / sizes,
        [min(twins[key] - 1, 4) for key in keys] if len(twins) < len(keys) else 0,
    )
