"""What an HTML page says of itself as a whole: an article, a list of them, something else."""

from __future__ import annotations

import math
import re
from collections import Counter
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from cleaner.body.around import Flags, Floats
from cleaner.body.evidence import Evidence
from cleaner.model import Page
from cleaner.text import word_set
from cleaner.tree import Tree

_STORY = word_set(
    "newsarticle article blogposting reportagenewsarticle opinionnewsarticle analysisnewsarticle liveblogposting"
    " reviewnewsarticle backgroundnewsarticle techarticle scholarlyarticle report recipe review"
)
_LIST = word_set("collectionpage itemlist searchresultspage profilepage itempage categorycodeset offercatalog")
_ONE = word_set("single post article story entry detail singular")
_MANY = word_set(
    "archive category home index blog search tag section front listing listings list author taxonomy hub landing"
)
_ARCHIVE = word_set("archive category tag home search blog listing list")
_WORD = re.compile(r"[a-z]+")
NAMES = (
    *("page says story", "page says list", "page says article", "page says website", "page published", "page authors"),
    *("page body one", "page body many", "page url depth", "page url words", "page url digits", "page articles"),
    *("page h1", "page heads linked", "page links", "page stated", "page cards", "page title shown"),
    *("page linked heads", "page h1 words", "page title words", "page forms", "page figures", "page h3"),
    *("page body archive", "page body page", "page url last words", "page url longest"),
)
_COUNTED = ("form", "figure", "h3")
_MEANS = (
    *("repeats of holder 2", "repeats of holder 3", "links of holder 3", "words of holder 2"),
    *("repeats of holder 1", "prose of holder 3"),
)
_MARKS = ("share-bar", "page-control", "related-links")
NAMES_OF_KEPT = (*(f"page {name}" for name in _MEANS), "page run", "page stride", *(f"page marks {m}" for m in _MARKS))


def columns(page: Page) -> Floats:
    """One row, named `NAMES`."""
    tree = page.tree
    if tree is None or not tree.kinds:
        return np.zeros((1, len(NAMES)), np.float32)
    said = set(tree.said)
    words = set(_WORD.findall(next((names for tag, names in tree.called if tag == "body"), "").lower()))
    tags = tree.tags
    heads = [block for block in page.blocks if block.kind == "heading"]
    linked = [block for block in heads if block.link_chars * 2 > len(block.text)]
    total = max(sum([block.words for block in page.blocks]), 1)
    links = sum([block.words for block in page.blocks if block.link_chars * 2 > len(block.text)])
    row = (
        *(bool(said & _STORY), bool(said & _LIST), "og:article" in said, "og:website" in said),
        *(bool(page.facts.published), bool(page.facts.authors), bool(words & _ONE), bool(words & _MANY)),
        *_address(page.facts.url),
        *(min(tags.count("article"), 12), min(tags.count("h1"), 5)),
        len(linked) / len(heads) if heads else -1.0,
        links / total,
        max(tree.stated, default=-1.0),
        _cards(tree),
        any(block.level == 1 and block.kind == "heading" and block.words > 3 for block in page.blocks),
        math.log2(1 + len(linked)),
        min(max([block.words for block in heads if block.level == 1], default=0), 30),
        min(page.facts.title.count(" ") + 1 if page.facts.title else 0, 30),
        *[math.log2(1 + tags.count(tag)) for tag in _COUNTED],
        *(bool(words & _ARCHIVE), "page" in words),
        *_last_step(page.facts.url),
    )
    return np.array([row], np.float32)


def of_kept(evidence: Evidence, kept: Flags, above: NDArray[np.intp]) -> Floats:
    """One row about the blocks that are `kept`, named `NAMES_OF_KEPT`.

    Args:
        evidence: the page's, with the columns of its elements.
        kept: for each row of it whether it stays.
        above: what `above_holders` says.
    """
    at = {name: i for i, name in enumerate(evidence.names)}
    words = np.where(kept, evidence.words, 0)
    total = max(float(words.sum()), 1.0)
    means = [float(evidence.values[:, at[name]] @ words) / total for name in _MEANS]
    # A story is a long stretch of kept blocks whose elements stand in one and the same; a list of teasers is not.
    begins = np.ones(len(words), np.bool_)
    begins[1:] = (above[1:] != above[:-1]) | (kept[1:] != kept[:-1])
    runs = np.add.reduceat(words, begins.nonzero()[0]) if len(words) else words
    longest = float(runs.max(initial=0))
    marks = [float((evidence.values[:, at[f"rule {rule}"]] > 0).sum()) for rule in _MARKS if f"rule {rule}" in at]
    marks += [0.0] * (len(_MARKS) - len(marks))
    marked = (min(marks[0], 30), min(marks[1], 30), marks[2] / max(len(words), 1))
    return np.array([[*means, math.log2(1 + longest), longest / total, *marked]], np.float32)


def above_holders(tree: Tree | None, n: int) -> NDArray[np.intp]:
    """For each of `n` blocks the element around the one that holds it."""
    if tree is None:
        return np.zeros(n, np.intp)
    holders = np.array(tree.holders, np.intp)
    parents = np.array(tree.parents, np.intp)[holders]
    return np.where(parents >= 0, parents, holders)


def _last_step(url: str) -> tuple[float, float]:
    """Words in the last step of the address's path, letters in the longest."""
    steps = _steps_of(url)
    return len(_WORD.findall(steps[-1].lower())) if steps else 0, min(max(map(len, steps), default=0), 150)


def _steps_of(url: str) -> list[str]:
    try:
        return [step for step in urlsplit(url).path.split("/") if step]
    except ValueError:
        return []


def _address(url: str) -> tuple[float, float, float]:
    """Steps of the address's path, words in the last of them, digits in it."""
    if not url:
        return -1.0, -1.0, -1.0
    steps = _steps_of(url)
    last = max(steps, key=len, default="")
    return min(len(steps), 8), min(last.count("-") + last.count("_"), 12), min(sum(map(str.isdigit, last)), 10)


def _cards(tree: Tree) -> float:
    """How often the most frequent kind of element with a heading in it stands on the page, as a logarithm."""
    heads = [len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() for tag, _ in tree.called]
    counts = Counter(
        [
            tree.kinds[parent]
            for kind, parent in zip(tree.kinds, tree.parents, strict=True)
            if parent >= 0 and heads[kind]
        ]
    )
    return float(np.log2(1 + max(counts.values(), default=0)))
