"""What the rules that look for a site's own prompts share: how sure a phrase makes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cleaner.model import CERTAIN, Block, Hit, Mark, Page

SHORT = 30
LONG = 90
_FIRM = 0.8
_ASKED = 0.85
"""How sure "Subscribe to the …" at the head of a short line and a bare "newsletter" in it make each other."""
_MOST_ASK = 12
_MOST_APART = 3
"""Blocks from one line of a prompt to the next."""
_MOST_LINES = 40
_MOST_SENTENCE = 22
"""Words of a sentence below a prompt's first line that is still the prompt's, not the story's."""


def outside(page: Page, number: int) -> bool:
    """True for a block above or below the page's main prose."""
    return number < page.outline.first or number > page.outline.last


def rows(page: Page, hits: Collection[Hit]) -> Iterator[tuple[int, float]]:
    """Blocks that parts of `hits` cover, one behind the other, and how sure it is that they are rows of buttons."""
    spans: dict[int, dict[tuple[int, int], bool]] = {}
    for hit in hits:
        if hit.place == "part":
            firm = spans.setdefault(hit.block, {})
            firm[hit.start, hit.end] = firm.get((hit.start, hit.end), True) and hit.label != "weak"
    for number, firm in spans.items():
        length = len(page.blocks[number].text)
        covered = sum(end - start for start, end in firm)
        if covered * 3 >= length * 2:
            whole = len(firm) > 1 and all(firm.values()) and (covered + 2 * len(firm)) * 10 >= length * 9
            yield number, 0.9 if outside(page, number) else 0.8 if whole else 0.6


def prompts(page: Page, rule: str, what: str) -> Iterator[Mark]:
    """A mark for each block in which phrases of `rule` were found, as sure as the strongest of them.

    Args:
        page: the page.
        rule: the rule's id.
        what: what was found, for the reason, such as `"a newsletter prompt"`.
    """
    best: dict[int, tuple[float, Hit]] = {}
    phrases: dict[int, set[str]] = {}
    follows: set[int] = set()
    asks = {hit.block for hit in page.hits_of(rule) if hit.label == "ask" and page.blocks[hit.block].words <= _MOST_ASK}
    for hit in page.hits_of(rule):
        if hit.label == "follow":
            follows.add(hit.block)
        if hit.label not in ("", "weak"):
            continue
        asked = hit.label == "weak" and hit.block in asks
        if hit.label == "weak":
            # A bare mention amid the story's prose says nothing.
            if hit.place == "inside" and not asked and not outside(page, hit.block):
                continue
        else:
            phrases.setdefault(hit.block, set()).add(hit.phrase)
        sure = _ASKED if asked else _sure(page, page.blocks[hit.block], hit)
        if hit.block not in best or sure > best[hit.block][0]:
            best[hit.block] = sure, hit
    for number, (sure, hit) in best.items():
        # Two different phrases in one block hardly ever come together in a story, three never.
        apart = independent(phrases.get(number, set())) if page.blocks[number].words <= LONG else 0
        best[number] = (CERTAIN if apart > 2 or (apart > 1 and outside(page, number)) else sure), hit
        yield Mark(rule, number, f'{what}: "{hit.phrase}"', best[number][0])
    if follows:
        firm = {number for number, (sure, _) in best.items() if sure >= _FIRM and page.blocks[number].words <= SHORT}
        yield from _follow(page, firm, follows - best.keys(), (rule, what))


def _follow(page: Page, firm: Collection[int], follows: set[int], named: tuple[str, str]) -> Iterator[Mark]:
    """Marks for the lines between a prompt's first line and its form, and for one right above the form."""
    rule, what = named
    below = set(_below(page, firm, follows))
    for number in sorted(follows):
        if number in below:
            form = number + 1 in firm or number + 2 in firm
            yield Mark(rule, number, f"below {what}", CERTAIN if form else 0.9)
        elif number + 1 in firm and page.blocks[number].words <= _MOST_SENTENCE:
            yield Mark(rule, number, f"above {what}", 0.8)


def _below(page: Page, firm: Collection[int], follows: Collection[int]) -> Iterator[int]:
    """Short blocks that go on with the prompt above them, and say so by a price, a day of the week and the like."""
    for start in sorted(firm):
        last = start
        for block in page.blocks[start + 1 : start + 1 + _MOST_LINES]:
            number = block.number
            if number in firm or number - last > _MOST_APART or block.words > SHORT:
                break
            if number in follows and not (block.ends and block.words > _MOST_SENTENCE):
                last = number
                yield number


def _sure(page: Page, block: Block, hit: Hit) -> float:
    out = outside(page, block.number)
    if hit.label == "weak":
        return 0.6 if out else 0.4
    if hit.place == "line":
        # A single word can be a sub-heading of the story.
        return CERTAIN if out or hit.phrase.count(" ") >= 2 else 0.8
    if block.words > LONG:
        return 0.5 if out else 0.35
    if hit.place == "start":
        return CERTAIN if out and block.words <= SHORT else 0.85
    if block.words > SHORT:
        return 0.8 if out else 0.6
    return 0.95 if out else 0.75


def independent(phrases: set[str]) -> int:
    """How many of the phrases are no part of another one."""
    return sum(not any(one != other and one in other for other in phrases) for one in phrases)
