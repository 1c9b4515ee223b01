"""Reads the values of TOML front matter. The standard library parses it; the lines tell where each value stands."""

from __future__ import annotations

import re
import tomllib

from cleaner.errors import FrontMatterError
from cleaner.readers.record import Value

_ASSIGNMENT = re.compile(r"[ \t]*([\w.\"'-]{1,200})[ \t]*=[ \t]*")
_TABLE = re.compile(r"[ \t]*\[{1,2}([^\]\n]{1,200})\]{1,2}[ \t]*(?:#.*)?$")
_QUOTES = re.compile(r"\"\"\"|'''|\"|'")
_LINE = re.compile(r"line (\d+)")
_BRACKET = re.compile(r"[][{}]")
_DEEPEST = 100
"""Brackets in brackets; the parser calls itself for each of them."""


def read_values(source: str, start: int, stop: int) -> list[Value]:
    """The values of the TOML in `source[start:stop]`, each a line's, in order.

    Raises:
        FrontMatterError: it is broken or too deep.
    """
    text = source[start:stop]
    above = source.count("\n", 0, start)
    if _is_deep(text):
        # Before the parser runs out of stack: whatever is cleared away at that moment does so, too.
        raise _too_deep(above)
    try:
        tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = above + int(found[1]) if found else above + 1
        raise FrontMatterError(
            f"front matter, line {line}: {str(error).partition(' (at ')[0]}", "mend the TOML, or name another form"
        ) from error
    except RecursionError as error:
        raise _too_deep(above) from error
    return _values(source, start, text)


def _too_deep(above: int) -> FrontMatterError:
    return FrontMatterError(f"front matter, from line {above + 1}: nested too deep", "flatten it")


def _is_deep(text: str) -> bool:
    """True where more brackets are open at once than any front matter has."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return True
    return False


def _values(source: str, start: int, text: str) -> list[Value]:
    values: list[Value] = []
    table = path = ""
    at = start
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip()
        assignment = _ASSIGNMENT.match(line)
        if found := _TABLE.match(line):
            table = found[1].strip().replace('"', "")
        elif assignment:
            key = assignment[1].replace('"', "").replace("'", "")
            path = f"{table}.{key}" if table else key
            values += _items(source, path, at + assignment.end(), at + len(line))
        elif line.strip() and not line.lstrip().startswith("#"):
            values += _items(source, path, at + len(line) - len(line.lstrip()), at + len(line))
        at += len(raw)
    return values


def _items(source: str, path: str, start: int, end: int) -> list[Value]:
    """What a line says: its quoted strings, or all of it when it has none."""
    values: list[Value] = []
    at = start
    while found := _QUOTES.search(source, at, end):
        close = source.find(found[0], found.end(), end)
        if close < 0:
            break
        values.append(Value(path, source[found.end() : close], found.end(), close))
        at = close + len(found[0])
    if not values and start < end:
        values.append(Value(path, source[start:end].strip("\"'"), start, end))
    return values
