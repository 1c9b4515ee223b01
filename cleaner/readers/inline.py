"""Finds Markdown's inline markup: what of a source is hidden, and what of it is link text.

One pass of one pattern gives the tokens; brackets are matched with a stack and emphasis by its last opener, so that
cost stays proportional to the source whatever it holds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.readers.attributes import ATTRIBUTES, spans_of

# All alternatives begin with a literal, so that the pattern is searched for by its first characters. Every repetition
# of a character is possessive or stops at the character that the next token begins with; what a repeated group gives
# back never matches otherwise. No group is repeated possessively: Python 3.11 up to 3.11.4 gets that wrong
# (CPython issue 106052). Addresses may run over a line's end, as hard wrapping breaks them, in quotations too.
_BREAK = r"\n(?:[ \t]*+>)?[ \t]*+(?=[^\s()])"
_ADDRESS = rf"(?:<[^<>\n]*+>|(?:\\.|[^()\\\s]++|\([^()\s]*+\)|[ \t]*+{_BREAK})*)"
_TITLE = r"""(?:\s++(?:"[^"]*+(?:"(?!\s*+\))[^"]*+){0,4}"|'[^']*+'))?"""
# Careless pages have blanks in their addresses; then it must begin as an address does, and end on its line or, where
# that is wrapped, on one of the next lines.
_WITH_BLANKS = r"(?:\\.|[^()\\\n]++|\([^()\n]*+\))*"
_CARELESS = rf"\((?=[A-Za-z][A-Za-z0-9+.-]*+:|[/#?]){_WITH_BLANKS}(?:{_BREAK}{_WITH_BLANKS}){{0,8}}\)"
_TARGET = rf"(?:\(\s*+{_ADDRESS}{_TITLE}\s*+\)|{_CARELESS})"
_TOKEN = re.compile(
    rf"\\(?:[!-/:-@\[-`{{-~]|(?=\n))"
    rf"|\[(?:[^][\\`*_<]*+\]{_TARGET})?"
    rf"|!\[(?:[^][\\`*_<]*+\]{_TARGET})?"
    rf"|\](?:{_TARGET}|\[[^][\n]{{0,80}}\])?"
    r"|``[^`\n]++``|`[^`\n]++`"
    r"|\*\*{0,9}|__{0,9}"
    r"|<(?:[A-Za-z/][^<>\n]*+(?:\n(?!\s*\n)[^<>\n]*+){0,8}>|!--)"
)
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|audio|b|big|blockquote|br|button|caption|center|cite|code|col|dd|del|details|div|dl|dt"
    r"|em|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|main|mark|nav|nobr"
    r"|noscript|object|ol|p|picture|pre|q|s|samp|script|section|small|source|span|strike|strong|style|sub|summary|sup"
    r"|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr)(?:[\s/][^<>]*+)?>",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"^[ \t]{0,4}\[([^][\n]{1,80})\]:[ \t]*\S+(?:[ \t]+[\"'(][^\n]*)?[ \t]*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:|[^\s@<>]{1,80}@)\S*>")
# Brackets farther apart than this are no link.
_LONGEST_LINK = 20_000
_LONGEST_EMPHASIS = 3
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_APART = " \n\r\t\u00a0[]()|"


class Markup(NamedTuple):
    """The inline markup of a source."""

    hidden: list[tuple[int, int]]
    """Spans that show nothing, sorted and apart."""
    links: list[tuple[int, int]]
    """Spans of link text, sorted and apart."""


def definitions(source: str) -> dict[str, tuple[int, int]]:
    """Reference definitions `[id]: address`: their spans, by lower-cased id."""
    if "]:" not in source:
        return {}
    return {match[1].lower(): match.span() for match in _DEFINITION.finditer(source)}


def scan(source: str, references: dict[str, tuple[int, int]]) -> Markup:
    """The inline markup of `source`."""
    scanner = _Scanner(source, references)
    scanner.run()
    scanner.hidden += spans_of(source)
    return Markup(merged(scanner.hidden), merged(scanner.links))


class _Scanner:
    def __init__(self, source: str, references: dict[str, tuple[int, int]]) -> None:
        self.source = source
        self.references = references
        self.hidden: list[tuple[int, int]] = list(references.values())
        self.links: list[tuple[int, int]] = []
        self.brackets: list[int] = []
        self.emphasis: dict[str, int] = {}
        self.inside: set[int] = set()
        self.comments = True

    def run(self) -> None:
        source, hidden, skip_to = self.source, self.hidden, 0
        for match in _TOKEN.finditer(source):
            start, end = match.span()
            if start < skip_to:
                continue
            first = source[start]
            if first in "[!":
                self._open(start, end)
            elif first in "*_":
                self._emphasis(start, end)
            elif first == "\\":
                hidden.append((start, start + 1))
            elif first == "]":
                self._close(start, end)
            elif first == "`":
                ticks = 2 if source[start + 1] == "`" else 1
                hidden += ((start, start + ticks), (end - ticks, end))
            else:
                skip_to = self._angle(start, end)

    def _open(self, start: int, end: int) -> None:
        """An opening bracket, or a whole link or image whose text holds no markup."""
        if self.source[end - 1] == "[":
            self.brackets.append(start)
        elif self.source[start] == "!":
            self.hidden.append((start, end))
        else:
            close = self.source.index("]", start)
            self.hidden += ((start, start + 1), (close, end))
            self.links.append((start + 1, close))

    def _close(self, start: int, end: int) -> None:
        source = self.source
        opened = self.brackets.pop() if self.brackets else -1
        if opened >= 0 and start - opened > _LONGEST_LINK:
            opened = -1
        if opened >= 0 and end - start == 1 and source.startswith("{", end) and ATTRIBUTES.match(source, end):
            # A span of text with attributes.
            self.hidden += ((opened, opened + 1), (start, end))
            return
        shape = source[start + 1 : start + 2] if end - start > 1 else ""
        if shape == "(":
            if opened < 0:
                # The bracket that opened it is lost, but an address in brackets is never text.
                self.hidden.append((start, end))
                return
        elif opened < 0 or not self._is_reference(opened, start, end):
            return
        if source[opened] == "!":
            self.hidden.append((opened, end))
        else:
            self.hidden += ((opened, opened + 1), (start, end))
            self.links.append((opened + 1, start))

    def _is_reference(self, opened: int, start: int, end: int) -> bool:
        if not self.references:
            return False
        name = self.source[start + 2 : end - 1] if end - start > 3 else ""
        if not name and start - opened <= 82:
            name = self.source[opened:start].lstrip("![")
        return " ".join(name.split()).lower() in self.references

    def _emphasis(self, start: int, end: int) -> None:
        source, length = self.source, end - start
        if length > _LONGEST_EMPHASIS:
            return
        before = source[start - 1] if start else " "
        after = source[end] if end < len(source) else " "
        if length == 2 and before in _APART and after in _APART:
            # html2text writes an icon's empty element so.
            self.hidden.append((start, end))
            return
        # "snake_case" and "2*3" keep their signs, and so does "s**t", where both ends of a pair would be inside words;
        # scripts without spaces have emphasis inside of "words".
        inside = before.isalnum() and after.isalnum() and before < "\u2e80"
        if inside and (source[start] == "_" or length != 2):
            return
        key = source[start:end]
        opened = self.emphasis.pop(key, -1)
        closes = opened >= 0 and not (before.isspace() or (inside and opened in self.inside))
        if closes and not _BLANK_LINE.search(source, opened, start):
            # html2text sets a blank between emphasis and the comma or full stop behind it.
            end += source.startswith((" , ", " . ", " .\n", " ,\n"), end)
            self.hidden += ((opened, opened + length), (start, end))
        elif not after.isspace():
            self.emphasis[key] = start
            if inside:
                self.inside.add(start)

    def _angle(self, start: int, end: int) -> int:
        """A tag, an address in angle brackets, a comment; returns where scanning goes on."""
        if self.source.startswith("<!--", start):
            stop = self.source.find("-->", start) if self.comments else -1
            if stop < 0:
                self.comments = False
                return 0
            self.hidden.append((start, stop + 3))
            return stop + 3
        if _AUTOLINK.match(self.source, start, end):
            self.hidden += ((start, start + 1), (end - 1, end))
            self.links.append((start + 1, end - 1))
        elif _TAG.fullmatch(self.source, start, end) and self._is_tag(start, end):
            self.hidden.append((start, end))
        return 0

    def _is_tag(self, start: int, end: int) -> bool:
        """True on one line; over a line's end only attributes are wrapped: "<a few" and a far ">" are text."""
        return self.source.find("\n", start, end) < 0 or self.source.find("=", start, end) >= 0


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort spans and join those that overlap."""
    spans.sort()
    merged: list[tuple[int, int]] = []
    last = -1
    for start, end in spans:
        if start < last:
            if end > last:
                merged[-1] = (merged[-1][0], end)
                last = end
        else:
            merged.append((start, end))
            last = end
    return merged
