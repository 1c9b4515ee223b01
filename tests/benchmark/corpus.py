"""Reads a benchmark corpus and keeps the renderings of its pages.

A corpus is a folder with, for each set, `<set>.jsonl` (a page a line: id, url, body, must, must_not) and
`<set>/<id>.html.gz`. README.md says how to make one from public corpora.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.benchmark.styles import RENDERERS

ARTICLE_SETS = ("english", "world")
OTHER_SETS = ("other",)
TOOLS = (
    "beautifulsoup4",
    "boilerpy3",
    "html-text",
    "html2text",
    "inscriptis",
    "justext",
    "lxml",
    "resiliparse",
    "trafilatura",
)


class Row(NamedTuple):
    """One page of a corpus."""

    set_name: str
    id: str
    url: str
    body: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    html_path: Path

    def raw(self) -> bytes:
        """The page's HTML as it was saved."""
        return gzip.decompress(self.html_path.read_bytes())

    def html(self) -> str:
        """The page's HTML as text."""
        raw = self.raw()
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            from trafilatura.utils import decode_file

            return str(decode_file(raw))


def load(corpus: Path, set_name: str, limit: int = 0) -> list[Row]:
    """The pages of one set; with a limit, pages from all over it. Empty when the corpus has no such set."""
    index = corpus / f"{set_name}.jsonl"
    if not index.is_file():
        return []
    rows = []
    for line in index.read_bytes().splitlines():
        fields = json.loads(line)
        page_id = fields["id"]
        rows.append(
            Row(
                set_name=set_name,
                id=page_id,
                url=fields.get("url") or "",
                body=fields.get("body") or "",
                must=tuple(fields.get("must") or ()),
                must_not=tuple(fields.get("must_not") or ()),
                html_path=corpus / set_name / f"{page_id}.html.gz",
            )
        )
    return rows[:: max(1, len(rows) // limit)][:limit] if limit else rows


def digest(corpus: Path, rows: Sequence[Row]) -> str:
    """A SHA-256 of the set: its index and its pages."""
    if not rows:
        return ""
    total = hashlib.sha256((corpus / f"{rows[0].set_name}.jsonl").read_bytes())
    for row in rows:
        total.update(hashlib.sha256(row.html_path.read_bytes()).digest())
    return total.hexdigest()


@functools.cache
def versions() -> str:
    """The versions of the renderers and the baselines, since what they give depends on them."""
    return " ".join(f"{name}={version(name)}" for name in TOOLS)


class Cache:
    """Renderings and other results that depend on a page alone, kept in a folder, one file a page."""

    def __init__(self, folder: Path, row: Row) -> None:
        self._path = folder / row.set_name / f"{row.id}.json.gz"
        self._key = hashlib.sha256(row.html_path.read_bytes() + versions().encode()).hexdigest()
        self._changed = False
        self._entries: dict[str, str] = {}
        if self._path.is_file():
            kept = json.loads(gzip.decompress(self._path.read_bytes()))
            if kept["key"] == self._key:
                self._entries = kept["entries"]

    def get(self, name: str) -> str | None:
        """The entry `name`, None when there is none."""
        return self._entries.get(name)

    def put(self, name: str, text: str) -> None:
        """Keep `text` as the entry `name`."""
        self._entries[name] = text
        self._changed = True

    def save(self) -> None:
        """Write what is new; the file appears whole or not at all."""
        if not self._changed:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        half = self._path.with_suffix(".half")
        kept = {"key": self._key, "entries": self._entries}
        half.write_bytes(gzip.compress(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"), 3))
        half.replace(self._path)


def renderings(row: Row, styles: Sequence[str], cache: Cache) -> dict[str, str]:
    """The page in each of `styles`, from the cache where it has them."""
    dumps: dict[str, str] = {}
    html = ""
    for style in styles:
        kept = cache.get(f"dump:{style}")
        if kept is None:
            html = html or row.html()
            kept = RENDERERS[style](html)
            cache.put(f"dump:{style}", kept)
        dumps[style] = kept
    return dumps
