from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.errors import FrontMatterError
from cleaner.model import Form
from cleaner.places import NO_FACTS
from cleaner.readers import read
from cleaner.readers.facts import date_of, names_of
from tests.readers.checks import check
from tests.readers.languages import PARAGRAPHS

_RECORD = """---
title: "Die Brücke \\"öffnet\\" 😀"
author:
  name: Maja Fiktiv
published: false
publishedAt: 2024-05-06T07:08:09Z
provider: {name: Hafenblatt, domain: hafenblatt.example}
lang: de-AT
webUrl: https://hafenblatt.example/bruecke
summary: >-
  Zwei Jahre
  Bauzeit.
related:
  - title: Anderswo fährt die Fähre
    webUrl: https://anderswo.example/
  - title: 'Noch eine Meldung'
---
"""


def test_values_are_fields_with_paths_and_offsets() -> None:
    page = read(_RECORD + PARAGRAPHS["de"])
    check(page)
    fields = {block.path: block.text for block in page.blocks if block.kind == "field"}
    assert fields["title"] == 'Die Brücke \\"öffnet\\" 😀'
    assert fields["author.name"] == "Maja Fiktiv"
    assert fields["summary"] == "Zwei Jahre Bauzeit."
    assert fields["related.0.title"] == "Anderswo fährt die Fähre"
    assert fields["related.1.title"] == "Noch eine Meldung"
    assert page.blocks[-1].text == PARAGRAPHS["de"]
    assert page.blocks[-1].path == ""


def test_facts() -> None:
    facts = read(_RECORD).facts
    assert facts.title == 'Die Brücke "öffnet" 😀'
    assert facts.authors == ("Maja Fiktiv",)
    assert facts.published == "2024-05-06T07:08:09+00:00"
    assert facts.site == "Hafenblatt"
    assert facts.language == "de"
    assert facts.url == "https://hafenblatt.example/bruecke"


def test_a_record_without_text_is_no_article() -> None:
    article = clean(_RECORD)
    assert article.status == "no-article"
    assert article.title == 'Die Brücke "öffnet" 😀'


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        (f"## Zwischentitel\n\n[{PARAGRAPHS['de']}](/x)\n\n* * *\n", "heading", "Zwischentitel"),
        (f"<html><body><h2>Zwischentitel</h2><p>{PARAGRAPHS['de']}</p></body></html>", "heading", "Zwischentitel"),
        (f"Zwischentitel\n\n{PARAGRAPHS['de']}", "text", "Zwischentitel"),
    ],
)
def test_the_text_is_read_in_its_own_form(body: str, kind: str, text: str) -> None:
    page = read(_RECORD + body)
    check(page)
    body_blocks = [block for block in page.blocks if block.text and block.kind != "field"]
    assert (body_blocks[0].kind, body_blocks[0].text) == (kind, text)
    assert body_blocks[1].text == PARAGRAPHS["de"]


def test_toml() -> None:
    lines = [
        "+++",
        'title = "Bridge"',
        "date = 2024-05-06",
        'tags = ["a", "b"]',
        "[site]",
        'name = "The Quay"',
        "+++",
        "Text.",
    ]
    source = "\r\n".join(lines)
    page = read(source)
    check(page)
    assert page.facts.title == "Bridge"
    assert page.facts.published == "2024-05-06"
    assert page.facts.site == "The Quay"
    assert page.blocks[-1].text == "Text."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["auto", "record"])
def test_any_line_end(end: str, form: Form) -> None:
    for source in (_RECORD, '+++\ntitle = "Bridge"\n+++\n'):
        page = read((source + PARAGRAPHS["de"]).replace("\n", end), form)
        check(page)
        assert page.form == "record"
        assert page.facts.title in {'Die Brücke "öffnet" 😀', "Bridge"}
        assert not page.blocks[-1].path


@pytest.mark.parametrize("value", ["", "~", "null", "None", "nan", '""', "n/a", "[]", "{}"])
def test_a_value_that_is_none_is_no_fact(value: str) -> None:
    keys = ("title", "author", "site", "date", "url", "lang")
    page = read("---\n" + "".join(f"{key}: {value}\n" for key in keys) + "---\n" + PARAGRAPHS["de"])
    check(page)
    assert page.facts == NO_FACTS


def test_controls_are_no_part_of_a_fact() -> None:
    assert read('---\ntitle: "a\\0b \\e c"\n---\n').facts.title == "ab c"


_LAUGHS = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n---\n"
_BAD = {
    "broken": ("---\na: 1\nb: x: y\n---\n", "line 3"),
    "unclosed": ('---\na: 1\nb: "open\n', "line"),
    "billion laughs": (_LAUGHS, "line 2: anchors and aliases"),
    "constructs": ("---\na: 1\nb: !!python/object/apply:os.system ['true']\n---\n", "line 3: the tag"),
    "names": ("---\na: !!python/name:os.system\n---\n", "nothing is constructed"),
    "own tag": ("---\na: !thing 1\n---\n", "the tag"),
    "deep": ("---\na: " + "[" * 60 + "]" * 60 + "\n---\n", "deeper than 50"),
    "very deep": ("---\na: " + "[" * 400_000, "deeper than 50"),
    "huge": ("---\na: " + "x" * (1 << 20) + "\n---\n", "1,048,576"),
    "controls": ("---\na: \x01\n---\n", "control characters"),
    "broken TOML": ("+++\na = 1\nb = x\n+++\n", "line 3"),
    "deep TOML": ("+++\na = " + "[" * 100_000 + "\n+++\n", "deep"),
    "missing": ("no front matter", "line 1"),
}


@pytest.mark.parametrize("case", _BAD)
def test_bad_front_matter_is_a_named_error(case: str) -> None:
    source, message = _BAD[case]
    with pytest.raises(FrontMatterError, match=message) as caught:
        read(source, "record")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-06", "2024-05-06"),
        ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09+00:00"),
        ("2024-05-06 07:08:09 +0200", "2024-05-06T07:08:09+02:00"),
        ("false", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates(value: str, expected: str) -> None:
    assert date_of(value) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["By Maja Fiktiv"], ("Maja Fiktiv",)),
        (["Maja Fiktiv, Ole Erdacht and Ana Inventada"], ("Maja Fiktiv", "Ole Erdacht", "Ana Inventada")),
        (["Fiktiv, Maja"], ("Fiktiv, Maja",)),
        (["Maja Fiktiv", "Maja Fiktiv"], ("Maja Fiktiv",)),
        (["https://example.org/maja", "maja@example.org"], ()),
        (["5", "None", "3.5"], ()),
    ],
)
def test_names(values: list[str], expected: tuple[str, ...]) -> None:
    assert names_of(values) == expected
