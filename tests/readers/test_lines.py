from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.model import Form
from cleaner.readers import read
from cleaner.readers.lines import split_lines
from tests.readers.checks import check


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\f", "\v"])
def test_ends_of_lines(end: str) -> None:
    source = f"one{end}two{end}{end}three{end}"
    lines = split_lines(source)
    assert [(line.text, line.gap) for line in lines] == [("one", 0), ("two", 0), ("three", 1)]
    assert all(source[line.start : line.end] == line.text for line in lines)


def test_margins_are_no_text() -> None:
    source = "\ufeff \u00a0\t\u200bone\u200f \u202c\x00\n\u200b\u00a0\n\u3000two\u3000"
    assert [line.text for line in split_lines(source)] == ["one", "two"]
    check(read(source, "dump"))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\u00a0\u00a0b", "a b"),
        ("a\u200bb", "ab"),
        ("Donau\u00addampf", "Donaudampf"),
        ("a \u200b b", "a b"),
        ("می\u200cروم", "می\u200cروم"),
        ("می\u200cروم \u200c \u200c", "می\u200cروم"),
        ("Three tools \u200c \u200c\u00a0\u034f \u200c for hours", "Three tools for hours"),
        ("one \u200dtwo", "one \u200dtwo"),
        ("a\x00b", "ab"),
        ("a\tb  c", "a b c"),
    ],
)
def test_white_space_and_invisible_characters_in_a_block(source: str, text: str) -> None:
    page = read(source, "dump")
    check(page)
    assert page.blocks[0].text == text


@pytest.mark.parametrize("form", ["dump", "markdown", "html"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["el día aquí", "it’s “naïve”", "Элла и этот экран", "भारत में अभी भी", "Łódź i także"])
def test_letters_that_were_decoded_wrongly_can_still_be_mended(text: str, encoding: str, form: Form) -> None:
    source = text.encode().decode(encoding, "ignore").replace("\x85", "").replace("\u00a0", "")
    assert "".join(block.text for block in read(source, form).blocks) == source


@pytest.mark.parametrize("form", ["dump", "html"])
def test_a_joiner_alone_shows_nothing(form: Form) -> None:
    source = "<p>One.<p>\u200d<p>Two." if form == "html" else "One.\n\n\u200d\n\nTwo."
    assert [block.text for block in read(source, form).blocks if block.kind == "text"] == ["One.", "Two."]
    assert "\u200d" not in clean(source, form=form).text


@pytest.mark.parametrize("form", ["dump", "markdown"])
def test_empty_pages_have_no_blocks(form: str) -> None:
    for source in ("", " ", "\n\n", "\u200b\n\ufeff"):
        assert read(source, "dump" if form == "dump" else "markdown").blocks == ()


def test_one_line_of_many_megabytes() -> None:
    source = "word " * 2_000_000
    page = read(source, "dump")
    assert len(page.blocks) == 1
    assert page.blocks[0].words == 2_000_000


_LYNX = """   [1]Skip to the text[2]The Quay Herald
     * [3]News
     * [4]Sport

   (BUTTON) Search

   The bridge opened again on Tuesday after two years of work, said the
   mayor, who had a [5]report on every pillar made. In [1965] it was new,
   and [6]nobody has counted the ferries that it spared the town since.

   The old lamps stay where they are, said the [7]museum, until a place
   for them is found on the other bank of the river and paid for as well.

References

   Visible links:
   1. https://quay.example/#text
   2. https://quay.example/
   3. https://quay.example/news
   4. https://quay.example/sport
   5. https://quay.example/report
   6. https://quay.example/ferries
   7. https://museum.example/
"""


def test_numbered_references_of_terminal_browsers() -> None:
    page = read(_LYNX)
    check(page)
    assert page.form == "dump"
    texts = [block.text for block in page.blocks if block.text]
    assert texts[0] == "Skip to the text The Quay Herald"
    assert texts[3] == "Search"
    assert texts[4].startswith("The bridge opened")
    assert "had a report on every pillar made. In [1965] it was new, and nobody has" in texts[4]
    assert texts[-1].endswith(
        "said the museum, until a place for them is found on the other bank of the river and paid for as well."
    )
    assert page.blocks[-1].kind == "syntax"


def test_links_of_terminal_browsers_are_known_by_their_numbers() -> None:
    page = read(_LYNX)
    links = [(block.text, block.link_chars) for block in page.blocks if block.link_chars]
    assert links == [("Skip to the text The Quay Herald", 31), ("* News", 6), ("* Sport", 7)]


@pytest.mark.parametrize(
    "addresses",
    [
        "1. https://a.example/one\n2. https://a.example/b?title=On the quay\n3. https://a.example/c",
        "1. https://a.example/one\n2. https://a.example/b?u=\nhttps://b.example/two\n3. https://a.example/c",
        "1. https://a.example/one\n2. javascript: void(0)\n3. mailto:a@a.example",
        "1. https://a.example/one\n2.\n3. https://a.example/c?title=On the quay",
    ],
)
def test_addresses_with_blanks_and_without_anything_are_in_the_list(addresses: str) -> None:
    story = "The **old** bridge opened again on Tuesday. " * 9
    source = f"[1]News\n\n* [2]Sport\n* [3]\n\n{story}\n\nReferences\n\n{addresses}\n"
    page = read(source)
    check(page)
    assert page.form == "dump", "starred words in the text of a terminal browser are no Markdown"
    texts = [block.text for block in page.blocks if block.kind != "syntax"]
    assert texts[:2] == ["News", "* Sport"]
    assert len([text for text in texts if text]) == 3


@pytest.mark.parametrize(
    "source",
    [
        "As [1] and [2]others say.\n\n1. First thing\n2. Second thing",
        "Ranked [1]here\n\n3. https://a.example\n4. https://b.example",
        "Only [1]one\n\n1. https://a.example",
        "See [1]here\n\n1. Fold in the flour\n2. https://a.example/two\n3. https://a.example/three",
    ],
)
def test_other_numbers_stay(source: str) -> None:
    page = read(source, "dump")
    check(page)
    assert "[1]" in page.blocks[0].text
    assert all(block.text for block in page.blocks)
