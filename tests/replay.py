"""Holds an `Article` against its source: nothing invented, nothing lost, and the removals replay to the body.

White space and characters that carry no text are left out of every comparison: they are what a reader may normalise.
"""

from __future__ import annotations

from bisect import bisect_right

from cleaner import Article
from cleaner.readers.decode import repair
from cleaner.readers.lines import INVISIBLE

# Marks of writing direction go with the margins of a line.
_DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = frozenset(INVISIBLE + _DIRECTION)


def visible(text: str) -> str:
    """`text` without white space and without characters that carry no text."""
    return "".join(char for char in "".join(text.split()) if char not in _INVISIBLE)


def check(source: str, article: Article) -> None:
    """Assert the first two promises of the design for `article`, made from `source`."""
    source = repair(source)
    _offsets_are_true(source, article)
    gone = _union([(removal.start, removal.end) for removal in article.removed])
    for paragraph, (start, end) in zip(article.paragraphs, article.spans, strict=True):
        assert visible(_without(source, start, end, gone)) == visible(paragraph)
    covered = _union([*gone, *article.spans])
    assert visible(_without(source, 0, len(source), covered)) == "", "text of the source is not accounted for"
    assert visible(_without(source, 0, len(source), gone)) == visible(article.text), "the removals do not replay"


def _offsets_are_true(source: str, article: Article) -> None:
    at = 0
    for start, end in article.spans:
        assert at <= start < end <= len(source), "spans out of order or out of the source"
        at = end
    at = 0
    for removal in article.removed:
        assert at <= removal.start < removal.end <= len(source), "a removal lies over another or out of the source"
        at = removal.end
        assert removal.text == source[removal.start : removal.end]
        assert removal.rule
        assert removal.reason


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(source: str, start: int, end: int, holes: list[tuple[int, int]]) -> str:
    """`source[start:end]` without the sorted, disjoint `holes`."""
    parts: list[str] = []
    first = max(bisect_right(holes, (start, len(source))) - 1, 0)
    for hole_start, hole_end in holes[first:]:
        if hole_start >= end:
            break
        parts.append(source[start : max(hole_start, start)])
        start = max(start, hole_end)
    parts.append(source[start:end])
    return "".join(parts)
