from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner.phrases
from cleaner.phrases import Phrase, parse_groups
from cleaner.phrases.table import read_table

FILES = sorted(Path(cleaner.phrases.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_phrase_file_is_read_as_toml_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_table(text) == tomllib.loads(text)


SIMPLE = """
# a comment
[en]   # another
seen = "here" # and there
line = ["a", 'b', "c # d", # e
  "f]", # "g"
]
"start:x" = [] # [h]
[zh-Hant]
line = ["\\u00e9 \\"quoted\\"", "]"]
"""


def test_comments_quotes_and_brackets() -> None:
    assert read_table(SIMPLE) == tomllib.loads(SIMPLE)
    without_quotes = SIMPLE.replace("'b'", '"b"')
    assert read_table(without_quotes) == tomllib.loads(without_quotes)


@pytest.mark.parametrize(
    "text", ["[en]\n[en]\n", "[en]\nline = [\n", "[en]\nline = ['a']\nline = ['a']\n", '[en]\nline = ["a" "b"]', "x"]
)
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_table(text)


@given(
    st.lists(st.sampled_from(['"a"', "'b'", ",", "#", "\n", " ", "[", "]", '"', "\\", "line", "=", "[en]", "1", "."]))
)
def test_any_text_is_read_as_toml_reads_it(parts: list[str]) -> None:
    text = "[de]\nline = [" + "".join(parts) + "]\n"
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(tomllib.TOMLDecodeError):
            read_table(text)
    else:
        assert read_table(text) == wanted


def test_phrases_are_folded_and_trimmed() -> None:
    groups = {"line": ["  Read\tMORE… ", "“Été”", "a\nb"], "end:more": ["Ça"]}
    assert list(parse_groups("x", groups)) == [
        Phrase("x", "line", "", "read more"),
        Phrase("x", "line", "", "été"),
        Phrase("x", "line", "", "a b"),
        Phrase("x", "end", "more", "ça"),
    ]
