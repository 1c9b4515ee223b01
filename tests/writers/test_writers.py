from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cleaner.model import Article, Kind, Removal, RuleFailure
from cleaner.writers import Format, encode
from cleaner.writers.markdown import escape

MARKDOWN = MarkdownIt("commonmark")
_OWN_MARKER = re.compile(r"^(?:[-+*]|\d{1,3}[.)]) (?=\S)")
SIGNS = st.text(alphabet="ab1 -+*_#>`~[](){}!<&;.:=\\|'\"/0é", min_size=1, max_size=14)


def article(*parts: tuple[str, Kind, int], title: str | None = None, status: str = "ok") -> Article:
    return Article(
        text="\n\n".join(text for text, _, _ in parts),
        title=title,
        authors=("Ada Quill", "Bo Inker"),
        published="2024-05-01",
        page_date=None,
        site="The Wray Post",
        language="en",
        url=None,
        form="dump",
        status="ok" if status == "ok" else "no-article",
        confidence=0.98765,
        removed=(Removal("page-control", "Close", 40, 45, "a control"),),
        spans=tuple((0, len(text)) for text, _, _ in parts),
        kinds=tuple((kind, level) for _, kind, level in parts),
        failed_rules=(RuleFailure("caption", "ValueError('x')"),),
    )


def plain(markdown: str) -> str:
    """The text that a Markdown reader sees; what it takes for markup shows as `<name>`."""
    seen: list[str] = []
    for token in MARKDOWN.parse(markdown):
        if token.type == "inline":
            for child in token.children or []:
                verbatim = child.type in {"text", "text_special"}
                seen.append(child.content if verbatim else f"<{child.type}>")
        elif token.type not in {"paragraph_open", "paragraph_close"}:
            seen.append(f"<{token.type}>")
    return "".join(seen)


@given(SIGNS)
def test_text_reads_as_itself(text: str) -> None:
    text = " ".join(text.split())
    assert plain(escape(text)) == text


@pytest.mark.parametrize(
    "text", ["a_b and 3 * 4", "Profits rose 5% - again", "C# and F#", "[sic]", "AT&T", "1. FC Köln"]
)
def test_text_with_signs_reads_as_itself(text: str) -> None:
    assert plain(escape(text)) == text


@pytest.mark.parametrize("text", ["snake_case", "It cost £5 - or more.", "AT&T & Co.", "a < b", "C# is not D", "x.y"])
def test_nothing_is_escaped_without_need(text: str) -> None:
    assert escape(text) == text


def test_markdown_shows_each_paragraph_as_its_kind() -> None:
    made = article(
        ("A lead.", "text", 0),
        ("Ingredients", "heading", 1),
        ("flour", "item", 1),
        ("rye", "item", 2),
        ("deep", "item", 9),
        ("water", "item", 1),
        ("Bread is life.", "quote", 0),
        ("So it is.", "quote", 0),
        ("Method #", "heading", 4),
        ("bake `all`", "code", 0),
        ("1. Then eat.", "text", 0),
        title="Bread\n  *again*",
    )
    assert made.to_markdown() == "\n".join(
        [
            "# Bread \\*again\\*\n",
            "A lead.\n",
            "## Ingredients\n",
            "- flour\n   - rye\n      - deep\n- water\n",
            "> Bread is life.\n>\n> So it is.\n",
            "#### Method \\#\n",
            "```\nbake `all`\n```\n",
            "1\\. Then eat.",
        ]
    )


@given(st.lists(st.tuples(SIGNS, st.sampled_from(["text", "heading", "item", "quote", "row"]), st.integers(0, 7))))
@example([("- +", "item", 0), ("7. a", "item", 1), ("8. b", "item", 2), ("- - c", "item", 1)])
def test_every_word_is_in_the_markdown(parts: list[tuple[str, Kind, int]]) -> None:
    parts = [(clean, kind, level) for text, kind, level in parts if (clean := " ".join(text.split()))]
    seen = plain(article(*parts).to_markdown())
    at = 0
    for text, kind, _ in parts:
        bare = _OWN_MARKER.sub("", text) if kind == "item" else text
        at = seen.index(bare, at) + len(bare)


def test_a_page_s_own_list_markers_are_written_once() -> None:
    items = ("* flour", "• rye", "- salt", "1. Mix them.", "2) Wait.", "– Is it done? she asked.", "* 3. is a number")
    made = article(*((text, "item", 1) for text in items))
    assert made.to_markdown() == (
        "- flour\n- rye\n- salt\n\n1. Mix them.\n2. Wait.\n\n– Is it done? she asked.\n\n- 3\\. is a number"
    )


def test_a_page_without_article_is_empty_text_and_telling_json() -> None:
    empty = article(status="no-article", title="Sign in")
    assert [encode(empty, form) for form in ("txt", "md")] == [b"", b""]
    assert json.loads(encode(empty, "json"))["status"] == "no-article"


def test_text_is_the_body_alone() -> None:
    assert encode(article(("One.", "text", 0), ("Two.", "item", 1), title="T"), "txt") == b"One.\n\nTwo.\n"


def test_json_keys_stand_in_a_fixed_order() -> None:
    line = encode(article(("One.", "text", 0), title="T"), "json")
    fields = json.loads(line)
    assert list(fields) == [
        "title", "authors", "published", "page_date", "site", "language", "url", "form", "status", "confidence", "text",
        "spans", "removed", "failed_rules",
    ]  # fmt: skip
    assert fields["confidence"] == 0.988
    assert fields["spans"] == [[0, 4]]
    assert fields["removed"][0] == {
        "rule": "page-control", "text": "Close", "start": 40, "end": 45, "reason": "a control", "path": "",
    }  # fmt: skip
    assert line.count(b"\n") == 1


def test_a_jsonl_line_begins_with_its_source() -> None:
    fields = json.loads(encode(article(("One.", "text", 0)), "jsonl", "a/b.html"))
    assert next(iter(fields.items())) == ("source", "a/b.html")


@pytest.mark.parametrize("form", ["txt", "md", "json", "jsonl"])
def test_a_lone_surrogate_is_no_crash(form: Format) -> None:
    data = encode(article(("One \ud800 two.", "text", 0)), form, "a")
    assert data.decode("utf-8")
    if form.startswith("json"):
        assert json.loads(data)["text"] == "One \ud800 two."
