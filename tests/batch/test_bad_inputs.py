"""What is wrong with an input is that input's failure, with its reason; what can be read of it comes out."""

from __future__ import annotations

import gzip
import json
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.batch import kinds
from tests.batch.kinds import contents, pages
from tests.command import Done, cleaner

Capture = pytest.CaptureFixture[str]
NUMBERS = range(12)


def run(capfd: Capture, source: Path, out: Path, *more: str) -> Done:
    return cleaner(capfd, "batch", source, "-o", out, "--jobs", "2", "--form", "dump", *more)


def failures(manifest: Path) -> dict[str, str]:
    return {str(line["input"]): str(line["reason"]) for line in pages(manifest) if line["status"] == "failed"}


def test_a_truncated_gzip_gives_what_came_before(capfd: Capture, tmp_path: Path) -> None:
    for kind in ("pages.tar.gz", "pages.jsonl.gz", "pages.warc.wet.gz"):
        source = kinds.WRITERS[kind](tmp_path / kind, NUMBERS)
        source.write_bytes(source.read_bytes()[:-40])
        out = tmp_path / kind.replace(".", "-")
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


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize("kind", ["txt", "jsonl", "tar", "warc.wet"])
def test_what_is_not_packed_as_its_name_says_is_listed(capfd: Capture, tmp_path: Path, kind: str, packing: str) -> None:
    source = tmp_path / f"pages.{kind}.{packing}"
    source.write_text(json.dumps(kinds.record(1)), encoding="utf-8")
    assert run(capfd, source, tmp_path / "out").code == 1
    failed = failures(tmp_path / "out/run.jsonl")
    assert failed.keys() == {source.name}
    assert failed[source.name] != "empty file"


@pytest.mark.parametrize("kind", ["pages.jsonl", "pages.warc.wet"])
def test_a_stream_that_breaks_off_between_two_pages_is_noticed(capfd: Capture, tmp_path: Path, kind: str) -> None:
    whole = gzip.decompress(kinds.WRITERS[f"{kind}.gz"](tmp_path / "whole.gz", NUMBERS).read_bytes())
    start = b"WARC/1.0" if kind.endswith("wet") else b'{"'
    middle = whole.index(start, len(whole) // 2)
    packer = zlib.compressobj(wbits=31)
    source = tmp_path / f"{kind}.gz"
    # All that stands before the cut can be unpacked, and ends as a page does.
    source.write_bytes(packer.compress(whole[:middle]) + packer.flush(zlib.Z_FULL_FLUSH))
    assert run(capfd, source, tmp_path / "out").code == 1
    assert "end" in failures(tmp_path / "out/run.jsonl")[source.name]
    assert len(contents(tmp_path / "out")) >= 5


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
    assert failed["a.jsonl/00000004"] == "line 4 has no field 'text'; it has: body: name it by --text-field"
    assert failed["a.jsonl/00000005"] == "line 5: field 'text' holds no text"
    assert "a.jsonl/00000010" in failed
    assert sorted(contents(tmp_path / "out")) == [
        "a.jsonl/%2E.%2F..%2Fx%2Fy.txt",
        "a.jsonl/%2E.%2F..%2Fx%2Fy~2.txt",
        "a.jsonl/00000007.txt",
        "a.jsonl/p1.txt",
    ]


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
    assert "bomb.jsonl.gz: it expands to more than 200 times its size" in done.out
    assert "bomb.zip: it expands to more than 200 times its size" in done.out
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


def test_an_end_that_is_missing_is_noticed(capfd: Capture, tmp_path: Path) -> None:
    source = kinds.write_tar(tmp_path / "a.tar", range(2))
    source.write_bytes(source.read_bytes()[: 4 * 512])
    assert run(capfd, source, tmp_path / "out").code == 1
    assert failures(tmp_path / "out/run.jsonl")["a.tar"].startswith("it ends before its end mark")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04rubbish")
    assert "not a zip file" in run(capfd, tmp_path / "b.zip", tmp_path / "out2").out
