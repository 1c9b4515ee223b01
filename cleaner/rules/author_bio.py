"""Who the author is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule
from cleaner.rules._byline_zone import zone_of
from cleaner.rules._bylines import Bylines
from cleaner.rules._lives import INTO_STORY, lives
from cleaner.rules._names import is_name
from cleaner.text import fold, has_cjk

NEAR_END = 12
"""Blocks after the story's end within which a sentence about the author is looked for."""
MAX_WORDS = 150
_ENDS = ("comments", "related-links", "read-also", "newsletter", "next-previous")
_MOST_BOX_WORDS = 90
_LEAST_WORD = 3
_SENTENCE = 8
"""Words of a line that ends as a sentence does, from which it is one and names nobody."""
_EDGES = " *_•–—-|"


class AuthorBio(Rule):
    """The lines about the author, and an agency's closing line.

    Removes: "About the author" and the box below it, "Jane Doe is a reporter at …" after the end, "Follow her on …",
    "Reporting by Jane Doe; editing by John Roe"; what begins with the byline's name below the lead, or at the end with
    any name and tells a profession and a life.
    Keeps: a sentence inside the story that says what somebody does for a living; "writes about" in a review.
    Seen on: dailies, magazines and blogs after the last paragraph; agency stories.
    """

    id = "author-bio"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark the box's heading and the sentences that give it away."""
        best: dict[int, Mark] = {}
        for hit in page.hits_of(self.id):
            if hit.label in ("work", "life"):
                continue
            block = page.blocks[hit.block]
            if block.words > MAX_WORDS or block.kind == "field":
                continue
            sure = self._sure(page, block, hit)
            if sure > 0 and (hit.block not in best or best[hit.block].sure < sure):
                best[hit.block] = Mark(self.id, hit.block, f'about the author: "{hit.phrase}"', sure)
            if hit.place == "line" and hit.label == "about":
                for below in self._box(page, hit.block):
                    best.setdefault(below.number, below_mark(self.id, below))
        for mark in chain(_named(page, self.id), lives(page, self.id)):
            if mark.block not in best or best[mark.block].sure < mark.sure:
                best[mark.block] = mark
        yield from (best[number] for number in sorted(best))

    def _sure(self, page: Page, block: Block, hit: Hit) -> float:
        last = page.outline.last
        after = block.number > last
        near = block.number >= last - 2 and block.number <= last + NEAR_END
        if hit.label == "about":
            return CERTAIN if hit.place == "line" and (after or last < 0) else 0.8 if after else 0.5
        if hit.label == "credits":
            return self._credits(page, block, hit, near=near, after=after)
        if hit.label == "follow":
            return 0.9 if near and block.words <= 60 else 0.6 if after else 0.3
        if hit.label == "is":
            early = 0 < hit.start <= 60
            if near and early:
                return 0.9 if after else 0.6
            return 0.6 if after and early else 0.2 if near else 0.0
        return 0.0

    def _credits(self, page: Page, block: Block, hit: Hit, *, near: bool, after: bool) -> float:
        """An agency's closing line stands anywhere; other closing lines stand near the end only."""
        key = block.key
        if block.words <= 45 and "reporting by" in key and "editing by" in key:
            return CERTAIN
        if hit.place == "start" and hit.start <= 2 and block.words <= 30:
            if _begins_sentence(block, hit):
                return 0.0
            return 0.8 if near else 0.3 if after else 0.0
        # "… contributed to this report." says nothing else, wherever below the lead it stands.
        below = near or block.number > max(page.head.lead, page.outline.first) + 1
        return 0.8 if hit.place == "end" and below and block.words <= 45 else 0.0

    def _box(self, page: Page, heading: int) -> Iterator[Block]:
        """The blocks of an author's box below its heading, when it stands after the story."""
        if heading < page.outline.last or page.outline.last < 0:
            return
        for block in page.blocks[heading + 1 : heading + 4]:
            yield block
            if block.words >= 20:
                return


def _named(page: Page, rule: str) -> Iterator[Mark]:
    """Blocks below the lead that begin with the name of one of the story's authors, as the byline gives it."""
    last = page.outline.last
    zone = zone_of(page)
    found = list(_candidates(page, zone)) if last >= 0 else []
    if not found:
        return
    names = {fold(name): CERTAIN for name in page.facts.authors if is_name(name)}
    for mark in Bylines().found(page):
        if mark.fact == "author" and mark.block in zone and is_name(mark.value):
            names[fold(mark.value)] = max(mark.sure, names.get(fold(mark.value), 0.0))
    ends = {hit.block for rule_id in _ENDS for hit in page.hits_of(rule_id) if hit.place == "line"}
    for block, key in found:
        at_end = block.number >= last - INTO_STORY or not ends.isdisjoint(
            range(block.number + 1, block.number + INTO_STORY + 1)
        )
        best = 0.0
        for name, known in names.items():
            best = max(best, _begins(block, key, name, last) - (0.0 if at_end else 0.3 if known >= CERTAIN else 0.5))
        if best > 0:
            yield Mark(rule, block.number, "begins with the author's name, below the story", round(best, 2))


def _candidates(page: Page, zone: range) -> Iterator[tuple[Block, str]]:
    """Blocks that begin with a word from round the headline: few do, and reading the byline costs more than this."""
    heads = " ".join(map(fold, page.facts.authors)) + " "
    heads += " ".join([page.blocks[i].key for i in zone if page.blocks[i].words <= 20 and i != page.head.headline])
    first = max(page.head.lead, page.head.headline, page.outline.first) + 1
    for number, line in enumerate(islice(page.glance.keys, first, None), first):
        key = line.lstrip(_EDGES)
        if len(key) < _LEAST_WORD or key.find(" ", 0, _LEAST_WORD) >= 0:
            key = _without_article(key)
        if key[:_LEAST_WORD] in heads:
            block = page.blocks[number]
            named = has_cjk(key[:2]) or key.split(" ", 1)[0].rstrip(",") in heads
            if named and 2 <= block.words <= _MOST_BOX_WORDS and block.kind not in ("field", "row"):
                yield block, key


def _begins_sentence(block: Block, hit: Hit) -> bool:
    """True where a word of the credits ("記者:", "Mitarbeit:", "تحرير:") only begins a sentence: no sign behind it."""
    following = block.text[hit.end : hit.end + 1]
    if has_cjk(hit.phrase):
        return following.isalpha()
    return " " not in hit.phrase and following == " " and block.ends and block.words >= _SENTENCE


def _without_article(key: str) -> str:
    """A folded text without a short first word: Greek has "the John Smith"."""
    head, _, rest = key.partition(" ")
    return rest if len(head) < _LEAST_WORD and head.isalpha() and not has_cjk(head) else key


def _begins(block: Block, key: str, name: str, last: int) -> float:
    """How sure a block that begins with an author's name, or a part of it, is about the author."""
    if key.startswith(name) and not key[len(name) : len(name) + 1].isalpha():
        rest = key[len(name) :].lstrip()
        # "Jane Doe: …" is a turn in a conversation; the name alone may be the story's signature.
        if rest[:1] in (":", "："):
            return 0.0
        return 0.9 if len(rest) > _LEAST_WORD else 0.6 if block.number > last else 0.0
    own = key.split(" ", 1)[0]
    part = last <= block.number <= last + NEAR_END and block.words >= 4 and own in name.split(" ")
    return 0.8 if part and len(own) > _LEAST_WORD else 0.0


def below_mark(rule: str, block: Block) -> Mark:
    """A block of an author's box."""
    return Mark(rule, block.number, "below a heading about the author", 0.6)
