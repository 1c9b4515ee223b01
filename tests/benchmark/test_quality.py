"""The gauge itself, on a corpus of two invented pages."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from cleaner import Removal, clean
from tests.benchmark import floors, speed
from tests.benchmark.corpus import Cache, digest, load, renderings
from tests.benchmark.peers import EXTRA
from tests.benchmark.show import lines, show
from tests.benchmark.stated import Stated, figures, is_day
from tests.benchmark.styles import lynx
from tests.golden import ROOT
from tests.strategies import SENTENCES

pytest.importorskip("html_text", reason="the benchmark extra is not installed")

PARAGRAPHS = [" ".join(SENTENCES[i : i + 3]) for i in range(4)]
HTML = f"""<!DOCTYPE html><html lang="en"><head>
<title>Landing to reopen - Varnholm Post</title><meta charset="utf-8"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><h1>Landing to reopen</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}<footer>© 2025 Varnholm Post</footer></body></html>"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    row = {
        "id": "landing",
        "url": "https://varnholm.example/landing",
        "body": "\n\n".join(PARAGRAPHS),
        "title": "Landing to reopen",
        "author": ["Nora Fiktiv"],
        "must": [SENTENCES[0]],
        "must_not": ["Home World", "2025 Varnholm Post"],
    }
    for name in ("english", "other"):
        (folder / name).mkdir(parents=True)
        (folder / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        (folder / name / "landing.html.gz").write_bytes(gzip.compress(HTML.encode()))
    return folder


def run(corpus: Path, *options: str) -> str:
    command = [sys.executable, "-m", "tests.benchmark", "quality", "--corpus", str(corpus), "--jobs", "1"]
    cached = ["--cache", str(corpus.parent / "cache")]
    done = subprocess.run(
        [*command, *cached, *options], capture_output=True, text=True, check=False, cwd=ROOT.parent, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_metadata_are_compared_by_words_days_and_names() -> None:
    told = {"a": Stated("A “good” day", "2025-05-14", ("Ada Fiktiv", "Ole Erdacht")), "b": Stated("Other")}
    found = [("a", Stated('A "good" day', "2025-05-14T23:30:00+02:00", ("ada fiktiv",))), ("b", Stated("Another"))]
    assert figures(found, told) == "title exact 0.500 (2 pages), day right 1.000 (1 pages), authors F1 0.667 (1 pages)"


@pytest.mark.parametrize(
    ("got", "want", "same"),
    [
        ("2025-05-14", "2025-05-14T23:30:00+02:00", True),
        ("2025-05-14T22:30:00+00:00", "2025-05-15T00:30:00+02:00", True),
        ("2025-05-14T22:30:00", "2025-05-15T00:30:00+02:00", False),
        ("", "2025-05-14", False),
    ],
)
def test_a_day_is_right_in_any_time_zone(got: str, want: str, *, same: bool) -> None:
    assert is_day(got, want) is same


def test_the_tables(corpus: Path) -> None:
    told = run(corpus, "--styles", "htmltext", "bs4", "--worst", "1")
    for expected in (
        "## english, 1 pages",
        "| mean ",
        "C4 line rules",
        "trafilatura on HTML",
        "| landing",
        "| other",
    ):
        assert expected in told
    assert run(corpus, "--styles", "htmltext", "bs4", "--worst", "1").count("\n") == told.count("\n")


def test_styles_that_nothing_was_fitted_on(corpus: Path) -> None:
    told = run(corpus, "--styles", "get_text", "one-line", "--no-baselines")
    assert "| get_text |" in told
    assert "| one-line |" in told


def test_a_terminal_browser_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt-get install lynx"):
        lynx("<p>One</p>")


def test_html_beside_other_tools(corpus: Path) -> None:
    told = run(corpus, "--form", "html", "--sets", "english")
    for expected in (
        "| cleaner ",
        "| trafilatura, favor_precision",
        "| resiliparse",
        "| jusText",
        "Metadata: title exact 1.000 (1 pages), authors F1",
    ):
        assert expected in told
    for name, module in EXTRA.items():
        assert (f"| {name}" in told) == (find_spec(module) is not None), "a tool that is missing is left out"
    assert "Pages that trafilatura reads better by 0.05 or more: 0" in told


def test_one_page_line_by_line(corpus: Path) -> None:
    told = run(corpus, "--show", "landing", "--style", "wet")
    assert "english/landing" in told
    assert ". © 2025 Varnholm Post" in told
    assert f"  {SENTENCES[0][:40]}" in told


def test_renderings_are_kept(corpus: Path, tmp_path: Path) -> None:
    (row,) = load(corpus, "english")
    cache = Cache(tmp_path / "cache", row)
    made = renderings(row, ["htmltext", "markdown"], cache)
    cache.save()
    assert SENTENCES[0] in made["htmltext"]
    assert Cache(tmp_path / "cache", row).get("dump:markdown") == made["markdown"]
    row.html_path.write_bytes(gzip.compress(HTML.replace("reopen", "close").encode()))
    assert Cache(tmp_path / "cache", row).get("dump:markdown") is None, "the page has changed"


def test_signs_of_lines() -> None:
    kept, extra, gone, lost = ("Kept as it should be.", "Kept in error, this.", "Home", "Lost in error, this one.")
    source = "\n".join((kept, extra, gone, lost))
    removals = [Removal("rule", text, at := source.index(text), at + len(text), "why") for text in (gone, lost)]
    article = replace(clean(""), removed=tuple(removals))
    assert [line.sign for line in lines(source, article, f"{kept}\n\n{lost}")] == [" ", "+", ".", "-"]
    assert "[rule: why]" in show(source, article, kept)


def test_floors_are_lowered_only_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corpus: Path) -> None:
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    name = digest(corpus, load(corpus, "english"))
    assert floors.compare("text/english", name, {"f1": 0.1}) == []
    floors.write("text/english", name, {"f1": 0.9}, lower=False)
    floors.write("text/english", name, {"f1": 0.8}, lower=False)
    assert floors.compare("text/english", name, {"f1": 0.85}) == ["text/english: f1 is 0.8500, its floor 0.9000"]
    assert floors.compare("text/english", "another corpus", {"f1": 0.85}) == []
    floors.write("text/english", name, {"f1": 0.8}, lower=True)
    assert floors.compare("text/english", name, {"f1": 0.85}) == []


@pytest.mark.parametrize("layout", speed.LAYOUTS)
def test_invented_pages_have_their_size(layout: str) -> None:
    assert 9_000 <= len(speed.page(10_000, layout)) <= 10_000
    assert speed.page(10_000, layout) == speed.page(10_000, layout)
