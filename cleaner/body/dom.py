"""What an HTML page's elements say of its blocks, as more columns of evidence beside those that all forms have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.body import votes
from cleaner.body.around import Flags, Floats
from cleaner.body.evidence import OWN, Evidence
from cleaner.body.ladder import Ladder
from cleaner.body.names import NAMES as GROUPS
from cleaner.body.names import groups_of
from cleaner.body.tags import KINDS_OF_TAG, TAG_BITS
from cleaner.model import Page
from cleaner.tree import Tree

_WHOLE_PAGE = frozenset({"html", "body"})
LEVELS = 3
_SHARES = (0.5, 0.8)
_FAR = 12
_OF_LEVEL = ("words", "links", "prose", "blocks", "share", "repeats")
_OF_TEASER = ("words", "prose", "share")
BESIDE = tuple(f"{name} beside {what}" for what in ("links", "linked headings") for name in _OF_TEASER)
NAMES = (
    *(f"named {group}" for group in GROUPS),
    *(f"in {kind}" for kind in KINDS_OF_TAG),
    *("tag level", "hidden", "strong", "stated", "described", "depth", "since h1", "h1 on page", "inside h1's"),
    *(f"{name} of holder {level}" for level in range(1, LEVELS + 1) for name in _OF_LEVEL),
    *("core up", "core down", "half up", "half down", "core share"),
    *("alike", "alike words", "alike prose", "alike links", "alike share"),
    *("kin", "kin words", "kin prose", "kin links", "kin share"),
    *BESIDE,
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
    headings = evidence.values[:, OWN.index("heading")] > 0
    links = evidence.values[:, OWN.index("links")]
    columns = np.empty((len(names), len(evidence.numbers)), np.float32)
    columns[: len(evidence.names)] = evidence.values.T
    _Elements(page.tree, (prose, headings), evidence.words, links).fill(columns[len(evidence.names) :])
    votes.fill(columns[-len(votes.NAMES) :], evidence.values[:, OWN.index("vote")], evidence.words)
    return evidence._replace(names=names, values=columns.T)


class _Elements:
    """The elements of one page, and sums over the blocks in each."""

    def __init__(self, tree: Tree, shapes: tuple[Flags, Flags], words: Floats, links: Floats) -> None:
        self.tree = tree
        self.prose, self.headings = shapes
        self.words, self.links = words, links
        self.holders = np.array(tree.holders, np.intp)
        self.kinds = np.array(tree.kinds, np.intp)
        self.parents = np.array(tree.parents, np.intp)
        self.first, self.last = np.array(tree.first, np.intp), np.array(tree.last, np.intp)
        self.prose_words = np.where(self.prose, words, 0)
        self.total = max(float(self.prose_words.sum()), 1.0)
        self.ladder = Ladder(self.parents)

    def fill(self, columns: Floats) -> None:
        """Fill `columns`, named `NAMES`."""
        at = self._names(columns)
        at = self._own(columns, at)
        at = self._levels(columns, at)
        at = self._core(columns, at)
        at = self._alike(columns, at)
        self._beside(columns, at)

    def _names(self, columns: Floats) -> int:
        """How near an element with a name of each group is, and one with a tag of each kind: 3 to 0."""
        called = self.tree.called
        inline = list(dict.fromkeys(self.tree.inline))
        groups = groups_of([*[names for _, names in called], *inline])
        of_kind = [
            0 if tag in _WHOLE_PAGE else bits | TAG_BITS.get(tag, 0)
            for (tag, _), bits in zip(called, groups, strict=False)
        ]
        of_inline = dict(zip(inline, groups[len(called) :], strict=True))
        inside, up = TAG_BITS["a"], self.ladder.up
        selves = np.zeros(len(up), "<i8")
        selves[:-1] = np.array(of_kind, np.int64)[self.kinds]
        any_ = selves.copy()
        for farther in self.ladder.upwards():
            any_ |= any_[farther]
        held = self.holders
        parents = up[held]
        masks = np.empty((3, len(held)), "<i8")
        masks[0] = [of_inline[names] | inside if names else 0 for names in self.tree.inline]
        masks[0] |= selves[held]
        masks[1] = masks[0] | selves[parents] | selves[up[parents]]
        masks[2] = masks[0] | any_[held]
        bits = np.unpackbits(masks.view(np.uint8).reshape(3, len(held), 8), axis=2, bitorder="little")
        count = len(GROUPS) + len(KINDS_OF_TAG)
        columns[:count] = (bits[0] + bits[1] + bits[2]).T[:count]
        return count

    def _own(self, columns: Floats, at: int) -> int:
        tree, n = self.tree, len(self.words)
        hidden = np.array((*tree.hidden, False), np.bool_)
        if any(tree.hidden):
            for farther in self.ladder.upwards():
                hidden |= hidden[farther]
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
            up = tree.parents[head]
            while up >= 0 and self.prose_words[tree.first[up] : tree.last[up]].sum() < 0.3 * self.total:
                up = tree.parents[up]
            if up >= 0:
                inside = (rows >= tree.first[up]) & (rows < tree.last[up])
        for column in (
            levels[held],
            hidden[held],
            tree.strong,
            tree.stated or -1,
            tree.described or -1,
            self.ladder.depths[held] - 1,
            since,
            min(len(heads), 4),
            inside,
        ):
            columns[at] = column
            at += 1
        return at

    def _levels(self, columns: Floats, at: int) -> int:
        """Sums over the elements around each block that hold more than the one below."""
        # The element that stands for each: the outermost that holds the same blocks; and how often such a one occurs.
        repeats = np.bincount(self.kinds)[self.kinds]
        same = (self.first[self.parents] == self.first) & (self.last[self.parents] == self.last) & (self.parents >= 0)
        top = np.where(same, self.parents, np.arange(len(same)))
        while True:
            repeats = np.maximum(repeats, repeats[top])
            farther = top[top]
            if (farther == top).all():
                break
            top = farther
        often = np.log2(repeats)
        sums = self._sums()
        now, below = top[self.holders], self.holders
        for _ in range(LEVELS):
            words, links, prose, blocks = sums.take(self.last[now], axis=1) - sums.take(self.first[now], axis=1)
            size = np.maximum(words, 1)
            columns[at] = np.log2(1 + words)
            columns[at + 1] = links / size
            columns[at + 2] = prose / size
            columns[at + 3] = np.log2(np.maximum(blocks, 1))
            columns[at + 4] = prose / self.total
            columns[at + 5] = often[below]
            at += len(_OF_LEVEL)
            parents = self.parents[now]
            below = np.where(parents >= 0, parents, now)
            now = top[below]
        return at

    def _sums(self) -> NDArray[np.float64]:
        """Cumulative sums over the blocks: words, linked words, words of prose, blocks."""
        words, prose = self.words, self.prose_words
        sums = np.zeros((4, len(words) + 1), np.float32)
        sums[:, 1:] = words, words * self.links, prose, np.ones_like(words)
        return sums.cumsum(axis=1).astype(np.float64)

    def _core(self, columns: Floats, at: int) -> int:
        """Steps from each block up to what it has in common with the story's element, and from that one up to there."""
        sums = np.concatenate([[0.0], np.cumsum(self.prose_words)])
        inside = sums[self.last] - sums[self.first]
        held = np.bincount(self.holders, self.prose_words, minlength=len(self.parents))
        parents = self.parents
        inner = parents >= 0
        direct = held + np.bincount(parents[inner], held[inner], minlength=len(parents))
        core = int(direct.argmax())
        half = int(np.flatnonzero(inside >= _SHARES[0] * self.total)[-1]) if inside.max() >= self.total / 2 else 0
        depths, places = self.ladder.depths, (core, half)
        for place, common in zip(places, self.ladder.common(places).take(self.holders, axis=1), strict=True):
            columns[at] = np.minimum(depths[place] - common, _FAR)
            columns[at + 1] = np.minimum(depths[self.holders] - common, _FAR)
            at += 2
        columns[at] = inside[core] / self.total
        return at + 1

    def _alike(self, columns: Floats, at: int) -> int:
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
        return at

    def _beside(self, columns: Floats, at: int) -> None:
        """What the smallest element around each block holds that also holds a link, or a linked heading, as a block.

        Of a teaser that is the teaser, of a story's paragraph the story, or a good part of it.
        """
        words, _, prose, _ = self._sums()
        linked = self.links > 0.5
        sums = np.concatenate([[[0], [0]], np.cumsum([linked, linked & self.headings], axis=1)], axis=1)
        for found in self.ladder.nearest(sums[:, self.last] > sums[:, self.first]).take(self.holders, axis=1):
            low, high = self.first[found], self.last[found]
            low[found < 0], high[found < 0] = 0, len(linked)
            size, told = words[high] - words[low], prose[high] - prose[low]
            for column in (np.log2(1 + size), told / np.maximum(size, 1), told / self.total):
                columns[at] = column
                at += 1
