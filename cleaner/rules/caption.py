"""What a picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.rules._caption_place import under_furniture
from cleaner.rules._caption_shape import captions
from cleaner.rules._credits import Credits
from cleaner.shape import is_prose
from cleaner.text import LatePattern, word_set

MAX_WORDS = 60
MOST_SENTENCE_WORDS = 40
"""A sentence between the byline and a line of credit is a caption up to this length."""

_SIGN = re.compile(r"\s?[:：,，.\-–—(（|]|$")
_COLON = re.compile(r"\s?[:：(（.]")
_BEFORE = word_set("( （ [ . - – — , 。 : ／ /")
# A slash and a source in capitals at the end, or a word for pictures and a colon: seen without a phrase.
_CREDITED = LatePattern(
    r"[/／]\s?(?:AP|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA|dpa|EFE|TT|NTB|AA|PAP|ČTK|ANP|Keystone)\W{0,2}$"
    r"|[\u3040-\u30ff\u4e00-\u9fff）」][=＝][^\s=＝。、]{2,14}$"
    r"|\((?:AP|AFP|EPA|REUTERS|Reuters)(?: Photo)?[^()]{0,40}\)$|[©Ⓒⓒ] ?[^.!?©]{2,60}$"
    r"|(?:[Ff]oto|FOTO|[Pp]hoto(?:graph)?|[Bb]ild|[Ff]ot\.?|[Pp]icture|[Ii]mage)\s?: ?[^.:]{2,60}$"
    r"|(?:Photo|Picture|Image|Foto|Bild) / [^.:/]{2,60}$"
    r"|[다음임]\. ?[/(]?[\uac00-\ud7a3]{2,4} ?(?:선임|인턴|객원|사진)?기자\)?$"
)
# What a match holds that has neither a slash nor a bracket at its end.
_PICTURES = ("ot", "OTO", "ild", "=", "Ⓒ", "ⓒ", "icture", "mage")
_CREDIT_LINE = re.compile(
    r"^\W{0,2}(?:©|Ⓒ|ⓒ|(?:photo|photograph|foto|bild|image|picture|credit|quelle|fot|φωτ\w*|фото|صورة|תמונה|צילום|写真|사진|图|圖)\w*\s?[:：/])",
    re.IGNORECASE,
)
# A sign of credits, and the name.
_SIGNED = re.compile(r"(?:[:：©]|(?i:\bby))\s?['’]?[^\W\d_]{2}|[\u4e00-\u9fff]\s?[摄攝]\W?$")


class Caption(Rule):
    """What is written under a picture.

    Removes: lines with "Pictured:", "File photo", "Symbolbild", "(L-R)", lines that end with a credit, a photographer's
    name, above all where it comes again, or the paper's in brackets, a short line above a line of credit, and one
    between byline or date and the lead.
    Keeps: paragraphs of the story that mention a photo; sentences with "left" in them; a standfirst; sub-headings.
    Seen on: every illustrated page; dumps leave captions between the paragraphs, and often twice.
    """

    id = "caption"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark captions; how sure depends on what gives them away."""
        found: dict[int, tuple[float, str]] = {}
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if block.words <= MAX_WORDS and block.kind not in ("heading", "field"):
                above = block.number < max(page.head.lead, page.outline.first)
                sure, why = _judge_rights(block, hit, above=above) if hit.label == "rights" else _judge(block, hit)
                if sure > found.get(hit.block, (0.0, ""))[0]:
                    found[hit.block] = sure, why
        _credited(page, found)
        _by_credit(page, found)
        for number, sure, why in list(captions(page, found)):
            if sure > found.get(number, (0.0, ""))[0]:
                found[number] = sure, why
        for number in sorted(found):
            sure, why = found[number]
            yield Mark(self.id, number, why, sure)


def _credited(page: Page, found: dict[int, tuple[float, str]]) -> None:
    """Blocks that end with a credit, or stand above a line that is one."""
    previous: Block | None = None
    for block, text, words in zip(page.blocks, page.glance.texts, page.glance.words, strict=True):
        if 3 <= words <= MAX_WORDS and len(text) <= 420:
            tail = text[-64:]
            if block.kind != "heading" and _may_be_credited(tail) and _has_credit(text, tail):
                sure = 0.9 if not block.ends or block.words <= 35 else 0.7
                if sure > found.get(block.number, (0.0, ""))[0]:
                    found[block.number] = sure, "ends with a credit, as captions do"
        if previous is not None and words <= 14 and _is_credit_line(text) and _may_be_caption(previous):
            found.setdefault(previous.number, (0.6, "stands above a picture's credit"))
        previous = block


def _has_credit(text: str, tail: str) -> bool:
    """True when a credit closes a text that has other words before it: "© Jane Doe" alone is no caption."""
    found = _CREDITED.compiled.search(tail)
    return found is not None and text[: len(text) - len(tail) + found.start()].strip("( ") != ""


def _may_be_credited(tail: str) -> bool:
    """False for what `_CREDITED` surely does not match: the pattern costs ten times as much."""
    if "/" in tail or "©" in tail or "／" in tail or "＝" in tail or "기자" in tail[-4:]:
        return True
    if ":" not in tail and "(" not in tail:
        return False
    return tail[-1] == ")" or any(map(tail.__contains__, _PICTURES))


def _by_credit(page: Page, found: dict[int, tuple[float, str]]) -> None:
    """Blocks that a credit of the credit rule closes, and short lines above one that stands alone."""
    for mark in Credits().named(page):
        block = page.blocks[mark.block]
        if mark.span is not None and mark.span[1] >= len(block.text) - 1:
            sure, why = (0.9 if block.words <= 40 else 0.6), "ends with a credit, as captions do"
            if page.tree is not None and block.words <= MOST_SENTENCE_WORDS and _names_somebody(block, mark.span):
                sure = CERTAIN
        elif mark.span is None and mark.sure >= 0.8 and mark.block:
            block, why = page.blocks[mark.block - 1], "stands above a picture's credit"
            sure = _above_credit(page, block)
        else:
            continue
        if block.kind not in ("heading", "field") and sure > found.get(block.number, (0.0, ""))[0]:
            found[block.number] = sure, why


def _names_somebody(block: Block, span: tuple[int, int]) -> bool:
    """True for a credit in `span` that has its sign and a name behind some words: "A boat. Photo: Jane Doe"."""
    return span[0] > 0 and _SIGNED.search(block.text, *span) is not None


def _above_credit(page: Page, block: Block) -> float:
    """How sure it is that a block above a line of credit is the caption; sub-headings stand above pictures too."""
    if _may_be_caption(block):
        return 0.6 if block.ends or block.number < page.outline.first else 0.4
    fits = block.words <= MOST_SENTENCE_WORDS and block.kind not in ("heading", "item")
    return 0.9 if fits and is_prose(block) and under_furniture(page, block.number) else 0.0


def _is_credit_line(text: str) -> bool:
    head = text[:24]
    return (":" in head or "/" in head or "©" in head or "：" in head) and _CREDIT_LINE.match(text) is not None


def _may_be_caption(block: Block) -> bool:
    return 3 <= block.words <= 40 and block.kind not in ("heading", "item") and not is_prose(block)


def _judge_rights(block: Block, hit: Hit, *, above: bool) -> tuple[float, str]:
    """How sure a closing "all rights reserved" makes it: agencies close captions with it, and stories."""
    fits = above and hit.start > 0 and block.words <= MOST_SENTENCE_WORDS and not block.ends
    return (1.0 if fits else 0.0), f'words of rights behind a caption: "{hit.phrase}"'


def _judge(block: Block, hit: Hit) -> tuple[float, str]:
    """How sure a phrase makes it that the block is a caption, and why."""
    why = f'a caption\'s words: "{hit.phrase}"'
    if hit.place == "line":
        return 1.0, why
    single = " " not in hit.phrase
    if hit.place == "start":
        if single and not _COLON.match(block.text, hit.end):
            return 0.0, ""
        if not _SIGN.match(block.text, hit.end):
            return (0.4, why) if block.words <= 35 else (0.0, "")
        return (0.9 if block.words <= 40 else 0.6), why
    if hit.place == "end":
        if single and block.text[max(0, hit.start - 2) : hit.start].strip() not in _BEFORE:
            return 0.0, ""
        return (0.9 if block.words <= 40 else 0.5), why
    bracketed = block.text[max(0, hit.start - 1) : hit.start] in ("(", "（")
    if bracketed or (hit.label != "paren" and " " in hit.phrase):
        return (0.6 if block.words <= 35 else 0.4), why
    return 0.0, ""
