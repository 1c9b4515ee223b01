"""A page's bytes or text, and how they are decoded and cleaned. Runs in the worker processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import NamedTuple

from cleaner.api import Cleaner
from cleaner.batch.inputs import reason
from cleaner.batch.items import Item
from cleaner.batch.streams import read_page
from cleaner.errors import CleanerError, DecodingError
from cleaner.many import unexpected
from cleaner.model import Article, Form
from cleaner.readers.decode import decode, repair

# No encoding takes more bytes for a character.
MAX_BYTES_A_CHAR = 4
CHANGED = "changed while the run was on"


class Got(NamedTuple):
    """A page's bytes or text, and what is known of it."""

    content: str | bytes
    digest: str
    mtime: int | None = None
    note: str = ""


def read_item(item: Item, most: int) -> Got:
    """The page's bytes or text.

    Raises:
        OSError: it cannot be read.
        InputError: it is broken or too long.
    """
    if not item.path:
        content = item.content or b""
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return Got(content, hashlib.sha256(data).hexdigest())
    with open(str(item.content), "rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        data = read_page(file, item.packing, most)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and before.st_size == item.size
    return Got(data, hashlib.sha256(data).hexdigest(), after.st_mtime_ns, "" if same else CHANGED)


def clean_item(item: Item, content: str | bytes, cleaner: Cleaner, form: Form) -> Article:
    """The article of a page.

    Raises:
        CleanerError: as `Cleaner.clean`.
    """
    url, site = item.url or None, item.site or None
    if item.encoding and isinstance(content, bytes) and not _is_utf8(content):
        # What a server says of the encoding is right more often than a guess, and wrong often enough.
        with contextlib.suppress(DecodingError):
            return cleaner.clean(content, form=form, url=url, encoding=item.encoding, site=site)
    return cleaner.clean(content, form=form, url=url, site=site)


def decoded(item: Item, content: str | bytes) -> str:
    """The text of a page, as `clean_item` reads it.

    Raises:
        CleanerError: it is no text.
    """
    if isinstance(content, str):
        return repair(content)
    if item.encoding and not _is_utf8(content):
        with contextlib.suppress(DecodingError):
            return decode(content, item.encoding)
    return decode(content)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def why(error: Exception) -> str:
    """What to say of a page that `error` ended: what the system said, what we did, or that nobody foresaw it."""
    if isinstance(error, OSError):
        return reason(error)
    return str(error if isinstance(error, CleanerError) else unexpected(error))
