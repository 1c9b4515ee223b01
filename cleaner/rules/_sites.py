"""A publication's name at the top of a page, weighed by where else the page says it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from cleaner.model import Page
from cleaner.text import fold, has_cjk

TOP = 14
"""How many blocks at the top may hold the name."""
NEAR_TOP = 3
MAX_CHARS = 40
MAX_WORDS = 6
LEAST = 2.5
SURE = 4.0

_BAR = re.compile(r"\s*[|｜•·]\s*|\s+[›»>]\s+")
_DATED = re.compile(r"\s+[^\W\d_]{3,12},? (?:[^\W\d_]{3,12} )?\d{1,2}[., ]")
# A picture that links to the site's front page, in Markdown.
_ROOT = re.compile(r"\[!\[([^\]\n]{2,40})\]\([^()\n]*\)\]\((?:https?://[^/()\s]+)?/?\)")
_SET_OFF = re.compile(r"\w.*(?:\s[-–—|:»·•*]{1,2}\s|[|｜：])\s?$")
_NOT_OWN = " ©®™0123456789,.:;|–—-"
_COMPANY = re.compile(
    r"\s?(?:$|[.,;|·•–—:/-]|\d{4}|(?:all|ltd|limited|inc|llc|gmbh|ag|company|media|news|sp|s\.|a/s|as|ab)\b)"
)
_HEAD_CHARS = 4000
_SIGNED = ("©", "copyright", "(c) ")


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
    found = [*_linked(page), *(name for name in _shown(page, top) if name.block not in generic)]
    best: Named | None = None
    for at, name in enumerate(found):
        score = name.score + _support(page, name, first=at == 0 and name.block <= NEAR_TOP)
        if best is None or score > best.score:
            best = name._replace(score=score)
    return best._replace(text=as_spelled(page, best.text)) if best is not None and best.score >= LEAST else None


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
        text = _BAR.split(block.text, maxsplit=1)[0]
        dated = _DATED.search(text) if text == block.text else None
        text = text[: dated.start()] if dated else text
        whole = text == block.text
        proper = is_name(text)
        if (proper or (block.number <= NEAR_TOP and is_name(text, small=True))) and (whole or block.number <= NEAR_TOP):
            score = (0.5 if block.number == 0 else 0.0) + (0.5 if block.kind == "heading" else 0.0)
            score += 0.5 if " " in text or has_cjk(text) else 0.0
            # A line with small letters names the site when it owns the page, and only then.
            score -= 0.0 if proper else 1.5
            yield Named(text, block.number, score - (0.0 if whole else 0.5), whole)


def _support(page: Page, name: Named, *, first: bool) -> float:
    """What the rest of the page says for a name: a copyright line; for the first one, the foot and credits too."""
    key = fold(name.text)
    bearing = [page.blocks[number] for number, line in enumerate(page.glance.keys) if key in line]
    if any(_owns(block.key, key) for block in bearing if block.words <= 120):
        return 4.0
    if name.block > 0 and page.blocks[0].key.endswith(key) and _SET_OFF.search(page.blocks[0].key[: -len(key)]):
        return 3.0
    spaced = " " in key or has_cjk(key)
    if not first or not spaced:
        return -2.0
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
    return 1.0 + foot + elsewhere


def _owns(line: str, key: str) -> bool:
    """True when a line claims copyright for the name `key`; a single word must be all of the owner's name."""
    for sign in _SIGNED:
        at = line.find(sign)
        if at < 0:
            continue
        rest = line[at + len(sign) :].lstrip(_NOT_OWN).removeprefix("copyright").lstrip(_NOT_OWN)
        for own in (rest, rest.removeprefix("the "), rest.removeprefix("by ")):
            if own.startswith(key) and _COMPANY.match(own, len(key)):
                return True
            if own.startswith(key) and " " in key and not own[len(key) : len(key) + 1].isalpha():
                return True
            if own.startswith(key) and has_cjk(key) and len(own) <= len(key) + 6:
                return True
    return False


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
