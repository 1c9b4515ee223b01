"""What is asked of a text dump as a whole: is its prose a story's?"""

from __future__ import annotations

import numpy as np

from cleaner import Cleaner, pipeline
from cleaner.body.judge import shipped
from cleaner.body.whole import NAMES_OF_TEXT, Seen, columns_of_text

SENTENCE = "The ferry to Hale Northerly left {} minutes late because the crew could not find the key to the bridge."
STORY = "\n\n".join(
    [
        *("Home", "News", "Ferry leaves late for the fifth day in a row", "By Ana Beltor", "3 June 2025"),
        *[SENTENCE.format(word) + " " + SENTENCE.format("many") for word in ("twenty", "thirty", "forty", "fifty")],
        *("Share", "Contact us"),
    ]
)
SHELF = "\n\n".join(
    [
        *("Home", "Lamps"),
        *[
            f"{name} lamp\n\n${price}\n\nA lamp of {name.lower()} wood, with a cord that is two metres long.\n\nAdd"
            for name, price in (("Oak", "49.00"), ("Ash", "59.00"), ("Elm", "61.00"), ("Fir", "72.00"))
        ],
    ]
)


def row(source: str, *, prose: bool = True) -> dict[str, float]:
    """The columns of a page of which the prose is kept, or nothing."""
    page = Cleaner().page(source)
    marks, _ = pipeline.run(page, Cleaner().rules)
    evidence = shipped("text").measure(page, marks)
    kept = np.array([prose and page.blocks[i].words > 10 for i in evidence.numbers], np.bool_)
    seen = Seen(np.zeros(len(kept), np.float32), kept, 0.9, marks)
    return dict(zip(NAMES_OF_TEXT, columns_of_text(page, evidence, seen)[0].tolist(), strict=True))


def test_a_story_stands_together_and_is_signed() -> None:
    story = row(STORY)
    assert story["page prose together"] == 1
    assert story["page kept in its span"] == 1
    assert story["page signatures"] == 2
    assert story["page title"] > 0.5
    assert story["page title gap"] < 2.5
    assert story["page vocabulary"] > 0.3
    assert (story["page prices"], story["page copies"]) == (0, 1)


def test_a_shelf_stands_apart_among_prices_and_repeated_lines() -> None:
    shelf = row(SHELF)
    assert shelf["page prose together"] == 0
    assert shelf["page kept in its span"] < 0.9
    assert shelf["page signatures"] == 0
    assert shelf["page copies"] == shelf["page prices"] == np.float32(np.log2(5))
    assert shelf["page digits"] > row(STORY)["page digits"]


def test_doubt_counts_only_where_it_is_great() -> None:
    assert row(STORY)["page doubt"] == np.float32(0.6)


def test_a_page_of_which_nothing_is_kept_has_a_row_too() -> None:
    assert all(np.isfinite(value) for value in row(STORY, prose=False).values())
