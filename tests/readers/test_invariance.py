"""The same page as other programs would have saved it is read as the same page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner import clean
from cleaner.model import Page
from cleaner.readers import read
from cleaner.readers.decode import decode

_GOLDEN = Path(__file__).parents[2] / "golden" / "pages"
_PAGES = {
    path.parent.name: re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", decode(path.read_bytes()))
    for path in sorted(_GOLDEN.glob("*/page.*"))
    if path.suffix in {".txt", ".md"}
}
_WRAPPED = """# Old tide mill to grind flour again after ninety years

A long [link whose address a program has wrapped](https://example.org/news/a-very-long-address-that-goes/
on/in-the-next-line) and an ![image](https://example.org/
picture.jpg), **bold

text** that a paragraph ends, and [a reference][1].

* * *

[1]: https://example.org/one
"""
_VARIANTS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "CR CR LF": lambda text: text.replace("\n", "\r\r\n"),
    "NEL": lambda text: text.replace("\n", "\x85"),
    "U+2028": lambda text: text.replace("\n", "\u2028"),
    "BOM": lambda text: f"\ufeff{text}",
    "blank lines around": lambda text: f"\n \n{text}\n\n\t\n\n",
    "blanks behind text": lambda text: re.sub(r"(?<=[.!?])\n", "  \n", text),
    "hard blanks in rulers": lambda text: text.replace("* * *", "*\u00a0*\u00a0*"),
    "zero-width spaces before text": lambda text: re.sub(r"(?<=\n)(?=\w)", "\u200b", text),
    "marks of direction before text": lambda text: re.sub(r"(?<=\n)(?=\w)", "\u200f", text),
}


def _seen(page: Page) -> list[object]:
    return [page.form, page.facts, *[block[3:11] for block in page.blocks]]


@pytest.mark.parametrize("variant", _VARIANTS)
def test_it_reads_the_same(variant: str) -> None:
    for name, text in [*_PAGES.items(), ("wrapped", _WRAPPED)]:
        wanted = read(text)
        if variant.endswith("before text") and wanted.form == "record":
            continue
        found = read(_VARIANTS[variant](text))
        # The gap above the first block is nothing to the page.
        assert _seen(found)[3:] == _seen(wanted)[3:], name
        assert _seen(found)[:2] == _seen(wanted)[:2], name
        assert [block.text for block in found.blocks[:1]] == [block.text for block in wanted.blocks[:1]], name


@pytest.mark.parametrize("more", ["\n", "\n\n"])
def test_wider_gaps_everywhere_change_no_body(more: str) -> None:
    for name, text in _PAGES.items():
        if "\n\n" in text and read(text).form == "dump":
            wide = re.sub(r"\n\n+", lambda gap: gap[0] + more, text)
            assert clean(wide, form="dump").text == clean(text, form="dump").text, name
