"""Reads date lines in many languages: "Published: 20 June 2025, 14:30", "منذ ٣ ساعات", "2025年6月20日".

A line is read word by word with a table (`date_words.json`); no pattern is tried for each language, so cost grows with
the line alone, and a line with two words that no date line has is given up at once.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal, NamedTuple

from cleaner.calendars import from_era, from_numbers, from_persian, iso
from cleaner.text import fold

Kind = Literal["date", "partial", "relative", "time"]
Label = Literal["published", "updated", ""]

MAX_CHARS = 160
_LONGEST_PHRASE = 4


class DateLine(NamedTuple):
    """What a line says about dates."""

    kind: Kind
    """A full date; a date without its year or day; a time ago; a clock time only."""
    value: str
    """ISO 8601 date or date and time of the story's publication, or of the only date; `""` when not sure."""
    label: Label
    """What the line calls it."""


class _Word(NamedTuple):
    roles: str
    """m month, p Persian month, i Islamic month, w weekday, P published, U updated, R ago, T unit, j junk, z zone,
    a half of the day, h hour, n minute."""
    value: int
    """The month's number, the zone's offset in minutes, 12 for the afternoon."""


class _Item(NamedTuple):
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


def read(text: str, language: str = "") -> DateLine | None:
    """What `text` says when all of it is about dates; None when it says anything else."""
    return read_key(fold(text), language) if len(text) <= MAX_CHARS else None


def read_key(key: str, language: str = "") -> DateLine | None:
    """As `read`, for a text that is folded already."""
    if len(key) > MAX_CHARS:
        return None
    first = key.split(" ", 1)[0].strip(",.:;|•·-()[]")
    if first.isalpha() and first[0] < "\u0900" and first not in _first_words():
        return None
    items = _items(key, language)
    return _Reading(items).line() if items else None


@functools.cache
def _table() -> Mapping[str, _Word]:
    """Every word and phrase of date lines; where a word means two things, its roles are joined."""
    raw = json.loads(files("cleaner").joinpath("date_words.json").read_text(encoding="utf-8"))
    found: dict[str, _Word] = {}

    def put(words: str, role: str, value: int = 0) -> None:
        for word in fold(words).split():
            phrase = word.replace("_", " ")
            known = found.get(phrase)
            roles = known.roles if known else ""
            found[phrase] = _Word(roles + role, value if not known or not known.value else known.value)

    for months in raw["months"].values():
        for number, names in enumerate(months.split("|"), 1):
            for name in names.split():
                # The first language to name a month wins where two disagree (Croatian is not in the table).
                if "m" not in found.get(fold(name).replace("_", " "), _Word("", 0)).roles:
                    put(name, "m", number)
    for role, group in (("p", "persian"), ("i", "hijri")):
        for number, names in enumerate(raw[group].split("|"), 1):
            put(names, role, number)
    for role, group in (("w", "weekdays"), ("P", "published"), ("U", "updated"), ("R", "relative"), ("T", "units")):
        put(raw[group], role)
    for role, group in (("j", "junk"), ("h", "hours"), ("n", "minutes"), ("z", "vague_zones")):
        put(raw[group], role)
    put(raw["ampm"], "a")
    for word in fold(raw["pm"]).split():
        found[word] = _Word(found[word].roles, 12)
    for zone, offset in raw["zones"].items():
        found[zone] = _Word("Z", offset)
    return found


@functools.cache
def _first_words() -> frozenset[str]:
    """What a date line may begin with, where words have blanks between them."""
    return frozenset(phrase.split(" ", 1)[0].strip(".-") for phrase in _table()) | {"gmt", "utc"}


def _items(key: str, language: str) -> list[_Item]:
    """The line's items; empty when two words, or one long word, are none that date lines have."""
    items: list[_Item] = []
    words: list[str] = []
    for match in _TOKEN.finditer(key):
        if match.lastgroup == "word":
            words.append(match[0])
            continue
        if words and not _take_words(words, items):
            return []
        words = []
        items.append(_number_item(match, language))
        if len(items) > 24:
            return []
    return items if not words or _take_words(words, items) else []


def _number_item(match: re.Match[str], language: str) -> _Item:
    text, group = match[0], "dmy" if match.lastgroup == "sep" else match.lastgroup or ""
    numbers = [int(digits) for digits in _NUMBER.findall(text)] if group != "iso" else []
    if group == "iso":
        return _Item("I", 0, text.upper())
    if group == "era":
        return _Item("d", 0, iso(from_era(text[:2], numbers[0]), *numbers[1:]))
    if group == "ymd":
        year, month, day = numbers
        value = from_persian(year, month, day) if language == "fa" and year < 1500 else iso(year, month, day)
        return _Item("d", 0, value)
    if group == "dmy":
        a, b, c = numbers
        if a > 31 or b > 31 or min(a, b) == 0 or (a > 12 and b > 12):
            return _Item("?", 0, text)
        return _Item("d", 0, from_numbers(a, b, c, match["sep"], language))
    if group == "md":
        return _Item("y", 0, "")
    if group == "time":
        clock = numbers[0] * 60 + numbers[1]
        return _Item("c" if numbers[0] < 25 and numbers[1] < 60 else "?", clock, text)
    if group == "offset":
        hours, minutes = (numbers[0], numbers[1] if len(numbers) > 1 else 0)
        if hours > 14:
            hours, minutes = divmod(hours, 100)
        return _Item("Z", (-1 if "-" in text else 1) * (hours * 60 + minutes), text)
    return _Item("N", numbers[0] if len(text) < 9 else 0, text)


def _take_words(words: list[str], items: list[_Item]) -> bool:
    """Look up a run of words, the longest phrase first; False when a word is unknown."""
    table = _table()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            word = table.get(phrase) or table.get(phrase.rstrip(".-"))
            if word is not None:
                items.append(_Item(word.roles, word.value, phrase))
                at += size
                break
        else:
            if not _take_run(words[at], items):
                return False
            at += 1
    return True


def _take_run(word: str, items: list[_Item]) -> bool:
    """Split an East Asian or Thai run into known words; a word stuck together by a dot or hyphen into its parts."""
    table = _table()
    if word[0] < "\u0e00":
        parts = [part for part in re.split(r"[.-]", word) if part]
        known = [table[part] for part in parts if part in table]
        if len(parts) < 2 or len(known) < len(parts):
            return False
        items += [_Item(entry.roles, entry.value, part) for entry, part in zip(known, parts, strict=True)]
        return True
    at = 0
    while at < len(word):
        for size in range(min(8, len(word) - at), 0, -1):
            entry = table.get(word[at : at + size])
            if entry is not None:
                items.append(_Item(entry.roles, entry.value, word[at : at + size]))
                at += size
                break
        else:
            return False
    return True


class _Reading:
    """Puts a line's items together."""

    def __init__(self, items: list[_Item]) -> None:
        self.items = items
        self.used = [False] * len(items)
        self.dates: list[tuple[int, str]] = []
        """Place and value of each date; the value is empty when the date is not complete or not sure."""
        self.partial = False
        self.clock = -1
        self.clock_at = -1
        self.zone: int | None = None
        self.relative = False

    def line(self) -> DateLine | None:
        """The line's meaning, None when something in it is left over."""
        self._months()
        self._numeric()
        self._clock()
        self._relative()
        if any(not used and item.role in ("N", "?") for item, used in zip(self.items, self.used, strict=True)):
            return None
        if any(
            not used and item.role and set(item.role) <= {"m", "p", "i"}
            for item, used in zip(self.items, self.used, strict=True)
        ):
            return None
        value, label = self._choose()
        if self.dates and not self.partial:
            return DateLine("date", value, label)
        if self.dates:
            return DateLine("date" if value else "partial", value, label)
        if self.relative:
            return DateLine("relative", "", label)
        return DateLine("time", "", label) if self.clock >= 0 else None

    def _at(self, i: int, role: str) -> _Item | None:
        if 0 <= i < len(self.items) and not self.used[i] and role in self.items[i].role:
            return self.items[i]
        return None

    def _number(self, i: int, step: int) -> int:
        """Index of the number next to item `i` in direction `step`, filler words passed over; -1 when none."""
        i += step
        while 0 <= i < len(self.items) and not self.used[i] and self.items[i].role != "N":
            if not (set(self.items[i].role) & set("jw")) or set(self.items[i].role) & set("mpiPU"):
                return -1
            i += step
        return i if 0 <= i < len(self.items) and not self.used[i] else -1

    def _months(self) -> None:
        i = 0
        while i < len(self.items):
            item = self.items[i]
            # Vietnamese and some tables say "month 6".
            if item.text == "tháng" and (number := self._at(i + 1, "N")) and number.value <= 12:
                self.items[i : i + 2] = [_Item("j", 0, item.text), _Item("m", number.value, item.text)]
            elif set(item.role) & set("mpi") and not self.used[i] and not self._is_ago(i):
                self._month(i, item)
            i += 1

    def _is_ago(self, i: int) -> bool:
        """True for "ago" after a unit of time; elsewhere it may be the Spanish August."""
        return "R" in self.items[i].role and i > 0 and "T" in self.items[i - 1].role

    def _month(self, i: int, item: _Item) -> None:
        twin = self._at(i + 1, "m")
        if twin and twin.value == item.value:
            self.used[i + 1] = True
        after_from = i + 1 if twin and twin.value == item.value else i
        before, after = self._number(i, -1), self._number(after_from, 1)
        numbers = self.items
        year = day = -1
        if before >= 0 and numbers[before].value <= 31:
            day = before
            year = after if after >= 0 and _is_year(numbers[after].value) else -1
        elif after >= 0 and 0 < numbers[after].value <= 31 and len(numbers[after].text) <= 2:
            day = after
            beyond = self._number(after, 1)
            year = beyond if beyond >= 0 and _is_year(numbers[beyond].value) else -1
            if year < 0 and before >= 0 and _is_year(numbers[before].value):
                year = before
        elif after >= 0 and _is_year(numbers[after].value):
            year = after
        if day < 0 and year < 0:
            return
        self.used[i] = True
        for index in (day, year):
            if index >= 0:
                self.used[index] = True
        if day < 0 or year < 0:
            self.partial = True
            self.dates.append((i, ""))
        else:
            self.dates.append((i, _day(item, numbers[year].value, numbers[day].value)))

    def _numeric(self) -> None:
        for i, item in enumerate(self.items):
            if item.role in ("d", "I", "y"):
                self.used[i] = True
                self.partial = self.partial or item.role == "y"
                self.dates.append((i, item.text if item.role != "I" or iso_valid(item.text) else ""))
        self.dates.sort()

    def _clock(self) -> None:
        for i, item in enumerate(self.items):
            if item.role == "c":
                self.used[i] = True
                self._set_clock(item.value, i)
            elif item.role == "Z" and self.zone is None:
                self.zone = item.value
            elif item.role == "N" and not self.used[i] and item.value <= 24:
                if self._at(i + 1, "h") and not self._at(i + 2, "R"):
                    self.used[i] = True
                    minutes = self._at(i + 2, "N")
                    if minutes and minutes.value < 60:
                        self.used[i + 2] = True
                    self._set_clock(item.value * 60 + (minutes.value if minutes else 0), i)
                elif self._at(i + 1, "a"):
                    self.used[i] = True
                    self._set_clock(item.value * 60, i)

    def _set_clock(self, minutes: int, i: int) -> None:
        half = self._at(i + 1, "a") or self._at(i - 1, "a")
        if half and half.value and minutes < 720:
            minutes += 720
        elif half and not half.value and 720 <= minutes < 780 and half.text not in ("sáng",):
            minutes -= 720
        if self.clock < 0 and minutes < 1440:
            self.clock, self.clock_at = minutes, i

    def _relative(self) -> None:
        for i, item in enumerate(self.items):
            if "R" in item.role:
                unit = any("T" in other.role for other in self.items)
                number = any(other.role == "N" for other in self.items)
                alone = len(self.items) == 1 or self.clock >= 0 or self.dates
                if number and not unit:
                    continue
                if unit or alone or all(set(o.role) & set("RjPUwaz") for o in self.items):
                    self.relative = True
                    for j in (i - 3, i - 2, i - 1, i + 1, i + 2):
                        if self._at(j, "N"):
                            self.used[j] = True

    def _choose(self) -> tuple[str, Label]:
        """The date that the story was published on, with its time, and what the line calls it."""
        best: tuple[int, str, Label, int] | None = None
        for at, value in self.dates:
            label = self._label(at)
            rank = {"published": 0, "": 1, "updated": 2}[label]
            if best is None or rank < best[0]:
                best = rank, value, label, at
        if best is None:
            return "", self._label(len(self.items))
        _, value, label, at = best
        return self._with_time(value, at), label

    def _label(self, at: int) -> Label:
        for item in reversed(self.items[:at]):
            if "U" in item.role:
                return "updated"
            if "P" in item.role:
                return "published"
        tail = [item.role for item in self.items[at:]]
        if len(self.dates) <= 1 and any("U" in role for role in tail):
            return "updated"
        return "published" if len(self.dates) <= 1 and any("P" in role for role in tail) else ""

    def _with_time(self, value: str, at: int) -> str:
        if not value or len(value) > 10 or self.clock < 0:
            return value
        later = [place for place, _ in self.dates if place > at]
        if later and self.clock_at > later[0]:
            return value
        zone = "" if self.zone is None else _offset(self.zone)
        return f"{value}T{self.clock // 60:02d}:{self.clock % 60:02d}{zone}"


def iso_valid(text: str) -> bool:
    """True when an ISO 8601 date and time names a real day."""
    return bool(iso(int(text[:4]), int(text[5:7]), int(text[8:10])))


def _is_year(number: int) -> bool:
    return 1900 <= number <= 2100 or 1300 <= number <= 1500 or 2443 <= number <= 2643


def _day(item: _Item, year: int, day: int) -> str:
    if "p" in item.role and year < 1500:
        return from_persian(year, item.value, day)
    return iso(year, item.value, day) if "m" in item.role else ""


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
