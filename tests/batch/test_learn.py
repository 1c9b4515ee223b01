"""`cleaner learn`, `cleaner sites`, and batch runs that use what was learned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.sites import Profile
from tests.batch import kinds
from tests.batch.kinds import contents, pages
from tests.command import cleaner
from tests.sites.test_sites import FOOT, MENU, page, story

Capture = pytest.CaptureFixture[str]
NUMBERS = range(30)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in NUMBERS:
        path = tmp_path / f"in/{'echo' if number % 3 else 'bell'}/{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        menu = MENU if number % 3 else ["Belfry News", "Chimes", "Ropes of the tower", "Clappers"]
        path.write_text(page(story(number), number, menu), encoding="utf-8")
    return tmp_path / "in"


def test_learn_then_look_then_clean(capfd: Capture, tmp_path: Path, source: Path) -> None:
    profile = tmp_path / "sites.json"
    done = cleaner(capfd, "learn", source, "-o", profile, "--jobs", "2", "--form", "dump")
    assert (done.code, done.out) == (0, f"30 pages read, 0 failed; 2 sites, {len(MENU) + 4 + 2 * len(FOOT)} lines\n")
    shown = cleaner(capfd, "sites", profile, "--site", "bell").out
    assert shown.startswith("bell: 10 pages, 7 lines\n")
    assert "      10  chimes\n          on 10 of the site's 10 pages, outside the prose" in shown
    assert cleaner(capfd, "sites", profile, "--site", "none").code == 2
    options = ("--form", "dump", "--jobs", "2")
    assert cleaner(capfd, "batch", source, "-o", tmp_path / "out", "--sites", profile, *options).code == 0
    for number in NUMBERS:
        name = f"{'echo' if number % 3 else 'bell'}/{number:02}.txt"
        assert contents(tmp_path / "out")[name].decode().endswith("\n\n".join(story(number)) + "\n")
    assert all(p["rules"]["site-template"] >= 7 for p in pages(tmp_path / "out/run.jsonl"))  # type: ignore[index]
    assert cleaner(capfd, "learn", source, "-o", profile).code == 2


def test_any_number_of_workers_learns_the_same_and_profiles_add_up(
    capfd: Capture, tmp_path: Path, source: Path
) -> None:
    for jobs in ("1", "2"):
        cleaner(capfd, "learn", source, "-o", tmp_path / f"{jobs}.json", "--jobs", jobs)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    for site in ("echo", "bell"):
        folder = ("--site-key", "folder", "--jobs", "1")
        (tmp_path / site).mkdir()
        (source / site).rename(tmp_path / site / site)
        cleaner(capfd, "learn", tmp_path / site, "-o", tmp_path / f"{site}.json", *folder)
    both = ("--add", str(tmp_path / "echo.json"), "--add", str(tmp_path / "bell.json"))
    assert cleaner(capfd, "learn", *both, "-o", tmp_path / "sum.json").code == 0
    assert (tmp_path / "sum.json").read_bytes() == (tmp_path / "1.json").read_bytes()


@pytest.mark.parametrize("output", ["txt", "jsonl", "parquet"])
def test_two_passes_in_one_run(capfd: Capture, tmp_path: Path, source: Path, output: str) -> None:
    (tmp_path / "out").mkdir()
    arguments = ("batch", str(source), *kinds.output_arguments(tmp_path / "out", output), "--learn", "--jobs", "2")
    done = cleaner(capfd, *arguments)
    assert done.code == 0, done
    assert "learning what the sites' pages share" in done.err
    assert cleaner(capfd, "check", kinds.made(tmp_path / "out", output)).code == 0
    (made,) = (tmp_path / "out").rglob("*run.sites.json")
    assert len(Profile.from_json(made.read_text(encoding="utf-8")).sites) == 2
    again = cleaner(capfd, *arguments, "--resume")
    assert again.code == 0, again
    assert "learning" not in again.err
    assert cleaner(capfd, *arguments).code == 2


def test_a_field_says_which_site(capfd: Capture, tmp_path: Path) -> None:
    rows = [{"text": page(story(n), n), "paper": "Echo"} for n in NUMBERS]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    key = ("--site-key", "field:paper", "--jobs", "1")
    assert cleaner(capfd, "learn", tmp_path / "a.jsonl", "-o", tmp_path / "s.json", *key).code == 0
    assert set(Profile.from_json((tmp_path / "s.json").read_bytes()).sites) == {"Echo"}
    out = tmp_path / "all.jsonl"
    done = cleaner(
        capfd, "batch", tmp_path / "a.jsonl", "-o", out, "--format", "jsonl", "--sites", tmp_path / "s.json", *key
    )
    assert done.code == 0
    assert pages(tmp_path / "all.jsonl.run.jsonl")[0]["site"] == "Echo"
    assert "site-template" in done.out
    assert cleaner(capfd, "learn", tmp_path / "a.jsonl", "-o", tmp_path / "t.json", "--site-key", "paper").code == 2


def test_what_is_no_profile_is_refused(capfd: Capture, tmp_path: Path, source: Path) -> None:
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    for profile, told in (("bad.json", "is no profile of sites"), ("none.json", "no such file or directory")):
        done = cleaner(capfd, "batch", source, "-o", tmp_path / "out", "--sites", tmp_path / profile)
        assert done.code == 2
        assert told in done.err
    assert not (tmp_path / "out").exists()
    assert cleaner(capfd, "learn", "-o", tmp_path / "x.json").code == 2
    assert (
        cleaner(capfd, "batch", source, "-o", tmp_path / "out", "--learn", "--sites", tmp_path / "bad.json").code == 2
    )


def test_pages_that_cannot_be_read_are_told(capfd: Capture, tmp_path: Path, source: Path) -> None:
    (source / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    (source / "gone.txt").symlink_to("nowhere")
    done = cleaner(capfd, "learn", source, "-o", tmp_path / "s.json", "--jobs", "1")
    assert done.code == 1
    assert done.out.startswith("30 pages read, 2 failed; 2 sites, ")
    assert "failed: gone.txt: no such file or directory" in done.err
