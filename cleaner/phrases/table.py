"""Reads a phrase file many times faster than a general TOML parser; what it does not understand goes to that parser.

A thousand kilobytes of phrases are read whenever a process starts. The files hold little of TOML: headers, strings,
arrays of strings, comments. A string, and an array of strings without comments or a last comma, is one in JSON too,
whose parser is native code.
"""

from __future__ import annotations

import json
import re
from typing import cast

Groups = dict[str, list[str] | str]

_TOKEN = re.compile(
    r"""\s*(?:
      \#[^\n]*                                                  # a comment
    | \[(?P<header>[\w-]+)\][^\S\n]*(?:\#[^\n]*)?$              # a language
    | "?(?P<key>[\w:-]+)"?[^\S\n]*=[^\S\n]*(?=["[])
    | \Z)""",
    re.VERBOSE | re.MULTILINE,
)
_END = re.compile(r"[^\S\n]*(?:#[^\n]*)?$", re.MULTILINE)
_DECODE = json.JSONDecoder().raw_decode


def read_table(text: str) -> dict[str, Groups]:
    """The tables of a phrase file, by language.

    Raises:
        tomllib.TOMLDecodeError: the file is no valid TOML.
    """
    try:
        # A comma after the last of an array's lines; no string goes over a line's end.
        table = _read_simple(text.replace('",\n]', '"\n]'))
    except ValueError:
        table = None
    if table is not None:
        return table
    import tomllib

    return cast("dict[str, Groups]", tomllib.loads(text))


def _read_simple(text: str) -> dict[str, Groups] | None:
    """The tables, or None where the file has more of TOML than phrase files need."""
    table: dict[str, Groups] = {}
    groups: Groups | None = None
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            return None
        at = token.end()
        header, key = token["header"], token["key"]
        if header is not None:
            if header in table:
                return None
            groups = table[header] = {}
        elif key is not None:
            if groups is None or key in groups:
                return None
            value, at = _DECODE(text, at)
            end = _END.match(text, at)
            if end is None or (isinstance(value, list) and not set(map(type, value)) <= {str}):
                return None
            groups[key] = value
            at = end.end()
    return table
