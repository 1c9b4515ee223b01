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

Whole lines are looked up in a dictionary; all other phrases of all rules are matched over the whole page in one pass of
an Aho-Corasick automaton (A. Aho, M. Corasick, "Efficient string matching", CACM 18(6), 1975), so that cost grows with
the page, not with the number of phrases.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import accumulate, islice
from string import punctuation
from typing import NamedTuple, cast, get_args
from unicodedata import category

from ahocorasick_rs import AhoCorasick, Implementation

from cleaner.errors import ConfigError
from cleaner.model import Block, Hit, Place
from cleaner.phrases.rows import Rows
from cleaner.phrases.table import read_table
from cleaner.text import fold

PLACES: tuple[str, ...] = get_args(Place)
_EDGE = "\n"
_BLANKS = re.compile(r"[^\S\n]+")
# Looked for one by one, as that is many times faster than the pattern.
_ODD_BLANKS = (
    "  ",
    *("\t\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"),
    *("\u2028\u2029\u202f\u205f\u3000"),
)


class Phrase(NamedTuple):
    """One phrase of one rule."""

    rule: str
    place: Place
    label: str
    text: str
    """As matched: folded, edges trimmed."""


def trim(key: str) -> tuple[int, int]:
    """Offsets of the part of a folded text between its first and its last letter or digit."""
    start, end = 0, len(key)
    while start < end and not key[start].isalnum():
        start += 1
    while end > start and not (key[end - 1].isalnum() or _is_vowel_sign(key[end - 1])):
        end -= 1
    return start, end


def _is_vowel_sign(char: str) -> bool:
    """True for what a word of an Indian script may end with beside letters."""
    return "\u0900" <= char < "\u0e00" and category(char)[0] == "M"


class Group(NamedTuple):
    """Phrases of one rule that differ in their text alone. A tuple each would be slow: a process reads 30,000."""

    rule: str
    place: Place
    label: str
    texts: tuple[str, ...]


@functools.cache
def load_groups(rule: str) -> tuple[Group, ...]:
    """The phrases shipped for `rule`, by group; empty when it needs none."""
    resource = files(__package__).joinpath(f"{rule}.toml")
    if not resource.is_file():
        return ()
    table = read_table(resource.read_text(encoding="utf-8"))
    keys = _keys_of_all(table)
    return tuple(group for groups in table.values() for group in _groups(rule, groups, keys=keys))


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


def _groups(
    rule: str, groups: Mapping[str, object], where: str = "", keys: Iterator[str] | None = None
) -> Iterator[Group]:
    """The groups of one language; `keys` gives their phrases folded, where that is done already."""
    for name, phrases in groups.items():
        if name == "seen":
            continue
        place, _, label = name.partition(":")
        if place not in PLACES or not isinstance(phrases, list) or not all(isinstance(p, str) for p in phrases):
            raise ConfigError(
                f"{where or rule}: bad phrase group {name!r}", f'write one of {", ".join(PLACES)} = ["text", …]'
            )
        texts = tuple(map(_trimmed, islice(keys, len(phrases)) if keys else _keys(phrases)))
        if not all(texts):
            phrase = phrases[texts.index("")]
            raise ConfigError(f"{where or rule}: phrase {phrase!r} has no letter or digit", "write a word")
        yield Group(rule, cast("Place", place), label, texts)


def _trimmed(key: str) -> str:
    if key and key[0].isalnum() and key[-1].isalnum():
        return key
    start, end = trim(key)
    return key[start:end]


def _keys_of_all(table: Mapping[str, Mapping[str, object]]) -> Iterator[str] | None:
    """A file's phrases folded, in its order; None when it is broken. At once, since a process reads thirty thousand."""
    phrases: list[str] = []
    for groups in table.values():
        for name, found in groups.items():
            if name != "seen":
                if not isinstance(found, list) or not all(isinstance(phrase, str) for phrase in found):
                    return None
                phrases += found
    return iter(_keys(phrases))


def _keys(phrases: list[str]) -> list[str]:
    """The phrases folded, white space levelled."""
    text = "\n".join(phrases)
    if any(map(text.__contains__, _ODD_BLANKS)):
        text = _BLANKS.sub(" ", text)
    keys = fold(text).split("\n")
    return keys if len(keys) == len(phrases) else [fold(" ".join(phrase.split())) for phrase in phrases]


_Owner = tuple[str, Place, str, int, int]
"""A pattern's rule, place and label, and how many edges it has in front and behind."""


class PhraseBook:
    """All phrases of a configuration, compiled. Immutable; pickles by its phrases.

    Whole lines are looked up in a dictionary, all other phrases are found by one automaton.
    """

    def __init__(self, phrases: Iterable[Phrase] = (), groups: Iterable[Group] = ()) -> None:
        self._groups = (*groups, *(Group(*phrase[:3], (phrase.text,)) for phrase in phrases))
        self._lines: dict[str, Group] = {}
        self._more: dict[str, list[Group]] = {}
        """Further groups that have a line."""
        self._owners: list[_Owner] = []
        """Whose each pattern is."""
        patterns: list[str] = []
        for group in self._groups:
            if group.place == "line":
                self._put_lines(group)
            if group.place in ("line", "part"):
                continue
            before, after = int(group.place == "start"), int(group.place == "end")
            patterns += [f"{_EDGE * before}{text}{_EDGE * after}" for text in group.texts]
            self._owners += [(group.rule, group.place, group.label, before, after)] * len(group.texts)
        self._automaton = AhoCorasick(patterns, implementation=Implementation.ContiguousNFA, store_patterns=False)
        rows = {group.rule for group in self._groups if group.place == "part"}
        self._rows = Rows(
            (number, group.texts)
            for number, group in enumerate(self._groups)
            if group.rule in rows and group.place in ("line", "part")
        )

    def _put_lines(self, group: Group) -> None:
        lines = self._lines
        for text in group.texts:
            if lines.setdefault(text, group) is not group:
                self._more.setdefault(text, []).append(group)

    def __reduce__(self) -> tuple[type[PhraseBook], tuple[tuple[()], tuple[Group, ...]]]:
        return PhraseBook, ((), self._groups)

    def find(self, blocks: Sequence[Block]) -> dict[str, tuple[Hit, ...]]:
        """Every phrase found in `blocks`, by rule id, in page order."""
        found: dict[str, list[Hit]] = {}
        for number, (start, end, which, text) in self._rows.find(blocks):
            rule, _, label, _ = self._groups[which]
            found.setdefault(rule, []).append(Hit(number, start, end, "part", label, text))
        parts: list[str] = []
        trimmed: dict[int, int] = {}
        """How much was cut from the fronts of blocks."""
        numbers: list[int] = []
        for at, block in enumerate(blocks):
            key = block.key
            part = key.strip(punctuation)
            if part and part[0].isalnum() and part[-1].isalnum():
                start = 0 if key[0] == part[0] else key.index(part[0])
            else:
                start, end = trim(key)
                part = key[start:end]
            if start:
                trimmed[at] = start
            parts.append(part)
            numbers.append(block.number)
            group = self._lines.get(part)
            if group is not None:
                for rule, place, label, _ in (group, *self._more.get(part, ())):
                    hit = Hit(block.number, start, start + len(part), place, label, part)
                    found.setdefault(rule, []).append(hit)
        for at, start, end, (rule, place, label) in self._search(parts):
            shift = trimmed.get(at, 0)
            hit = Hit(numbers[at], start + shift, end + shift, place, label, parts[at][start:end])
            found.setdefault(rule, []).append(hit)
        return {rule: tuple(sorted(set(hits))) for rule, hits in found.items()}

    def _search(self, parts: list[str]) -> Iterator[tuple[int, int, int, tuple[str, Place, str]]]:
        """What the automaton finds in the trimmed keys `parts`: index, start and end in it, and whose it is."""
        haystack = f"{_EDGE}{_EDGE.join(parts)}{_EDGE}"
        starts = list(accumulate([len(part) + 1 for part in parts], initial=1))
        owners = self._owners
        for which, match_start, match_end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            rule, place, label, before, after = owners[which]
            start, end = match_start + before, match_end - after
            # Most phrases stand between blanks.
            if not before and (outside := haystack[start - 1]) != " " and _joined(outside, haystack[start]):
                continue
            if not after and (outside := haystack[end]) != " " and _joined(outside, haystack[end - 1]):
                continue
            at = bisect_right(starts, start) - 1
            yield at, start - starts[at], end - starts[at], (rule, place, label)


def _spaced(char: str) -> bool:
    """True where a word has an edge to look for; Korean is left out, since its particles grow onto words."""
    return char < "\u0e00" or "\u1100" <= char < "\u2e80"


def _joined(outside: str, inside: str) -> bool:
    """True when a phrase's edge lies within a word: scripts without spaces put no edge between a word and the next."""
    if not outside.isalnum() and (outside < "\u0900" or not _is_vowel_sign(outside)):
        return False
    return _spaced(inside) and _spaced(outside)
