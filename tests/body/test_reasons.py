"""What is said of a page that holds no article."""

from __future__ import annotations

import pytest

from cleaner.body.reasons import no_article
from cleaner.body.whole import NAMES_OF_TEXT


def test_the_weightiest_evidence_is_told_once_each_and_the_words_last() -> None:
    terms = [("page prices", "page title"), ("page kept in its span",), ("page digits",)]
    assert no_article(terms, ["cart", "sort"]) == (
        'no article by its prices, how its sentences stand apart and words such as "cart", "sort"'
    )
    assert no_article([("page title",), ("page title gap",)], []) == "no article by its headings"
    assert no_article([], []) == "no article by its shape"


@pytest.mark.parametrize("column", [name for name in NAMES_OF_TEXT if name != "page vocabulary"])
def test_columns_of_text_are_told_in_words(column: str) -> None:
    assert no_article([(column,)], []) != "no article by its shape"
