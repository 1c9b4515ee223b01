"""Reads a phrase file many times faster than a general TOML parser; what it does not understand goes to that parser.

A thousand kilobytes of phrases are read whenever a process starts. The files hold little of TOML: headers, strings,
arrays of strings, comments. An array of strings is, comments and a last comma aside, an array in JSON, whose parser is
native code.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import cast

Groups = dict[str, list[str] | str]

_TOKEN = re.compile(
    r"""\s*(?:
      \#[^\n]*                                                  # a comment
    | \[(?P<header>[\w-]+)\][^\S\n]*(?:\#[^\n]*)?$              # a language
    | "?(?P<key>[\w:-]+)"?[^\S\n]*=[^\S\n]*(?:
          (?P<string>"[^"\\\n]*")
        | (?P<array>\[.*?)\][^\S\n]*
      )(?:\#[^\n]*)?$
    | \Z)""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
# Neither can match within a string: it would have to be closed on its line.
_COMMENT = re.compile(r"(?m)(?<=,)[^\S\n]*#[^\"\n]*$|^[^\S\n]*#.*$")
_STRING = re.compile(r'"[^"\\\n]*"')


def read_table(text: str) -> dict[str, Groups]:
    """The tables of a phrase file, by language.

    Raises:
        tomllib.TOMLDecodeError: the file is no valid TOML.
    """
    try:
        table = _read_simple(text)
    except ValueError:
        table = None
    return cast("dict[str, Groups]", tomllib.loads(text)) if table is None else table


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
            groups[key] = json.loads(token["string"]) if token["array"] is None else _array(token["array"])
    return table


def _array(text: str) -> list[str]:
    """The strings of an array without its closing bracket."""
    if "#" in text:
        if "#" in _STRING.sub("", text[text.rfind("\n") + 1 :]):
            raise ValueError("the closing bracket stands in a comment")
        text = _COMMENT.sub("", text)
    text = text.rstrip()
    # A comma may end the array, but not be all there is.
    strings = json.loads(text[: -1 if text.endswith(('",', '" ,')) else None] + "]")
    if not all(type(string) is str for string in strings):
        raise ValueError("an array of something else than strings")
    return cast("list[str]", strings)
