"""Writes an article as Markdown (CommonMark): the title, then headings, list items, quotations and code as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from cleaner.model import Article, Kind

# What would be read as markup, and is text: each gets a backslash.
_INLINE = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~])      # a backslash before punctuation
    | [*`\[\]]
    | (?<!\w)_ | _(?!\w)           # an underscore at a word's edge
    | <(?=[A-Za-z/!?])             # a tag
    | &(?=\#?\w{1,31};)            # an entity
    | ~(?=~)""",
    re.VERBOSE,
)
_SIGNS = "\\*`[]_<&~"
"""What `_INLINE` begins with. To look for one after the other is ten times as fast as the pattern."""
_BULLET = re.compile(r"(?:[-+](?=\s|$)|#{1,6}(?=\s|$)|>|~{3}|=+$|-+$|-(?=[ -]*-[ -]*$))")
_BULLETS = frozenset("-+#>~=")
"""What `_BULLET` begins with."""
_MARKER = re.compile(r"(?:[*•·◦▪‣●○■□+-]|(\d{1,3})(?=[.)]\s)[.)])\s+(?=\S)")
_DASHED = re.compile(r"[–—»›]\s")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def write(article: Article) -> str:
    """The title as a heading, then the body."""
    parts = [f"# {escape(' '.join(article.title.split()))}"] if article.title else []
    paragraphs = article.paragraphs
    kinds = article.kinds if len(article.kinds) == len(paragraphs) else (("text", 0),) * len(paragraphs)
    blocks = [(text, _kind(text, kind), level) for text, (kind, level) in zip(paragraphs, kinds, strict=True)]
    for kind, run in groupby(blocks, key=lambda block: block[1]):
        parts += _run(kind, [(text, level) for text, _, level in run])
    return "\n\n".join(parts)


def _kind(text: str, kind: Kind) -> Kind:
    """Speech that a dash opens is no list, whatever its reader took it for."""
    return "text" if kind == "item" and _DASHED.match(text) else kind


def _run(kind: Kind, blocks: list[tuple[str, int]]) -> Iterator[str]:
    """Neighbouring paragraphs of one kind."""
    if kind == "item":
        yield "\n".join(_items(blocks))
    elif kind == "quote":
        yield "\n>\n".join(f"> {escape(text)}" for text, _ in blocks)
    elif kind == "code":
        lines = [text for text, _ in blocks]
        fence = "`" * max(3, 1 + max(_longest_ticks(text) for text in lines))
        yield "\n".join([fence, *lines, fence])
    elif kind == "heading":
        # The title alone is of the first level.
        for text, level in blocks:
            yield f"{'#' * min(max(level, 2), 6)} {_closed(escape(text))}"
    else:
        for text, _ in blocks:
            yield escape(text)


def _items(blocks: list[tuple[str, int]]) -> Iterator[str]:
    """List items; none is set in by more than one step from the item before it, since that would make it code."""
    before: tuple[int, bool] | None = None
    for text, level in blocks:
        # The page's own marker becomes Markdown's; a number stays, as the text may speak of it.
        found = _MARKER.match(text)
        number = found[1] if found else None
        depth = min(max(level - 1, 0), before[0] + 1 if before else 0)
        shape = (depth, number is not None)
        # A list of another sort does not begin in the middle of a paragraph.
        apart = "\n" if before is not None and shape != before and (shape[1] or before[1]) else ""
        before = shape
        shown = escape(text[found.end() :] if found else text)
        yield f"{apart}{'   ' * depth}{f'{number}.' if number else '-'} {shown}"


def escape(text: str) -> str:
    """`text` with a backslash before each sign that Markdown would take for its own."""
    escaped = _INLINE.sub(r"\\\g<0>", text) if any(map(text.__contains__, _SIGNS)) else text
    escaped = "\n".join([line.strip() for line in escaped.split("\n")]) if "\n" in escaped else escaped.strip()
    first = escaped[:1]
    # Hardly a paragraph begins so: to look at its first sign takes a tenth of a pattern's time.
    if first.isdecimal() and (match := _NUMBER.match(escaped)):
        return f"{match[1]}\\{escaped[match.end(1) :]}"
    return f"\\{escaped}" if first in _BULLETS and _BULLET.match(escaped) else escaped


def _closed(heading: str) -> str:
    """A heading's text whose closing number signs are text."""
    bare = heading.rstrip("#")
    return heading if bare == heading else f"{bare}\\{heading[len(bare) :]}"


def _longest_ticks(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
