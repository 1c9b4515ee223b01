"""Dates as numbers: which of three is the year, and other calendars into the Gregorian one."""

from __future__ import annotations

from datetime import date

_THAI_OFFSET = 543
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}


def iso(year: int, month: int, day: int) -> str:
    """`YYYY-MM-DD`; `""` when there is no such day or it lies outside 1900 to 2100. Thai years are converted."""
    if 2443 <= year <= 2643:
        year -= _THAI_OFFSET
    if not 1900 <= year <= 2100:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def from_era(era: str, year: int) -> int:
    """The Gregorian year of a Japanese era's year."""
    return _ERAS[era] + year


def from_persian(year: int, month: int, day: int) -> str:
    """The Gregorian day of a Persian solar one (years 1300 to 1470), by its 33-year leap cycle; `""` if impossible."""
    if not (1300 <= year <= 1470 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return ""
    # Day 1 of year 1300 was 21 March 1921. Leap years have remainder 1, 5, 9, 13, 17, 22, 26 or 30 modulo 33.
    days = date(1921, 3, 21).toordinal() + (year - 1300) * 365 + _leaps(year) - _leaps(1300)
    days += 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date.fromordinal(days + day - 1).isoformat()


def _leaps(year: int) -> int:
    """Leap years before `year`, counted from the start of the cycle that holds year 1."""
    cycles, rest = divmod(year, 33)
    return cycles * 8 + sum(1 for leap in (1, 5, 9, 13, 17, 22, 26, 30) if leap < rest)


def from_numbers(first: int, second: int, third: int, separator: str, language: str) -> str:
    """The day that `3/6/2025` or `03.06.25` names; `""` where its order cannot be told.

    Dots mean day first. With a slash or a hyphen English has both orders, so only a number above 12 tells.
    """
    year = third if third > 99 else 2000 + third
    if third <= 99 and separator != "." and language in ("ja", "ko", "zh", "hu", "lt", "en", ""):
        return ""
    if separator == "." and language in ("ja", "ko", "zh") and third <= 99:
        return ""
    if second > 12:
        return iso(year, first, second)
    if first > 12 or first == second or separator == ".":
        return iso(year, second, first)
    return iso(year, second, first) if language not in ("en", "") else ""
