from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner import Cleaner, Config
from cleaner.batch.inputs import Entry
from cleaner.batch.workers import CleanFile, Task
from tests.command import BINARY, PAGE, STORY, Done, cleaner

SCRIPT = [sys.executable, "-c", "from cleaner.cli import main; main()"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for name in ("a.txt", "sub/b.html.txt", "sub/deep/c.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def figure(done: Done, label: str) -> int:
    """A number of the closing table."""
    line = next(line for line in done.out.splitlines() if line.strip().startswith(f"{label} "))
    return int(line.split()[-1].replace(",", ""))


@pytest.mark.parametrize("jobs", [1, 2])
def test_structure_and_names_are_kept(capfd: Capture, pages: Path, tmp_path: Path, jobs: int) -> None:
    done = cleaner(capfd, "batch", pages, "-o", tmp_path / "out", "--jobs", str(jobs), "--form", "dump")
    assert done.code == 0
    assert files(tmp_path / "out") == {"a.txt": STORY, "sub/b.html.txt": STORY, "sub/deep/c.txt": STORY}
    assert [figure(done, label) for label in ("pages", "ok", "no article", "failed")] == [3, 3, 0, 0]
    assert figure(done, "words kept") == 3 * len(STORY.split())
    assert figure(done, "words removed") == 3 * len(["Load", "more", "Back", "to", "top"])
    assert figure(done, "page-control") == 6
    assert "3 pages" in done.err


def test_formats(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    cleaner(capfd, "batch", pages, "-o", tmp_path / "md", "--format", "md", "--jobs", "1")
    assert "tide mill" in files(tmp_path / "md")["sub/deep/c.md"]
    cleaner(capfd, "batch", pages, "-o", tmp_path / "json", "--format", "json", "--jobs", "1")
    assert json.loads(files(tmp_path / "json")["a.json"])["status"] == "ok"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_jsonl_puts_all_pages_into_one_file(capfd: Capture, pages: Path, tmp_path: Path, jobs: str) -> None:
    (pages / "bad.txt").write_bytes(BINARY)
    target = tmp_path / "new" / "all.jsonl"
    done = cleaner(capfd, "batch", pages, "-o", target, "--format", "jsonl", "--jobs", jobs)
    assert done.code == 1
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["source"] for line in lines] == ["a.txt", "sub/b.html.txt", "sub/deep/c.md"]
    assert next(iter(lines[0])) == "source"
    assert os.listdir(target.parent) == ["all.jsonl"]  # noqa: PTH208
    again = cleaner(capfd, "batch", pages, "-o", target, "--format", "jsonl")
    assert again.code == 2
    assert "all.jsonl exists" in again.err
    assert cleaner(capfd, "batch", pages, "-o", tmp_path / "new", "--format", "jsonl").code == 1
    assert (tmp_path / "new/articles.jsonl").read_bytes() == target.read_bytes()


def test_existing_outputs_stay_unless_overwrite(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.txt").write_text("mine", encoding="utf-8")
    done = cleaner(capfd, "batch", pages, "-o", out)
    assert done.code == 0
    assert files(out)["a.txt"] == "mine"
    assert "1 outputs exist and stay as they are (--overwrite writes them anew): a.txt" in done.err
    assert [figure(done, "output existed"), figure(done, "ok")] == [1, 2]
    cleaner(capfd, "batch", pages, "-o", out, "--overwrite")
    assert files(out)["a.txt"] == STORY


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_failed_page_is_listed_and_the_run_goes_on(capfd: Capture, pages: Path, tmp_path: Path, jobs: str) -> None:
    (pages / "bad.txt").write_bytes(BINARY)
    (pages / "broken.txt").symlink_to("none")
    (pages / "empty.txt").write_bytes(b"")
    done = cleaner(capfd, "batch", pages, "-o", tmp_path / "out", "--jobs", jobs)
    assert done.code == 1
    assert [figure(done, label) for label in ("pages", "ok", "no article", "failed")] == [6, 3, 1, 2]
    listed = done.out[done.out.index("2 failed:") :]
    assert "  bad.txt: " in listed
    assert "  broken.txt: no such file or directory" in listed
    assert "failed: broken.txt: no such file or directory" in done.err
    assert files(tmp_path / "out")["empty.txt"] == ""
    assert "bad.txt" not in files(tmp_path / "out")


def test_strict_fails_on_a_page_without_article(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    assert cleaner(capfd, "batch", pages, "-o", tmp_path / "lax").code == 0
    assert cleaner(capfd, "batch", pages, "-o", tmp_path / "strict", "--strict").code == 1


def test_settings_and_globs_reach_the_workers(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = cleaner(capfd, "batch", pages, "-o", out, "--glob", "*.txt", "--keep", "page-control", "--jobs", "2")
    assert list(files(out)) == ["a.txt", "sub/b.html.txt"]
    assert "Load more" in files(out)["a.txt"]
    assert done.code == 0


def test_two_pages_of_one_name_keep_their_suffix(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    (pages / "a.md").write_text(PAGE, encoding="utf-8")
    done = cleaner(capfd, "batch", pages, "-o", tmp_path / "out")
    assert {"a.txt.txt", "a.md.txt"} <= set(files(tmp_path / "out"))
    assert "1 names are shared by two pages, which keep their suffix: a.txt" in done.err


def test_a_directory_where_a_file_is_due_fails_that_page(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "out/a.txt").mkdir(parents=True)
    (tmp_path / "out/sub").write_text("a file where a folder is due", encoding="utf-8")
    done = cleaner(capfd, "batch", pages, "-o", tmp_path / "out", "--overwrite")
    assert done.code == 1
    assert figure(done, "failed") == 3
    assert "a.txt: is a directory" in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize("out", ["in", "in/out", "in/sub"])
def test_output_inside_input_is_refused_before_any_work(capfd: Capture, pages: Path, out: str) -> None:
    before = files(pages)
    done = cleaner(capfd, "batch", pages, "-o", pages.parent / out)
    assert done.code == 2
    assert "lies inside the input" in done.err
    assert files(pages) == before


def test_missing_input_is_refused_before_any_work(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    done = cleaner(capfd, "batch", pages, tmp_path / "none", "-o", tmp_path / "out")
    assert done.code == 2
    assert "none: no such file or directory" in done.err
    assert not (tmp_path / "out").exists()


def test_links_to_folders_are_told_and_not_followed(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    (pages / "sub/loop").symlink_to(pages)
    done = cleaner(capfd, "batch", pages, "-o", tmp_path / "out")
    assert figure(done, "pages") == 3
    assert "1 links to folders are not followed: sub/loop" in done.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_name_that_is_not_utf8_is_kept(capfd: Capture, tmp_path: Path, jobs: str) -> None:
    (tmp_path / "in").mkdir()
    odd = os.fsdecode(b"caf\xe9")
    (tmp_path / "in" / f"{odd}.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / f"{odd}-bad.txt").write_bytes(BINARY)
    done = cleaner(capfd, "batch", tmp_path / "in", "-o", tmp_path / "out", "--form", "dump", "--jobs", jobs)
    assert done.code == 1
    assert [os.fsencode(path.name) for path in (tmp_path / "out").iterdir()] == [b"caf\xe9.txt"]
    assert r"caf\xe9-bad.txt: " in done.out


def test_a_vanished_page_and_a_failing_disk_are_that_pages_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = CleanFile(Cleaner(), "txt")
    vanished = work(Task(Entry(str(tmp_path / "gone.txt"), "gone.txt", 5), str(tmp_path / "out.txt")))
    assert (vanished.outcome, vanished.reason) == ("failed", "no such file or directory")

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", broken)
    unread = work(Task(Entry(str(tmp_path / "a.txt"), "a.txt", 5), str(tmp_path / "out.txt")))
    assert (unread.outcome, unread.reason) == ("failed", "input/output error")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000_000)
    work = CleanFile(Cleaner(Config(max_chars=1000)), "txt")
    account = work(Task(Entry(str(huge), "huge.txt", huge.stat().st_size), str(tmp_path / "out.txt")))
    assert account.outcome == "failed"
    assert "50,000,000,000 bytes" in account.reason


def test_an_unforeseen_failure_is_that_pages_failure(
    capfd: Capture, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("cleaner.api.assemble", crash)
    done = cleaner(capfd, "batch", pages, "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == 1
    assert figure(done, "failed") == 3
    assert "ZeroDivisionError" in done.out


@contextlib.contextmanager
def small_disk(folder: Path, options: str) -> Iterator[None]:
    """A file system of its own at `folder`; skips where it cannot be made."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "cleaner-test", str(folder)], capture_output=True, check=False
    ) if os.geteuid() == 0 else None  # fmt: skip
    if made is None or made.returncode:
        pytest.skip("mounting a small tmpfs needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("arguments", [["--jobs", "1"], ["--jobs", "2"], ["--format", "jsonl", "--jobs", "2"]])
def test_a_full_disk_stops_the_run_and_leaves_no_half_file(
    capfd: Capture, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / f"in/{number:03}.txt").write_text(PAGE, encoding="utf-8")
    out = tmp_path / "small"
    with small_disk(out, "size=64k"):
        done = cleaner(capfd, "batch", tmp_path / "in", "-o", out, *arguments)
        written = files(out)
    assert done.code == 3
    assert "no space left on device" in done.err
    assert "Traceback" not in done.err
    assert set(written.values()) <= {STORY}
    assert all(name.endswith(".txt") and not name.startswith(".") for name in written)
    assert len(written) < 300


def test_a_read_only_output_is_refused_before_any_work(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "frozen", "ro"):
        done = cleaner(capfd, "batch", pages, "-o", tmp_path / "frozen")
        inner = cleaner(capfd, "batch", pages, "-o", tmp_path / "frozen" / "new")
    assert (done.code, inner.code) == (2, 2)
    assert "Read-only file system" in done.err
    assert "Traceback" not in done.err + inner.err


# A shell starts what runs in its background deaf to Ctrl-C, and children inherit that.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


def run_apart(pages: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    script = [*SCRIPT[:-1], f"{HEARING}; {SCRIPT[-1]}"]
    command = [*script, "batch", str(pages), "-o", str(out), "--jobs", "2", *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def wait_for_output(out: Path) -> None:
    deadline = time.monotonic() + 30
    while not any(out.glob("*.txt")):
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number:04}.txt").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_run_leaves_no_half_file(many: Path, tmp_path: Path, how: signal.Signals) -> None:
    out = tmp_path / "out"
    with run_apart(many, out) as process:
        wait_for_output(out)
        process.send_signal(how)
        told, error = process.communicate(timeout=30)
    time.sleep(0.5)
    outputs = [path for path in out.iterdir() if path.suffix == ".txt"]
    assert {path.read_text(encoding="utf-8") for path in outputs} == {STORY}
    assert "Traceback" not in error
    if how is not signal.SIGKILL:
        assert process.returncode == 130
        assert "stopped: interrupted" in error
        assert "words kept" in told
        assert [path.name for path in out.iterdir() if path.suffix != ".txt"] == []


def test_a_second_run_does_the_rest(capfd: Capture, many: Path, tmp_path: Path) -> None:
    with run_apart(many, tmp_path / "out") as process:
        wait_for_output(tmp_path / "out")
        process.kill()
        process.communicate(timeout=30)
    time.sleep(0.5)
    done = cleaner(capfd, "batch", many, "-o", tmp_path / "out", "--jobs", "2")
    assert done.code == 0
    assert figure(done, "ok") + figure(done, "output existed") == 1500
    assert sum(1 for path in (tmp_path / "out").glob("*.txt")) == 1500


def test_a_page_over_its_time_is_ended(capfd: Capture, pages: Path, tmp_path: Path) -> None:
    settings = tmp_path / "slow.toml"
    settings.write_text(
        "[limits]\npattern_seconds = 60\n[patterns]\npage-control = ['(?:a|a|aa)+b']\n", encoding="utf-8"
    )
    (pages / "slow.txt").write_text("a" * 5000, encoding="utf-8")
    out = tmp_path / "out"
    done = cleaner(capfd, "batch", pages, "-o", out, "--config", settings, "--timeout", "0.5", "--form", "dump")
    assert done.code == 1
    assert "slow.txt: it took longer than 0.5 s and was ended" in done.out
    assert figure(done, "ok") == 3
