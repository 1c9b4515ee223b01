"""How good a body promises to be."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.body import decide
from cleaner.body.judge import Judge
from cleaner.body.weights import Weights
from cleaner.model import Mark

STORY = "\n\n".join(["The harbour council voted on Monday to reopen the old ferry landing before the summer."] * 4)


def _sure_at_last(first: float) -> Weights:
    """Weights that keep every block: with the log-odds `first` at the first look, and with 7 at the second."""
    return {
        "rules": [],
        "edges": {"words": [3.0], "page copies": [3.0]},
        "stages": {
            "block": {"bias": first, "terms": [{"columns": ["words"], "scores": [0.0, 0.0]}]},
            "again": {"bias": 7.0, "terms": [{"columns": ["words"], "scores": [0.0, 0.0]}]},
            "article": {"bias": 1.0, "terms": [{"columns": ["page copies"], "scores": [0.0, 0.0]}]},
        },
    }


@pytest.mark.parametrize(("first", "least", "most"), [(0.0, 0.6, 0.7), (2.0, 0.9, 0.95), (7.0, 0.99, 1.0)])
def test_the_first_look_says_how_good_a_body_will_be(first: float, least: float, most: float) -> None:
    body = decide(Cleaner().page(STORY), (), judge=Judge(_sure_at_last(first)))
    assert all(verdict.kept for verdict in body.verdicts)
    assert least < body.confidence <= most


def test_what_is_hardly_an_article_promises_less() -> None:
    weights = _sure_at_last(7.0)
    weights["stages"]["article"]["bias"] = 0.5
    page = Cleaner().page(f"Home{chr(10) * 2}{STORY}")
    menu = Mark(block=0, rule="navigation", sure=1.0, why="a menu")
    surer = decide(page, (menu,), judge=Judge(_sure_at_last(7.0)))
    less = decide(page, (menu,), judge=Judge(weights))
    assert surer.is_article
    assert less.is_article
    assert 0 < less.confidence < surer.confidence < 0.9


def test_of_a_bare_body_there_is_no_doubt() -> None:
    weights = _sure_at_last(7.0)
    weights["stages"]["article"]["bias"] = -5.0
    body = decide(Cleaner().page(STORY), (), judge=Judge(weights))
    assert body.is_article
    assert body.confidence > 0.99
