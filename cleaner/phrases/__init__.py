"""What the rules look for, as data: one TOML file a rule, grouped by language.

A file `cleaner/phrases/<rule id>.toml` reads:

    [en]
    seen = "where these were seen"
    line = ["newsletter"]            # the whole block, edge punctuation and digits aside
    start = ["sign up for our"]      # the block begins with it
    end = ["read more"]              # the block ends with it
    inside = ["we use cookies"]      # anywhere, at word boundaries
    part = ["comments", "listen"]    # one behind the other on a line that is a row of them and of the file's lines
    "line:opens" = ["related posts"] # a label after the colon reaches the rule as `Hit.label`

`book` finds all phrases of all rules in a page.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast, get_args

from cleaner.errors import ConfigError
from cleaner.model import Place
from cleaner.phrases.group import Group, Phrase, trim
from cleaner.phrases.table import read_table
from cleaner.text import fold, resource

__all__ = ["PLACES", "Group", "Phrase", "load", "load_groups", "parse_groups", "trim"]

PLACES: tuple[str, ...] = get_args(Place)
_BLANKS = re.compile(r"[^\S\n]+")
# Looked for one by one, as that is many times faster than the pattern.
_ODD_BLANKS = (
    "  ",
    *("\t\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"),
    *("\u2028\u2029\u202f\u205f\u3000"),
)


@functools.cache
def load_groups(rule: str) -> tuple[Group, ...]:
    """The phrases shipped for `rule`, by group; empty when it needs none."""
    try:
        text = resource(f"phrases/{rule}.toml")
    except FileNotFoundError:
        return ()
    # A file is folded as a whole, as a process reads thirty thousand phrases, unless that would change what it says.
    folded = fold(text)
    plain = "\\" not in text.replace('\\"', "") and folded.count('"') == text.count('"') and not _has_odd_blanks(folded)
    table = read_table(folded if plain else text)
    return tuple(group for groups in table.values() for group in _groups(rule, groups, folded=plain))


def _has_odd_blanks(text: str) -> bool:
    text = text.replace("\n    ", "\n")
    return any(map(text.__contains__, _ODD_BLANKS))


def load(rule: str) -> tuple[Phrase, ...]:
    """The phrases shipped for `rule`, one by one."""
    return tuple(Phrase(*group[:3], text) for group in load_groups(rule) for text in group.texts)


def parse_groups(rule: str, groups: Mapping[str, object], where: str = "") -> Iterable[Phrase]:
    """Phrases of one language's table, `{"line": [...], "start:label": [...]}`.

    Raises:
        ConfigError: a group's name or a phrase's type is wrong.
    """
    for group in _groups(rule, groups, where):
        for text in group.texts:
            yield Phrase(*group[:3], text)


def _groups(rule: str, groups: Mapping[str, object], where: str = "", *, folded: bool = False) -> Iterator[Group]:
    """The groups of one language; `folded` says that their phrases are, and their white space levelled."""
    for name, phrases in groups.items():
        if name == "seen":
            continue
        place, _, label = name.partition(":")
        if place not in PLACES or not isinstance(phrases, list) or not set(map(type, phrases)) <= {str}:
            raise ConfigError(
                f"{where or rule}: bad phrase group {name!r}", f'write one of {", ".join(PLACES)} = ["text", …]'
            )
        keys = phrases if folded else _keys(phrases)
        texts = tuple([key if key[:1].isalnum() and key[-1:].isalnum() else _trimmed(key) for key in keys])
        if not all(texts):
            phrase = phrases[texts.index("")]
            raise ConfigError(f"{where or rule}: phrase {phrase!r} has no letter or digit", "write a word")
        yield Group(rule, cast("Place", place), label, texts)


def _trimmed(key: str) -> str:
    start, end = trim(key)
    return key[start:end]


def _keys(phrases: list[str]) -> list[str]:
    """The phrases folded, white space levelled."""
    text = "\n".join(phrases)
    if any(map(text.__contains__, _ODD_BLANKS)):
        text = _BLANKS.sub(" ", text)
    keys = fold(text).split("\n")
    return keys if len(keys) == len(phrases) else [fold(" ".join(phrase.split())) for phrase in phrases]
