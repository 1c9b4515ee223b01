"""Who made a picture: shared by the rule about credits and the one about captions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page
from cleaner.rules._names import is_name
from cleaner.text import LatePattern, word_set

MAX_WORDS = 20
MAX_CAPTION_WORDS = 60
_MOST_BEHIND = 4
"""Words behind the bracket of a closing credit: "(Photo: Jane Doe) Enlarge"."""
_BEHIND = re.compile(r"^[^)）\]】]*+(?:[)）\]】]|$)")
_MOST_SIDE_WORDS, _LONGEST_LINE = 4, 80
"""Words of a photographer's name, or of whom it was taken for; characters of both."""

_SIGN = re.compile(r"\s?[:：／=＝©|]|(?<![!-~])/|\s?[-–—]\s|\s?[（(]")
_BEFORE = re.compile(r"[(（\[【/／©=＝|–—:：-]\s?$|\bvia\s$|\.\s$")
# Labels that also stand before titles of videos, lists of sources and steps of a recipe.
_VAGUE = word_set(
    "video vídeo vidéo видео відео فيديو 视频 source quelle fuente fonte bron zdroj źródło kaynak 来源 nguồn sumber"
)
_PARTS = frozenset({"graphics", "video"})
"""Labels that also name a part of a computer or of a camera, which has figures, as no photographer has."""

# "记者 周以宁 摄": who took the picture, behind a caption or alone.
_PHOTOGRAPHER = LatePattern(
    r"(?:^|(?<=[。！？\s]))[（(]?(?:本?[报報社]?(?:记者|記者|通讯员)\s?)?[\u4e00-\u9fff]{2,4}\s?[／/]?\s?[摄攝]影?[)）]?$"
)


class Credits:
    """Finds the credits that a phrase gives away."""

    id = "credit"

    def named(self, page: Page) -> Iterator[Mark]:
        """A mark for each block with one: for the block, or for the span that closes a caption."""
        done: set[int] = set()
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.block in done or block.words > MAX_CAPTION_WORDS or block.kind == "field":
                continue
            mark = self._of(block, hit)
            if mark is not None:
                done.add(hit.block)
                yield mark
        for number in _by_slash(page):
            if number not in done:
                yield Mark(self.id, number, "a photographer and a source", 0.9)

    def _of(self, block: Block, hit: Hit) -> Mark | None:
        text = block.text
        if "://" in text or "www." in text[: hit.start]:
            return None
        if hit.place == "line":
            return Mark(self.id, hit.block, f'a picture\'s source: "{hit.phrase}"', 0.9)
        if hit.place == "start":
            return self._labelled(block, hit)
        if hit.place == "end":
            return self._ended(block, hit)
        opened = hit.start > 0 and text[hit.start - 1] in "(（[【"
        if opened and len(_BEHIND.sub("", text[hit.end :]).split()) > _MOST_BEHIND:
            return None
        if (opened or text[hit.end : hit.end + 2].lstrip()[:1] in tuple(":：／=＝©")) and hit.start >= len(text) * 0.3:
            return self._closing(block, hit.start - 1 if opened else hit.start)
        return None

    def _ended(self, block: Block, hit: Hit) -> Mark | None:
        """A block that ends with a source, or with who took the picture."""
        text = block.text
        named = _PHOTOGRAPHER.compiled.search(text) if hit.phrase[0] in "摄攝" else None
        if named is not None:
            return self._closing(block, named.start())
        start = _widen(text, hit.start)
        if start == 0 or not text[:start].strip():
            alone = block.words <= 6
            return Mark(self.id, hit.block, f'a picture\'s source: "{hit.phrase}"', 0.9) if alone else None
        if _BEFORE.search(text[max(0, hit.start - 6) : hit.start]) or text[hit.start] in "/(":
            return self._closing(block, start)
        return None

    def _labelled(self, block: Block, hit: Hit) -> Mark | None:
        """A block that begins with "Photo:" or "Photo by"."""
        after = _SIGN.match(block.text, hit.end)
        by = hit.phrase.endswith((" by", " von", " de", " di", " of", " par", " oleh"))
        short = hit.phrase in ("fot", "dok", "ph", "pic") and block.text[hit.end : hit.end + 1] == "."
        if not (after or by or short) or block.words > MAX_WORDS or (not after and block.ends and block.words > 7):
            return None
        rest = block.text[after.end() if after else hit.end :].strip()
        if not rest or len(rest) > 110:
            return None
        if hit.phrase in _PARTS and any(map(str.isdigit, rest)):
            return None
        if hit.phrase in _VAGUE:
            return Mark(self.id, block.number, f'perhaps a credit: "{hit.phrase}"', 0.5)
        sure = CERTAIN if block.words <= 12 and not (block.ends and block.words > 8) else 0.8
        return Mark(self.id, block.number, f'a credit: "{hit.phrase}"', sure)

    def _closing(self, block: Block, start: int) -> Mark | None:
        """A credit at a caption's end: the span when the caption has words of its own."""
        if len(block.text) - start > 90:
            return None
        if start < 8:
            return Mark(self.id, block.number, "a credit", 0.9)
        return Mark(self.id, block.number, "a credit at the end of a caption", CERTAIN, span=(start, len(block.text)))


def _by_slash(page: Page) -> Iterator[int]:
    """Lines such as "(Jane Doe/The Harbour Post)" that no phrase gives away.

    In brackets one is enough; without, another line with the same source or the same name is asked for.
    """
    found: dict[int, tuple[str, str]] = {}
    lines: dict[str, set[str]] = defaultdict(set)
    for number in page.glance.with_sign("/"):
        block = page.blocks[number]
        if len(block.text) > _LONGEST_LINE or block.text.count("/") != 1:
            continue
        left, _, right = block.text.strip("()（） ").partition("/")
        sides = left.strip(), right.strip()
        if block.kind in ("field", "row") or not all(map(_may_be_side, sides)):
            continue
        if is_name(sides[0]) or is_name(sides[1]):
            found[number] = sides
            for side in sides:
                lines[side].add(block.text)
    for number, sides in found.items():
        text = page.blocks[number].text
        if (text[0] in "(（" and text[-1] in ")）") or any(len(lines[side]) > 1 for side in sides):
            yield number


def _may_be_side(side: str) -> bool:
    words = side.split(" ")
    return len(words) <= _MOST_SIDE_WORDS and side[:1].isupper() and not any(char.isdigit() for char in side)


def _widen(text: str, start: int) -> int:
    """Where the bracket, or the chain of names before a closing source, begins: "(Jane Doe/Getty Images"."""
    opened = max(text.rfind("(", max(0, start - 60), start + 1), text.rfind("（", max(0, start - 60), start + 1))
    if opened >= 0 and ")" not in text[opened:start]:
        return opened
    for sign in ("©", "Photo", "Foto", "Bild", ". "):
        at = text.rfind(sign, max(0, start - 60), start)
        if at >= 0:
            return at + (2 if sign == ". " else 0)
    if (start and text[start - 1] in "/") or text[start : start + 1] == "/":
        head = text[:start].rstrip("/ ").split(" ")
        return max(0, len(" ".join(head[:-2])))
    return start
