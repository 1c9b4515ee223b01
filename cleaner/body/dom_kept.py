"""What the blocks that would be kept of an HTML page are like together: a story, or teasers and the shop's goods."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Flags, Floats
from cleaner.body.dom import BESIDE
from cleaner.body.evidence import OWN, Evidence
from cleaner.body.lexicon import spelled
from cleaner.tree import Tree

Places = NDArray[np.intp]

_MEANS = (
    *("repeats of holder 2", "repeats of holder 3", "links of holder 3", "words of holder 2"),
    *("repeats of holder 1", "prose of holder 3", "since h1", "links", "links of holder 1", "alike share", "described"),
    *("named article", "in article", "named product", "named body", "in inline"),
    *BESIDE,
)
_MARKS = ("share-bar", "page-control", "related-links")
_PERSONS = (("you", "your"), ("we", "our", "us"), ("my", "me"))
"""A shop speaks to its customer, and of itself; a story seldom does."""
NAMES = (
    *(f"page kept {name}" for name in _MEANS),
    *("page run", "page stride", *(f"page marks {mark}" for mark in _MARKS)),
    *("page before links", "page long blocks", "page long beside", "page steady words", "page steady blocks"),
    *(f"page says {words[0]}" for words in _PERSONS),
)
_SPOKEN = frozenset(word.encode() for words in _PERSONS for word in words)
_LINKS = OWN.index("links")
_LONG, _STEADY = 15, 12
"""Words of a long block, and of one that goes on with a row of such."""


def persons(keys: Sequence[str]) -> tuple[float, ...]:
    """How often folded texts say each of `_PERSONS`, all texts together."""
    found = [word for word in spelled(" ".join(keys)).split() if word in _SPOKEN]
    return tuple(float(sum([found.count(word.encode()) for word in words])) for words in _PERSONS)


def above_holders(tree: Tree | None, n: int) -> Places:
    """For each of `n` blocks the element around the one that holds it."""
    if tree is None:
        return np.zeros(n, np.intp)
    holders = np.array(tree.holders, np.intp)
    parents = np.array(tree.parents, np.intp)[holders]
    return np.where(parents >= 0, parents, holders)


def of_kept(evidence: Evidence, kept: Flags, above: Places, said: Sequence[float]) -> Floats:
    """One row about the blocks that are `kept`, named `NAMES`.

    Args:
        evidence: the page's, with the columns of its elements.
        kept: for each row of it whether it stays.
        above: what `above_holders` says.
        said: what `persons` finds in those that are kept.
    """
    at = {name: i for i, name in enumerate(evidence.names)}
    words = np.where(kept, evidence.words, 0)
    total = max(float(words.sum()), 1.0)
    means = [float(evidence.values[:, at[name]] @ words) / total for name in _MEANS]
    marks = [float((evidence.values[:, at[f"rule {rule}"]] > 0).sum()) for rule in _MARKS if f"rule {rule}" in at]
    marks += [0.0] * (len(_MARKS) - len(marks))
    marked = (min(marks[0], 30), min(marks[1], 30), marks[2] / max(len(words), 1))
    linked = evidence.values[:, _LINKS] > 0.5
    row = (
        *(*means, *_run(words, kept, above, total), *marked),
        float(words[:-1][linked[1:]].sum()) / total,
        *_steady(evidence.words, kept, above, total),
        *[count / total for count in said],
    )
    return np.array([row], np.float32)


def _run(words: Floats, kept: Flags, above: Places, total: float) -> tuple[float, float]:
    """A story is a long stretch of kept blocks whose elements stand in one and the same; a list of teasers is not."""
    begins = np.ones(len(words), np.bool_)
    begins[1:] = (above[1:] != above[:-1]) | (kept[1:] != kept[:-1])
    runs = np.add.reduceat(words, begins.nonzero()[0]) if len(words) else words
    longest = float(runs.max(initial=0))
    return math.log2(1 + longest), longest / total


def _steady(words: Floats, kept: Flags, above: Places, total: float) -> tuple[float, ...]:
    """Long blocks: how many, how many side by side, and the longest row of them in one element, short ones aside."""
    long = kept & (words >= _LONG)
    beside = long.copy()
    beside[1:] &= ~long[:-1]
    beside[:-1] &= ~long[1:]
    # `beside` are now those that stand alone.
    told = (kept & (words >= _STEADY)).nonzero()[0]
    if not len(told):
        return 0.0, 0.0, 0.0, 0.0
    begins = np.append(0, (np.diff(above[told]) != 0).nonzero()[0] + 1)
    rows = np.add.reduceat(words[told], begins)
    best = int(rows.argmax())
    count = int(np.diff(np.append(begins, len(told)))[best])
    return (
        math.log2(1 + int(long.sum())),
        float(words[long & ~beside].sum()) / total,
        math.log2(1 + float(rows[best])),
        math.log2(1 + count),
    )
