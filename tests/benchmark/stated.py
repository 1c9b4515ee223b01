"""How often title, day of publication and authors are what a corpus says they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from cleaner import Article
from cleaner.text import fold


class Stated(NamedTuple):
    """The metadata of one page."""

    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()


def of(article: Article | None) -> Stated:
    """What was found."""
    if article is None:
        return Stated()
    return Stated(article.title or "", article.published or "", article.authors)


def wanted(corpus: Path, set_name: str) -> dict[str, Stated]:
    """What a set of the corpus says of its pages, by id; where it says nothing of one thing, that is not counted."""
    rows = map(json.loads, (corpus / f"{set_name}.jsonl").read_bytes().splitlines())
    found = {}
    for row in rows:
        author = row.get("author") or ()
        authors = (author,) if isinstance(author, str) else tuple(author)
        found[row["id"]] = Stated(row.get("title") or "", row.get("published") or "", authors)
    return found


def figures(found: Sequence[tuple[str, Stated]], told: Mapping[str, Stated]) -> str:
    """A line of figures: titles exact (quotes and dashes levelled), days right, authors' F1."""
    pairs = [(got, told[page_id]) for page_id, got in found if page_id in told]
    shares: dict[str, list[float]] = {
        "title exact": [_plain(got.title) == _plain(want.title) for got, want in pairs if want.title],
        "day right": [is_day(got.published, want.published) for got, want in pairs if want.published],
        "authors F1": [_names_f1(got.authors, want.authors) for got, want in pairs if want.authors],
    }
    return ", ".join(f"{name} {fmean(values):.3f} ({len(values)} pages)" for name, values in shares.items() if values)


def is_day(got: str, want: str) -> bool:
    """True for the same day, or the same moment in another time zone."""
    if got[:10] == want[:10]:
        return True
    try:
        ours, theirs = datetime.fromisoformat(got), datetime.fromisoformat(want)
    except ValueError:
        return False
    return bool(ours.tzinfo and theirs.tzinfo) and abs((ours - theirs).total_seconds()) < 1


def _names_f1(got: Sequence[str], want: Sequence[str]) -> float:
    ours, theirs = set(map(_plain, got)), set(map(_plain, want))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _plain(text: str) -> str:
    return " ".join(fold(text.replace("\u00ad", "")).split())
