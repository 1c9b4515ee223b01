"""Corpora made from folders that are laid out as the public ones are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.benchmark.__main__ import arguments
from tests.benchmark.corpus import Row, load
from tests.benchmark.public import run
from tests.strategies import SENTENCES

FIRST, SECOND = SENTENCES[:3], SENTENCES[3:6]


def page(sentences: list[str] | tuple[str, ...]) -> bytes:
    return gzip.compress("".join(f"<p>{sentence.replace(' ', ' <b></b>', 1)}</p>" for sentence in sentences).encode())


def made(tmp_path: Path, *options: str) -> dict[str, list[Row]]:
    corpus = tmp_path / "corpus"
    assert run(arguments().parse_args(["corpus", *options, "-o", str(corpus)])) == 0
    return {name: load(corpus, name) for name in ("english", "world", "other")}


def test_wcxb(tmp_path: Path) -> None:
    for folder in ("ground-truth", "html"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    for number, kind in enumerate(("article", "listing", "forum")):
        truth = {"main_content": "\n\n".join(FIRST), "with": [FIRST[0]], "without": ["Home"]}
        fields = {"url": f"https://a.example/{number}", "_internal": {"page_type": {"primary": kind}}}
        text = json.dumps({**fields, "ground_truth": truth})
        (tmp_path / "dev" / "ground-truth" / f"000{number}.json").write_text(text, encoding="utf-8")
        (tmp_path / "dev" / "html" / f"000{number}.html.gz").write_bytes(page(FIRST))
    sets = made(tmp_path, "--wcxb", str(tmp_path))
    (row,) = sets["english"]
    assert (row.id, row.url, row.must, row.must_not) == ("0000", "https://a.example/0", (FIRST[0],), ("Home",))
    assert row.body == "\n\n".join(FIRST)
    assert FIRST[0].split()[1] in row.html()
    assert [(row.id, row.body) for row in sets["other"]] == [("0001", "")]


def test_fundus(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "resources" / "parser" / "test_data" / "xy"
    folder.mkdir(parents=True)
    (folder / "Post_2024_01_01.html.gz").write_bytes(page(FIRST))
    (folder / "Post_2025_01_01.html.gz").write_bytes(page(SECOND))
    sections = [{"headline": [], "paragraphs": [SECOND[1]]}, {"headline": [SECOND[2]], "paragraphs": []}]
    second = {"body": {"summary": [SECOND[0]], "sections": sections}}
    strange = {"body": {"summary": ["A page that is not there."], "sections": []}}
    (folder / "Post.json").write_text(json.dumps({"V1": strange, "V2": second}), encoding="utf-8")
    addresses = {"Post_2025_01_01.html.gz": {"url": "https://post.example/2"}}
    (folder / "meta.info").write_text(json.dumps(addresses), encoding="utf-8")
    (row,) = made(tmp_path, "--fundus", str(tmp_path))["world"]
    assert (row.id, row.url) == ("xy-Post_2025_01_01", "https://post.example/2")
    assert row.body == "\n\n".join(SECOND)
