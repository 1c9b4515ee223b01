"""What HTML pages state of themselves, in the ways that publishers' systems write it."""

from __future__ import annotations

import json
import time

import pytest

from cleaner import Article, Cleaner

STORY = """<p>The bridge at Harrow Ford stays shut until the spring, the council said, because two of its bearings have
cracks and the only firm that can cast new ones has no furnace free before March.</p><p>Until then the school bus goes
by Mill Lane, which takes twenty minutes longer and has no lamps, and parents have asked for a second driver.</p>"""


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner()


def article(cleaner: Cleaner, head: str, above: str = "", *, url: str = "") -> Article:
    title = "" if "<title" in head else "<title>Bridge at Harrow Ford stays shut | Ford Post</title>"
    heading = "" if "<h1" in above else "<h1>Bridge at Harrow Ford stays shut</h1>"
    body = f"<body><div id='s'>{heading}{above}{STORY}</div></body>"
    return cleaner.clean(f"<html lang='en'><head>{title}{head}</head>{body}</html>", form="html", url=url)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "author": {"name": "Ann Poe"}, "datePublished": "2026-11-12T08:00:00Z",}',
        '{"@type": "NewsArticle", "author": ["Ann Poe"], "datePublished": "2026-11-12T08:00:00Z", "x": "a "b""}',
        '/*<![CDATA[*/ {"@type": "BlogPosting", "author": "Ann Poe", "datePublished": "2026-11-12T08:00:00Z"} /*]]>*/',
    ],
    ids=["a comma too many", "a quote in a string", "a comment around it"],
)
def test_broken_json_ld_is_read_value_by_value(cleaner: Cleaner, broken: str) -> None:
    found = article(cleaner, ld(broken))
    assert (found.authors, found.published) == (("Ann Poe",), "2026-11-12T08:00:00+00:00")


def test_broken_json_that_is_no_story_says_nothing(cleaner: Cleaner) -> None:
    assert article(cleaner, ld('{"@type": "Product", "author": {"name": "Ann Poe"},,}')).authors == ()


def test_a_name_in_two_parts_is_one(cleaner: Cleaner) -> None:
    told = '{"@type": "NewsArticle", "author": [{"@type": "Person", "givenName": "Ann", "familyName": "Poe"}]}'
    assert article(cleaner, ld(told)).authors == ("Ann Poe",)


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("redaktion", ("Ann Poe",)),
        ("apoe", ("Ann Poe",)),
        ("100234", ("Ann Poe",)),
        ("Ford Post", ("Ann Poe",)),
        ("Roe Doe", ("Roe Doe",)),
    ],
)
def test_a_person_comes_before_a_newsroom_and_a_users_name(
    cleaner: Cleaner, stated: str, authors: tuple[str, ...]
) -> None:
    assert article(cleaner, f'<meta name="author" content="{stated}">', "<p>By Ann Poe</p>").authors == authors


@pytest.mark.parametrize("stated", ["redaktion", "Ford Post"])
def test_a_newsroom_is_the_author_where_nobody_else_is(cleaner: Cleaner, stated: str) -> None:
    assert article(cleaner, f'<meta name="author" content="{stated}">').authors == (stated,)


@pytest.mark.parametrize(
    ("stated", "author"),
    [('"Ann Poe"', "Ann Poe"), ("김민수 기자", "김민수"), ("记者：李雯", "李雯"), ("Story by Ann Poe", "Ann Poe")],
)
def test_names_stand_alone(cleaner: Cleaner, stated: str, author: str) -> None:
    assert article(cleaner, f"<meta name='author' content='{stated}'>").authors == (author,)


@pytest.mark.parametrize(
    ("above", "published"),
    [
        (
            "<p><abbr itemprop='datePublished' title='2026-11-12T07:14:00-03:00'>7:14</abbr>",
            "2026-11-12T07:14:00-03:00",
        ),
        ("<div><time datetime='2026-11-12T07:14:00Z'>Nov 12</time></div>", "2026-11-12T07:14:00+00:00"),
        ("<div><time datetime='2026-11-14'>14</time><time datetime='2026-11-12'>12</time></div>", "2026-11-12"),
        ("".join(f"<time datetime='2026-11-{day}'>{day}</time>" for day in range(10, 15)), None),
    ],
    ids=["microdata", "beside the headline", "the earlier of two", "a list of stories"],
)
def test_dates_for_machines(cleaner: Cleaner, above: str, published: str | None) -> None:
    assert article(cleaner, "", above).published == published


def test_a_date_right_above_the_headline_in_its_element_is_the_storys(cleaner: Cleaner) -> None:
    page = (
        f"<body><nav><ul><li>News<li>Sport</ul></nav><article><p>12 November 2026</p><h1>Bridge stays shut</h1>{STORY}"
    )
    found = cleaner.clean(page + "</article><footer>Ford Post</footer></body>", form="html")
    assert (found.published, found.page_date) == ("2026-11-12", None)


def test_a_day_gets_the_time_that_the_page_shows(cleaner: Cleaner) -> None:
    stated = '<meta name="publishdate" content="2026-11-12">'
    assert article(cleaner, stated, "<p>12 November 2026, 08:31</p>").published == "2026-11-12T08:31"
    assert article(cleaner, stated, "<p>13 November 2026, 08:31</p>").published == "2026-11-12"


def test_the_address_dates_a_story_that_nothing_else_dates(cleaner: Cleaner) -> None:
    assert article(cleaner, "", url="https://ford.example/2026/11/12/bridge-shut").published == "2026-11-12"
    assert article(cleaner, "", url="https://ford.example/2026/13/12/bridge-shut").published is None
    assert article(cleaner, "", url="https://ford.example/2026/11/12/").published is None


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<base href="https://ford.example/"><link rel="canonical" href="/bridge">', "https://ford.example/bridge"),
        (
            '<link rel="canonical" href="/bridge"><meta property="og:url" content="https://ford.example/x?y=1">',
            "https://ford.example/bridge",
        ),
        (
            '<base href="https://cdn.example/"><link rel="canonical" href="https://ford.example/b">',
            "https://ford.example/b",
        ),
        ('<link rel="canonical" href="/bridge">', None),
        ('<base href="https://[bad/"><link rel="canonical" href="/bridge">', None),
        ('<link rel="canonical" href="https://[bad/bridge">', None),
    ],
)
def test_a_relative_canonical_link_is_resolved(cleaner: Cleaner, head: str, url: str | None) -> None:
    assert article(cleaner, head).url == url


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<title>Bridge at Harrow Ford stays shut - News - Ford Post</title>", "Ford Post"),
        ("<title>Print: Bridge at Harrow Ford stays shut – Ford Post</title>", "Ford Post"),
        (
            "<title>Bridge at Harrow Ford stays shut</title><meta property='og:site_name' content='x.example'>",
            "x.example",
        ),
        (
            "<title>Bridge at Harrow Ford stays shut - Ford Post</title>"
            "<meta property='og:site_name' content='fordpost.example'>",
            "Ford Post",
        ),
    ],
)
def test_the_site_is_the_name_that_readers_know(cleaner: Cleaner, head: str, site: str) -> None:
    assert article(cleaner, head).site == site


def test_the_headline_is_the_shown_part_of_the_title_where_nothing_marks_it(cleaner: Cleaner) -> None:
    page = f"<title>Ford Post :: Bridge stays shut</title><body><font size=5>Bridge stays shut</font><br>{STORY}</body>"
    found = cleaner.clean(page, form="html")
    assert (found.title, found.site) == ("Bridge stays shut", "Ford Post")


def test_thousands_of_attributes_without_values_cost_little(cleaner: Cleaner) -> None:
    tag = "<p " + " ".join(f"a{i}" for i in range(60_000)) + ">"
    started = time.process_time()
    found = cleaner.clean(f"<h1>Bridge stays shut</h1>{tag}{STORY}", form="html")
    assert found.text.startswith("The bridge at Harrow Ford")
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "before",
    [
        "<svg viewBox='0 0 1 1'><path d='M0 0'>",
        "<svg><title>Icon of a lamp</title><path d='M0 0'></svg>",
        "<svg><foreignObject><p>Icon of a lamp</p></foreignObject></svg>",
    ],
    ids=["never closed", "closed", "with words of its own"],
)
def test_a_drawing_takes_no_story_along(cleaner: Cleaner, before: str) -> None:
    text = cleaner.clean(f"<h1>Bridge stays shut</h1>{before}{STORY}", form="html").text
    assert text.startswith("The bridge at Harrow Ford")
    assert "Icon" not in text


def test_declarations_of_a_document_type_are_no_text(cleaner: Cleaner) -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"> <!ENTITY y "&x;&x;">]><html><body>'
    )
    found = cleaner.clean(f"{page}<h1>Bridge stays shut</h1>{STORY}</body></html>", form="html")
    assert found.text.startswith("The bridge at Harrow Ford")
    open_ended = f"<!DOCTYPE html [ <html><body><h1>Bridge stays shut</h1>{STORY}</body></html>"
    assert cleaner.clean(open_ended, form="html").text == found.text


def test_a_story_that_only_json_ld_has_may_hold_markup(cleaner: Cleaner) -> None:
    told = json.dumps(
        {"@type": "NewsArticle", "headline": "Bridge stays shut", "articleBody": STORY + "<p>a<b>b</b><br>c"}
    )
    found = cleaner.clean(f"<html><head>{ld(told)}</head><body><div id='app'></div></body></html>", form="html")
    assert found.text.startswith("The bridge at Harrow Ford")
    assert "<" not in found.text


def test_a_page_that_sells_is_no_article_unless_it_says_so(cleaner: Cleaner) -> None:
    sells = '<meta property="og:type" content="product">'
    assert article(cleaner, sells).status == "no-article"
    assert article(cleaner, sells + ld('{"@type": "NewsArticle", "headline": "Bridge"}')).status == "ok"
