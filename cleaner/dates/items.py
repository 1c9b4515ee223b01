"""The items of a date line: words and figures with their roles in it."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from cleaner.calendars import from_era, from_numbers, from_persian, iso
from cleaner.text import fold, resource

_LONGEST_PHRASE = 4
_GROUPS = (
    ("w", "weekdays"),
    ("P", "published"),
    ("U", "updated"),
    ("R", "relative"),
    ("T", "units"),
    ("j", "junk"),
    ("h", "hours"),
    ("n", "minutes"),
    ("z", "vague_zones"),
    ("a", "ampm"),
)


class Word(NamedTuple):
    """A word of date lines."""

    roles: str
    """m month, p Persian month, i Islamic month, w weekday, P published, U updated, R ago, T unit, j junk, z zone,
    a half of the day, h hour, n minute."""
    value: int
    """The month's number, the zone's offset in minutes, 12 for the afternoon."""


class Item(NamedTuple):
    """A word or figure of a line, with what it may be."""

    role: str
    value: int
    text: str


_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)"
    r"|(?P<era>(?:令和|平成|昭和)\d{1,2}年\d{1,2}月\d{1,2}日)"
    r"|(?P<ymd>\d{4}(?: ?[-/.] ?|年 ?|년 ?)\d{1,2}(?: ?[-/.] ?|月 ?|월 ?)\d{1,2}(?!\d)[日일.]?)"
    r"|(?P<md>\d{1,2}[月월] ?\d{1,2}[日일])"
    r"|(?P<dmy>\d{1,2} ?(?P<sep>[-/.]) ?\d{1,2} ?(?P=sep) ?(?:\d{4}|\d\d)(?![\d.]))"
    r"|(?P<time>\d{1,2}[:.]\d\d(?::\d\d)?(?![\d/.-])|\d{1,2} ?h ?\d\d(?!\d))"
    r"|(?P<offset>(?:gmt|utc) ?[+-] ?\d{1,2}(?::?\d\d)?)"
    r"|(?P<num>\d+)"
    r"|(?P<word>[^\s\d!-/:-@\[-`{-~·•|…–—،؛。、（）【】《》「」『』〈〉«»“”‘’„，：；／\u200b-\u200f\u202a-\u202e\u2066-\u2069]+"
    r"(?:[.-][^\s\d!-/:-@\[-`{-~·•|…–—،؛。、（）【】《》，：；]+)*)"
)
_NUMBER = re.compile(r"\d+")


@functools.cache
def _table() -> Mapping[str, Word]:
    """Every word and phrase of date lines; where a word means two things, its roles are joined."""
    raw = json.loads(fold(resource("date_words.json")))
    found: dict[str, Word] = {}
    for months in raw["months"].values():
        _put_numbered(found, months, "m")
    _put_numbered(found, raw["persian"], "p")
    _put_numbered(found, raw["hijri"], "i")
    for role, group in _GROUPS:
        _put(found, raw[group], role)
    for word in raw["pm"].split():
        found[word] = Word(found[word].roles, 12)
    for zone, offset in raw["zones"].items():
        found[zone] = Word("Z", offset)
    return found


def _put(found: dict[str, Word], words: str, role: str, value: int = 0) -> None:
    for word in words.split():
        phrase = word.replace("_", " ")
        known = found.get(phrase, Word("", 0))
        # The first language to name a month wins where two disagree (Croatian is not in the table).
        if role != "m" or "m" not in known.roles:
            found[phrase] = Word(known.roles + role, known.value or value)


def _put_numbered(found: dict[str, Word], months: str, role: str) -> None:
    for number, names in enumerate(months.split("|"), 1):
        _put(found, names, role, number)


@functools.cache
def first_words() -> frozenset[str]:
    """What a date line may begin with, where words have blanks between them."""
    return frozenset(phrase.split(" ", 1)[0].strip(".-") for phrase in _table()) | {"gmt", "utc"}


@functools.cache
def _words() -> frozenset[str]:
    """Every word of the table's phrases."""
    return frozenset(word for phrase in _table() for word in phrase.split(" "))


def items_of(key: str, language: str) -> list[Item]:
    """The line's items; empty when two words, or one long word, are none that date lines have."""
    items: list[Item] = []
    words: list[str] = []
    known = _words()
    for match in _TOKEN.finditer(key):
        if match.lastgroup == "word":
            word = match[0]
            # Most lines that are not about dates are given up here, at their first word.
            if word not in known and word[0] < "\u0e00" and "." not in word and "-" not in word:
                return []
            words.append(word)
            continue
        if words and not _take_words(words, items):
            return []
        words = []
        items.append(_number_item(match, language))
        if len(items) > 24:
            return []
    return items if not words or _take_words(words, items) else []


def _number_item(match: re.Match[str], language: str) -> Item:
    text, group = match[0], "dmy" if match.lastgroup == "sep" else match.lastgroup or ""
    if group == "iso":
        return Item("I", 0, text.upper())
    numbers = [int(digits) for digits in _NUMBER.findall(text)]
    if group in ("era", "ymd", "md"):
        return _ordered(group, text, numbers, language)
    if group == "dmy":
        a, b, c = numbers
        possible = a <= 31 and b <= 31 and min(a, b) > 0 and min(a, b) <= 12
        return Item("d", 0, from_numbers(a, b, c, match["sep"], language)) if possible else Item("?", 0, text)
    if group == "time":
        return Item("c" if numbers[0] < 25 and numbers[1] < 60 else "?", numbers[0] * 60 + numbers[1], text)
    if group == "offset":
        hours, minutes = (*numbers, 0)[:2] if numbers[0] <= 14 else divmod(numbers[0], 100)
        return Item("Z", (-1 if "-" in text else 1) * (hours * 60 + minutes), text)
    return Item("N", numbers[0] if len(text) < 9 else 0, text)


def _ordered(group: str, text: str, numbers: list[int], language: str) -> Item:
    """Dates that begin with the year, and month and day alone."""
    if group == "md":
        return Item("y", 0, "")
    year, month, day = numbers
    if group == "era":
        return Item("d", 0, iso(from_era(text[:2], year), month, day))
    value = from_persian(year, month, day) if language == "fa" and year < 1500 else iso(year, month, day)
    return Item("d", 0, value)


def _take_words(words: list[str], items: list[Item]) -> bool:
    """Look up a run of words, the longest phrase first; False when a word is unknown."""
    table = _table()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            word = table.get(phrase) or table.get(phrase.rstrip(".-"))
            if word is not None:
                items.append(Item(word.roles, word.value, phrase))
                at += size
                break
        else:
            if not _take_run(words[at], items):
                return False
            at += 1
    return True


def _take_run(word: str, items: list[Item]) -> bool:
    """Split an East Asian or Thai run into known words; a word stuck together by a dot or hyphen into its parts."""
    table = _table()
    if word[0] < "\u0e00":
        if "." not in word and "-" not in word:
            return False
        parts = [part for part in re.split(r"[.-]", word) if part]
        known = [table[part] for part in parts if part in table]
        if len(parts) < 2 or len(known) < len(parts):
            return False
        items += [Item(entry.roles, entry.value, part) for entry, part in zip(known, parts, strict=True)]
        return True
    at = 0
    while at < len(word):
        for size in range(min(8, len(word) - at), 0, -1):
            entry = table.get(word[at : at + size])
            if entry is not None:
                items.append(Item(entry.roles, entry.value, word[at : at + size]))
                at += size
                break
        else:
            return False
    return True


def has_weekday(key: str) -> bool:
    """True when a folded date line names the day of the week."""
    return any("w" in item.role and len(item.text) > 2 for item in items_of(key, ""))
