"""Paragraphs that tell who somebody is, whom the story does not speak of: its author, or who checked it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Block, Hit, Mark, Page
from cleaner.rules._names import never_names
from cleaner.rules._prompts import independent
from cleaner.text import fold

INTO_STORY = 2
"""Such a paragraph looks like the story's last; so many blocks before the end are the end, too."""
_FEWEST_WORDS, _MOST_WORDS = 12, 150
_MANY = 3
"""So many phrases come together in no paragraph about anything else."""
_PROSE_WORDS = 20
# "Jane Doe is", "Jane Doe, a former editor, has", "By Jane Doe".
_NAME = re.compile(r"(?:[Bb]y )?((?:[^\W\d_a-zß-ÿ][\w.’'-]*\s+){0,3}[^\W\d_a-zß-ÿ][\w’'-]+)")


def lives(page: Page, rule: str) -> Iterator[Mark]:
    """Marks for paragraphs that begin with a name and say what its bearer does.

    Phrases labelled `work` name a profession, those labelled `life` what such paragraphs say besides.
    """
    said: dict[int, list[Hit]] = {}
    for hit in page.hits_of(rule):
        if hit.label in ("work", "life", "is") and hit.block > page.outline.first >= 0:
            said.setdefault(hit.block, []).append(hit)
    for number, hits in said.items():
        block = page.blocks[number]
        work = independent({hit.phrase for hit in hits if hit.label != "life"})
        told = independent({hit.phrase for hit in hits})
        at_end = number >= page.outline.last - INTO_STORY
        if not work or told < (2 if at_end else _MANY) or not _FEWEST_WORDS <= block.words <= _MOST_WORDS:
            continue
        name = _name(block)
        if name and not _is_spoken_of(page, number, name):
            sure = 0.9 if told > _MANY else 0.8 if told == _MANY or number > page.outline.last else 0.6
            yield Mark(rule, number, f'says who somebody is: "{hits[0].phrase}", "{hits[-1].phrase}"', sure)


def _name(block: Block) -> str:
    """The last word of the name that the text begins with, folded; empty where it begins with none."""
    found = _NAME.match(block.text)
    words = found[1].split() if found else []
    # Capitals alone are a firm's acronym.
    if not words or words[0].isupper() or never_names(words[0]):
        return ""
    return fold(words[-1]).removesuffix("'s").removesuffix("’s")


def _is_spoken_of(page: Page, number: int, name: str) -> bool:
    """True when a longer block elsewhere names the same person, or thing: it is in the story."""
    glance = page.glance
    for other, (key, words) in enumerate(zip(glance.keys, glance.words, strict=True)):
        if words >= _PROSE_WORDS and other != number and name in key and re.search(rf"\b{re.escape(name)}\b", key):
            return True
    return False
