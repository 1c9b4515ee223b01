from __future__ import annotations

import pytest

from cleaner import Cleaner, api
from cleaner.model import Page
from cleaner.readers import html, html_opinion

STORY = "".join(
    f"<p>The ferry left the quay {i} minutes late on Tuesday, and the harbour master, who had waited for it since the "
    "morning, said that the new timetable asks too much of an old engine.</p>"
    for i in range(8)
)
SOURCE = (
    f"<html><body><nav><a href=/>Home and harbour</a></nav><article><h1>Ferry late</h1>{STORY}</article></body></html>"
)


@pytest.fixture
def page() -> Page:
    return html.read(SOURCE)


def test_each_block_is_voted_for_or_against(page: Page) -> None:
    votes = {block.text: block.vote for block in html_opinion.with_opinion(page, SOURCE).blocks}
    assert votes["Home and harbour"] == -1
    assert [vote for text, vote in votes.items() if text.startswith("The ferry")] == [1] * 8


def test_a_page_in_which_nothing_is_found_stays_as_it_is(page: Page) -> None:
    assert html_opinion.with_opinion(page, "<p>") is page


def test_a_reader_that_crashes_has_no_opinion(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr("trafilatura.extract", crash)
    assert html_opinion.with_opinion(page, SOURCE) is page


def test_nobody_is_asked_of_a_very_long_page(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_opinion, "_MOST_MARKUP", 100)
    assert html_opinion.with_opinion(page, SOURCE) is page


@pytest.mark.parametrize(("hard", "asked"), [(0.0, 0), (1.1, 1)])
def test_who_is_asked_depends_on_how_hard_the_page_is(hard: float, asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Page] = []

    def ask(page: Page, source: str) -> Page:
        assert source == SOURCE
        pages.append(page)
        return html_opinion.with_opinion(page, source)

    monkeypatch.setattr(api, "HARD", hard)
    monkeypatch.setattr(api, "with_opinion", ask)
    article = Cleaner().clean(SOURCE, form="html")
    assert article.text.count("harbour master") == 8
    assert len(pages) == asked


def test_what_the_other_says_is_not_printed(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    assert html_opinion.with_opinion(page, "no markup at all") is page
    assert html_opinion.with_opinion(page, "") is page
    assert capsys.readouterr() == ("", "")
