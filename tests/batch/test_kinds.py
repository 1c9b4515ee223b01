"""Every kind of input to every kind of output, and what is wrong with an input is that input's failure."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from backports import zstd

from tests.batch import kinds
from tests.batch.kinds import contents, pages
from tests.command import STORY, Done, cleaner

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
    if output != "txt":
        assert [row["url"] for row in rows] == [f"https://example.org/{n}" for n in range(100)]
    if output not in ("txt", "json"):
        assert [row["id"] for row in rows] == [f"p{n}" for n in range(100)]
        assert rows[3]["source"] == "pages.jsonl/p3"
        assert {removal["rule"] for removal in rows[3]["removed"]} >= {"page-control"}


def read(out: Path, output: str) -> list[dict]:  # type: ignore[type-arg]
    """The articles of an output."""
    found = contents(out)
    if output == "txt":
        return [{"text": found[f"pages.jsonl/p{n}.txt"].decode().strip()} for n in range(100)]
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
            [*kinds.SCRIPT, "batch", "-", "-o", str(tmp_path / "out"), "--jobs", "1"],
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


def failures(manifest: Path) -> dict[str, str]:
    return {str(line["input"]): str(line["reason"]) for line in pages(manifest) if line["status"] == "failed"}


def test_a_truncated_gzip_gives_what_came_before(capfd: Capture, tmp_path: Path) -> None:
    for kind in ("pages.tar.gz", "pages.jsonl.gz", "pages.warc.wet.gz"):
        source = kinds.WRITERS[kind](tmp_path / kind, NUMBERS)
        source.write_bytes(source.read_bytes()[:-40])
        out = tmp_path / f"out-{kind}"
        done = run(capfd, source, out)
        assert done.code == 1
        failed = failures(out / "run.jsonl")
        assert failed.keys() >= {kind}
        assert all("end" in reason or "cut off" in reason for reason in failed.values()), failed
        assert len(contents(out)) >= 8
        assert cleaner(capfd, "check", out).code == 0
    kinds.packed(tmp_path / "page.txt.gz", kinds.page(0).encode())
    (tmp_path / "page.txt.gz").write_bytes((tmp_path / "page.txt.gz").read_bytes()[:-30])
    assert run(capfd, tmp_path / "page.txt.gz", tmp_path / "one").code == 1
    assert "its gz data is broken" in failures(tmp_path / "one/run.jsonl")["page.txt.gz"]


@pytest.mark.parametrize("place", ["The first loaves", "Content-Length", "WARC/1.0", "conversion"])
def test_a_warc_cut_mid_record(capfd: Capture, tmp_path: Path, place: str) -> None:
    data = gzip.decompress(kinds.write_wet(tmp_path / "pages.warc.wet.gz", range(3)).read_bytes())
    source = tmp_path / "cut.warc"
    source.write_bytes(data[: data.rindex(place.encode()) + 5])
    done = run(capfd, source, tmp_path / "out")
    assert done.code == 1
    reasons = failures(tmp_path / "out/run.jsonl").values()
    assert reasons
    assert all("cut off" in reason or reason == "invalid WARC header" for reason in reasons), reasons
    assert len(contents(tmp_path / "out")) == 2


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


def test_lines_that_are_no_records(capfd: Capture, tmp_path: Path) -> None:
    lines = [
        json.dumps(kinds.record(1)),
        "{not json",
        '"just a string"',
        '{"body": "x"}',
        '{"text": 5}',
        "",
        json.dumps({"text": kinds.page(2)}),
        json.dumps({"text": kinds.page(3), "id": "../../x/y"}),
        json.dumps({"text": kinds.page(4), "id": "../../x/y"}),
        "[" * 100_000,
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run(capfd, tmp_path / "a.jsonl", tmp_path / "out")
    assert done.code == 1
    failed = failures(tmp_path / "out/run.jsonl")
    assert failed["a.jsonl/00000002"].startswith("line 2 is not JSON")
    assert failed["a.jsonl/00000003"] == "line 3 is JSON, but no object with fields"
    assert failed["a.jsonl/00000004"] == "line 4 has no field 'text'; it has: body"
    assert failed["a.jsonl/00000005"] == "line 5: field 'text' holds no text"
    assert "a.jsonl/00000010" in failed
    assert sorted(contents(tmp_path / "out")) == [
        "a.jsonl/%2E.%2F..%2Fx%2Fy.txt",
        "a.jsonl/%2E.%2F..%2Fx%2Fy~2.txt",
        "a.jsonl/00000007.txt",
        "a.jsonl/p1.txt",
    ]


def test_named_fields(capfd: Capture, tmp_path: Path) -> None:
    row = {"body": kinds.page(1), "key": "k 1", "link": "https://example.org/a"}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps({'body': 'x'})}\n", encoding="utf-8")
    fields = ("--text-field", "body", "--id-field", "key", "--url-field", "link")
    done = run(capfd, tmp_path / "a.jsonl", tmp_path / "out", "--format", "json", *fields)
    assert done.code == 1
    assert "line 2 has no field 'key'; it has: body" in done.out
    assert json.loads(contents(tmp_path / "out")["a.jsonl/k 1.json"])["url"] == "https://example.org/a"


def test_a_parquet_file_without_the_column(capfd: Capture, tmp_path: Path) -> None:
    source = kinds.write_parquet(tmp_path / "a.parquet", NUMBERS)
    done = run(capfd, source, tmp_path / "out", "--text-field", "body")
    assert done.code == 1
    assert "a.parquet: it has no column 'body'; it has: id, url, text" in done.out
    (tmp_path / "b.parquet").write_bytes(source.read_bytes()[:-100])
    assert "b.parquet: it cannot be read as Parquet" in run(capfd, tmp_path / "b.parquet", tmp_path / "out2").out


def test_names_in_archives_stay_below_the_outputs(capfd: Capture, tmp_path: Path) -> None:
    names = [
        "../../x.txt",
        "/etc/passwd.txt",
        "a/../../b.txt",
        "a//./c.txt",
        "dup.txt",
        "dup.txt",
        "dup.html",
        "..",
        "e",
    ]
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for number, path in enumerate(names):
            kinds.add_file(archive, path, kinds.page(number).encode())
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        kinds.add_file(archive, "inner.zip", b"PK")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        for number, path in enumerate(names[:5]):
            zipped.writestr(path, kinds.page(number))
    before = set(tmp_path.parent.iterdir())
    done = run(capfd, tmp_path, tmp_path.parent / f"{tmp_path.name}-out")
    out = tmp_path.parent / f"{tmp_path.name}-out"
    assert set(tmp_path.parent.iterdir()) == before | {out}
    assert sorted(name for name in contents(out) if name.startswith("a.tar")) == [
        "a.tar/_.txt",
        "a.tar/_/_/x.txt",
        "a.tar/a/_/_/b.txt",
        "a.tar/a/c.txt",
        "a.tar/dup.html.txt",
        "a.tar/dup.txt",
        "a.tar/dup~2.txt",
        "a.tar/e.txt",
        "a.tar/etc/passwd.txt",
    ]
    assert len([name for name in contents(out) if name.startswith("a.zip")]) == 5
    by_name = {line["input"]: (line["status"], line.get("reason")) for line in pages(out / "run.jsonl")}
    assert by_name["a.tar/link.txt"] == ("skipped", "a link in an archive is not followed")
    assert by_name["a.tar/inner.zip"] == ("failed", "an archive inside an archive: unpack it first")
    assert done.code == 1


def test_a_bomb_is_stopped(capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.batch.streams.FREE_BYTES", 1_000_000)
    line = json.dumps(kinds.record(1)) + "\n"
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(line.encode() + b" " * 30_000_000 + b"\n", 9))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("a.txt", kinds.page(1))
        for number in range(20):
            archive.writestr(f"{number}.txt", " " * 2_000_000)
    done = run(capfd, tmp_path, tmp_path.parent / f"{tmp_path.name}-out")
    assert done.code == 1
    assert "bomb.jsonl.gz: expands to more than 200 times its size" in done.out
    assert "bomb.zip: expands to more than 200 times its size" in done.out
    assert "--max-expansion" in done.out


def test_a_huge_member_is_that_pages_failure(capfd: Capture, tmp_path: Path) -> None:
    settings = tmp_path / "small.toml"
    settings.write_text("[limits]\nmax_chars = 2000\n", encoding="utf-8")
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        kinds.add_file(archive, "big.txt", b"x" * 9000)
        kinds.add_file(archive, "good.txt", kinds.page(1).encode())
        kinds.add_file(archive, "packed.txt.gz", gzip.compress(b"x" * 100_000))
    done = run(capfd, tmp_path / "a.tar", tmp_path / "out", "--config", str(settings))
    assert done.code == 1
    failed = failures(tmp_path / "out/run.jsonl")
    assert "more than 8,000 bytes" in failed["a.tar/big.txt"]
    assert "more than 8,000 bytes" in failed["a.tar/packed.txt.gz"]
    assert list(contents(tmp_path / "out")) == ["a.tar/good.txt"]


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


def test_an_end_that_is_missing_is_noticed(capfd: Capture, tmp_path: Path) -> None:
    source = kinds.write_tar(tmp_path / "a.tar", range(2))
    source.write_bytes(source.read_bytes()[: 4 * 512])
    assert run(capfd, source, tmp_path / "out").code == 1
    assert "a.tar: it ends before its end mark" in failures_as_text(tmp_path / "out/run.jsonl")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04rubbish")
    assert "not a zip file" in run(capfd, tmp_path / "b.zip", tmp_path / "out2").out


def failures_as_text(manifest: Path) -> str:
    return "\n".join(f"{name}: {reason}" for name, reason in failures(manifest).items())


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
