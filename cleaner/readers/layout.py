"""Undoes line layouts: hard wraps are joined, sentences that `get_text` broke at links become paragraphs again.

A reader never judges what a line says; it only decides where a block begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from cleaner.readers.lines import Line
from cleaner.text import ends_sentence, has_cjk

WIDEST_WRAP = 100
NARROWEST_WRAP = 50
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
_CONTINUES = re.compile(r"[,.;:!?)\]}»”’%…،؛؟。、，！？）」』]")
_OPENS = re.compile(r"[(\[{«„“‘/&\-–—,、（「『]$")
_DETACHED = re.compile(r"[.…]{2,}|\.\w|[)\]]?[:;]-?[)(]")
# Words are broken at hyphens between letters: in "state-owned", in neither "Covid-19" nor "15-fold".
_FIRST_PART = re.compile(r"\S*?[^\W\d_]-(?=\w*[^\W\d_])|\S*")
_HYPHENATED = re.compile(r"\w-$")
_WHOLE = frozenset({"heading", "row", "code"})
MIN_PROSE = 40
MIN_SENTENCE = 25

Join = Callable[[Sequence[Line], int, str], bool]
"""`join(lines, i, so_far)`: does line `i` go on where the block `so_far` stops?"""


def width(text: str) -> int:
    """Terminal columns of `text`: East Asian wide characters take two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a page is hard-wrapped, 0 when it is not.

    A page is wrapped when nearly every long line that has a next one in its paragraph is too long for the next line's
    first word to have fitted, and hardly any line is longer. List items may be longer: html2text leaves them whole.
    """
    ends = [line.indent + width(line.text) if _is_plain(line) else 0 for line in lines]
    fitting = sorted([end for end in ends if NARROWEST_WRAP < end <= WIDEST_WRAP])
    if len(fitting) < 4:
        return 0
    # A few lines may be longer than the edge: code, tables, what could not be broken.
    for edge in dict.fromkeys([fitting[-1 - len(fitting) // 50], fitting[-1 - len(fitting) // 20]]):
        if _is_edge(lines, ends, edge, len(fitting)):
            return edge
    return 0


def _is_edge(lines: Sequence[Line], ends: Sequence[int], edge: int, fitting: int) -> bool:
    if sum([end > edge for end in ends]) > 0.25 * fitting:
        return False
    full = pairs = 0
    for end, line in zip(ends, lines[1:], strict=False):
        if end > 0.55 * edge and not line.gap and line.kind == "text":
            pairs += 1
            full += end + 1 + width(_first_part(line.text)) >= edge
    return pairs >= 3 and full >= 0.75 * pairs


def _is_plain(line: Line) -> bool:
    """True for running text: no list item, and no address, which nobody can wrap."""
    return line.kind == "text" and " " in line.text and "://" not in line.text and "](" not in line.text


def _first_part(text: str) -> str:
    """What of `text` would have had to fit on the line above: its first word, to the first hyphen."""
    found = _FIRST_PART.match(text)
    return found[0] if found else ""


def is_broken(lines: Sequence[Line]) -> bool:
    """True when text nodes stand a line each, so that sentences break at links: few gaps, and lines that go on.

    A line that begins with closing punctuation counts twice. On 899 pages, the bounds find 804 of the dumps made so,
    and 121 of those with a block a line, where the same joins are mostly right too.
    """
    if len(lines) < 3 or sum([line.gap > 0 for line in lines]) > 0.1 * len(lines):
        return False
    needed = max(3, 0.01 * len(lines))
    for above, line in pairwise(lines):
        first = line.text[0]
        if first.isalnum() and not first.islower():
            continue
        if ends_sentence(above.text):
            continue
        if _continues(line.text):
            needed -= 2
        elif first.islower() and max(len(above.text), len(line.text)) >= MIN_PROSE:
            needed -= 1
        if needed <= 0:
            return True
    return False


def choose(lines: Sequence[Line], edge: int | None = None) -> Join:
    """The joining that fits the page's layout; `edge` is the column of its hard wraps where that is known."""
    if edge is None:
        edge = wrap_width(lines)
    if edge:
        return lambda lines, i, so_far: _joins_wrapped(lines, i, edge)
    return _joins_broken if is_broken(lines) else joins_plain


def _joins_wrapped(lines: Sequence[Line], i: int, edge: int) -> bool:
    line, above = lines[i], lines[i - 1]
    # A heading may be longer than the wrap; what follows it without a gap then goes on with it.
    if line.kind in _WHOLE or line.kind == "item" or above.kind in ("row", "code"):
        return False
    return above.indent + width(above.text) + 1 + width(_first_part(line.text)) >= edge


def joins_plain(lines: Sequence[Line], i: int, so_far: str) -> bool:
    """A line that begins in lower case goes on with a sentence that has not ended."""
    line, above = lines[i], lines[i - 1]
    if line.kind != "text" or above.kind not in ("text", "item") or not line.text[0].islower():
        return False
    return len(so_far) >= MIN_PROSE and len(line.text) >= MIN_SENTENCE and not ends_sentence(so_far)


def _joins_broken(lines: Sequence[Line], i: int, so_far: str) -> bool:
    line = lines[i]
    text, first = line.text, line.text[0]
    if line.kind in _WHOLE or lines[i - 1].kind in _WHOLE:
        return False
    if _continues(text):
        return True
    if ends_sentence(so_far) or (len(so_far) < MIN_SENTENCE and len(text) < MIN_SENTENCE):
        return False
    if first.islower() or _OPENS.search(so_far):
        return True
    below = lines[i + 1] if i + 1 < len(lines) and not lines[i + 1].gap else None
    if len(so_far) < MIN_PROSE or so_far.endswith(":") or below is None:
        return False
    if len(text) < 2 * MIN_PROSE and (below.text[0].islower() or _continues(below.text)):
        return True
    # A block that already broke once in mid-sentence and has not ended goes on, capital letter or not.
    return line.start - lines[i - 1].start < len(so_far) and len(text) >= MIN_PROSE and ends_sentence(text)


def _continues(text: str) -> bool:
    """True for a line that begins with closing punctuation, as only the rest of a sentence does."""
    return _CONTINUES.match(text) is not None and _DETACHED.match(text) is None


def glue(left: str, right: str) -> str:
    """The white space between two joined lines: none before closing punctuation, after a hyphen, between CJK."""
    if _CONTINUES.match(right) and right[0] != "…":
        return ""
    if _HYPHENATED.search(left):
        return ""
    if left[-1] in "([{«„“‘（「『":
        return ""
    return "" if has_cjk(left[-1]) and has_cjk(right[0]) and not "\uac00" <= right[0] <= "\ud7a3" else " "
