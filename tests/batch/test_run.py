from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cleaner import Config
from cleaner.batch.items import Item
from cleaner.batch.workers import CleanPage
from tests.batch import kinds
from tests.command import BINARY, PAGE, STORY, Done, cleaner

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
    return {name: data.decode() for name, data in kinds.contents(folder).items()}


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
    assert sorted(os.listdir(target.parent)) == ["all.jsonl", "all.jsonl.run.jsonl"]  # noqa: PTH208
    again = cleaner(capfd, "batch", pages, "-o", target, "--format", "jsonl")
    assert again.code == 2
    assert "a run is recorded here: go on with it by --resume, or begin anew by --overwrite" in again.err
    (target.parent / "all.jsonl.run.jsonl").unlink()
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
    assert kinds.pages(out / "run.jsonl")[0] == {"input": "a.txt", "status": "skipped", "reason": "its output exists"}
    assert [figure(done, "skipped"), figure(done, "ok")] == [1, 2]
    assert cleaner(capfd, "batch", pages, "-o", out, "--resume").code == 0
    assert files(out)["a.txt"] == "mine"
    assert cleaner(capfd, "batch", pages, "-o", out, "--overwrite", "--resume").code == 2
    cleaner(capfd, "batch", pages, "-o", out, "--overwrite")
    assert files(out)["a.txt"] == STORY
    assert cleaner(capfd, "check", out).code == 0


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
    assert figure(done, "renamed") == 2
    twice = cleaner(capfd, "batch", pages, pages, "-o", tmp_path / "twice")
    assert {"in/a.txt.txt", "in/a~2.txt.txt"} <= set(files(tmp_path / "twice")), twice


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
    assert "1 links to folders were not followed: sub/loop" in done.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_name_that_is_not_utf8_is_kept(capfd: Capture, tmp_path: Path, jobs: str) -> None:
    (tmp_path / "in").mkdir()
    odd = os.fsdecode(b"caf\xe9")
    (tmp_path / "in" / f"{odd}.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / f"{odd}-bad.txt").write_bytes(BINARY)
    done = cleaner(capfd, "batch", tmp_path / "in", "-o", tmp_path / "out", "--form", "dump", "--jobs", jobs)
    assert done.code == 1
    assert sorted(os.fsencode(path.name) for path in (tmp_path / "out").iterdir()) == [b"caf\xe9.txt", b"run.jsonl"]
    assert cleaner(capfd, "check", tmp_path / "out").code == 0
    assert r"caf\xe9-bad.txt: " in done.out


def test_a_vanished_page_and_a_failing_disk_are_that_pages_failure(tmp_path: Path) -> None:
    work = CleanPage(Config(), str(tmp_path))
    vanished = work(Item("gone.txt", str(tmp_path / "gone.txt"), path=True, size=5, output="out.txt"))
    assert (vanished.outcome, vanished.reason) == ("failed", "no such file or directory")
    # The kernel refuses to read the first page of a process's memory: a real input/output error.
    unread = work(Item("mem.txt", "/proc/self/mem", path=True, output="out.txt"))
    assert (unread.outcome, unread.reason) == ("failed", "input/output error")


def test_a_page_that_changes_under_way_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    account = CleanPage(Config(), str(tmp_path))(
        Item("a.txt", str(tmp_path / "a.txt"), path=True, size=5, output="o.txt")
    )
    assert (account.outcome, account.reason) == ("ok", "changed while the run was on")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000_000)
    account = CleanPage(Config(max_chars=1000), str(tmp_path))(Item("huge.txt", str(huge), path=True, output="o.txt"))
    assert account.outcome == "failed"
    assert "more than 4,000 bytes" in account.reason


def test_an_unforeseen_failure_is_that_pages_failure(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("cleaner.api.assemble", crash)
    account = CleanPage(Config(), str(tmp_path))(Item("a.txt", str(pages / "a.txt"), path=True, output="o.txt"))
    assert account.outcome == "failed"
    assert "ZeroDivisionError" in account.reason
