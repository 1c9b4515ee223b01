"""The phrase book: places, word edges, trimmed edges, offsets."""

from __future__ import annotations

import pickle

import pytest

from cleaner.model import Place
from cleaner.phrases import Phrase, parse_groups, trim
from cleaner.phrases.book import PhraseBook
from cleaner.readers.dump import read


def found(place: Place, phrase: str, text: str) -> list[str]:
    """What the one phrase is found as in the blocks of `text`."""
    blocks = read(text).blocks
    hits = PhraseBook(parse_groups("rule", {place: [phrase]})).find(blocks).get("rule", ())
    return [blocks[hit.block].text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("place", "phrase", "text", "wanted"),
    [
        ("line", "read more", "Read more »", ["Read more"]),
        ("line", "read more", "Read more about it", []),
        ("start", "read more", "Read more about it", ["Read more"]),
        ("start", "read more", "To read more", []),
        ("end", "read more", "To read more…", ["read more"]),
        ("inside", "bar", "Barcelona has a bar.", ["bar"]),
        ("inside", "bar", "Minibar, Barcelona", []),
        ("inside", "coffee", "a coffee\n\ncoffee, coffees", ["coffee", "coffee"]),
        ("inside", "सहमत ह", "वह सहमत है", []),
        ("line", "मैं सहमत हूँ", "मैं सहमत हूँ।", ["मैं सहमत हूँ"]),
        ("inside", "구독", "뉴스레터 구독하기", ["구독"]),
        ("inside", "広告", "この広告を閉じる", ["広告"]),
        ("line", "gıda", "GIDA", ["GIDA"]),
        ("part", "save", "Save save (3)", ["Save", "save"]),
        ("part", "save", "Save the save", []),
        ("part", "save", "Save", []),
        ("part", "記事を保存", "記事を保存 | 記事を保存", ["記事を保存", "記事を保存"]),
    ],
)
def test_places_and_word_edges(place: Place, phrase: str, text: str, wanted: list[str]) -> None:
    assert found(place, phrase, text) == wanted


def test_edges_are_trimmed() -> None:
    assert trim("» read more… ") == (2, 11)
    assert trim("—") == (1, 1)


def test_a_book_pickles() -> None:
    blocks = read("Read more\n\nHome").blocks
    book = PhraseBook([Phrase("rule", "line", "label", "read more"), Phrase("rule", "line", "", "home")])
    assert pickle.loads(pickle.dumps(book)).find(blocks) == book.find(blocks)
