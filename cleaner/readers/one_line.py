"""Parts a page that stands on one line, single blanks between everything: `get_text(" ", strip=True)`, `" ".join(…)`.

Sentences are parted at their ends. What stands before a sentence and is no part of it (a menu, headlines, a row of
buttons) is told by its capitals, and is parted every few words: that is how such things stand on other pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.model import ON_LINE
from cleaner.readers.joints import is_function_word
from cleaner.readers.lines import Line, pieces

LONG = 2000
"""Characters that no paragraph has."""
MOST = 1_000_000
"""Characters of a page; what is longer is no page of news, and its lines stay whole."""
LEAST_SHARE = 0.7
"""The share of a page that stands on such lines."""
LEAST_CAPITALS = 3
"""So many more words with a capital than without stand before a sentence that does not begin with them.

Word F1 of 260 pages of left-out sites as BeautifulSoup and trafilatura put them on one line, English and the world's:
sentences alone 0.795, 0.828 and 0.640, 0.690; with 3 0.886, 0.899 and 0.826, 0.828; 2, 4 and 6 are within 0.007.
Pieces of six words 0.870, 0.886 and 0.803, 0.805, of two as of three.
"""
PIECE = 3
"""Words of a piece of what ends no sentence."""
_END = re.compile(r"[^\W\d_]{2}[.!?…][\"”’»)]{0,2} (?=[\"“„«]?[^\W\d_a-z])|[।؟۔。！？][\"”’»」)]{0,2} ?(?=\S)")
_QUOTES = '"“„«(‘'


def sentences(lines: list[Line]) -> list[Line]:
    """`lines` with the long ones parted where nearly all of the page stands on them; the same list elsewhere."""
    sizes = [len(line.text) for line in lines]
    if (
        not lines
        or max(sizes) < LONG
        or sum(sizes) > MOST
        or sum([size for size in sizes if size >= LONG]) < LEAST_SHARE * sum(sizes)
    ):
        return lines
    made: list[Line] = []
    for line in lines:
        made += pieces(line, ((at, at) for at in _cuts(line.text)), ON_LINE) if len(line.text) >= LONG else [line]
    return made


def _cuts(text: str) -> Iterator[int]:
    """Where `text` is parted, in order."""
    at = 0
    for end in (*[match.end() for match in _END.finditer(text)], len(text)):
        words = list(_words(text, at, end))
        begins = end if end == len(text) and text[-1].isalnum() else _begin(words, at)
        yield from _in_pieces([(start, word) for start, word in words if start < begins])
        if at < begins < end:
            yield begins
        if end < len(text):
            yield end
        at = end


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for word in text[start:end].split(" "):
        if word:
            yield start, word
        start += len(word) + 1


def _begin(words: Sequence[tuple[int, str]], start: int) -> int:
    """Where the sentence at the end of `words` begins: at the capital up to which capitals are most in excess."""
    total = least = 0
    begin = start
    for at, word in words:
        first = word.lstrip(_QUOTES)[:1]
        if first.isupper() and total < least:
            least, begin = total, at
        if first.islower() or is_function_word(word):
            total += 1
        elif first.isupper() or not first.isalpha():
            total -= 1
    return begin if least <= -LEAST_CAPITALS else start


def _in_pieces(words: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Where a run of words is parted: at capitals."""
    size = 0
    for at, word in words:
        if size >= 2 * PIECE or (size >= PIECE and word.lstrip(_QUOTES)[:1].isupper()):
            yield at
            size = 0
        size += 1
