"""Words as numbers: what arrays say of them is what sets would."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner.body.vocabulary import are_function_words, are_long, vocabulary_of
from cleaner.language import function_words

WORDS = st.sampled_from(
    ["ferry", "ferrys", "yrref", "quay", "a", "ab", "ba", "abc", "the", "of", "пaром", "паром", "渡輪", "ferry," * 300]
)
BLOCKS = st.lists(st.lists(WORDS, max_size=6), max_size=8)


def sets(blocks: list[list[str]]) -> list[AbstractSet[str]]:
    return [set(words) for words in blocks]


@given(BLOCKS)
def test_each_different_word_is_counted_once_a_block(blocks: list[list[str]]) -> None:
    vocabulary, spelled = vocabulary_of([" ".join(words) for words in blocks])
    assert vocabulary.sizes().tolist() == [max(len(words), 1) for words in sets(blocks)]
    assert len(spelled) == len(set().union(*sets(blocks)))
    assert vocabulary.tally(np.ones(len(vocabulary.words), np.bool_)).sum() == sum(map(len, sets(blocks)))


@given(BLOCKS, st.data())
def test_shared_words_are_those_of_another_block(blocks: list[list[str]], data: st.DataObject) -> None:
    among = data.draw(st.lists(st.booleans(), min_size=len(blocks), max_size=len(blocks)))
    vocabulary, _ = vocabulary_of([" ".join(words) for words in blocks])
    wanted = [
        len(words & set().union(*(other for j, other in enumerate(sets(blocks)) if among[j] and j != i)))
        for i, words in enumerate(sets(blocks))
    ]
    assert vocabulary.shared(np.array(among, np.bool_)).tolist() == wanted


@given(BLOCKS)
def test_long_words_and_function_words_are_told(blocks: list[list[str]]) -> None:
    vocabulary, spelled = vocabulary_of([" ".join(words) for words in blocks])
    common = function_words()["en"]
    long, known = are_long(spelled), are_function_words(spelled, "en")
    assert vocabulary.tally(long[vocabulary.words]).tolist() == [
        sum(len(word) > 2 for word in words) for words in sets(blocks)
    ]
    assert vocabulary.tally(known[vocabulary.words]).tolist() == [len(words & common) for words in sets(blocks)]
    assert not are_function_words(spelled, "").any()


def test_no_two_function_words_are_spelled_alike() -> None:
    every = sorted(set().union(*function_words().values()))
    assert len(vocabulary_of([" ".join(every)])[1]) == len(every)
