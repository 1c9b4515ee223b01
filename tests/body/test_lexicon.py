"""The words of a page and what they are worth."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.body.judge import Judge
from cleaner.body.lexicon import against, words_of, worth
from cleaner.body.weights import Weights
from cleaner.body.whole import Seen
from cleaner.text import fold

LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), min_size=1))


def words(text: str) -> set[str]:
    return set(words_of(Cleaner().page(text).blocks))


def test_words_are_folded_and_parted_at_signs() -> None:
    assert words("Ferry tickets: £12.50, half-price!\n\nTHE ferry’s back") == {
        *("ferry", "tickets", "00", "half", "price", "the", "s", "back"),
    }


def test_words_of_every_script_are_words() -> None:
    assert words("Паром вернулся.\n\nالعبّارة تعود") >= {"паром", "вернулся", "تعود"}


def test_the_fields_of_a_record_are_no_words_of_its_text() -> None:
    assert "smith" not in words("---\nauthor: Smith\ntitle: Ferry\n---\nThe landing opens again on Monday.")


@given(LINES)
def test_no_word_is_missed(lines: list[str]) -> None:
    """What is taken apart word by word is what is found in the whole."""
    page = Cleaner().page("\n\n".join(lines), form="dump")
    whole = " ".join([block.key for block in page.blocks])
    assert words_of(page.blocks) == set(re.findall(r"\w+", re.sub(r"\d", "0", whole)))


def test_what_words_are_worth_is_the_sum() -> None:
    lexicon = {"cart": -2.0, "said": 0.5, "sort": -1.0}
    assert worth({"said", "cart", "ferry"}, lexicon) == -1.5
    assert worth(set(), lexicon) == 0


def test_the_words_that_speak_against_the_page_are_named() -> None:
    lexicon = {"cart": -2.0, "said": 0.5, "sort": -1.0, "price": -2.0, "shop": -0.5}
    assert against({"said", "cart", "sort", "price", "shop", "ferry"}, lexicon) == ["cart", "price", "sort"]
    assert against({"said"}, lexicon) == []


def test_words_speak_for_or_against_the_page() -> None:
    bare: Weights = {
        "rules": [],
        "edges": {"words": [3.0], "page copies": [0.5]},
        "stages": {
            "block": {"bias": 0.0, "terms": [{"columns": ["words"], "scores": [0.0, 1.0]}]},
            "article": {"bias": 0.25, "terms": [{"columns": ["page copies"], "scores": [9.0, 0.0]}]},
        },
    }
    page = Cleaner().page(fold("Landing reopens"))
    judge = Judge({**bare, "words": {"cart": -2.0}})
    row = judge.row(page, judge.measure(page, ()), Seen(np.ones(1, np.float32), np.ones(1, np.bool_), 1.0, ()))
    assert judge.article(row, {"ferry"}) == 0.25
    assert judge.article(row, {"ferry", "cart"}) == -1.75
    assert judge.against(row, {"cart"}) == 'no article by lines that it repeats and words such as "cart"'
    assert Judge(bare).article(row, {"cart"}) == 0.25
    assert Judge(bare).against(row, {"cart"}) == "no article by lines that it repeats"
