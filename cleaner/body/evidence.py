"""What can be said of each block: its shape, its words, its neighbours, where it stands, what rules say of it.

Everything is an array over the page's blocks, so that the cost of a page is that of a few dozen array operations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.body.characters import count
from cleaner.language import function_words
from cleaner.model import Block, Mark, Page
from cleaner.shape import is_prose

Floats = NDArray[np.float32]

TOKENS = 300
"""How much of a block's folded text is looked at for its vocabulary, in characters."""
_KINDS = ("heading", "item", "row", "quote", "code")
_ENDS = (":", "?", "…")

OWN = (
    *("words", "ends", "prose", "gap", "level", "links", "indent", "low", "colon", "question", "ellipsis"),
    *_KINDS,
    *("capitals", "upper", "digits", "commas", "quotes", "odd", "sentences", "length", "per sentence"),
    *("function words", "vocabulary", "twins", "vote"),
)
NEAR = ("words", "ends", "capitals", "digits", "gap", "function words", "vocabulary", "low", "item", "heading", "links")
FAR = ("words", "ends", "capitals", "vocabulary", "digits")
AROUND = ("capitals", "function words", "vocabulary", "twins", "links", "ends", "words", "digits", "item", "sentences")
RADII = (2, 6)
REACHES = (1, 2, 4, 8, 16)
# Rules whose marks tell where the story has ended, or has not begun.
END_RULES = frozenset(
    {"related-links", "comments", "legal-footer", "author-bio", "next-previous", "newsletter", "tags"}
)
TOP_RULES = frozenset({"navigation", "masthead", "breadcrumb", "skip-link", "consent-banner"})


class Evidence(NamedTuple):
    """Named columns over the blocks of a page."""

    names: tuple[str, ...]
    values: Floats
    """One row a block, one column a name."""
    words: Floats
    """Words of each block."""


def column_names(rules: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that `measure` makes, in order."""
    marked = (*(f"rule {rule}" for rule in rules), *_MARKED_EXTRA)
    return (*OWN, *_NEIGHBOUR_NAMES, *_STRETCH_NAMES, *_PLACE_NAMES, *marked)


def measure(page: Page, marks: Sequence[Mark], rules: Sequence[str]) -> Evidence:
    """The evidence on every block of `page`; `rules` are the rule ids that get a column of their own."""
    own, prose, words = _own(page)
    marked = _marked(page, marks, rules)
    columns = [own, *_neighbours(own), *_stretches(prose, words), *_places(page, words), marked]
    return Evidence(column_names(rules), np.concatenate(columns, axis=1), words)


def _own(page: Page) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """What each block shows by itself, save for its share of the page's vocabulary."""
    blocks = page.blocks
    chars = count([block.text for block in blocks])
    words = np.array([block.words for block in blocks], np.float32)
    lengths = np.array([len(block.text) for block in blocks], np.float32)
    prose = np.array([is_prose(block) for block in blocks], np.bool_)
    size, letters = np.maximum(words, 1), np.maximum(chars.letters, 1)
    spaced = np.maximum(np.array([block.text.count(" ") for block in blocks], np.float32) + 1, 1)
    sentences = np.maximum(chars.stops, 1)
    columns = np.empty((len(blocks), len(OWN)), np.float32)
    columns[:, 0] = np.log2(1 + words)
    columns[:, 2] = prose
    columns[:, [1, 3, 4, 5, 6, 7, 8, 9, 10]] = _flags(blocks, prose)
    for i, kind in enumerate(_KINDS):
        columns[:, 11 + i] = [block.kind == kind for block in blocks]
    at = 11 + len(_KINDS)
    columns[:, at] = np.where(chars.upper > 0, chars.capitals / spaced, _uncased(chars.letters, page))
    columns[:, at + 1] = chars.upper / letters
    columns[:, at + 2] = chars.digits / np.maximum(lengths, 1)
    columns[:, at + 3] = chars.commas / size
    columns[:, at + 4] = np.minimum(chars.quotes, 8)
    columns[:, at + 5] = chars.odd / size
    columns[:, at + 6] = np.minimum(chars.stops, 12)
    columns[:, at + 7] = lengths / size
    columns[:, at + 8] = np.minimum(words / sentences, 60)
    columns[:, at + 9 : at + 12] = _vocabulary(page, prose)
    columns[:, at + 12] = [block.vote for block in blocks]
    return columns, prose, words


def _uncased(letters: NDArray[np.int64], page: Page) -> float:
    """What stands for the share of capitals where a block has none: -1 in scripts that have none at all."""
    return -1.0 if page.language in ("ar", "fa", "he", "hi", "ja", "ko", "zh", "th", "ur", "bn", "ta") else 0.0


def _flags(blocks: Sequence[Block], prose: NDArray[np.bool_]) -> list[tuple[float, ...]]:
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


def _vocabulary(page: Page, prose: NDArray[np.bool_]) -> list[tuple[float, float, float]]:
    """Share of function words, share of words that two prose blocks have, and how often the block stands elsewhere."""
    common = function_words().get(page.language, frozenset())
    tokens = [set(block.key[:TOKENS].split()) for block in page.blocks]
    seen: Counter[str] = Counter()
    for words, is_long in zip(tokens, prose.tolist(), strict=True):
        if is_long:
            seen.update(words)
    shared = {word for word, times in seen.items() if times > 1 and len(word) > 2} - common
    twins = Counter([block.key for block in page.blocks])
    return [
        (
            len(words & common) / (len(words) or 1) if common else -1.0,
            len(words & shared) / (len(words) or 1),
            min(twins[block.key] - 1, 4),
        )
        for words, block in zip(tokens, page.blocks, strict=True)
    ]


_NEAR_AT = [OWN.index(name) for name in NEAR]
_FAR_AT = [OWN.index(name) for name in FAR]
_AROUND_AT = [OWN.index(name) for name in AROUND]
_NEIGHBOUR_NAMES = (
    *(f"{name} {step:+d}" for step in (-1, 1) for name in NEAR),
    *(f"{name} {step:+d}" for step in (-3, -2, 2, 3) for name in FAR),
    *(f"{name} ±{radius}" for radius in RADII for name in AROUND),
)


def _neighbours(own: Floats) -> list[Floats]:
    """The same columns of the blocks above and below, and their means over a few blocks around."""
    near, far = _padded(own[:, _NEAR_AT], 1), _padded(own[:, _FAR_AT], 3)
    count_ = len(own)
    shifted = [near[1 + step : 1 + step + count_] for step in (-1, 1)]
    shifted += [far[3 + step : 3 + step + count_] for step in (-3, -2, 2, 3)]
    sums = np.zeros((count_ + 1, len(AROUND)), np.float64)
    np.cumsum(own[:, _AROUND_AT], axis=0, out=sums[1:])
    return shifted + [means_around(sums, radius) for radius in RADII]


def _padded(columns: Floats, margin: int) -> Floats:
    return np.pad(columns, ((margin, margin), (0, 0)), constant_values=-1)


def means_around(sums: NDArray[np.float64], radius: int) -> Floats:
    """Means over `radius` rows to both sides, from cumulative sums with a leading row of zeros."""
    last = len(sums) - 1
    at = np.arange(last)
    low, high = np.maximum(at - radius, 0), np.minimum(at + radius + 1, last)
    means: Floats = ((sums[high] - sums[low]) / (high - low)[:, None]).astype(np.float32)
    return means


_STRETCH_NAMES = (
    *(f"prose {way} {reach}" for reach in REACHES for way in ("above", "below")),
    *("prose seen", "prose left", "prose", "blocks", "place", "from top", "from foot"),
    *("blocks since prose", "blocks to prose", "words since prose", "words to prose", "run of short blocks"),
)


def _stretches(prose: NDArray[np.bool_], words: Floats) -> list[Floats]:
    """How much prose stands above and below, how near, and how long the run of short blocks is."""
    n = len(words)
    at = np.arange(n)
    sums = np.zeros(n + 1)
    np.cumsum(np.where(prose, words, 0), out=sums[1:])
    total = max(sums[-1], 1.0)
    columns = []
    for reach in REACHES:
        columns.append(np.log2(1 + sums[at] - sums[np.maximum(at - reach, 0)]))
        columns.append(np.log2(1 + sums[np.minimum(at + 1 + reach, n)] - sums[at + 1]))
    columns += [sums[:-1] / total, (sums[-1] - sums[1:]) / total, np.full(n, np.log2(total)), np.full(n, np.log2(n))]
    columns += [at / n, np.log2(1 + at), np.log2(n - at)]
    above, below = last_before(prose), n - 1 - last_before(prose[::-1])[::-1]
    texts = np.zeros(n + 1)
    np.cumsum(words, out=texts[1:])
    since, to = np.minimum(at - above, 99), np.minimum(below - at, 99)
    columns += [since, to]
    columns.append(
        np.where(above >= 0, np.log2(1 + texts[at] - texts[np.maximum(above, 0) + 1].clip(max=texts[at])), 10)
    )
    columns.append(
        np.where(
            below < n,
            np.log2(1 + texts[np.minimum(below, n)] - texts[at + 1].clip(max=texts[np.minimum(below, n)])),
            10,
        )
    )
    columns.append(np.minimum(since + to, 60))
    return [np.stack(columns, axis=1).astype(np.float32)]


def last_before(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each row, the index of the last set flag above it; a far negative number where there is none."""
    n = len(flags)
    latest = np.full(n, -200, np.int64)
    latest[1:] = np.maximum.accumulate(np.where(flags, np.arange(n), -200))[:-1]
    return latest


_PLACE_NAMES = ("inside outline", "above outline", "below outline", "share of outline")


def _places(page: Page, words: Floats) -> list[Floats]:
    """Where each block stands to the longest stretch of prose."""
    first, last = page.outline
    at = np.arange(len(words))
    columns = np.empty((len(words), 4), np.float32)
    columns[:, 0] = (at >= first) & (at <= last) & (first >= 0)
    columns[:, 1] = np.clip(first - at, -1, 60)
    columns[:, 2] = np.clip(at - last, -1, 60)
    columns[:, 3] = words[first : last + 1].sum() / max(float(words.sum()), 1.0) if first >= 0 else 0.0
    return [columns]


_MARKED_EXTRA = ("rules around", "since headline", "ends above", "ends below", "tops below", "since end mark")


def _marked(page: Page, marks: Sequence[Mark], rules: Sequence[str]) -> Floats:
    """How sure each rule is of each block, and where the block stands to the headline and to the marks of an end."""
    n = len(page.blocks)
    at = {rule: i for i, rule in enumerate(rules)}
    sure = np.zeros((n, len(rules)), np.float32)
    any_mark, ends, tops = np.zeros(n, np.float32), np.zeros(n, np.float32), np.zeros(n, np.float32)
    headline = -1
    for mark in marks:
        if mark.rule in at:
            column = at[mark.rule]
            sure[mark.block, column] = max(sure[mark.block, column], mark.sure if mark.span is None else 0.1)
        if mark.span is None:
            any_mark[mark.block] = max(any_mark[mark.block], mark.sure)
            if mark.rule in END_RULES:
                ends[mark.block] = 1
            elif mark.rule in TOP_RULES:
                tops[mark.block] = 1
            elif mark.rule == "headline" and mark.fact == "title":
                headline = mark.block
    rows = np.arange(n)
    extra = np.empty((n, len(_MARKED_EXTRA)), np.float32)
    sums = np.zeros((n + 1, 1))
    np.cumsum(any_mark, out=sums[1:, 0])
    extra[:, 0] = means_around(sums, 4)[:, 0]
    extra[:, 1] = np.clip(rows - headline, -30, 60) if headline >= 0 else -40
    extra[:, 2] = np.log2(1 + np.cumsum(ends) - ends)
    extra[:, 3] = np.log2(1 + ends.sum() - np.cumsum(ends))
    extra[:, 4] = np.log2(1 + tops.sum() - np.cumsum(tops))
    extra[:, 5] = np.minimum(rows - last_before(ends > 0), 60)
    return np.concatenate([sure, extra], axis=1)
