"""Authors on a line that says other things too, and lines of authors whom the page names elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Block, Mark, Page
from cleaner.rules._authors import DIGIT, authors_in
from cleaner.rules._byline_zone import YEAR
from cleaner.text import fold

_MOST_WORDS = 26
_MOST_BESIDE = 4
"""Words that may stand beside the authors' names on a line of them."""
_BY_INSIDE = re.compile(
    r"\s(?:by|von|par|por|di|door|av|af|przez|tarafından|oleh|bởi|von:|by:|author:|autor:|autore:|auteur:|автор:|авторка:"
    r"|muhabir:|yazar:|penulis:)\s+(?=[^\W\d_])|(?:记者|記者|作者)[:：]?\s?(?=[\u4e00-\u9fff]{2,4}(?:$|\W))",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]{2,20}(?=$|\s?[·|•,(])")


def names_behind_date(block: Block) -> list[str]:
    """The names in "Posted on 3 June 2025 by Jane" and "3 June 2025, 13:24 Views: 48 Author: Jane Doe"."""
    word = _BY_INSIDE.search(block.text) if DIGIT.search(block.text[:60]) else None
    if word is None or not YEAR.search(block.text, 0, word.start()):
        return []
    rest = block.text[word.end() :]
    alone = _ALONE.match(rest)
    return authors_in(rest, (), 0) or ([alone[0]] if alone else [])


def stated_authors(page: Page, block: Block) -> Iterator[Mark]:
    """A line that holds the names of the authors whom the page states elsewhere, and hardly anything else."""
    named, rest = False, block.key
    for name in page.facts.authors if block.words <= _MOST_WORDS and not block.ends else ():
        if " " in name and fold(name) in rest:
            named, rest = True, rest.replace(fold(name), "")
    if named and len(rest.split()) <= _MOST_BESIDE:
        yield Mark("byline", block.number, "the author whom the page names elsewhere", 0.9)
