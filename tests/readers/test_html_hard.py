"""Pages that are hard to read: huge, deep, broken or hostile ones, and those that hide their story."""

from __future__ import annotations

import json
import time

import pytest

from cleaner import clean
from cleaner.readers import html
from tests.readers.languages import PARAGRAPHS

STORY = [PARAGRAPHS[language] for language in ("en", "de", "fr", "it")]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
SECONDS = 20
"""Far more than any of these takes, and far less than a step that is not linear would."""


def shown(page: str) -> list[str]:
    start = time.process_time()
    texts = [block.text for block in html.read(page).blocks]
    assert time.process_time() - start < SECONDS
    return texts


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "x-y"])
@pytest.mark.parametrize("depth", [1_900, 20_000])
def test_no_nesting_is_too_deep(tag: str, depth: int) -> None:
    texts = shown(f"<html><body><p>Before.</p>{f'<{tag}>' * depth}In the deep.<p>{STORY[0]}</p>")
    assert texts[0] == "Before."
    assert "In the deep." in texts
    assert STORY[0] in texts


def test_what_follows_deep_elements_is_read() -> None:
    texts = shown(f"{'<div>' * 50_000}deep{'</div>' * 50_000}<p>{STORY[0]}</p>")
    assert texts == ["deep", STORY[0]]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" * 100_000,
        "<p " + "a=b " * 300_000 + ">",
        "<p " + " ".join(f"a{i}=b" for i in range(100_000)) + ">",
        f"<p class='{'nav ' * 500_000}'>",
        "<li>" * 20_000,
        "</div>" * 300_000,
        "<" * 300_000,
        "&" * 300_000,
        "&amp;amp;" * 100_000,
        "<!--" * 100_000 + "-->",
        "<![CDATA[" * 50_000,
        "<a href='" * 50_000 + "'>",
        "<h1>" * 2_000,
        "<script type='application/ld+json'>" + "[" * 200_000 + "</script>",
        "<div style='" + "display:" * 100_000 + "'>",
        "<br>" * 50_000,
    ],
    ids=lambda markup: markup[:20],
)
def test_time_grows_with_the_page(markup: str) -> None:
    shown(f"<html><body><h1>Head</h1>{markup}<p>{STORY[0]}</p></body></html>")


def test_unclosed_everything() -> None:
    page = f"<html><body><div><h1>Head<div><p>{STORY[0]}<p>{STORY[1]}<ul><li>One<li>Two<table><tr><td>A<td>B"
    assert shown(page) == ["Head", STORY[0], STORY[1], "One", "Two", "A B"]


def test_text_behind_the_end_of_the_page_is_read() -> None:
    assert shown(f"<html><body><header>Top</header></body></html><main><p>{STORY[0]}</p></main></body></html>") == [
        "Top",
        STORY[0],
    ]


@pytest.mark.parametrize(
    "foreign",
    [
        "<svg><title>No</title><text>No</text><foreignObject><p>No</p></foreignObject></svg>",
        "<math><mi>no</mi></math>",
        "<template><p>No</p></template>",
        "<object><p>No</p></object>",
        "<iframe src=https://example.invalid/>No</iframe>",
        "<select><option>No</select>",
        "<frameset><frame src=no></frameset>",
        "<base href='javascript:no'>",
        "<link rel=stylesheet href=https://example.invalid/no.css><img src=//example.invalid/no>",
    ],
)
def test_what_is_no_text_of_the_page_is_passed_over(foreign: str) -> None:
    assert shown(f"<html><body><p>{STORY[0]}</p>{foreign}<p>{STORY[1]}</p></body></html>") == STORY[:2]


def test_a_shadow_root_is_shown() -> None:
    assert shown(f"<news-page><template shadowrootmode=open><p>{STORY[0]}</p></template></news-page>") == [STORY[0]]


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    bomb = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    page = f"<!DOCTYPE html [<!ENTITY a0 'ha'>{bomb}<!ENTITY x SYSTEM 'file:///etc/hostname'>]><p>&a9; &x; done</p>"
    (text,) = shown(page)[-1:]
    assert text.endswith("&a9; &x; done")
    assert len("".join(shown(page))) < 3_000


def test_nul_and_other_controls() -> None:
    assert shown("<p>One\x00\x01 two\ufffe\uffff three\x0c</p>") == ["One two three"]


def test_a_story_for_readers_without_scripts_is_read_where_there_is_no_other() -> None:
    hidden = f"<noscript><article>{BODY}</article></noscript>"
    assert shown(f"<body><p>Loading…</p>{hidden}</body>") == ["Loading…", *STORY]
    assert shown(f"<body>{BODY}{BODY}<noscript><p>Turn on JavaScript.</p></noscript></body>") == STORY * 2


def test_a_story_that_is_only_in_the_metadata_is_read() -> None:
    data = {"@type": "NewsArticle", "headline": "Tide mill to grind again", "articleBody": "\n\n".join(STORY)}
    page = f"<html><head><script type=application/ld+json>{json.dumps(data)}</script></head><body><div id=app></div>"
    article = clean(page, form="html")
    assert article.title == "Tide mill to grind again"
    assert list(article.paragraphs) == STORY
    shorter = page.replace("<div id=app></div>", "<p>Please turn on JavaScript to read on.</p>")
    assert STORY[-1] in clean(shorter, form="html").text


def test_amp_and_print_pages() -> None:
    amp = f"<!doctype html><html amp><body><amp-img alt=No></amp-img><amp-story><h1>Head</h1>{BODY}</amp-story></body>"
    assert set(STORY) <= set(clean(amp, form="html").paragraphs)
    rows = "".join(f"<tr><td><font size=2>{paragraph}</font></td></tr>" for paragraph in STORY)
    printed = f"<html><body><table><tr><td><b>The Harbour Post</b></td></tr>{rows}</table></body></html>"
    assert set(STORY) <= set(clean(printed, form="html").paragraphs)


def test_a_large_page_ends_in_time() -> None:
    filler = "<div class='a b'><a href=/x>Menu</a></div>\n" * 20_000
    start = time.process_time()
    article = clean(f"<html><body>{BODY}{filler}</body></html>", form="html")
    assert time.process_time() - start < SECONDS
    assert set(article.paragraphs) <= set(STORY)
