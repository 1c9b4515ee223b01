"""Puts the items of a date line together."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cleaner.calendars import from_persian, iso
from cleaner.dates.items import Item

Kind = Literal["date", "partial", "relative", "time"]
Label = Literal["published", "updated", ""]


class DateLine(NamedTuple):
    """What a line says about dates."""

    kind: Kind
    """A full date; a date without its year or day; a time ago; a clock time only."""
    value: str
    """ISO 8601 date or date and time of the story's publication, or of the only date; `""` when not sure."""
    label: Label
    """What the line calls it."""


class Reading:
    """Puts a line's items together."""

    def __init__(self, items: list[Item]) -> None:
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

    def _at(self, i: int, role: str) -> Item | None:
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
                self.items[i : i + 2] = [Item("j", 0, item.text), Item("m", number.value, item.text)]
            elif set(item.role) & set("mpi") and not self.used[i] and not self._is_ago(i):
                self._month(i, item)
            i += 1

    def _is_ago(self, i: int) -> bool:
        """True for "ago" after a unit of time; elsewhere it may be the Spanish August."""
        return "R" in self.items[i].role and i > 0 and "T" in self.items[i - 1].role

    def _month(self, i: int, item: Item) -> None:
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


def _day(item: Item, year: int, day: int) -> str:
    if "p" in item.role and year < 1500:
        return from_persian(year, item.value, day)
    return iso(year, item.value, day) if "m" in item.role else ""


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
