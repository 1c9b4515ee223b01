from __future__ import annotations

import json

import pytest

from cleaner.errors import MarkupError
from cleaner.model import Page
from cleaner.readers import html, html_witness, read
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
    assert page.blocks[3].path == "html/body/main/h2"


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
    assert page_of("<p>x</p>", f"<title>T</title><script type='application/ld+json'>{data}</script>").facts.title == "T"


def test_trafilatura_is_a_witness() -> None:
    story = "".join(f"<p>{PARAGRAPHS[language]}</p>" for language in ("en", "de", "fr", "it"))
    page = page_of(
        f"<nav><a href=/>Home page</a></nav><article><h1>Bridge</h1>{story}</article><footer>Imprint</footer>"
    )
    assert {block.vote for block in page.blocks if block.words > 20} == {1}
    assert page.blocks[0].vote == -1


def test_a_witness_that_fails_casts_no_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("trafilatura.extract", crash)
    assert html_witness.votes("<p>Some text</p>", ["Some text"]) == [0]
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: None)
    assert {block.vote for block in page_of(f"<p>{PARAGRAPHS['en']}</p>").blocks} == {0}


def test_bad_html() -> None:
    assert read("", "html").blocks == ()
    assert read("<", "html").blocks in ((), html.read("&lt;").blocks)
    assert html.read("<?xml version='1.0' encoding='koi8-r'?><html><p>Häuser</p></html>").blocks[0].text == "Häuser"
    with pytest.raises(MarkupError, match="too deep"):
        html.read("<div>" * 10_000 + "x")
    assert html.read("<div>" * 1000 + "deep" + "</div>" * 1000 + "<p>after").source == "deep\nafter"
