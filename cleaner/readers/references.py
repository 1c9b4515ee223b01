"""Numbered link references of terminal browsers: `[12]Text` in the page, the addresses in a list at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.readers.lines import Line

_ENTRY = re.compile(r"(\d{1,5})\.[ \t]+(?:[a-z][a-z0-9+.-]{1,15}:(?://.*|\S*)|/\S*|#\S*)$")
# An address with a blank in it, or nothing, where the numbers ask for an entry; "2. Fold in the flour" is none.
_ODD_ENTRY = re.compile(r"(\d{1,5})\.(?:$|[ \t]+(?:[A-Za-z][A-Za-z0-9+.-]{1,15}:(?=\S)|javascript:|/|#))")
# elinks leaves numbers out, and writes a link's title in the place of its address, which stands on the next line.
_ELINKS = ("Visible links", "Hidden links:")
_TITLED = re.compile(r"(\d{1,5})\.[ \t]+\S")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}:\S+$")
_MARKER = re.compile(r"\[(\d{1,5})\](?=[^\s.,;:)])|\(BUTTON\)(?: |$)")
# Links around pictures and icons.
_ALONE = re.compile(r"(?:[*+o#@] )?\[\d{1,5}\](?: ?\[\d{1,5}\])*$")
_HEADING = re.compile(r"[^\d\W][^\n.!?]{0,30}$")
_FEWEST = 2
_BULLET = 2
"""Characters of an item's bullet and of the blank behind it."""


def without_references(source: str, lines: Sequence[Line]) -> Sequence[Line]:
    """`lines` with the numbers of references hidden and their list as syntax; unchanged when the page has no list."""
    first, highest = _list(lines)
    if not highest:
        return lines
    shown = [
        _shown(source, line, highest) if "[" in line.text or "(BUTTON)" in line.text else line for line in lines[:first]
    ]
    # Nothing joins the lines of the list, nor is any of it text.
    return shown + [line._replace(gap=max(line.gap, 1), kind="text", spans=()) for line in lines[first:]]


def _list(lines: Sequence[Line]) -> tuple[int, int]:
    """Index of the list's first line, its headings included, and its highest number; `(0, 0)` without a list."""
    first = at = len(lines)
    below = highest = entries = 0
    titled = False
    while at:
        at -= 1
        text = lines[at].text
        entry = _ENTRY.match(text) if text[0].isdigit() else None
        if entry is None and titled:
            entry = _TITLED.match(text)
        titled = _ADDRESS.match(text) is not None
        if entry is None and below > 1 and text.startswith(f"{below - 1}."):
            entry = _ODD_ENTRY.match(text)
        if entry:
            number = int(entry[1])
            if below and number >= below:
                break
            below, highest, entries, first = number, max(highest, number), entries + 1, at
        elif titled or (entries and "://" in text and " " not in text):
            # The address of a titled link, or the rest of one that holds a line's end.
            continue
        elif not entries or at < first - 2 or not (_HEADING.match(text) and len(text.split()) <= 3):
            break
    if entries < _FEWEST or (below > 1 and not (first and lines[first - 1].text in _ELINKS)):
        return 0, 0
    while first and (lines[first].gap or lines[first - 1].text.endswith(":")) and _is_heading(lines[first - 1]):
        first -= 1
    return first, highest


def _is_heading(line: Line) -> bool:
    """True for "References" and "Visible links:"."""
    return len(line.text.split()) <= 2 and _HEADING.match(line.text) is not None and line.gap > 0


def _shown(source: str, line: Line, highest: int) -> Line:
    """`line` without its markers; one that begins with a link's number is link text, as far as anyone can tell."""
    if _ALONE.match(line.text):
        return line._replace(kind="text", spans=())
    spans: list[tuple[int, int]] = []
    begin = line.start + (_BULLET if line.kind == "item" else 0)
    at, links = line.start, False
    for marker in _MARKER.finditer(source, line.start, line.end):
        # lynx sets a word before what is on a button.
        if marker[1] is None or int(marker[1]) <= highest:
            # A link that touches the text before it is no part of its word.
            spans += ((at, marker.start()), (marker.end(), marker.end()))
            at = marker.end()
            links = links or (marker[1] is not None and marker.start() == begin)
    if at == line.start:
        return line
    if at < line.end:
        spans.append((at, line.end))
    text = "".join([source[start:end] for start, end in spans]).strip()
    if not text:
        return line._replace(kind="text", spans=())
    return line._replace(text=text, spans=tuple(spans), link_chars=len(text) if links else 0)
