"""What an HTML page's elements say of its blocks, as more columns of evidence beside those that all forms have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.body import votes
from cleaner.body.around import Flags, Floats
from cleaner.body.evidence import OWN, Evidence
from cleaner.body.names import NAMES as GROUPS
from cleaner.body.names import group_bits
from cleaner.model import Page
from cleaner.tree import Tree

Ints = NDArray[np.int64]

_TAGS: dict[str, str] = {
    **{
        tag: tag
        for tag in ("article", "main", "aside", "nav", "header", "footer", "figure", "form", "table", "section")
    },
    **{tag: tag for tag in ("blockquote", "button", "p", "figcaption", "li", "div", "details", "dialog", "address")},
    **dict.fromkeys(("ul", "ol", "dl", "menu"), "list"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "h"),
    **dict.fromkeys(("a", "span", "small", "time", "label"), "inline"),
}
_KINDS_OF_TAG = tuple(dict.fromkeys(_TAGS.values()))
_TAG_BITS = {tag: 1 << (len(GROUPS) + _KINDS_OF_TAG.index(kind)) for tag, kind in _TAGS.items()}
_WHOLE_PAGE = frozenset({"html", "body"})
LEVELS = 3
_SHARES = (0.5, 0.8)
_FAR = 12
_OF_LEVEL = ("words", "links", "prose", "blocks", "share", "repeats")
NAMES = (
    *(f"named {group}" for group in GROUPS),
    *(f"in {kind}" for kind in _KINDS_OF_TAG),
    *("tag level", "hidden", "strong", "stated", "described", "depth", "since h1", "h1 on page", "inside h1's"),
    *(f"{name} of holder {level}" for level in range(1, LEVELS + 1) for name in _OF_LEVEL),
    *("core up", "core down", "half up", "half down", "core share"),
    *("alike", "alike words", "alike prose", "alike links", "alike share"),
    *("kin", "kin words", "kin prose", "kin links", "kin share"),
    *votes.NAMES,
)
VOTES = ("vote", *votes.NAMES)
"""The columns that a second reader's opinion fills; nought where it was not asked."""


def with_elements(evidence: Evidence, page: Page) -> Evidence:
    """`evidence` with the columns `NAMES` added, for a page that has a tree."""
    names = (*evidence.names, *NAMES)
    if page.tree is None or not evidence.numbers:
        return evidence._replace(names=names, values=np.zeros((len(evidence.numbers), len(names)), np.float32))
    prose = evidence.values[:, OWN.index("prose")] > 0
    links = evidence.values[:, OWN.index("links")]
    columns = np.empty((len(names), len(evidence.numbers)), np.float32)
    columns[: len(evidence.names)] = evidence.values.T
    _Elements(page.tree, prose, evidence.words, links).fill(columns[len(evidence.names) :])
    votes.fill(columns[-len(votes.NAMES) :], evidence.values[:, OWN.index("vote")], evidence.words)
    return evidence._replace(names=names, values=columns.T)


class _Elements:
    """The elements of one page, and sums over the blocks in each."""

    def __init__(self, tree: Tree, prose: Flags, words: Floats, links: Floats) -> None:
        self.tree = tree
        self.prose, self.words, self.links = prose, words, links
        self.holders = np.array(tree.holders, np.intp)
        self.kinds = np.array(tree.kinds, np.intp)
        self.parents = np.array(tree.parents, np.intp)
        self.first, self.last = np.array(tree.first, np.intp), np.array(tree.last, np.intp)
        self.prose_words = np.where(prose, words, 0)
        self.total = max(float(self.prose_words.sum()), 1.0)

    def fill(self, columns: Floats) -> None:
        """Fill `columns`, named `NAMES`."""
        at = self._names(columns)
        at = self._own(columns, at)
        at = self._levels(columns, at)
        at = self._core(columns, at)
        self._alike(columns, at)

    def _names(self, columns: Floats) -> int:
        """How near an element with a name of each group is, and one with a tag of each kind: 3 to 0."""
        tree = self.tree
        bits = [0 if tag in _WHOLE_PAGE else group_bits(names) | _TAG_BITS.get(tag, 0) for tag, names in tree.called]
        own = [bits[kind] for kind in tree.kinds]
        any_ = own.copy()
        for number, parent in enumerate(tree.parents):
            if parent >= 0:
                any_[number] |= any_[parent]
        # The last stands for what is above the root.
        selves = np.array([*own, 0], np.int64)
        parents = self.parents[self.holders]
        above = np.where(parents >= 0, self.parents[parents], -1)
        inside = _TAG_BITS["a"]
        inline = [group_bits(names) | inside if names else 0 for names in tree.inline]
        count = len(GROUPS) + len(_KINDS_OF_TAG)
        shifts = np.arange(count)[:, None]
        held = self.holders
        near = selves[held] | selves[parents] | selves[above]
        mine = selves[held] | inline
        found = columns[:count]
        found[:] = (mine | near) >> shifts & 1
        found += mine >> shifts & 1
        found += (mine | np.array(any_, np.int64)[held]) >> shifts & 1
        return count

    def _own(self, columns: Floats, at: int) -> int:
        tree, n = self.tree, len(self.words)
        depths = [0] * len(tree.parents)
        hidden = list(tree.hidden)
        for number, parent in enumerate(tree.parents):
            if parent >= 0:
                depths[number] = depths[parent] + 1
                if hidden[parent]:
                    hidden[number] = True
        of_kind = [int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0 for tag, _ in tree.called]
        levels = np.array(of_kind)[self.kinds]
        held = self.holders
        heads = ((levels == 1) & (self.last > self.first)).nonzero()[0].tolist()
        rows = np.arange(n)
        since = np.full(n, -40.0)
        inside = np.zeros(n)
        if heads:
            head = max(heads, key=lambda number: self.words[tree.first[number] : tree.last[number]].sum())
            since = np.clip(rows - tree.first[head], -39, 60)
            up = self.parents[head]
            while up >= 0 and self.prose_words[self.first[up] : self.last[up]].sum() < 0.3 * self.total:
                up = self.parents[up]
            if up >= 0:
                inside = (rows >= self.first[up]) & (rows < self.last[up])
        for column in (
            levels[held],
            np.array(hidden)[held],
            tree.strong,
            tree.stated or -1,
            tree.described or -1,
            np.array(depths)[held],
            since,
            min(len(heads), 4),
            inside,
        ):
            columns[at] = column
            at += 1
        return at

    def _levels(self, columns: Floats, at: int) -> int:
        """Sums over the elements around each block that hold more than the one below."""
        tree = self.tree
        repeats = np.bincount(self.kinds, minlength=len(tree.called))[self.kinds]
        # The element that stands for each: the outermost that holds the same blocks; and how often such a one occurs.
        top, most = list(range(len(tree.kinds))), repeats.tolist()
        same = (self.first[self.parents] == self.first) & (self.last[self.parents] == self.last) & (self.parents >= 0)
        for number in same.nonzero()[0].tolist():
            parent = tree.parents[number]
            top[number] = top[parent]
            most[number] = max(most[number], most[parent])
        sums = self._sums()
        now = np.array(top)[self.holders]
        repeated = np.array(most)
        below = self.holders
        for _ in range(LEVELS):
            low, high = self.first[now], self.last[now]
            words, links, prose, blocks = (total[high] - total[low] for total in sums)
            columns[at] = np.log2(1 + words)
            columns[at + 1] = links / np.maximum(words, 1)
            columns[at + 2] = prose / np.maximum(words, 1)
            columns[at + 3] = np.log2(np.maximum(blocks, 1))
            columns[at + 4] = prose / self.total
            columns[at + 5] = np.log2(repeated[below])
            at += len(_OF_LEVEL)
            parents = self.parents[now]
            below = np.where(parents >= 0, parents, now)
            now = np.array(top)[below]
        return at

    def _sums(self) -> list[NDArray[np.float64]]:
        """Cumulative sums over the blocks: words, linked words, words of prose, blocks."""
        n = len(self.words)
        return [
            np.concatenate([[0.0], np.cumsum(values)])
            for values in (self.words, self.words * self.links, self.prose_words, np.ones(n))
        ]

    def _core(self, columns: Floats, at: int) -> int:
        """Steps from each block up to what it has in common with the story's element, and from that one up to there."""
        tree = self.tree
        sums = np.concatenate([[0.0], np.cumsum(self.prose_words)])
        inside = sums[self.last] - sums[self.first]
        held = np.bincount(self.holders, self.prose_words, minlength=len(self.parents))
        parents = self.parents
        inner = parents >= 0
        direct = held + np.bincount(parents[inner], held[inner], minlength=len(parents))
        core = int(direct.argmax())
        half = int(np.flatnonzero(inside >= _SHARES[0] * self.total)[-1]) if inside.max() >= self.total / 2 else 0
        for place in (core, half):
            ups, downs = _steps(tree.parents, place)
            columns[at] = np.minimum(np.array(ups)[self.holders], _FAR)
            columns[at + 1] = np.minimum(np.array(downs)[self.holders], _FAR)
            at += 2
        columns[at] = inside[core] / self.total
        return at + 1

    def _alike(self, columns: Floats, at: int) -> None:
        """What the blocks are like that stand in elements of the same tag and names, and those of the same path."""
        own = self.kinds[self.holders]
        above = self.parents[self.holders]
        paths = own * (len(self.tree.called) + 1) + np.where(above >= 0, self.kinds[above], len(self.tree.called))
        for group in (own, paths):
            code = np.unique(group, return_inverse=True)[1]
            count = np.bincount(code)
            words = np.bincount(code, self.words)
            prose = np.bincount(code, self.prose_words)
            links = np.bincount(code, self.words * self.links)
            safe = np.maximum(words, 1)
            for column in (np.log2(count), np.log2(1 + words / count), prose / safe, links / safe, prose / self.total):
                columns[at] = column[code]
                at += 1


def _steps(parents: Sequence[int], place: int) -> tuple[list[int], list[int]]:
    """For each element: levels from `place` up to the nearest element that holds both, and from that one down."""
    up_to: dict[int, int] = {}
    at, steps = place, 0
    while at >= 0:
        up_to[at] = steps
        at, steps = parents[at], steps + 1
    ups, downs = [], []
    for number, parent in enumerate(parents):
        if number in up_to:
            ups.append(up_to[number])
            downs.append(0)
        elif parent < 0:
            ups.append(steps)
            downs.append(0)
        else:
            ups.append(ups[parent])
            downs.append(downs[parent] + 1)
    return ups, downs
