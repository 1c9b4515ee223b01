"""The fit's arithmetic: tables that say what the boosted trees say."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.body.vocabulary import NO_WORDS
from cleaner.body.weights import Additive
from tests.benchmark.additive import COMMON, Codes, Fit, Floats, collapse, edges_of, fit, mean_of
from tests.benchmark.examples import Example
from tests.benchmark.fit_words import fit_words

SIZES = (4, 7, 3, 12, 2, 5, 6, 9)
NAMES = ("commas", "words", "kind", "place", "ends", "digits", "links", "depth")

try:
    import lightgbm
    import sklearn  # noqa: F401
except (ImportError, OSError):  # not installed, or without the OpenMP library that it loads
    pytest.skip("the benchmark extra is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def pages() -> tuple[Codes, Floats]:
    """Codes, and labels that hang on two columns together and on one alone."""
    chance = np.random.default_rng(3)
    codes = np.stack([chance.integers(0, size, 3000) for size in SIZES], axis=1).astype(np.uint8)
    odds = (codes[:, 0] > 1) * (codes[:, 1] > 3) * 3.0 + (codes[:, 3] > 8) - 1.5
    return codes, (chance.random(3000) < 1 / (1 + np.exp(-odds))).astype(np.float32)


@pytest.mark.parametrize("leaves", [2, 3, 4])
def test_tables_score_as_the_trees_do(pages: tuple[Codes, Floats], leaves: int) -> None:
    codes, labels = pages
    settings = {
        **COMMON,
        "num_threads": 1,
        "objective": "binary",
        "num_leaves": leaves,
        "max_depth": 2,
        "min_data_in_leaf": 20,
    }
    booster = lightgbm.train(settings, lightgbm.Dataset(codes, labels, params={"verbose": -1, "max_bin": 63}), 60)
    model = Fit(SIZES)
    collapse([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]], model)
    assert np.abs(model.scores(codes) - np.asarray(booster.predict(codes, raw_score=True))).max() < 1e-4


def test_the_weights_file_scores_as_the_fit_does(pages: tuple[Codes, Floats]) -> None:
    codes, labels = pages
    model = fit(codes, labels, np.ones(len(codes), np.float32), SIZES, rounds=60, least=20)
    assert (0, 1) in model.tables
    edges = {name: [float(edge) for edge in range(size - 1)] for name, size in zip(NAMES, SIZES, strict=True)}
    kept = Additive(model.stage(NAMES), NAMES, edges)
    # A table's cells are written with three digits, and tables that say nothing are left out.
    scores = model.scores(codes)
    assert np.abs(kept.scores(codes.astype(np.intp)) - scores).max() < 0.02
    assert ((scores > 0) == (labels > 0)).mean() > 0.75


def example(number: int, words: set[str], wanted: int) -> Example:
    """A page of which only its words and the size of its wanted body matter."""
    nothing = np.zeros(0, np.float32)
    return Example(
        set_name="english" if wanted else "other",
        id=str(number),
        site=f"{number}.example",
        style="wet",
        values=np.zeros((0, 0), np.float32),
        labels=nothing,
        counts=nothing,
        words=nothing,
        wanted=wanted,
        out=np.zeros(0, np.bool_),
        headline=False,
        vocabulary=NO_WORDS,
        lexicon=words,
    )


def test_words_that_tell_pages_apart_are_weighed_and_others_are_not() -> None:
    chance = np.random.default_rng(5)
    pages = []
    for number in range(400):
        is_story = number % 2 == 0
        words = {"the", f"name{number}", *chance.choice(["red", "blue", "green"], 2).tolist()}
        words |= {"said"} if chance.random() < (0.8 if is_story else 0.1) else set()
        words |= {"cart"} if chance.random() < (0.05 if is_story else 0.7) else set()
        pages.append(example(number, words, 300 if is_story else 0))
    found = fit_words(pages)
    assert found["said"] > 1
    assert found["cart"] < -1
    assert not [word for word in found if word.startswith("name")], "words of one page"
    assert max((abs(found.get(word, 0)) for word in ("the", "red", "blue", "green")), default=0) < 0.6
    assert fit_words(pages) == found


@pytest.mark.parametrize(("pages", "wanted"), [(10, (300, 0)), (60, (300, 300)), (60, (0, 0))])
def test_too_few_pages_teach_no_words(pages: int, wanted: tuple[int, int]) -> None:
    assert fit_words([example(number, {"said", "cart"}, wanted[number % 2]) for number in range(pages)]) == {}


def test_a_model_times_a_half_says_half() -> None:
    model = Fit((2,), bias=1.0, tables={(0,): np.array([-3.0, 5.0])})
    codes = np.array([[0], [1]], np.uint8)
    assert model.times(0.5).scores(codes).tolist() == [-1.0, 3.0]
    assert model.scores(codes).tolist() == [-2.0, 6.0]


def test_edges_split_the_weight_evenly() -> None:
    values = np.array([[0, 5], [1, 5], [2, 5], [3, 6]], np.float32)
    assert edges_of(values, np.ones(4, np.float32)) == [[0.5, 1.5, 2.5], [5.5]]
    many = np.arange(1000, dtype=np.float32)[:, None]
    heavy = np.where(np.arange(1000) < 100, 9, 1).astype(np.float32)
    bounds = edges_of(many, heavy, 3)[0]
    assert len(bounds) == 3
    assert sum(bound < 100 for bound in bounds) == 2


def test_the_mean_of_models_says_what_they_say_on_average(pages: tuple[Codes, Floats]) -> None:
    codes, labels = pages
    even = np.ones(len(codes), np.float32)
    models = [fit(codes, labels, even, SIZES, rounds=20, least=20, seed=seed) for seed in (1, 2)]
    first, second = (model.scores(codes) for model in models)
    assert np.abs(first - second).max() > 0.01
    assert np.abs(mean_of(models).scores(codes) - (first + second) / 2).max() < 1e-4
