"""Finds what pandoc writes beside Markdown: attributes in braces, and the lines that open and close a division."""

from __future__ import annotations

import re

# An attribute list begins with a class, an id or a key; "{name}" in a text is none.
ATTRIBUTES = re.compile(r"\{(?:[.#][^\s{}]|[\w:.-]+=)(?:\"[^\"]*+\"|[^{}\"])*\}")
_BESIDE = re.compile(rf"(?<=[\])]){ATTRIBUTES.pattern}")
_DIVISION = re.compile(
    r"^[ \t\ufeff]*+(?:(?:[-*+]|\d{1,3}\.)[ \t]++)?:{3,}+(?:[ \t]*+(?:\{[^\n]*+|[\w-]*+[ \t]*+:*+)[ \t]*+)?$",
    re.MULTILINE,
)


def spans_of(source: str) -> list[tuple[int, int]]:
    """Where attributes and the lines of divisions stand in `source`; not in order."""
    found = [match.span() for match in _DIVISION.finditer(source)] if ":::" in source else []
    if "{" in source:
        found += [match.span() for match in _BESIDE.finditer(source)]
    return found
