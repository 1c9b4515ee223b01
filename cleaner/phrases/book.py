"""All phrases of a configuration, compiled.

Whole lines are looked up in a dictionary; all other phrases of all rules are matched over the whole page in one pass of
an Aho-Corasick automaton (A. Aho, M. Corasick, "Efficient string matching", CACM 18(6), 1975), so that cost grows with
the page, not with the number of phrases.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

from cleaner.model import Block, Hit, Place
from cleaner.phrases.group import Group, Phrase, is_vowel_sign, trim
from cleaner.phrases.rows import Rows

_EDGE = "\n"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


_Owner = tuple[str, Place, str]
"""A phrase's rule, place and label."""


class PhraseBook:
    """All phrases of a configuration. Immutable; pickles by its phrases."""

    def __init__(self, phrases: Iterable[Phrase] = (), groups: Iterable[Group] = ()) -> None:
        self._groups = (*groups, *(Group(*phrase[:3], (phrase.text,)) for phrase in phrases))
        # Many languages share a phrase: "newsletter" is one of twenty.
        owned: dict[_Owner, dict[str, None]] = {}
        for rule, place, label, texts in self._groups:
            owned.setdefault((rule, place, label), {}).update(dict.fromkeys(texts))
        self._lines: dict[str, _Owner] = {}
        self._more: dict[str, list[_Owner]] = {}
        """Further owners of a line."""
        self._owners: list[tuple[_Owner, int, int]] = []
        """Whose each pattern is, and how many edges it has in front and behind."""
        patterns: list[str] = []
        for owner, own in owned.items():
            if owner[1] == "line":
                self._put_lines(owner, own)
            elif owner[1] != "part":
                before, after = int(owner[1] == "start"), int(owner[1] == "end")
                patterns += [f"{_EDGE * before}{text}{_EDGE * after}" for text in own]
                self._owners += [(owner, before, after)] * len(own)
        self._automaton = AhoCorasick(patterns, implementation=Implementation.ContiguousNFA, store_patterns=False)
        with_rows = {rule for rule, place, _ in owned if place == "part"}
        self._rows = Rows(
            ((rule, label), own)
            for (rule, place, label), own in owned.items()
            if rule in with_rows and place in ("line", "part")
        )

    def _put_lines(self, owner: _Owner, texts: Iterable[str]) -> None:
        lines = self._lines
        for text in texts:
            if lines.setdefault(text, owner) is not owner:
                self._more.setdefault(text, []).append(owner)

    def __reduce__(self) -> tuple[type[PhraseBook], tuple[tuple[()], tuple[Group, ...]]]:
        return PhraseBook, ((), self._groups)

    def find(self, blocks: Sequence[Block]) -> dict[str, tuple[Hit, ...]]:
        """Every phrase found in `blocks`, by rule id, in page order."""
        found: dict[str, list[Hit]] = {}
        for number, (start, end, (rule, label), text) in self._rows.find(blocks):
            found.setdefault(rule, []).append(Hit(number, start, end, "part", label, text))
        parts, cut = _trimmed([block.key for block in blocks])
        for at, owner in enumerate(map(self._lines.get, parts)):
            if owner is None:
                continue
            part, start = parts[at], cut.get(at, 0)
            for rule, place, label in (owner, *self._more.get(part, ())):
                hit = Hit(blocks[at].number, start, start + len(part), place, label, part)
                found.setdefault(rule, []).append(hit)
        for at, start, end, (rule, place, label) in self._search(parts):
            shift = cut.get(at, 0)
            hit = Hit(blocks[at].number, start + shift, end + shift, place, label, parts[at][start:end])
            found.setdefault(rule, []).append(hit)
        return {rule: tuple(sorted(set(hits))) for rule, hits in found.items()}

    def _search(self, parts: list[str]) -> Iterator[tuple[int, int, int, _Owner]]:
        """What the automaton finds in the trimmed keys `parts`: index, start and end in it, and whose it is."""
        haystack = f"{_EDGE}{_EDGE.join(parts)}{_EDGE}"
        starts = list(accumulate([len(part) + 1 for part in parts], initial=1))
        owners = self._owners
        for which, match_start, match_end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            owner, before, after = owners[which]
            start, end = match_start + before, match_end - after
            # Most phrases stand between blanks.
            if not before and (outside := haystack[start - 1]) != " " and _joined(outside, haystack[start]):
                continue
            if not after and (outside := haystack[end]) != " " and _joined(outside, haystack[end - 1]):
                continue
            at = bisect_right(starts, start) - 1
            yield at, start - starts[at], end - starts[at], owner


def _trimmed(keys: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """The part of each key between its first and its last letter or digit; how much was cut off in front, if any."""
    parts = [key.strip(_PUNCTUATION) for key in keys]
    cut: dict[int, int] = {}
    for at, (key, part) in enumerate(zip(keys, parts, strict=True)):
        if not (part[:1].isalnum() and part[-1].isalnum()):
            start, end = trim(key)
            parts[at] = key[start:end]
        elif len(part) < len(key):
            start = key.index(part[0])
        else:
            continue
        if start:
            cut[at] = start
    return parts, cut


def _spaced(char: str) -> bool:
    """True where a word has an edge to look for; Korean is left out, since its particles grow onto words."""
    return char < "\u0e00" or "\u1100" <= char < "\u2e80"


def _joined(outside: str, inside: str) -> bool:
    """True when a phrase's edge lies within a word: scripts without spaces put no edge between a word and the next."""
    if not outside.isalnum() and (outside < "\u0900" or not is_vowel_sign(outside)):
        return False
    return _spaced(inside) and _spaced(outside)
