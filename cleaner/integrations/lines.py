"""Lines in, lines out: what `cleaner stream` does to one line of JSON, or to one page."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.errors import CleanerError, InputError
from cleaner.integrations.pages import FIELDS, Fields, fields
from cleaner.many import CleanOne

_SHOWN = 60


class Answer(NamedTuple):
    """What comes out for a line."""

    line: bytes
    """A line of JSON, its line feed included."""
    problem: str
    """Why the line or its page failed; `""` where it did not."""


@dataclass(frozen=True, slots=True)
class LineCleaner:
    """Cleans the page that a line of JSON holds; what the line has stays as it is written, the fields come behind it.

    A line that fails has its `error` set and all other fields null. One that is no object, or whose own fields have a
    name that is to be added, comes as the field `line` of a new object.

    Attributes:
        clean: cleans one page.
        text: the field of the page.
        url: the field of its address, None where there is none.
        prefix: what the names of the added fields begin with.
    """

    clean: CleanOne
    text: str = "text"
    url: str | None = None
    prefix: str = ""

    def __call__(self, line: bytes, again: bool = False) -> Answer:
        """What comes out for `line`; a second try (`again`) is no different."""
        try:
            record = self._record(line)
        except CleanerError as error:
            return self.failed(line, error)
        try:
            page = self._page(record)
        except CleanerError as error:
            return Answer(self._behind(line, fields(error)), str(error))
        result = None if page is None else self.clean(page)
        return Answer(self._behind(line, fields(result)), str(result) if isinstance(result, CleanerError) else "")

    def failed(self, line: bytes, error: CleanerError) -> Answer:
        """What comes out for a line whose page cannot be cleaned."""
        try:
            self._record(line)
        except CleanerError:
            told = {f"{self.prefix}line": line.decode("utf-8", "replace").rstrip("\r\n")} | self._named(fields(error))
            return Answer(_json(told) + b"\n", str(error))
        return Answer(self._behind(line, fields(error)), str(error))

    def _record(self, line: bytes) -> dict[str, object]:
        try:
            record: object = json.loads(line.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise InputError(
                f"no JSON ({error})", "each line is an object; with --null, each page ends with a NUL"
            ) from error
        if not isinstance(record, dict):
            raise InputError(f"JSON, but no object: {str(record)[:_SHOWN]}", f'write {{"{self.text}": "…"}}')
        if taken := [name for name in FIELDS if f"{self.prefix}{name}" in record]:
            raise InputError(
                f"there is a field {self.prefix + taken[0]!r} already", "rename the added ones with --prefix"
            )
        return record

    def _page(self, record: dict[str, object]) -> tuple[str, str | None] | None:
        """The page and its address; None where the line has null for a page."""
        if self.text not in record:
            has = ", ".join(map(repr, record)) or "none"
            raise InputError(f"no field {self.text!r} (fields: {has})"[:500], "name the page's field with --text")
        if record[self.text] is None:
            return None
        page = _string(record[self.text], self.text)
        address = None if self.url is None else record.get(self.url)
        return page, None if address is None else _string(address, self.url or "")

    def _named(self, values: Fields) -> Fields:
        return {f"{self.prefix}{name}": value for name, value in values.items()}

    def _behind(self, line: bytes, values: Fields) -> bytes:
        """The line as it is written, with `values` before its last bracket."""
        head = line.removeprefix(codecs.BOM_UTF8).strip()[:-1].rstrip()
        comma = b"" if head == b"{" else b", "
        return head + comma + _json(self._named(values))[1:] + b"\n"


@dataclass(frozen=True, slots=True)
class PageLineCleaner:
    """Cleans a page as it is; its line holds the fields alone."""

    clean: CleanOne

    def __call__(self, page: bytes, again: bool = False) -> Answer:
        """What comes out for `page`; a second try (`again`) is no different."""
        result = self.clean((page, None))
        if isinstance(result, CleanerError):
            return self.failed(page, result)
        return Answer(_json(fields(result)) + b"\n", "")

    def failed(self, _page: bytes, error: CleanerError) -> Answer:
        """What comes out for a page that cannot be cleaned."""
        return Answer(_json(fields(error)) + b"\n", str(error))


def _string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"the field {name!r} is no string: {str(value)[:_SHOWN]}", "write it as a string, or null")
    return value


def _json(values: Fields) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace")
