"""A publication's name at the top of a page, weighed by where else the page says it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from cleaner.model import Page
from cleaner.rules._owners import is_host, owns, shares_owner
from cleaner.text import fold, has_cjk

TOP = 14
"""How many blocks at the top may hold the name."""
NEAR_TOP = 3
MAX_CHARS = 40
MAX_WORDS = 6
LEAST = 2.5
SURE = 4.0

_FURNITURE = (
    "skip-link",
    "page-control",
    "navigation",
    "newsletter",
    "share-bar",
    "legal-footer",
    "ad-label",
    "call-to-action",
    "breadcrumb",
)
"""Rules whose phrases name no site."""
_BAR = re.compile(r"\s*[|｜•·]\s*|\s+[›»>]\s+")
_DATED = re.compile(r"\s+[^\W\d_]{3,12},? (?:[^\W\d_]{3,12} )?\d{1,2}[., ]")
# A picture that links to the site's front page, in Markdown.
_ROOT = re.compile(r"\[!\[([^\]\n]{2,40})\]\([^()\n]*\)\]\((?:https?://[^/()\s]+)?/?\)")
_LOGO = re.compile(r"(?<=\w)\s+(?:logo|home ?page)$", re.IGNORECASE)
# "Skip to contentThe Long Canal": a dump that puts no blank between two links.
_GLUED = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)+?(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_SET_OFF = re.compile(r"\w.*(?:\s[-–—|:»·•*]{1,2}\s|[|｜：])\s?$")
_HEAD_CHARS = 4000


class Named(NamedTuple):
    """A name, the block that shows it, and what speaks for it."""

    text: str
    block: int
    score: float
    whole: bool
    """True when the block holds nothing else."""


def best_name(page: Page, generic: Container[int]) -> Named | None:
    """The name that most speaks for; None when nothing speaks enough. `generic` are blocks that name no site."""
    first = page.outline.first if page.outline.first >= 0 else len(page.blocks)
    top = min(TOP + 2, first) if page.head.headline < 0 else min(page.head.headline, first, TOP)
    furniture = _furniture(page, top)
    found = [*_linked(page), *(name for name in _shown(page, top) if name.block not in generic)]
    found = [name for name in found if name.block not in furniture or not name.whole]
    best: Named | None = None
    # A line in small letters above the first proper name is a menu more often than a name.
    firsts = {0, next((at for at, name in enumerate(found) if name.score >= 0), 0)}
    for at, name in enumerate(found):
        score = name.score + _support(page, name, first=at in firsts and name.block - len(furniture) <= NEAR_TOP)
        if best is None or score > best.score:
            best = name._replace(score=score)
    return best._replace(text=as_spelled(page, best.text)) if best is not None and best.score >= LEAST else None


def _furniture(page: Page, top: int) -> set[int]:
    """Blocks at the top that are buttons, links or sections by their phrases."""
    return {
        hit.block
        for rule in _FURNITURE
        for hit in page.hits_of(rule)
        if hit.block < top and (hit.place in ("line", "part") or (hit.place == "start" and rule == "skip-link"))
    }


def as_spelled(page: Page, name: str) -> str:
    """`name` as the foot spells it, where the masthead has capitals alone."""
    if name.isupper() and " " in name:
        key = fold(name)
        for block in page.blocks[page.outline.last + 1 :]:
            at = block.key.find(key)
            if at >= 0 and not block.text[at : at + len(key)].isupper():
                return block.text[at : at + len(key)]
    return name


def _linked(page: Page) -> Iterator[Named]:
    """Names that link to the front page."""
    if page.form != "markdown":
        return
    for found in _ROOT.finditer(page.source, 0, _HEAD_CHARS):
        name = found[1].strip().removesuffix(" logo").removesuffix(" Logo")
        if is_name(name) and " " in name and name != name.lower():
            block = next((block.number for block in page.blocks if block.end >= found.end()), 0)
            yield Named(name, block, 2.0, whole=False)
            return


def _shown(page: Page, top: int) -> Iterator[Named]:
    """Lines at the top that could be a name, and the heads of lines with a menu or a date behind it."""
    for block in page.blocks[:top]:
        if block.kind not in ("text", "heading") or not block.text or len(block.text) > 400:
            continue
        line = _LOGO.sub("", block.text)
        text = _BAR.split(line, maxsplit=1)[0]
        dated = _DATED.search(text) if text == line else None
        text = text[: dated.start()] if dated else text
        text = _behind_skip_link(page, text) if block.number == 0 else text
        text = _before_account(page, text) if block.number == 0 else text
        whole = text == line
        proper = is_name(text)
        if (proper or (block.number <= NEAR_TOP and is_name(text, small=True))) and (whole or block.number <= NEAR_TOP):
            score = (0.5 if block.number == 0 else 0.0) + (0.5 if block.kind == "heading" else 0.0)
            score += 0.5 if " " in text or has_cjk(text) else 0.0
            # A line with small letters names the site when it owns the page, and only then.
            score -= 0.0 if proper else 1.5
            # The link that skips the head of the page stands right before it.
            score += 1.0 if text != line and text.count(" ") and block.key.startswith("skip to ") else 0.0
            yield Named(text, block.number, score - (0.0 if whole else 0.5), whole)


def _behind_skip_link(page: Page, text: str) -> str:
    """The first line without the link that stands before the name on it: "Skip to content The Long Canal"."""
    for hit in page.hits_of("skip-link"):
        if hit.block == 0 and hit.place == "start" and hit.end < len(text):
            return text[hit.end :].strip()
    # A dump may put no blank between the two.
    glued = _GLUED.search(text) if text.count(" ") <= MAX_WORDS else None
    return text[glued.end() :] if glued else text


def _before_account(page: Page, text: str) -> str:
    """The first line without the link to the reader's account that ends it: "The Long Canal Sign in"."""
    for hit in page.hits_of("masthead"):
        if hit.block == 0 and hit.label == "account" and 0 < hit.start < len(text) <= hit.end:
            return text[: hit.start].strip(" |·•")
    return text


def _support(page: Page, name: Named, *, first: bool) -> float:
    """What the rest of the page says for a name: a copyright line; for the first one, the foot and credits too."""
    key = fold(name.text)
    bearing = [page.blocks[number] for number, line in enumerate(page.glance.keys) if key in line]
    if any(owns(block.key, key) for block in bearing if block.words <= 120):
        return 4.0
    if name.block > 0 and page.blocks[0].key.endswith(key) and _SET_OFF.search(page.blocks[0].key[: -len(key)]):
        return 3.0
    spaced = " " in key or has_cjk(key)
    if not first:
        return -2.0
    if (page.blocks[name.block].kind != "item" and shares_owner(page, key)) or is_host(page, key):
        return 3.0
    if not spaced:
        below = page.blocks[page.outline.last + 1 :]
        return 3.0 if any(block.words >= 4 and block.text.startswith(f"{name.text} ") for block in below) else -2.0
    return 1.0 + _said_elsewhere(page, name, key) + (0.5 if name.whole and _heads_menu(page, name.block) else 0.0)


def _said_elsewhere(page: Page, name: Named, key: str) -> float:
    """What lines of the foot and of the story that hold the name say for it."""
    foot = elsewhere = 0.0
    shown = [page.blocks[number] for number, text in enumerate(page.glance.texts) if name.text in text]
    for block in shown:
        if block.number == name.block:
            continue
        if block.key == key:
            foot -= 1.0 if block.kind == "item" else 0.0
        elif block.words < 4 or block.link_chars * 2 > len(block.text):
            continue
        elif block.number > page.outline.last:
            foot = max(foot, 1.5)
        else:
            elsewhere = 1.0
    return foot + elsewhere


def _heads_menu(page: Page, number: int) -> bool:
    """True when the entries of a menu follow, in a list or on a line."""
    below = page.blocks[number + 1 : number + 4]
    items = len(below) == 3 and all(block.kind == "item" and block.words <= 4 for block in below)
    return page.blocks[number].kind != "item" and (items or any(_BAR.search(block.text) for block in below[:2]))


def is_name(text: str, *, small: bool = False) -> bool:
    """True for text that can name a publication: short, no sentence, capitalised where the script has capitals.

    Args:
        text: a line, or a part of one.
        small: whether its words may be in small letters, the first one apart.
    """
    if not 2 <= len(text) <= MAX_CHARS or text[-1] in "?!:….，。" or "," in text or not text[0].isalnum():
        return False
    words = text.split()
    if len(words) > MAX_WORDS or not any(char.isalpha() for char in text) or text[0].isdigit():
        return False
    if has_cjk(text):
        return len(words) <= 2 and len(text) <= 12
    # "la Voce", "der Bote": an article may be small, the name is not.
    if small:
        return not text[0].islower()
    return not words[-1][0].islower() and (not words[0][0].islower() or len(words) == 2)
