"""What an HTML page says of itself as a whole: an article, a list of them, something else."""

from __future__ import annotations

import math
import re
from collections import Counter
from urllib.parse import urlsplit

import numpy as np

from cleaner.body.around import Floats
from cleaner.body.whole import CURRENCIES
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
_COUNTED = ("form", "figure", "h3")
_MORE_COUNTED = ("button", "section", "li", "ul")
_SHORT = 12
NAMES = (
    *("page says story", "page says list", "page says article", "page says website", "page published", "page authors"),
    *("page body one", "page body many", "page url depth", "page url words", "page url digits", "page articles"),
    *("page h1", "page heads linked", "page links", "page stated", "page cards", "page title shown"),
    *("page linked heads", "page h1 words", "page title words", "page forms", "page figures", "page h3"),
    *("page body archive", "page body page", "page url last words", "page url longest"),
    *(
        "page pictures",
        "page pictures a word",
        "page prices",
        "page priced blocks",
        "page short lines",
        *(f"page {tag} elements" for tag in _MORE_COUNTED),
    ),
)


def columns(page: Page) -> Floats:
    """One row, named `NAMES`."""
    tree = page.tree
    if tree is None or not tree.kinds:
        return np.zeros((1, len(NAMES)), np.float32)
    said = set(tree.said)
    words = set(_WORD.findall(next((names for tag, names in tree.called if tag == "body"), "").lower()))
    counts = _tag_counts(tree)
    heads = [block for block in page.blocks if block.kind == "heading"]
    linked = [block for block in heads if block.link_chars * 2 > len(block.text)]
    total = max(sum([block.words for block in page.blocks]), 1)
    links = sum([block.words for block in page.blocks if block.link_chars * 2 > len(block.text)])
    row = (
        *(bool(said & _STORY), bool(said & _LIST), "og:article" in said, "og:website" in said),
        *(
            bool(page.facts.published),
            bool(page.facts.authors or page.facts.desks),
            bool(words & _ONE),
            bool(words & _MANY),
        ),
        *_address(page.facts.url),
        *(min(counts["article"], 12), min(counts["h1"], 5)),
        len(linked) / len(heads) if heads else -1.0,
        links / total,
        max(tree.stated, default=-1.0),
        _cards(tree),
        any(block.level == 1 and block.kind == "heading" and block.words > 3 for block in page.blocks),
        math.log2(1 + len(linked)),
        min(max([block.words for block in heads if block.level == 1], default=0), 30),
        min(page.facts.title.count(" ") + 1 if page.facts.title else 0, 30),
        *[math.log2(1 + counts[tag]) for tag in _COUNTED],
        *(bool(words & _ARCHIVE), "page" in words),
        *_last_step(page.facts.url),
        math.log2(1 + tree.pictures),
        math.log2(1 + tree.pictures) - math.log2(total),
        *_prices(page),
        math.log2(1 + sum([block.words <= _SHORT for block in page.blocks])),
        *[math.log2(1 + counts[tag]) for tag in _MORE_COUNTED],
    )
    return np.array([row], np.float32)


def _prices(page: Page) -> tuple[float, float]:
    """How many of the blocks hold a sign of money, as a share and as a logarithm."""
    signs = [sign for sign in CURRENCIES if sign in page.source]
    priced = sum([any(sign in block.text for sign in signs) for block in page.blocks]) if signs else 0
    return priced / max(len(page.blocks), 1), math.log2(1 + priced)


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


def _tag_counts(tree: Tree) -> Counter[str]:
    """How many elements have each tag."""
    found: Counter[str] = Counter()
    for (tag, _), count in zip(tree.called, np.bincount(tree.kinds, minlength=len(tree.called)).tolist(), strict=True):
        found[tag] += count
    return found


def _cards(tree: Tree) -> float:
    """How often the most frequent kind of element with a heading in it stands on the page, as a logarithm."""
    is_head = np.array([len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() for tag, _ in tree.called], np.bool_)
    kinds, parents = np.array(tree.kinds, np.intp), np.array(tree.parents, np.intp)
    around = parents[is_head[kinds] & (parents >= 0)]
    return math.log2(1 + int(np.bincount(kinds[around]).max(initial=0)))
