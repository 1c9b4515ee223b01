"""The scorer's own tests."""

from __future__ import annotations

import pytest

from tests.benchmark.score import Passages, percentile, sequence, shingle_f1, word_f1, words


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", []),
        ("The cat, the CAT.", ["the", "cat", "the", "cat"]),
        ("It’s 3.5 %", ["it", "s", "3", "5"]),
        ("东京で雨", ["东", "京", "で", "雨"]),
        ("서울 비", ["서", "울", "비"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("القاهرة، أمس", ["القاهرة", "أمس"]),
        ('see [the map](https://a.example/x?y=1 "t") now', ["see", "the", "map", "now"]),
        ("see https://a.example/x_y now, www.b.example/z", ["see", "now"]),
        ("**bold** _it_ <b>x</b>", ["bold", "it", "x"]),
        ("a < b and c > d", ["a", "b", "and", "c", "d"]),
        ("cafe\u0301", ["caf\u00e9"]),
    ],
)
def test_words(text: str, want: list[str]) -> None:
    assert sequence(text) == want
    assert words(text).total() == len(want)


@pytest.mark.parametrize(
    ("got", "want", "score"),
    [
        ("", "", (1.0, 1.0, 1.0)),
        ("a", "", (0.0, 0.0, 0.0)),
        ("", "a", (0.0, 0.0, 0.0)),
        ("a b", "c d", (0.0, 0.0, 0.0)),
        ("a a b", "a b b", (2 / 3, 2 / 3, 2 / 3)),
        ("a b c d", "A, b", (0.5, 1.0, 2 / 3)),
    ],
)
def test_word_f1(got: str, want: str, score: tuple[float, float, float]) -> None:
    assert word_f1(got, want) == pytest.approx(score)


def test_shingles_see_order() -> None:
    assert word_f1("a b c d e", "e d c b a").f1 == 1
    assert shingle_f1("a b c d e", "e d c b a").f1 == 0
    assert shingle_f1("a b", "a b").f1 == 1


def test_passages() -> None:
    text = Passages("The Mayor, on Monday: “no”.")
    assert text.holds("mayor on monday")
    assert text.holds("the mayor, on Mon"), "passages are cut at a number of characters"
    assert text.holds("")
    assert not text.holds("mayor monday")
    assert not text.holds("ayor on")


def test_percentile() -> None:
    assert percentile([], 0.1) == 0
    assert percentile([1.0, 0.0], 0.1) == pytest.approx(0.1)
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2


def test_scoring_is_linear_on_hostile_input() -> None:
    for text in ("<a" * 20_000, "](" * 20_000, "http://" * 8_000, "\u0301" * 50_000):
        words(text)
