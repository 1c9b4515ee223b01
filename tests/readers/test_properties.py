# ruff: noqa: E501 - tables of odd strings
"""For every form and any text: offsets are exact, blocks are in order, nothing visible is lost, cost is linear."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.errors import FrontMatterError, MarkupError
from cleaner.model import Form
from cleaner.readers import read
from cleaner.readers.sniff import sniff
from tests.readers.checks import check

# fmt: off
_WORDS = ("word", "Ein Satz.", "和文。", "שלום", "नमस्ते", "İ", "ß", "😀", "e\u0301", "…", "-", "—", "&amp;")
_SPACES = (" ", "  ", "\n", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\t", "\u00a0", "\u200b", "\u200f", "\u00ad", "\ufeff")
_STARTS = ("* ", "- ", "1. ", "1\\. ", "# ", "## ", "###", "> ", "---", "===", "***", "* * *", "```", "~~~", "---|---", "\x00")
_INLINE = ("**", "*", "__", "_", "`", "``", "|", "[", "]", "](", "](http://a.b/c)", '](/x "t")', "![", "![alt](x.png)")
_OTHERS = ("[a](b)", "[1]", "[1]: http://x.y", "(", ")", "<", ">", "<b>", "</p>", "<!--", "-->", "<http://a.b>", "\\", "\\*")
_FIELDS = ("key: value\n", "---\n", "...\n")
_HOSTILE = (
    "[", "![](", "**", "](", "`", '](u "', "<a", "<!--", "[a](", "*a", "> ", "#", "_ ", "\\", "](a: (x)", "|", "a b ", "(",
    "a|b\n---|---\n", "[a]:", "```\n", "**a ", "[a](<", "](http: ", "-", "- ", "a\n", "\u00a0", "\u200b", "1. ", "---\n",
)
# fmt: on
_PIECES = st.sampled_from(_WORDS + _SPACES + _STARTS + _INLINE + _OTHERS + _FIELDS)
_TEXTS = st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=200))


@given(_TEXTS)
@settings(max_examples=400)
def test_dump_blocks_map_to_the_source(text: str) -> None:
    check(read(text, "dump"))


@given(_TEXTS)
@settings(max_examples=800)
def test_markdown_blocks_map_to_the_source(text: str) -> None:
    check(read(text, "markdown"))


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_html_blocks_map_to_the_visible_text(text: str) -> None:
    check(read(f"<html><body><p>{text}</p></body></html>", "html"))


@given(_TEXTS, _TEXTS)
@settings(max_examples=300)
def test_record_blocks_map_to_the_source(value: str, text: str) -> None:
    source = f"---\ntitle: |\n  {value}\nn: 1\n---\n{text}"
    try:
        page = read(source, "record")
    except (FrontMatterError, MarkupError):
        return
    check(page)


@given(_TEXTS)
@settings(max_examples=300)
def test_any_text_has_a_form(text: str) -> None:
    assert sniff(text) in get_args(Form)


@pytest.mark.parametrize("piece", _HOSTILE)
@pytest.mark.parametrize("form", ["dump", "markdown"])
def test_hostile_text_takes_linear_time(piece: str, form: Form) -> None:
    source = piece * (300_000 // len(piece))
    sniff(source)
    start = time.process_time()
    read(source, form)
    # A quadratic step would take minutes.
    assert time.process_time() - start < 10
