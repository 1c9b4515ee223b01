"""The second look's columns, and the threshold that the word F1 to expect asks for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.body.again import NAMES, Looks, again, shapes_of
from cleaner.body.around import Floats
from cleaner.body.chances import chances, expected_f1, threshold
from cleaner.body.vocabulary import vocabulary_of

SCORES = st.lists(st.floats(-10, 10, width=32), min_size=1, max_size=30)


def looks(words: list[float], texts: list[str] | None = None, ends: list[int] | None = None) -> Looks:
    sizes = np.array(words, np.float32)
    traits = [np.array(ends, np.float32)] if ends else []
    return Looks(sizes, shapes_of(sizes, traits), vocabulary_of(texts or [""] * len(words))[0])


def column(table: Floats, name: str) -> list[float]:
    return [round(float(value), 3) for value in table[NAMES.index(name)]]


@given(SCORES, st.data())
def test_every_column_is_filled(scores: list[float], data: st.DataObject) -> None:
    words = data.draw(st.lists(st.integers(0, 300), min_size=len(scores), max_size=len(scores)))
    table = again(np.array(scores, np.float32), looks([float(count) for count in words]))
    assert table.shape == (len(NAMES), len(scores))
    assert np.isfinite(table).all()


def test_the_core_is_the_stretch_that_holds_most_of_the_story() -> None:
    scores = np.array([3, -5, -5, 4, -1, 4, 4, -5, 3], np.float32)
    table = again(scores, looks([5, 9, 9, 60, 4, 60, 60, 40, 5]))
    assert column(table, "inside core") == [0, 0, 0, 1, 1, 1, 1, 0, 0]
    assert column(table, "blocks to core") == [3, 2, 1, 0, 0, 0, 0, 0, 0]
    assert column(table, "blocks past core") == [0, 0, 0, 0, 0, 0, 0, 1, 2]
    assert column(table, "words past core")[-1] == pytest.approx(np.log2(41), abs=0.01)


def test_stretches_lie_below_zero_outside_the_story() -> None:
    table = again(np.array([5, 5, -5, 5], np.float32), looks([3, 4, 15, 1]))
    assert column(table, "stretch") == [3, 3, -4, 1]
    assert column(table, "words since story") == [0, 0, 0, 4]
    assert column(table, "words to story") == [0, 4, 0, 0]


def test_blocks_of_one_shape_speak_for_each_other() -> None:
    table = again(np.array([6, 6, 6, -6], np.float32), looks([8, 9, 10, 9], ends=[1, 1, 0, 0]))
    alike = column(table, "alike")
    assert alike[0] == alike[1] > 0.99
    assert alike[2] < 0.01
    assert column(table, "blocks alike") == [2, 2, 2, 2]


def test_words_are_compared_with_the_storys_and_with_others() -> None:
    texts = ["ferry quay ferry", "ferry harbour", "ferry login", "login menu"]
    table = again(np.array([5, 5, 0, -5], np.float32), looks([20, 20, 20, 20], texts))
    assert column(table, "story's words") == [0.5, 0.5, 0.5, 0]
    assert column(table, "others' words") == [0, 0, 0.5, 0]


@given(SCORES, st.data())
def test_no_other_threshold_promises_more(scores: list[float], data: st.DataObject) -> None:
    words = np.array(data.draw(st.lists(st.integers(1, 200), min_size=len(scores), max_size=len(scores))), np.float32)
    values = np.array(scores, np.float32)
    chance = chances(values)
    best = expected_f1(chance, values > threshold(values, words) - 1e-3, words)
    for score in scores:
        assert expected_f1(chance, values >= score, words) <= best + 1e-3


def test_a_plain_page_asks_for_a_half_and_a_doubtful_one_for_less() -> None:
    words = np.full(6, 30, np.float32)
    plain = threshold(np.array([8, 8, 8, -8, -8, -8], np.float32), words)
    doubtful = threshold(np.array([1, 0, -1, -1, -2, -2], np.float32), words)
    assert plain == pytest.approx(0, abs=0.01)
    assert doubtful < -0.5


def test_who_trusts_the_scores_less_keeps_more_of_a_page_in_doubt() -> None:
    words = np.ones(6, np.float32)
    scores = np.array([3, 3, 0.5, -0.5, -3, -3], np.float32)
    cuts = [threshold(scores, words, trust) for trust in (1.0, 0.7, 0.4)]
    assert cuts == sorted(cuts, reverse=True)
    assert len({*cuts}) == 3
