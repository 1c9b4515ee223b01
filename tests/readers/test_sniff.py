from __future__ import annotations

import pytest

from cleaner.model import Form
from cleaner.readers.sniff import sniff
from tests.readers.languages import PARAGRAPHS

_STORY = "\n\n".join([PARAGRAPHS["en"], PARAGRAPHS["de"], PARAGRAPHS["fr"]])
_MENU = "\n".join(["Home", "News", "#1 in the region", "* Sport", "* Weather", "* Traffic", "5 * 3 = 15"])

_CASES: list[tuple[str, Form]] = [
    ("", "dump"),
    (" \n ", "dump"),
    (_STORY, "dump"),
    (f"{_MENU}\n{_STORY}", "dump"),
    (f"• One\n• Two\n- Three\n- Four\n\n{_STORY}", "dump"),
    (f"# 1 in the charts\n\n{_STORY}", "dump"),
    (f"a < b and b > c\nif x <y\n{_STORY}", "dump"),
    (f"He wrote <b> and </b> on the board.\n{_STORY}", "dump"),
    (f"--- \n{_STORY}\n---", "dump"),
    (f"---\nUpdated: today\n\n{_STORY}\n\n{_STORY}\n\nMore of it.\n", "dump"),
    (f"[1] note\n[2]Link text\n{_STORY}\nReferences\n1. http://a.example\n2. http://b.example", "dump"),
    ("what the f*** and s*** is **this** file_name_with_underscores", "dump"),
    (f"# A headline\n\n{_STORY}", "markdown"),
    (f"# The ferry that nobody wanted\n{_STORY}", "markdown"),
    (f"# installs the ferry\nmake ferry\n{_STORY}", "dump"),
    (f"The ferry that nobody wanted\n======\n\n{_STORY}", "markdown"),
    (f"The ferry that nobody wanted\n\n------\n\n{_STORY}", "dump"),
    (f"**The ferry that nobody wanted**\n\n{_STORY}", "markdown"),
    (f"{_STORY} The [harbour post](https://a.example/b?c=d) had it first.", "markdown"),
    (f"{_STORY} He wrote a[1](see page 2) and b[](c).", "dump"),
    (f"  * [Home](/)\n  * [News](/news/)\n\n{_STORY}", "markdown"),
    (f"Menu\n\n  * News\n  * Sport\n  * Weather\n\n# The ferry that nobody wanted\n\n{_STORY}\n", "markdown"),
    (f"Menu\n\n  * News\n  * Sport\n  * Weather\n\n# install the ferry\n$ make\n\n{_STORY}\n", "dump"),
    (f"## News\n\n{_STORY}\n\n## More\n\n* * *\n", "markdown"),
    (f"**Bold** and _soft_.\n\n* * *\n\n**Question?**\n\n  * one\n  * two\n\n{_STORY}", "markdown"),
    (f"![](https://a.example/b.jpg)\n\n[ Read ](https://a.example)\n\n{_STORY}", "markdown"),
    (f"A | B\n---|---\n1 | 2\n\n## Table\n\n{_STORY}", "markdown"),
    ("<!DOCTYPE html><html><body><p>x</p></body></html>", "html"),
    (f"\ufeff\n<html lang=en>\n<p>{_STORY}", "html"),
    (f"<!-- saved -->\n<!doctype html>\n<title>x</title><p>{_STORY}", "html"),
    (f"<!-- one --> <!-- two -->\n\n<HTML><title>x</title><p>{_STORY}", "html"),
    (f"<!-- never closed\n<!doctype html>\n{_STORY}", "dump"),
    ('<?xml version="1.0"?><html><body></body></html>', "html"),
    (f"<div><h1>Title</h1><p>{_STORY}</p></div>", "html"),
    (f"Skip<p>One</p><p>Two</p><p>{PARAGRAPHS['en']}</p>", "html"),
    # pandoc keeps the tags of blocks, and links with attributes.
    (f"<div class='top'>\n\n[Home](/) [News](/n) [Sport](/s)\n\n</div>\n\n<div>\n\n{_STORY}\n\n</div>\n", "markdown"),
    (f"<div>\n\n## One\n\n{_STORY}\n\n## Two\n\n<a href='/x'>x</a>\n\n## Three\n\n</div>\n", "markdown"),
    (f"<div><script>[a](/b)[c](/d)[e](/f)</script><p>One</p><p>Two</p><p>Three</p><p>{_STORY}</p></div>", "html"),
    ("---\ntitle: A headline\n---\nText", "record"),
    ("\ufeff---\r\ntitle: A headline\r\n---\r\nText", "record"),
    ('---\n\n# comment\n"title": "A headline"\ntags:\n  - a\n  - b\n---\n', "record"),
    ("---\na: 1\nb: [broken\n", "record"),
    ('+++\ntitle = "A headline"\n+++\nText', "record"),
]


@pytest.mark.parametrize(("source", "form"), _CASES)
def test_forms(source: str, form: Form) -> None:
    assert sniff(source) == form


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_a_clean_body_is_a_dump(language: str) -> None:
    assert sniff(f"{PARAGRAPHS[language]}\n\n{PARAGRAPHS[language]}") == "dump"
