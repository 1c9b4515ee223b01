"""Parts a page that stands on one line, single blanks between everything: `get_text(" ", strip=True)`, `" ".join(…)`.

Sentences are parted at their ends. What stands before a sentence and is no part of it (a menu, headlines, a row of
buttons) is told by its capitals, and is parted every few words: that is how such things stand on other pages.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from cleaner.model import ON_LINE
from cleaner.readers.joints import SPACELESS, is_function_word, is_spaceless
from cleaner.readers.lines import Line, pieces
from cleaner.readers.one_line_head import amid, head_cuts, title_of

LONG = 2000
"""Characters that no paragraph has."""
SHORT = 200
"""Characters from which on a line of such a page holds more than one thing."""
LONGEST_WORD = 40
"""Characters of a line with words to each of its blanks at most; a picture in base64 has none."""
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
LEAST_IN_DECK = 5
"""Words in small letters of a standfirst at least."""
MOST_NAMES = 6
"""Words with capitals between a date and the lead at most."""
PIECE = 3
"""Words of a piece of what ends no sentence."""
_END = re.compile(r"[^\W\d_]{2}[.!?…][\"”’»)]{0,2} (?=[\"“„«]?[^\W\d_a-z])|[।؟۔。！？][\"”’»」)]{0,2} ?(?=\S)")
_INNER = re.compile(rf"(?<={SPACELESS}) (?={SPACELESS})")
_KANA = re.compile(r"[\u3041-\u309f]")
_PHRASE = frozenset("、，；。！？")
_LONG_ENTRY = 16
"""Characters of an entry of a menu at most."""
_QUOTES = '"“„«(‘'


def sentences(lines: list[Line]) -> list[Line]:
    """`lines` with the long ones parted where nearly all of the page stands on them, or a headline amid a menu.

    Elsewhere the same list.
    """
    title = _headline(lines)
    if title is None:
        return lines
    made: list[Line] = []
    for line in lines:
        holds_more = len(line.text) >= SHORT
        parts = pieces(line, ((at, at) for at in _cuts(line.text, title)), ON_LINE) if holds_more else [line]
        made += map(_closed, parts)
    return made


def _closed(line: Line) -> Line:
    """`line` without the blanks that links left in a script that has none."""
    if " " not in line.text or not is_spaceless(line.text):
        return line
    parts = _INNER.split(line.text)
    if len(parts) == 1:
        return line
    starts = itertools.accumulate([len(part) + 1 for part in parts[:-1]], initial=line.start)
    spans = tuple([(start, start + len(part)) for start, part in zip(starts, parts, strict=True)])
    return line._replace(text="".join(parts), spans=spans)


def _headline(lines: Sequence[Line]) -> str | None:
    """The headline of a page that stands on one line, empty where it is not found; None for other pages."""
    sizes = [len(line.text) for line in lines]
    total = sum(sizes)
    if not lines or max(sizes) < SHORT or total > MOST:
        return None
    long = sum([size for line, size in zip(lines, sizes, strict=True) if size >= LONG and _has_words(line.text)])
    if long < LEAST_SHARE * total and sizes[0] < SHORT:
        return None
    title = title_of(lines)
    return title if long >= LEAST_SHARE * total or amid(lines, title) else None


def _has_words(text: str) -> bool:
    return text.count(" ") * LONGEST_WORD > len(text) or is_spaceless(text)


def _cuts(text: str, title: str) -> Iterator[int]:
    """Where `text` is parted, in order."""
    told = list(head_cuts(text, title))
    whole, below = dict(told), {end for _, end in told}
    inside = [at for start, end in told for at in range(start + 1, end)]
    ends = {match.end() for match in _END.finditer(text)}.difference(inside)
    if not text[-1].isalnum():
        ends.add(len(text))
    at = 0
    for point in sorted({*ends, *itertools.chain(*told), len(text)} - {0}):
        if whole.get(at) != point:
            yield from _inside(text, at, point, ends=point in ends, below=at in below)
        if point < len(text):
            yield point
        at = point


def _inside(text: str, start: int, end: int, *, ends: bool, below: bool) -> Iterator[int]:
    """Where what stands before the sentence, or in the place of one, in `text[start:end]` is parted.

    Args:
        text: the line.
        start: where it begins.
        end: where it ends.
        ends: it ends with a sentence.
        below: it stands below a headline or a date.
    """
    words = list(_words(text, start, end))
    begins = _begin(words, start) if ends else end
    if below and begins == start:
        begins = _behind_names(words, start)
    deck = _deck(words, end) if below and not ends else start
    if start < deck < end:
        yield deck
    yield from _in_pieces([(at, word) for at, word in words if deck <= at < begins])
    if start < begins < end:
        yield begins


def _behind_names(words: Sequence[tuple[int, str]], start: int) -> int:
    """Where a sentence begins with "The" or "In" behind a few words with capitals: names, or buttons."""
    for i, (at, word) in enumerate(words[: MOST_NAMES + 1]):
        if not word[:1].isupper():
            break
        if i and is_function_word(word):
            return at
    return start


def _deck(words: Sequence[tuple[int, str]], end: int) -> int:
    """Where a standfirst without a full stop ends, which `words` begin with; where they begin if they have none."""
    small = [i for i, (_, word) in enumerate(words) if word[0].islower()]
    if len(small) < LEAST_IN_DECK:
        return words[0][0] if words else end
    return words[small[-1] + 1][0] if small[-1] + 1 < len(words) else end


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
        if total < least and (first.isupper() or is_spaceless(first)):
            least, begin = total, at
        total += _lean(word, first)
    return begin if least <= -LEAST_CAPITALS else start


def _lean(word: str, first: str) -> int:
    """How much `word`, which begins with `first`, belongs in a sentence, 1 or more; below zero for an entry of a menu.

    Where words are not parted by blanks, a blank parts entries, or stands around a link inside of a sentence.
    """
    if is_spaceless(word):
        if len(word) >= _LONG_ENTRY or not _PHRASE.isdisjoint(word):
            return 2
        return 1 if _KANA.match(word[0]) or _KANA.match(word[-1]) else -1
    if first.islower() or is_function_word(word):
        return 1
    return -1 if first.isupper() or not first.isalpha() else 0


def _in_pieces(words: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Where a run of words is parted: at capitals, and at each blank where only entries are parted by blanks."""
    size = 0
    for at, word in words:
        alone = is_spaceless(word)
        if size >= 2 * PIECE or (size >= PIECE and word.lstrip(_QUOTES)[:1].isupper()) or (size and alone):
            yield at
            size = 0
        size += 2 * PIECE if alone else 1
