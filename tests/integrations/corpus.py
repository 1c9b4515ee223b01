"""Five hundred invented pages of every form, some of them bad, and what `clean` makes of each."""

from __future__ import annotations

import functools
import json
import random
from typing import NamedTuple

from cleaner import CleanerError, clean
from tests import golden

COUNT = 500
BAD = "---\ntitle: !!python/object/apply:os.getcwd []\n---\n\nA record with front matter that nobody should load.\n"


class Row(NamedTuple):
    """A page as a pipeline has it."""

    id: str
    text: str
    url: str | None


@functools.cache
def rows() -> tuple[Row, ...]:
    """The pages: the golden ones, and new ones made of the halves of two."""
    chance = random.Random(20)
    pages = [golden.decoded(case.page()) for case in golden.cases(golden.PAGES)]
    whole = [page for page in pages if page.strip()]
    texts = [*whole, BAD, "", " \n", "Home\nNews\nSport\n"]
    while len(texts) < COUNT:
        above, below = chance.choice(whole).splitlines(), chance.choice(whole).splitlines()
        texts.append("\n".join([*above[: chance.randrange(len(above)) + 1], *below[len(below) // 2 :]]))
    urls = [f"https://news.example/{number}" if number % 3 else None for number in range(COUNT)]
    return tuple(Row(f"page-{number}", text, url) for number, (text, url) in enumerate(zip(texts, urls, strict=True)))


@functools.cache
def wanted() -> tuple[str, ...]:
    """For each page the fields that every adapter is to give, by way of `clean` alone."""
    return tuple(as_text(_fields(row)) for row in rows())


def _fields(row: Row) -> dict[str, object]:
    try:
        article = clean(row.text, url=row.url).to_dict()
    except CleanerError as error:
        return {"error": f"{type(error).__name__}: {error}"}
    del article["spans"]
    renamed = {"body": article.pop("text"), "page_url": article.pop("url")}
    return article | renamed


def as_text(fields: dict[str, object]) -> str:
    """Fields as text that is the same only for the same fields; what is null is left out."""
    there = {name: value for name, value in fields.items() if value is not None}
    return json.dumps(there, sort_keys=True, ensure_ascii=False)
