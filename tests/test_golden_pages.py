"""Every golden page comes out as its case says."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from cleaner import Article
from tests import golden, replay
from tests.conftest import UPDATED


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        # A test that goes to another folder must not take these along.
        folders = [golden.PAGES, *(Path(folder).resolve() for folder in metafunc.config.getoption("golden"))]
        for folder in folders[1:]:
            if not golden.cases(folder):
                raise pytest.UsageError(f"--golden {folder}: no folder of cases")
        found = [case for folder in folders for case in golden.cases(folder)]
        metafunc.parametrize("case", found, ids=[case.id for case in found])


def clean(case: golden.Case) -> Article:
    return golden.strict_cleaner().clean(case.page())


def test_page(case: golden.Case, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("update_golden"):
        for line in golden.update(case, clean(case)):
            request.node.user_properties.append((UPDATED, line))
    case.check_files()
    # Strict both ways: what was known to fail and now fits has to leave the list (`python -m tests.golden`).
    assert golden.deviations(case, clean(case)) == golden.known(case)


def test_removed_by_names_text_of_the_page(case: golden.Case) -> None:
    source = golden.one_space(unescape(golden.decoded(case.page())))
    assert [text for text in case.removed_by() if golden.one_space(text) not in source] == []


def test_known_failures_are_of_cases_that_exist() -> None:
    known = {path.stem for path in golden.KNOWN_FAILURES.glob("*.json")}
    assert known - {case.folder.name for case in golden.cases(golden.PAGES)} == set()


def test_body_cleaned_again_is_unchanged(case: golden.Case) -> None:
    if body := case.body():
        assert golden.strict_cleaner().clean(body).text == body


def test_bytes_and_text_give_the_same_article(case: golden.Case) -> None:
    page = case.page()
    assert golden.strict_cleaner().clean(golden.decoded(page)) == clean(case)


def test_removals_replay_to_the_body(case: golden.Case) -> None:
    article = clean(case)
    if article.form != "html":
        replay.check(golden.decoded(case.page()), article)
