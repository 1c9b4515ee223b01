"""Every kind of input to every kind of output."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from backports import zstd

from tests.batch import kinds
from tests.batch.kinds import contents, pages
from tests.command import SCRIPT, STORY, Done, cleaner

Capture = pytest.CaptureFixture[str]
NUMBERS = range(12)


def run(capfd: Capture, source: Path, out: Path, *more: str) -> Done:
    return cleaner(capfd, "batch", source, "-o", out, "--jobs", "2", "--form", "dump", *more)


@pytest.mark.parametrize("kind", kinds.WRITERS)
def test_every_kind_of_input(capfd: Capture, tmp_path: Path, kind: str) -> None:
    source = kinds.WRITERS[kind](tmp_path / kind, NUMBERS)
    done = run(capfd, source, tmp_path / "out")
    assert done.code == 0, done
    found = contents(tmp_path / "out")
    in_order = [found[str(page["output"])].decode() for page in pages(tmp_path / "out/run.jsonl")]
    assert len(found) == len(in_order) == len(NUMBERS)
    for number, text in enumerate(in_order):
        assert f"parish {number} " in text
        assert text.endswith(STORY)
    assert cleaner(capfd, "check", tmp_path / "out").out.endswith(f"whole: {len(NUMBERS)} pages\n")


@pytest.mark.parametrize("output", kinds.OUTPUTS)
def test_every_kind_of_output(capfd: Capture, tmp_path: Path, output: str) -> None:
    source = kinds.write_jsonl(tmp_path / "pages.jsonl", range(100))
    out = tmp_path / "out"
    out.mkdir()
    done = cleaner(capfd, "batch", source, *kinds.output_arguments(out, output), "--jobs", "2", "--form", "dump")
    assert done.code == 0, done
    checked = cleaner(capfd, "check", kinds.made(out, output))
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "whole: 100 pages")
    rows = list(read(out, output))
    assert [row["text"].endswith(STORY.strip()) for row in rows] == [True] * 100
    if output not in ("txt", "md"):
        assert [row["url"] for row in rows] == [f"https://example.org/{n}" for n in range(100)]
    if output not in ("txt", "md", "json"):
        assert [row["id"] for row in rows] == [f"p{n}" for n in range(100)]
        assert rows[3]["source"] == "pages.jsonl/p3"
        assert {removal["rule"] for removal in rows[3]["removed"]} >= {"page-control"}


def read(out: Path, output: str) -> list[dict[str, Any]]:
    """The articles of an output."""
    found = contents(out)
    if output in ("txt", "md"):
        return [{"text": found[f"pages.jsonl/p{n}.{output}"].decode().strip()} for n in range(100)]
    if output == "json":
        return [json.loads(found[f"pages.jsonl/p{n}.json"]) for n in range(100)]
    if output == "parquet":
        parts = [pq.read_table(out / name) for name in found]
        assert [part.num_rows for part in parts] == [40, 40, 20]
        rows = [row for part in parts for row in part.to_pylist()]
        return [{**row, "removed": json.loads(row["removed"])} for row in rows]
    (data,) = found.values()
    unpacked = gzip.decompress(data) if output == "jsonl.gz" else zstd.decompress(data) if ".zst" in output else data
    return [json.loads(line) for line in unpacked.splitlines()]


def test_inputs_of_all_sorts_in_one_run(capfd: Capture, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    for number, kind in enumerate(kinds.WRITERS):
        kinds.WRITERS[kind](mixed / kind, [number])
    kinds.packed(mixed / "page.html.gz", kinds.page(90).encode())
    done = run(capfd, mixed, tmp_path / "out")
    assert done.code == 0, done
    found = contents(tmp_path / "out")
    assert len(found) == len(kinds.WRITERS) + 1
    assert "parish 90 " in found["page.txt"].decode()
    assert "pages.tar.gz/00/0002.txt" in found


@pytest.mark.parametrize("kind", ["pages.tar.gz", "pages.tar", "pages.jsonl", "pages.jsonl.zst", "pages.warc.wet.gz"])
def test_standard_input_is_what_it_looks_like(tmp_path: Path, kind: str) -> None:
    source = kinds.WRITERS[kind](tmp_path / kind, NUMBERS)
    with source.open("rb") as file:
        done = subprocess.run(
            [*SCRIPT, "batch", "-", "-o", str(tmp_path / "out"), "--jobs", "1"],
            stdin=file,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "reading standard input" in done.stderr
    assert len(contents(tmp_path / "out")) == len(NUMBERS)


def test_a_list_of_files(capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds.write_folder(tmp_path / "in", NUMBERS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").write_text("in/00/0003.txt\nin/../in/00/0001.txt\n\nin/00/none.txt\n", encoding="utf-8")
    done = cleaner(capfd, "batch", "--files-from", "list", "-o", "out", "--jobs", "1")
    assert done.code == 1
    assert sorted(contents(tmp_path / "out")) == ["in/00/0003.txt", "in/_/in/00/0001.txt"]
    assert "in/00/none.txt: no such file or directory" in done.out
    (tmp_path / "list0").write_bytes(b"in/00/0003.txt\0in/00/0004.txt\0")
    assert cleaner(capfd, "batch", "--files-from", "list0", "-o", "out0", "--jobs", "1").code == 0


def test_http_answers_of_a_warc(capfd: Capture, tmp_path: Path) -> None:
    html = f"<html><body>{''.join(f'<p>{line}</p>' for line in kinds.page(7).split(chr(10)))}</body></html>"
    latin = html.replace("mill of", "café of").encode("latin-1")
    records = [
        kinds.http_record(1, html.encode(), "Content-Type: text/html; charset=utf-8"),
        kinds.http_record(2, latin, "Content-Type: text/html; charset=iso-8859-1"),
        kinds.http_record(3, gzip.compress(html.encode()), "Content-Type: text/html", "Content-Encoding: gzip"),
        kinds.http_record(4, html.encode(), "Content-Type: text/html", "Content-Encoding: gzip"),
        kinds.http_record(5, b"\x89PNG\r\n\x1a\n", "Content-Type: image/png"),
        kinds.http_record(6, b"gone", "Content-Type: text/html", status="404 Not Found"),
        kinds.http_record(7, html.encode(), "Content-Type: text/html; charset=no-such-thing"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    out = tmp_path / "all.jsonl"
    assert cleaner(capfd, "batch", tmp_path / "a.warc", "-o", out, "--format", "jsonl", "--jobs", "1").code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["url"][-1] for row in rows] == ["1", "2", "3", "4", "7"]
    assert "The café of parish 7" in rows[1]["text"]
    assert all("trustees said" in row["text"] for row in rows)
    assert rows[0]["crawled"] == "2025-05-14T08:30:00Z"
    assert rows[0]["id"].startswith("urn:uuid:")
    skipped = {line["url"]: line["reason"] for line in pages(tmp_path / "all.jsonl.run.jsonl") if "reason" in line}
    assert skipped == {
        "https://example.org/5": "no page: image/png",
        "https://example.org/6": "the server answered 404",
    }


def test_named_fields(capfd: Capture, tmp_path: Path) -> None:
    row = {"body": kinds.page(1), "key": "k 1", "link": "https://example.org/a"}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps({'body': 'x'})}\n", encoding="utf-8")
    fields = ("--text-field", "body", "--id-field", "key", "--url-field", "link")
    done = run(capfd, tmp_path / "a.jsonl", tmp_path / "out", "--format", "json", *fields)
    assert done.code == 1
    assert "line 2 has no field 'key'; it has: body" in done.out
    assert json.loads(contents(tmp_path / "out")["a.jsonl/k 1.json"])["url"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("blocked", "kind"),
    [("fastwarc", "pages.warc.wet.gz"), ("pyarrow", "pages.parquet"), ("backports.zstd", "pages.jsonl.zst")],
)
def test_a_missing_extra_is_named(
    capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocked: str, kind: str
) -> None:
    source = kinds.WRITERS[kind](tmp_path / kind, NUMBERS)
    for module in [name for name in sys.modules if name == blocked or name.startswith(f"{blocked}.")]:
        monkeypatch.setitem(sys.modules, module, None)
    for module in (blocked, "fastwarc.warc", "compression.zstd"):
        monkeypatch.setitem(sys.modules, module, None)
    done = run(capfd, source, tmp_path / "out")
    assert done.code == 2
    extra = {"fastwarc": "warc", "pyarrow": "parquet", "backports.zstd": "zstd"}[blocked]
    assert f"pip install 'newspage-cleaner[{extra}]'" in done.err
    # Before the first page, not when the run gets there: what comes first may take days.
    assert not (tmp_path / "out" / "run.jsonl").exists()


def test_a_tar_from_a_pipe_needs_no_more_than_a_page_of_memory(tmp_path: Path) -> None:
    """Two hundred megabytes of pages go through a process that holds far less."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for number in range(20):
            kinds.add_file(archive, f"{number}.bin", b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000_000)
    source = tmp_path / "a.tar"
    source.write_bytes(stream.getvalue())
    program = (
        "import resource, sys\n"
        "from cleaner.batch.inputs import Inputs\nfrom cleaner.batch.opened import Reading\n"
        "from cleaner.batch.source import Source\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        f"count = sum(1 for _ in Source(Inputs([{str(source)!r}]), Reading(80_000_000)))\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    count, kilobytes = map(int, done.stdout.split())
    assert count == 20
    assert kilobytes < 8_000
