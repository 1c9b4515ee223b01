"""What an HTML page says of itself as a whole: an article, a list of them, something else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import numpy as np

from cleaner.body.around import Floats
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
_WORD = re.compile(r"[a-z]+")
NAMES = (
    *("page says story", "page says list", "page says article", "page says website", "page published", "page authors"),
    *("page body one", "page body many", "page url depth", "page url words", "page url digits", "page articles"),
    *("page h1", "page heads linked", "page links", "page stated", "page cards", "page title shown"),
)


def columns(page: Page) -> Floats:
    """One row, named `NAMES`."""
    tree = page.tree
    if tree is None or not tree.tags:
        return np.zeros((1, len(NAMES)), np.float32)
    said = set(tree.said)
    words = set(_WORD.findall(next((n for t, n in zip(tree.tags, tree.names, strict=True) if t == "body"), "").lower()))
    heads = [block for block in page.blocks if block.kind == "heading"]
    linked = [block for block in heads if block.link_chars * 2 > len(block.text)]
    total = max(sum([block.words for block in page.blocks]), 1)
    links = sum([block.words for block in page.blocks if block.link_chars * 2 > len(block.text)])
    row = (
        *(bool(said & _STORY), bool(said & _LIST), "og:article" in said, "og:website" in said),
        *(bool(page.facts.published), bool(page.facts.authors), bool(words & _ONE), bool(words & _MANY)),
        *_address(page.facts.url),
        *(min(tree.tags.count("article"), 12), min(tree.tags.count("h1"), 5)),
        len(linked) / len(heads) if heads else -1.0,
        links / total,
        max(tree.stated, default=-1.0),
        _cards(tree),
        any(block.level == 1 and block.kind == "heading" and block.words > 3 for block in page.blocks),
    )
    return np.array([row], np.float32)


def _address(url: str) -> tuple[float, float, float]:
    """Steps of the address's path, words in the last of them, digits in it."""
    try:
        steps = [step for step in urlsplit(url).path.split("/") if step] if url else None
    except ValueError:
        steps = None
    if steps is None:
        return -1.0, -1.0, -1.0
    last = max(steps, key=len, default="")
    return min(len(steps), 8), min(last.count("-") + last.count("_"), 12), min(sum(map(str.isdigit, last)), 10)


def _cards(tree: Tree) -> float:
    """How often the most frequent kind of element with a heading in it stands on the page, as a logarithm."""
    counts: dict[tuple[str, str], int] = {}
    for tag, parent in zip(tree.tags, tree.parents, strict=True):
        if parent >= 0 and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            key = tree.tags[parent], tree.names[parent]
            counts[key] = counts.get(key, 0) + 1
    return float(np.log2(1 + max(counts.values(), default=0)))
