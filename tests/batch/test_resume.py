"""A run that was stopped goes on, and ends as one that was not."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.batch import kinds
from tests.batch.kinds import contents, lines, pages
from tests.command import Done, cleaner

Capture = pytest.CaptureFixture[str]


def run(capfd: Capture, source: Path, out: Path, output: str, *more: str) -> Done:
    out.mkdir(exist_ok=True)
    return cleaner(capfd, "batch", source, *kinds.output_arguments(out, output), "--jobs", "2", "--form", "dump", *more)


@pytest.fixture(autouse=True)
def _commit_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that there is something recorded in the middle of runs that take less than a second."""
    monkeypatch.setattr("cleaner.batch.run.COMMIT_SECONDS", 0.0)
    monkeypatch.setattr("cleaner.batch.sinks.FRAME_BYTES", 10_000)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return kinds.write_folder(tmp_path / "in", range(100))


def manifest(out: Path) -> Path:
    (found,) = out.rglob("*run.jsonl")
    return found


def strike(out: Path, share: float) -> None:
    """Leave `out` as a run leaves it that is struck down in the middle of writing its record."""
    path = manifest(out)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    for each in out.glob("all.*"):
        if each != path:
            each.rename(f"{each}.partial")
    known = path.read_text(encoding="utf-8").count('{"commit"')
    for each in sorted(out.glob("part-*"))[known + (share > 0.01) :]:
        each.unlink()


@pytest.mark.parametrize("output", kinds.OUTPUTS)
@pytest.mark.parametrize("share", [0.001, 0.3, 0.97])
def test_a_run_that_was_stopped_ends_with_the_same_bytes(
    capfd: Capture, tmp_path: Path, source: Path, output: str, share: float
) -> None:
    run(capfd, source, tmp_path / "whole", output)
    run(capfd, source, tmp_path / "out", output)
    strike(tmp_path / "out", share)
    if output == "txt":
        (tmp_path / "out/00/.cleaner-1-1.tmp").write_text("half", encoding="utf-8")
    assert cleaner(capfd, "check", kinds.made(tmp_path / "out", output)).code in (1, 2)
    done = run(capfd, source, tmp_path / "out", output, "--resume")
    assert done.code == 0, done
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert [p["input"] for p in pages(manifest(tmp_path / "out"))] == [kinds.name(n) for n in range(100)]
    assert cleaner(capfd, "check", kinds.made(tmp_path / "out", output)).out.endswith("whole: 100 pages\n")


def test_a_finished_run_has_nothing_to_do(capfd: Capture, tmp_path: Path, source: Path) -> None:
    for output in ("txt", "jsonl", "parquet"):
        out = tmp_path / output
        run(capfd, source, out, output)
        before = contents(out)
        again = run(capfd, source, out, output, "--resume")
        assert again.code == 0
        assert contents(out) == before
        if output != "txt":
            assert "the run is complete" in again.err


@pytest.mark.parametrize("output", ["txt", "jsonl", "parquet"])
def test_a_finished_run_with_a_failed_page_exits_with_1_again(
    capfd: Capture, tmp_path: Path, source: Path, output: str
) -> None:
    (source / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    codes = [run(capfd, source, tmp_path / "out", output, *more).code for more in ((), ("--resume",), ("--resume",))]
    assert codes == [1, 1, 1]


def test_outputs_that_are_gone_or_damaged_are_made_again(capfd: Capture, tmp_path: Path, source: Path) -> None:
    run(capfd, source, tmp_path / "whole", "txt")
    out = tmp_path / "out"
    shutil.copytree(tmp_path / "whole", out)
    (out / "00/0001.txt").unlink()
    (out / "00/0002.txt").write_bytes(b"")
    damaged = bytearray((out / "00/0003.txt").read_bytes())
    damaged[5] ^= 1
    (out / "00/0003.txt").write_bytes(damaged)
    checked = cleaner(capfd, "check", out)
    assert checked.code == 1
    assert [number for number in range(10) if f"000{number}.txt" in checked.out] == [1, 2, 3]
    done = run(capfd, source, out, "txt", "--resume")
    # The damaged one may be somebody's work: it stays, and that is said.
    assert done.code == 1
    assert "00/0003.txt: it is not as this run wrote it; take it away, then --resume --retry" in done.out
    assert contents(out)["00/0001.txt"] == contents(tmp_path / "whole")["00/0001.txt"]
    assert contents(out)["00/0002.txt"] == contents(tmp_path / "whole")["00/0002.txt"]
    (out / "00/0003.txt").unlink()
    assert run(capfd, source, out, "txt", "--resume").code == 1
    assert run(capfd, source, out, "txt", "--resume", "--retry").code == 0
    assert contents(out) == contents(tmp_path / "whole")
    assert cleaner(capfd, "check", out).code == 0


def test_an_input_that_changed_is_cleaned_again_where_that_can_be(capfd: Capture, tmp_path: Path, source: Path) -> None:
    for output in ("txt", "jsonl"):
        run(capfd, source, tmp_path / output, output)
        strike(tmp_path / output, 0.97)
    (source / "00/0003.txt").write_text(kinds.page(777), encoding="utf-8")
    os.utime(source / "00/0004.txt", ns=(1, 1))
    run(capfd, source, tmp_path / "txt", "txt", "--resume")
    assert "parish 777" in contents(tmp_path / "txt")["00/0003.txt"].decode()
    assert cleaner(capfd, "check", tmp_path / "txt").code == 0
    done = run(capfd, source, tmp_path / "jsonl", "jsonl", "--resume")
    assert "changed since" in done.out
    assert "parish 777" not in contents(tmp_path / "jsonl")["all.jsonl"].decode()


def test_an_input_that_is_gone_or_new(capfd: Capture, tmp_path: Path, source: Path) -> None:
    run(capfd, source, tmp_path / "out", "txt")
    strike(tmp_path / "out", 0.5)
    (source / "00/0003.txt").unlink()
    (source / "00/0000-new.txt").write_text(kinds.page(500), encoding="utf-8")
    assert run(capfd, source, tmp_path / "out", "txt", "--resume").code == 0
    assert len(contents(tmp_path / "out")) == 101
    assert cleaner(capfd, "check", tmp_path / "out").code == 0


def test_other_settings_are_noticed(capfd: Capture, tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    run(capfd, source, out, "txt")
    strike(out, 0.5)
    refused = run(capfd, source, out, "txt", "--resume", "--keep", "page-control")
    assert refused.code == 2
    assert "since the run began, the settings are others" in refused.err
    assert run(capfd, source, out, "json", "--resume", "--accept-changes").code == 2
    done = run(capfd, source, out, "txt", "--resume", "--keep", "page-control", "--accept-changes")
    assert done.code == 0
    assert "since the run began, the settings are others" in done.err
    heads = [next(iter(line)) for line in lines(manifest(out)) if "input" not in line]
    assert heads == ["run", "resume", "end"]


def test_another_version_is_noticed(
    capfd: Capture, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capfd, source, tmp_path / "out", "txt")
    strike(tmp_path / "out", 0.5)
    monkeypatch.setattr("cleaner.version.__version__", "99.0")
    assert "version was" in run(capfd, source, tmp_path / "out", "txt", "--resume").err


def test_a_second_run_on_the_same_output_is_refused(capfd: Capture, tmp_path: Path, source: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    run(capfd, source, tmp_path / "out", "txt")
    with manifest(tmp_path / "out").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run(capfd, source, tmp_path / "out", "txt", "--resume")
    assert done.code == 2
    assert "another run is at work on it" in done.err


def test_parts_of_an_earlier_run_are_taken_away_and_others_are_not(
    capfd: Capture, tmp_path: Path, source: Path
) -> None:
    out = tmp_path / "out"
    run(capfd, source, out, "parquet")
    few = kinds.write_folder(tmp_path / "few", range(5))
    assert run(capfd, few, out, "parquet").code == 2
    assert run(capfd, few, out, "parquet", "--overwrite").code == 0
    assert sorted(contents(out)) == ["part-00000.parquet"]
    manifest(out).unlink()
    refused = run(capfd, few, out, "parquet", "--overwrite")
    assert refused.code != 0
    assert "part-00000.parquet exists" in refused.err + refused.out


def test_a_check_tells_what_is_wrong(capfd: Capture, tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    run(capfd, source, out, "jsonl")
    rows = (out / "all.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    for broken in (rows[:-1], [*rows, rows[0]], [rows[1], rows[0], *rows[2:]]):
        (out / "all.jsonl").write_text("".join(broken), encoding="utf-8")
        checked = cleaner(capfd, "check", out / "all.jsonl")
        assert (checked.code, checked.out.splitlines()[-1]) == (1, "not whole")
    assert cleaner(capfd, "check", tmp_path / "in").code == 2
    run(capfd, source, tmp_path / "parts", "parquet")
    part = tmp_path / "parts/part-00001.parquet"
    part.write_bytes(part.read_bytes()[:-1])
    assert "part-00001.parquet: is not as it was written" in cleaner(capfd, "check", tmp_path / "parts").out


def test_the_record_tells_all(capfd: Capture, tmp_path: Path, source: Path) -> None:
    (source / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    run(capfd, source, tmp_path / "out", "txt")
    first, *_, last = lines(manifest(tmp_path / "out"))
    assert set(first["run"]) >= {"version", "config", "format", "inputs"}  # type: ignore[call-overload]
    found = pages(manifest(tmp_path / "out"))
    assert found[0]["status"] == "failed"
    assert str(found[0]["reason"]).startswith("this is a PNG picture")
    page = found[1]
    output = (tmp_path / "out" / str(page["output"])).read_bytes()
    assert page["out_size"] == len(output)
    assert page["rules"] == {"page-control": 2}
    assert isinstance(page["ms"], float)
    assert json.dumps(last).startswith('{"end": {"pages": 101, "ok": 100, "no-article": 0, "failed": 1, "skipped": 0')
