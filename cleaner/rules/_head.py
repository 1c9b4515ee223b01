"""Where a page's story begins: its headline, the other places that show the same words, and its lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cleaner.model import CERTAIN, Block, Page
from cleaner.places import NO_HEAD, Head
from cleaner.rules._evidence import REACH, Evidence, has_year, prose_of, words_of
from cleaner.rules._head_place import END_MARKS, from_place, has_title_case, is_title_like
from cleaner.shape import is_prose, on_one_line
from cleaner.text import fold, has_cjk

FAIR, GOOD, BETTER, SURE = -2.0, 0.0, 1.0, 2.0
"""Log-odds at which a headline's shape counts as a hint, as good evidence, as better, as certain."""
POOR, AHEAD = -2.5, 0.8
"""A score that is no hint counts as one near the lead, where the next one is behind by so much."""
CLEAR = 3.0
"""What stands out by this much has no rival."""

LONE = -3.5
"""What no other line comes near, and a date stands beside, may score so little."""
NEAR = 0.7
"""Scores this close are equals."""
_SURE = ((SURE, CERTAIN), (BETTER, 0.8), (GOOD, 0.7))
CLOSE = 8
"""So near the lead a weak headline still is one: of left-out news pages' and others', seven in nine."""
LEAST_ABOVE = 2
LEAST_ON_LINE = 4
"""Words of a title that a page on one line begins with: entries of its menu are parted every three."""
MORE = 60
"""A block may go on this many characters after the headline: a byline that a dump put on its line."""
_SEPARATOR = re.compile(r"\s+[|\-–—›»·•*:]{1,2}\s+|\s?[|｜]\s?|_(?=\S)")
_MOST_BARS = 3
"""A first line with more bars than these is a menu, not a document's title."""
_CAPTION_SIGNS = tuple("▲△▼▽◀▶◁▷")


def find_head(page: Page) -> Head:
    """The head of the story on `page`; `Page.head` holds it for the rules."""
    blocks = page.blocks
    if not blocks:
        return NO_HEAD
    anchor = page.facts.title or (blocks[0].text if _may_be_title(blocks[0]) else "")
    lead = page.outline.first
    on_line = on_one_line(blocks)
    if on_line and not page.facts.title and blocks[0].words < LEAST_ON_LINE:
        anchor = ""
    matches = list(_matches(page, anchor)) if anchor else []
    if matches and not page.facts.title:
        # A first line that is no title ("Skip to navigation") shares no word with the story.
        story = "\n".join(block.key[:400] for block in prose_of(page, lead))
        matches = [match for match in matches if any(word in story for word in words_of(blocks[match.block].key))]
    best = _choose(matches, lead, page.outline.last)
    if best is not None:
        return _from_match(page, anchor, best, matches)
    if on_line:
        # What stands above a lead on the same line was parted every few words: no part of it is a headline.
        return NO_HEAD._replace(lead=lead)
    return _from_shape(page, anchor)


def _may_be_title(block: Block) -> bool:
    if (
        block.text.count("|") > _MOST_BARS
        or block.kind not in ("text", "heading")
        or not (block.words >= 3 or (has_cjk(block.text) and len(block.text) >= 8))
    ):
        return False
    return 12 <= len(block.text) <= 300 and (not block.ends or block.text[-1] in END_MARKS or block.words <= 14)


def squeeze(key: str) -> str:
    """Letters and digits alone."""
    return key if key.isalnum() else "".join(filter(str.isalnum, key))


class _Match(NamedTuple):
    block: int
    share: float
    """How much of the anchor the block covers."""
    position: int
    """Where in the anchor its words begin."""


def _matches(page: Page, anchor: str) -> Iterator[_Match]:
    """Blocks that hold the anchor's words, or enough of them, in its order."""
    own_anchor = not page.facts.title
    parts = _SEPARATOR.split(anchor)
    whole = squeeze(page.blocks[0].key) if own_anchor else squeeze(anchor.lower())
    shortest = max(6, int(min(0.3 * len(anchor), max(len(part) for part in parts) * 0.6)))
    longest = len(anchor) + 8
    spelled = page.blocks[0].key if own_anchor else fold(anchor)
    head = fold(_head_part(anchor))
    end = page.outline.last + 1 or len(page.blocks)
    start, most = 1 if own_anchor else 0, longest + MORE
    # The first letters are looked up before the rest is compared, which costs more.
    keys = enumerate(islice(page.glance.keys, start, end), start)
    for number in [number for number, key in keys if shortest <= len(key) <= most and key[:5] in spelled]:
        block = page.blocks[number]
        if block.kind == "field":
            continue
        if len(block.text) > len(head) >= 20 and block.key.startswith(head) and not block.key[len(head)].isalnum():
            yield _Match(block.number, len(squeeze(head)) / len(whole), 0)
        elif len(block.text) <= longest:
            words = squeeze(block.key)
            at = whole.find(words) if words else -1
            if at >= 0:
                yield _Match(block.number, len(words) / len(whole), at)


def _choose(matches: Sequence[_Match], lead: int, last: int) -> _Match | None:
    """The match nearest above the lead; failing that, the first one inside the prose."""
    above = [match for match in matches if match.block <= lead or lead < 0]
    if above:
        best = max(match.share for match in above)
        near = [match for match in above if match.share >= 0.75 * best]
        return near[-1] if lead >= 0 else near[0]
    # Right above the lead stands no document's title but a headline, or the first sub-heading of a bare story.
    inside = [match for match in matches if lead >= LEAST_ABOVE and lead < match.block <= last and match.share >= 0.4]
    return inside[0] if inside else None


def _from_match(page: Page, anchor: str, best: _Match, matches: Sequence[_Match]) -> Head:
    block, head = page.blocks[best.block], _head_part(anchor)
    longer = len(block.text) > len(head) >= 20 and block.key.startswith(fold(head))
    title = block.text[: len(head)] if longer and not _goes_on(block.text[len(head) :]) else block.text
    rest = _rest(anchor, title)
    if best.share < 0.45 and not rest and best.position > 0:
        shaped = _from_shape(page, anchor)
        if shaped.headline >= 0:
            return shaped
    lead = _lead_after(page, best.block)
    copies = [match.block for match in matches if match.block < best.block and match.share >= 0.75 * best.share]
    if not page.facts.title:
        copies.insert(0, 0)
    strong = best.share >= 0.45 or bool(rest)
    why = "the headline: the page's title says the same"
    return Head(best.block, title, why, 1.0 if strong else 0.7, tuple(copies), rest, lead)


def _goes_on(rest: str) -> bool:
    """True for what goes on with a headline that the title cuts short, and is no byline or date behind it."""
    words = rest.strip().lstrip(",;:–—- ").split(" ", 2)
    return len(words) > 1 and words[0].islower() and (words[1].islower() or rest.lstrip()[:1] == ",")


def _reads(block: Block) -> bool:
    return is_prose(block) and not has_title_case(block.text)


def _head_part(anchor: str) -> str:
    """A document's title without its last part."""
    parts = list(_SEPARATOR.finditer(anchor))
    return anchor[: parts[-1].start()].rstrip() if parts else anchor


def _rest(anchor: str, title: str) -> str:
    """The last part of the document's title that the headline does not have: mostly the site's name."""
    parts = [part.strip() for part in _SEPARATOR.split(anchor)]
    tail = parts[-1] if len(parts) > 1 else ""
    return tail if tail and len(tail) <= 50 and squeeze(tail.lower()) not in squeeze(title.lower()) else ""


def _lead_after(page: Page, headline: int) -> int:
    first, last = page.outline
    if first > headline:
        return first
    for block in page.blocks[headline + 1 : max(last, headline + 30) + 1]:
        if is_prose(block):
            return block.number
    return -1


def _candidates(page: Page, lead: int) -> Iterator[Block]:
    """The blocks above the lead that have a headline's shape; from farther above, headings of the first level alone."""
    first = max(0, lead - REACH)
    marked = [block for block in page.blocks[:first] if block.level == 1 and block.kind == "heading"]
    # What names a photographer at its end is a caption.
    credited = [hit for hit in page.hits_of("credit") if hit.place in ("end", "inside")]
    captions = {hit.block for hit in credited if 2 * hit.start >= len(page.blocks[hit.block].text)}
    for block in (*marked[-2:], *page.blocks[first : lead + 1]):
        if block.number in captions or block.text.startswith(_CAPTION_SIGNS):
            continue
        if is_title_like(block) and (block.number != lead or block.kind == "heading" or not _reads(block)):
            yield block


def _from_shape(page: Page, anchor: str) -> Head:
    """The headline by its shape and place alone."""
    blocks, lead = page.blocks, page.outline.first
    if lead < 0:
        return NO_HEAD
    candidates = list(_candidates(page, lead))
    evidence = Evidence(page, anchor, lead, {block.number for block in candidates})
    scores = {block.number: evidence.score(block) for block in candidates}
    highest = max(scores.values(), default=FAIR)
    # A standfirst or a caption below the headline looks much the same: the upper of two near equals is the headline.
    best = next((number for number, score in scores.items() if score >= highest - NEAR), -1)
    best_score = scores.get(best, FAIR)
    rival = max((score for number, score in scores.items() if number != best), default=best_score - CLEAR)
    near = best >= 0 and _apart(page, best, lead) <= CLOSE
    alone = LONE <= best_score < POOR and best_score - rival >= CLEAR
    if alone and near and any(best - 4 < n < lead and has_year(blocks[n]) for n in evidence.dates | evidence.mixed):
        best_score = POOR
    if best < 0 or best_score < POOR or (best_score < FAIR and (best_score - rival < AHEAD or not near)):
        return from_place(page, evidence, lead) or _from_anchor(page, anchor, lead)
    if best_score < GOOD:
        best_score = min(GOOD, best_score + min(best_score - rival, CLEAR) / 2)
    sure = next((sure for least, sure in _SURE if best_score >= least), 0.6 if near else 0.4)
    if sure == CERTAIN and not (blocks[best].kind == "heading" and blocks[best].level == 1):
        sure = 0.9
    site = _rest(anchor, blocks[best].text) if best > 0 and best_score >= SURE and not page.facts.title else ""
    why = "a headline by its shape and place above the story"
    return Head(best, blocks[best].text, why, sure, (0,) if site else (), site, lead)


def _apart(page: Page, headline: int, lead: int) -> int:
    """Blocks from the headline to the lead; the points of a summary are one."""
    between = page.blocks[headline + 1 : lead]
    return lead - headline - max(sum(block.kind == "item" for block in between) - 1, 0)


def _from_anchor(page: Page, anchor: str, lead: int) -> Head:
    """The document's title when nothing below repeats it; only its form, headline and site, can speak for it."""
    site = _rest(anchor, "")
    head = anchor[: len(anchor) - len(site)].rstrip(" |-–—›»·•*:｜_") if site else ""
    if lead <= 0 or page.facts.title or len(head) < 20 or not site or len(site) >= len(head):
        return NO_HEAD._replace(lead=lead)
    return Head(0, head, "the document's title", 0.9, (), site, lead)
