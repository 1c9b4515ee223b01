"""Reads a record: front matter (YAML between `---`, TOML between `+++`) and the text after it.

Front matter is read as a stream of YAML events. No object is made of it, whatever its tags say, and an alias is
refused, so that neither a construction nor a "billion laughs" can happen. Every value is a block of kind `field` with
its `path` ("related.0.title"); what stands between values is of kind `syntax`.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.errors import FrontMatterError
from cleaner.model import Block, Page, Piece
from cleaner.places import Facts
from cleaner.readers.build import blocks_of
from cleaner.readers.facts import address_of, date_of, language_of, names_of, site_of, text_of
from cleaner.readers.lines import INVISIBLE, Line, levelled
from cleaner.readers.sniff import sniff

LONGEST = 1 << 20
DEEPEST = 50
_END = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
# The level of a value's lines after its first.
_GOES_ON = 1
_MARGIN = INVISIBLE + " \t\r\n\u00a0"


class Value(NamedTuple):
    """A scalar of the front matter."""

    path: str
    text: str
    """What it says: quotes gone, escapes resolved."""
    start: int
    end: int
    """Source offsets of what it says, inside of its quotes."""


class Front(NamedTuple):
    """The front matter of a record."""

    values: list[Value]
    start: int
    """Where it begins in the source."""
    end: int
    """Where it ends, its closing line included."""


def read(source: str, url: str = "") -> Page:
    """The page that `source` holds as a record.

    Raises:
        FrontMatterError: the front matter is missing, broken, too long, too deep or unsafe.
    """
    front = read_front(source)
    blocks = _front_blocks(source, front)
    rest = source[front.end :]
    form = sniff(rest)
    if form == "record":
        form = "markdown"
    body: Page = importlib.import_module(f"cleaner.readers.{form}").read(rest)
    blocks += [_shifted(block, len(blocks), front.end) for block in body.blocks]
    # HTML's blocks stand in its visible text, not in its source.
    return Page(source[: front.end] + body.source, "record", tuple(blocks), _facts(front.values), url=url)


def read_front(source: str) -> Front:
    """The front matter of `source`.

    Raises:
        FrontMatterError: it is missing, broken, too long, too deep or unsafe.
    """
    source = levelled(source)
    start = len(source) - len(source.lstrip(_MARGIN))
    fence = source[start : start + 3]
    if fence not in _END:
        raise FrontMatterError("line 1: no front matter", 'begin it with a line "---", or name another form')
    inner = source.find("\n", start) + 1 or len(source)
    closing = _END[fence].search(source, inner)
    stop, end = (closing.start(), closing.start() + len(fence)) if closing else (len(source), len(source))
    if stop - inner > LONGEST:
        raise FrontMatterError(
            f"the front matter has {stop - inner:,} characters, more than {LONGEST:,}",
            'close it with a line "---", or shorten it',
        )
    parser = importlib.import_module("cleaner.readers." + ("yaml_events" if fence == "---" else "toml_lines"))
    values: list[Value] = parser.read_values(source, inner, stop)
    return Front(values, start, end)


def _front_blocks(source: str, front: Front) -> list[Block]:
    """Values and what stands between them, in order."""
    lines: list[Line] = []
    paths: list[str] = []
    at = front.start
    for value in front.values:
        if value.start < at or value.start >= value.end:
            continue
        _add_syntax(lines, paths, source, at, value)
        _add_field(lines, paths, source, value)
        at = value.end
    _add_syntax(lines, paths, source, at, Value("", "", front.end, front.end))
    blocks = blocks_of(source, lines, lambda lines, i, _: lines[i].level == _GOES_ON)
    return [block._replace(path=path) for block, path in zip(blocks, paths, strict=True)]


def _add_field(lines: list[Line], paths: list[str], source: str, value: Value) -> None:
    """A value's lines; all but the first go on with its block."""
    at, level = value.start, 0
    for raw in source[value.start : value.end].splitlines(keepends=True):
        start, end = _trimmed(source, at, at + len(raw))
        at += len(raw)
        if start < end:
            lines.append(Line(start, end, source[start:end], 0, 0, "field", level, ((start, end),)))
            if not level:
                paths.append(value.path)
            level = _GOES_ON


def _add_syntax(lines: list[Line], paths: list[str], source: str, start: int, following: Value) -> None:
    start, end = _trimmed(source, start, following.start)
    if start < end:
        lines.append(Line(start, end, source[start:end], 0, 0, "syntax", 0, ()))
        paths.append(following.path or "---")


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    text = source[start:end]
    return end - len(text.lstrip(_MARGIN)), start + len(text.rstrip(_MARGIN))


def _shifted(block: Block, number: int, offset: int) -> Block:
    pieces = tuple([Piece(at, start + offset, length) for at, start, length in block.pieces])
    return block._replace(
        number=number + block.number, start=block.start + offset, end=block.end + offset, pieces=pieces
    )


# Keys without case and punctuation, the most telling first.
_TITLE = ("title", "headline", "ogtitle", "pagetitle")
_AUTHORS = ("authors", "author", "byline", "creator", "writer", "writtenby")
_PUBLISHED = (
    "publisheddatetime",
    "datepublished",
    "publishedat",
    "published",
    "publishedtime",
    "publishedon",
    "publishdate",
    "publishedate",
    "publisheddate",
    "publicationdate",
    "pubdate",
    "articlepublishedtime",
    "firstpublished",
    "dateposted",
    "postedat",
    "date",
    "created",
)
_SITE = ("site", "sitename", "provider", "publisher", "publication", "ogsitename", "website", "outlet", "source")
_LANGUAGE = ("lang", "language", "inlanguage", "locale", "oglocale")
_URL = ("canonicalurl", "canonical", "weburl", "url", "link", "permalink", "ogurl", "sourceurl", "href", "source")
_NAMES = ("name", "title", "fullname", "displayname")
_KEY_NOISE = re.compile(r"[\W_]+")


def _facts(values: Sequence[Value]) -> Facts:
    """Metadata from the usual keys; of several that could say it, the first that makes sense."""
    stated: dict[str, list[str]] = {}
    for value in values:
        for key in _keys(value.path):
            stated.setdefault(key, []).append(value.text)
    return Facts(
        title=next(filter(None, map(text_of, _all(stated, _TITLE))), ""),
        authors=next((names for key in _AUTHORS if (names := names_of(stated.get(key, ())))), ()),
        published=next(filter(None, map(date_of, _all(stated, _PUBLISHED))), ""),
        site=next(filter(None, map(site_of, _all(stated, _SITE))), ""),
        language=next(filter(None, map(language_of, _all(stated, _LANGUAGE))), ""),
        url=next(filter(None, map(address_of, _all(stated, _URL))), ""),
    )


def _keys(path: str) -> Iterator[str]:
    """The keys that a value speaks for: `author.0.name` speaks for `author`, `image.url` for nothing."""
    parts = [part for part in path.split(".") if not part.isdigit()]
    names = [_KEY_NOISE.sub("", part).lower() for part in parts]
    if len(names) == 1 or (len(names) == 2 and names[1] in _NAMES):
        yield names[0]


def _all(stated: dict[str, list[str]], keys: Sequence[str]) -> Iterator[str]:
    return (text for key in keys for text in stated.get(key, ()))
