from __future__ import annotations

import json

import pytest

from cleaner import clean
from cleaner.model import Page
from cleaner.readers import html, read
from cleaner.report.explained import as_plain
from tests.readers.checks import check
from tests.readers.languages import PARAGRAPHS


def page_of(body: str, head: str = "", lang: str = "") -> Page:
    page = read(f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>")
    assert page.form == "html"
    check(page)
    return page


def test_kinds_levels_links_and_paths() -> None:
    page = page_of(
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a> today<ul><li>Deep</li></ul></li></ul></nav>"
        "<main><h2>Sub <em>heading</em></h2><p>One<br>Two</p><blockquote><p>Said</p></blockquote>"
        "<table><tr><th>A</th><td>B</td></tr></table><pre>x\ny</pre></main>"
    )
    assert [(b.kind, b.level, b.text, b.link_chars) for b in page.blocks] == [
        ("item", 1, "Home", 4),
        ("item", 1, "News today", 4),
        ("item", 2, "Deep", 0),
        ("heading", 2, "Sub heading", 0),
        ("text", 0, "One", 0),
        ("text", 0, "Two", 0),
        ("quote", 0, "Said", 0),
        ("row", 0, "A B", 0),
        ("code", 0, "x", 0),
        ("code", 0, "y", 0),
    ]
    assert [page.blocks[i].path for i in (1, 3, 5)] == [
        "html/body/nav/ul/li[2]",
        "html/body/main/h2",
        "html/body/main/p",
    ]


def test_what_is_not_shown_is_not_read() -> None:
    page = page_of(
        "<script>var a='no'</script><style>p{}</style><noscript>no</noscript><template><p>no</p></template>"
        "<!-- no --><svg><text>no</text></svg>Yes<iframe>no</iframe> indeed<p hidden></p>"
    )
    assert [block.text for block in page.blocks] == ["Yes indeed"]


def test_white_space_and_invisible_characters() -> None:
    page = page_of("<p>\n Do\u00adnau\u200b\u00a0\u00a0dampf \t <b>schiff</b>fahrt\x00 </p>")
    assert page.source == "Donau dampf schifffahrt"


def test_facts_from_meta() -> None:
    head = (
        "<title>Bridge | The Quay</title><meta property=og:title content='Bridge opens &amp;amp; shuts - The Quay'>"
        "<meta property=og:site_name content='The Quay'><meta name=author content='Maja Fiktiv and Ole Erdacht'>"
        "<meta property=article:published_time content=2024-05-06T07:08:09Z>"
        "<link rel=canonical href=https://quay.example/bridge>"
    )
    facts = page_of("<p>x</p>", head, "en-GB").facts
    assert facts.title == "Bridge opens & shuts"
    assert facts.authors == ("Maja Fiktiv", "Ole Erdacht")
    assert facts.published == "2024-05-06T07:08:09+00:00"
    assert (facts.site, facts.language, facts.url) == ("The Quay", "en", "https://quay.example/bridge")


def test_facts_from_json_ld() -> None:
    story = {
        "@type": ["NewsArticle"],
        "headline": "Bridge opens",
        "datePublished": "2024-05-06",
        "author": [{"@type": "Person", "name": "Maja Fiktiv"}, "Ole Erdacht"],
        "publisher": {"name": "The Quay"},
    }
    data = json.dumps({"@graph": [{"@type": "WebSite", "name": "Other"}, story]})
    head = f"<title>x</title><script type='application/ld+json'>{data}</script>"
    facts = page_of("<p>x</p>", head).facts
    assert (facts.title, facts.site, facts.published) == ("Bridge opens", "The Quay", "2024-05-06")
    assert facts.authors == ("Maja Fiktiv", "Ole Erdacht")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, "null", '{"@graph": {"@graph": 1}}', '{"@type": {"a": 1}}'])
def test_bad_json_ld_is_passed_over(data: str) -> None:
    assert (
        page_of("<p>x</p>", f"<title>T</title><script type='application/ld+json'>{data}</script>").facts.window_title
        == "T"
    )


def test_the_tree_says_what_elements_blocks_stand_in() -> None:
    page = page_of(
        "<main class='story body' id=s><h1>Head</h1><p>One <b>two</b></p></main>"
        "<aside role=complementary style='display: none'><p><a class=more href=/x>Link</a> on</p></aside>"
    )
    tree = page.tree
    assert tree is not None
    holders = [tree.tags[holder] for holder in tree.holders]
    assert holders == ["h1", "p", "p"]
    main, aside = tree.tags.index("main"), tree.tags.index("aside")
    assert (tree.called[tree.kinds[main]][1], tree.called[tree.kinds[aside]][1]) == ("story body s", "complementary")
    assert (tree.first[main], tree.last[main], tree.first[aside], tree.last[aside]) == (0, 2, 2, 3)
    assert (tree.hidden[main], tree.hidden[aside]) == (False, True)
    assert tree.inline[2].split() == ["a", "more"]
    assert tree.strong[1] == pytest.approx(3 / 7)
    assert all(parent < number for number, parent in enumerate(tree.parents))
    assert (tree.stated, tree.described) == ((), ())


def test_ranges_of_elements_count_blocks_where_lines_are_joined() -> None:
    half = "The trustees of the old mill said on Tuesday that the wheel would be turned by the river and"
    page = page_of(f"<div>{half}<br>by nothing else, whatever the season of the year.</div><p>Next one.</p>")
    assert len(page.blocks) == 2
    tree = page.tree
    assert tree is not None
    outer = tree.tags.index("div")
    assert (tree.first[outer], tree.last[outer]) == (0, 1)
    assert len(tree.holders) == len(tree.inline) == len(tree.strong) == 2


def test_text_that_the_page_states_is_compared_with_what_it_shows() -> None:
    story = {"@type": "NewsArticle", "articleBody": f"{PARAGRAPHS['en']} {PARAGRAPHS['de']}", "headline": "Head"}
    head = f"<title>Head</title><script type='application/ld+json'>{json.dumps(story)}</script>"
    tree = page_of(f"<p>{PARAGRAPHS['en']}</p><p>{PARAGRAPHS['fr']}</p>", head).tree
    assert tree is not None
    assert tree.stated[0] > 0.95
    assert tree.stated[1] < 0.1


def test_bad_html() -> None:
    assert read("", "html").blocks == ()
    assert read("<", "html").blocks in ((), html.read("&lt;").blocks)
    assert html.read("<?xml version='1.0' encoding='koi8-r'?><html><p>Häuser</p></html>").blocks[0].text == "Häuser"


def test_removals_name_their_element() -> None:
    story = "".join(f"<p>{PARAGRAPHS[language]}</p>" for language in ("en", "de", "fr"))
    menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li></ul></nav>"
    page = f"<html><body>{menu}<article><h1>The old bridge opens again</h1>{story}</article></body></html>"
    article = clean(page, form="html")
    paths = {removal.text: removal.path for removal in article.removed}
    assert paths["Home"] == "html/body/nav/ul/li"
    assert paths["Sport"] == "html/body/nav/ul/li[3]"
    assert as_plain(article)["rows"][0]["path"] == "html/body/nav/ul/li"  # type: ignore[index]
    assert {removal.path for removal in clean(PARAGRAPHS["en"] + "\n\nShare on Facebook", form="dump").removed} <= {""}
