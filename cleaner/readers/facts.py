"""Brings metadata that a page states outright into one shape: names apart, dates in ISO 8601, and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from cleaner import dates

_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9-]{2,12})?$")
_BYLINE = re.compile(
    r"(?:(?:written |articles? |story |posted )?by|von|par|por|di|door|av|af|przez|oleh)\s*:?\s+"
    r"|(?:记者|記者)[:：\s]\s*",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"(?<=\w)\s?(?:기자|특파원|記者|记者)$")
_BETWEEN_NAMES = re.compile(r"\s*(?:[;|،、]|\s/\s|\s(?:and|und|et|y|e|en|och|og|i|a|ve|и|та|και|dan)\s|\s&\s)\s*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_LONGEST_NAME = 80
# What programs write for a value that they do not have.
_NO_VALUE = frozenset({"none", "null", "nil", "nan", "undefined", "n/a", "~", "-"})
_CONTROLS = dict.fromkeys(range(32))
_QUOTES = '"“”„«»'
_ADDRESS = re.compile(r"://|@|^www\.")
# "Fri Apr 28 19:20:36 CEST 2023", whose zone can be mistaken, and "Fri, 28 Apr 2023 19:20:36 +0200".
_C_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d)(?::\d\d)? (?:[A-Z]{3,4} )?(\d{4})")
_MAIL_DATE = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")


def text_of(value: str) -> str:
    """`value` with its white space normalised and without controls; empty where it stands for no value."""
    text = " ".join(value.split())
    if not text.isprintable():
        text = " ".join(text.translate(_CONTROLS).split())
    return "" if text.lower() in _NO_VALUE else text


def date_of(value: str) -> str:
    """`value` as an ISO 8601 date or date and time; empty when it is none."""
    text = value.strip()
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        if len(text) > 10 and _ISO_DATE.match(text):
            return datetime.fromisoformat(_tightened(text)).isoformat()
    except ValueError:
        pass
    if (found := _C_TIME.fullmatch(text)) is not None:
        text = f"{found[2]} {found[1]} {found[4]}, {found[3]}"
    elif _MAIL_DATE.match(text):
        try:
            return parsedate_to_datetime(text).isoformat()
        except ValueError:
            return ""
    line = dates.read(text) if 6 <= len(text) <= 80 else None
    return line.value if line is not None else ""


def _tightened(text: str) -> str:
    """`2020-06-18 15:45:00 +0200` as Python reads it: no blank before the zone."""
    head, blank, tail = text[:11], "", text[11:]
    return head + tail.replace(" ", blank).replace("UTC", "Z").replace("GMT", "Z")


def language_of(value: str) -> str:
    """`de-AT` as `de`; empty when it is no language tag."""
    found = _LANGUAGE.match(value.strip())
    return found[1].lower() if found else ""


def names_of(values: Iterable[str]) -> tuple[str, ...]:
    """Authors' names, each on its own; addresses and whole sentences are left out."""
    names: dict[str, None] = {}
    for value in values:
        text = _BYLINE.sub("", text_of(value), count=1) if _BYLINE.match(text_of(value)) else text_of(value)
        for part in _BETWEEN_NAMES.split(text):
            for name in map(_name_alone, _at_commas(part)):
                if any(map(str.isalpha, name)) and len(name) <= _LONGEST_NAME and _ADDRESS.search(name) is None:
                    names[name] = None
    return tuple(names)


def _name_alone(text: str) -> str:
    """A name without quotes around it and without the word for a reporter behind it."""
    quoted = text[:1] in _QUOTES and text[-1:] in _QUOTES
    return _REPORTER.sub("", text.strip(_QUOTES) if quoted else text)


def _at_commas(text: str) -> list[str]:
    """Names between commas; "Doe, Jane" and "Jane Doe, M.D." are one name."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    apart = len(parts) > 1 and all(" " in part for part in parts)
    return parts if apart else [text.strip(" ,")]


def address_of(value: str) -> str:
    """`value` when it is an address of the web; empty otherwise."""
    text = value.strip()
    if not text.startswith(("http://", "https://")) or any(map(str.isspace, text)):
        return ""
    try:
        return text if urlsplit(text).hostname else ""
    except ValueError:
        return ""  # "http://[2001", the beginning of an address in figures


def site_of(value: str) -> str:
    """`value` when it can be a publication's name: no address, no sentence."""
    text = text_of(value)
    return text if 0 < len(text) <= _LONGEST_NAME and "://" not in text and not text.startswith("@") else ""
