"""Undoes line layouts: hard wraps are joined, sentences that `get_text("\\n")` broke at links become paragraphs again.

A reader never judges what a line says; it only decides where a block begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cleaner.readers.lines import Line
from cleaner.text import ends_sentence, has_cjk

WIDEST_WRAP = 100
NARROWEST_WRAP = 50
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
_CONTINUES = re.compile(r"[,.;:!?)\]}»”’%…،؛؟。、，！？）」』]")
_OPENS = re.compile(r"[(\[{«„“‘/&\-–—,、（「『]$")
_DETACHED = re.compile(r"[.…]{2,}|\.\w|[)\]]?[:;]-?[)(]")
_ENTRY = re.compile(r"\[?\d{1,4}[\].)] ")
MIN_PROSE = 40
MIN_SENTENCE = 25

Join = Callable[[Sequence[Line], int, str], bool]
"""`join(lines, i, so_far)`: does line `i` go on where the block `so_far` stops?"""


def width(text: str) -> int:
    """Terminal columns of `text`: East Asian wide characters take two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a page is hard-wrapped, 0 when it is not.

    A page is wrapped when nearly every line that has a next one in its paragraph is too long for the next line's
    first word to have fitted.
    """
    short = [w for line in lines if (w := line.indent + width(line.text)) <= WIDEST_WRAP]
    if len(short) < max(4, 0.9 * len(lines)):
        return 0
    edge = sorted(short)[-max(1, len(short) // 100)]
    if edge < NARROWEST_WRAP:
        return 0
    full = pairs = 0
    for line, below in zip(lines, lines[1:], strict=False):
        if below.gap or below.kind in ("heading", "item") or line.kind == "heading":
            continue
        length = line.indent + width(line.text)
        if length > 0.55 * edge:
            pairs += 1
            full += length + 1 + width(below.text.split(" ", 1)[0]) > edge - 1
    return edge if pairs >= 3 and full >= 0.7 * pairs else 0


def is_broken(lines: Sequence[Line]) -> bool:
    """True when text nodes stand a line each, so that sentences break at links: few gaps, many continued lines."""
    if len(lines) < 3 or sum(1 for line in lines if line.gap) > 0.1 * len(lines):
        return False
    continued = 0
    for above, line in zip(lines, lines[1:], strict=False):
        first = line.text[0]
        if not ends_sentence(above.text) and (
            _CONTINUES.match(first) or (first.islower() and max(len(above.text), len(line.text)) >= MIN_PROSE)
        ):
            continued += 1
    return continued >= max(2, 0.01 * len(lines))


def choose(lines: Sequence[Line]) -> Join:
    """The joining that fits the page's layout."""
    edge = wrap_width(lines)
    if edge:
        return lambda lines, i, so_far: _joins_wrapped(lines, i, edge)
    return _joins_broken if is_broken(lines) else _joins_plain


def _joins_wrapped(lines: Sequence[Line], i: int, edge: int) -> bool:
    line, above = lines[i], lines[i - 1]
    if line.gap or line.kind in ("heading", "item", "row", "code") or above.kind in ("heading", "row", "code"):
        return False
    if _ENTRY.match(line.text) and line.indent <= above.indent and not _fills(above, line, edge):
        return False
    return _fills(above, line, edge)


def _fills(above: Line, line: Line, edge: int) -> bool:
    return above.indent + width(above.text) + 1 + width(line.text.split(" ", 1)[0]) > edge - 1


def _joins_plain(lines: Sequence[Line], i: int, so_far: str) -> bool:
    line, above = lines[i], lines[i - 1]
    if line.gap or line.kind != "text" or above.kind not in ("text", "item"):
        return False
    first = line.text[0]
    return len(so_far) >= MIN_PROSE and not ends_sentence(so_far) and first.islower() and len(line.text) >= MIN_SENTENCE


def _joins_broken(lines: Sequence[Line], i: int, so_far: str) -> bool:  # noqa: PLR0911 - one reason a return
    line = lines[i]
    if line.gap or line.kind == "heading" or lines[i - 1].kind == "heading":
        return False
    text, first = line.text, line.text[0]
    if _CONTINUES.match(first) and not _DETACHED.match(text):
        return True
    if line.kind == "item" and ends_sentence(so_far):
        return False
    if ends_sentence(so_far):
        return False
    long_enough = len(so_far) >= MIN_SENTENCE or len(text) >= MIN_SENTENCE
    if _OPENS.search(so_far) and long_enough:
        return True
    if first.islower():
        return long_enough
    below = lines[i + 1] if i + 1 < len(lines) and not lines[i + 1].gap else None
    if len(so_far) < MIN_PROSE or so_far.endswith(":") or below is None:
        return False
    goes_on = below.text[0].islower() or (_CONTINUES.match(below.text) and not _DETACHED.match(below.text))
    if goes_on and len(text) < 2 * MIN_PROSE:
        return True
    # A block that already broke once in mid-sentence and has not ended goes on, capital letter or not.
    return lines[i - 1].end - lines[i - 1].start < len(so_far) and len(text) >= MIN_PROSE and ends_sentence(text)


def glue(left: str, right: str) -> str:
    """The white space between two joined lines: none before closing punctuation or between CJK characters."""
    if _CONTINUES.match(right) and right[0] != "…":
        return ""
    if left[-1] in "([{«„“‘（「『":
        return ""
    return "" if has_cjk(left[-1]) and has_cjk(right[0]) and not "\uac00" <= right[0] <= "\ud7a3" else " "
