"""Cost grows in proportion to input: four times the page takes about four times as long, however hostile it is."""

from __future__ import annotations

import contextlib
import gc
import time

import pytest

from cleaner.model import Form
from tests import golden
from tests.strategies import SENTENCES
from tests.test_promises import EXPECTED

SMALL = 30_000
TIMES = 4
# Four is linear, sixteen is quadratic; caches, garbage and a busy machine lie between.
GENEROUS = 9.0
TRIES = 4

PIECES = {
    "one long line": "word ",
    "one long word": "a",
    "many short lines": "ab\n",
    "many blank lines": "\n",
    "blanks": " ",
    "tabs": "\t",
    "sentences": SENTENCES[0] + "\n\n",
    "sentences on one line": SENTENCES[0] + " ",
    "lines that go on": "the landing, which had been shut for years,\nand ",
    "arabic": SENTENCES[7] + "\n",
    "chinese on one line": SENTENCES[13],
    "one repeated line": "Old ferry landing to reopen\n",
    "sentences that touch": "The quay is shut.The mayor said so.",
    "words that touch": "aBcd",
    "blocks that stand blanks apart": "Home   News    ",
    "entries parted by bars": "Home|News|",
    "entries parted by tabs": "Home\tNews\t",
    "a headline and a date again and again": "The Quay Is Shut For Years June 3, 2025 14:30 The ",
    "chinese entries": "首页 新闻 ",
    "titled addresses": "1. Home and News\nhttps://a.example/b\n",
    "attributes": '[a]{.b "',
    "divisions": "- ::: {.a\n",
    "numbered links": "[1]a ",
    "a list of addresses": "1. https://a.example/b c\n",
    "open brackets": "[",
    "open round brackets": "(",
    "nested links": "[a](",
    "open images": "![",
    "links": "[a](/b) ",
    "stars": "*",
    "stars and letters": "*a_b",
    "underscores": "_a ",
    "backticks": "`a``",
    "angle brackets": "<",
    "open tags": "<a ",
    "open comments": "<!--",
    "entities": "&amp",
    "backslashes": "\\",
    "quotes": "> ",
    "hashes": "#",
    "bars": "|",
    "table rows": "| a | b |\n",
    "digits": "1",
    "dates": "3 June 2025, ",
    "date lines": "3 June 2025\n",
    "clock times": "10:15 ",
    "dots": ".",
    "dashes": "-",
    "rules": "---\n",
    "bylines": "By Ana Beltor\n",
    "bylines on one line": "By Ana Beltor and ",
    "datelines": "CAIRO (AP) — ",
    "comments": "Ana Beltor\n2 hours ago\nI agree.\nReply\n",
    "prompts": "Sign up for our newsletter\n",
    "prompts on one line": "sign up for our newsletter ",
    "read also": "Read also: ",
    "addresses": "https://a.example/",
    "mail addresses": "a@b.",
    "style sheets": ".a{b:c}",
    "json": '{"a":',
    "combining characters": "a\u0301\u0345",
    "combining characters alone": "\u0301",
    "zero-width": "\u200b",
    "joiners": "👩\u200d",
    "bidi": "\u202b\u2067",
    "carriage returns": "\r",
    "dotted capitals": "İ",
    "copyright": "© 2025 ",
    "numbered list": "1. a\n",
    "nested list": " * a\n  ",
    "front matter lines": "a: b\n",
}
FORMS: tuple[Form, ...] = ("dump", "markdown")


def seconds(source: str, form: Form) -> float:
    # As `timeit` does: a full collection walks every object of the test run, which is no cost of the page's.
    gc.disable()
    start = time.process_time()
    with contextlib.suppress(*EXPECTED):
        golden.strict_cleaner().clean(source, form=form)
    spent = time.process_time() - start
    gc.enable()
    return spent


HTML_PIECES = {
    "nested": "<div>",
    "unclosed": "<p>a",
    "paragraphs": "<p>The council voted on it today.</p>\n",
    "links": "<a href='/x'>y</a> ",
    "tables": "<table><tr><td>x",
    "rows": "<tr><td>a</td></tr>",
    "comments": "<!-- a -->",
    "inline": "<b><i>a",
    "entities": "&amp;",
    "lists": "<ul><li>a",
    "scripts": "<script>a</script>",
    "stated facts": '<script type="application/ld+json">{"author":{"name":"a"}}</script>',
    "meta": '<meta name="author" content="A B">',
    "breaks": "a<br>",
    "attributes": "<p class='a b' id=x data-y='z'>a</p>",
    "open angles": "< ",
    "headings": "<h2>a</h2>",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_four_times_the_page_takes_about_four_times_as_long(piece: str, form: Form) -> None:
    grows_in_proportion(piece * (SMALL // len(piece)), piece * (SMALL * TIMES // len(piece)), form)


@pytest.mark.parametrize("asked_below", [0.0, 1.1], ids=["alone", "with a second reader"])
@pytest.mark.parametrize("piece", HTML_PIECES.values(), ids=HTML_PIECES.keys())
def test_html_is_linear_too(piece: str, asked_below: float, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of both pages or of none, since it takes as long again.
    monkeypatch.setattr("cleaner.api.HARD", asked_below)
    opening, size = "<!DOCTYPE html><html><body>", SMALL // 3
    grows_in_proportion(opening + piece * (size // len(piece)), opening + piece * (size * TIMES // len(piece)), "html")


def grows_in_proportion(small: str, large: str, form: Form) -> None:
    """Assert that `large`, `TIMES` times as long as `small`, takes about as many times as long."""
    seconds(small, form)
    ratios = []
    for _ in range(TRIES):  # a busy machine may spoil a try, not all of them
        ratios.append(seconds(large, form) / max(min(seconds(small, form) for _ in range(3)), 1e-3))
        if ratios[-1] < GENEROUS:
            return
    pytest.fail(f"{TIMES} times the page took {min(ratios):.1f} times as long")


@pytest.mark.parametrize("piece", ["a: b\n", "- ", "[", "{a: ", "a: &a [*a]\n", "&a ", "? ", '"', "a: |\n  b\n"])
def test_front_matter_is_linear_too(piece: str) -> None:
    size = SMALL // 3
    small, large = (f"---\n{piece * (length // len(piece))}\n---\n" for length in (size, size * TIMES))
    grows_in_proportion(small, large, "record")
