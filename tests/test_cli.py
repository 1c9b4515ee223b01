from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import __version__
from cleaner.report.rules import describe
from cleaner.rules import discover
from tests.command import BINARY, PAGE, SCRIPT, STORY, cleaner

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_clean_writes_the_body(capfd: Capture, page: Path) -> None:
    done = cleaner(capfd, "clean", page)
    assert (done.code, done.out, done.err) == (0, STORY, "")


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_clean_and_explain_read_a_pipe(capfd: Capture, arguments: list[str]) -> None:
    assert cleaner(capfd, "clean", *arguments, stdin=PAGE.encode()).out == STORY
    assert "page-control" in cleaner(capfd, "explain", *arguments, stdin=PAGE.encode()).out


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_without_a_page_they_say_what_they_need(capfd: Capture, command: str) -> None:
    done = cleaner(capfd, command, terminal=True)
    assert done.code == 2
    assert "name a FILE, or pipe a page in" in done.err
    assert "--help" in done.err


def test_clean_writes_markdown_and_json(capfd: Capture, page: Path) -> None:
    markdown = cleaner(capfd, "clean", "--format", "md", page).out
    assert "The tide mill at Lower Wray" in markdown
    fields = json.loads(cleaner(capfd, "clean", "--format", "json", "--url", "https://example.org/a", page).out)
    assert fields["text"] == STORY.strip()
    assert fields["url"] == "https://example.org/a"
    assert {"rule": "page-control"}.items() <= fields["removed"][0].items()


def test_several_pages_stand_apart(capfd: Capture, page: Path) -> None:
    assert cleaner(capfd, "clean", page, page).out == f"{STORY}\n{STORY}"
    lines = cleaner(capfd, "clean", "--format", "json", page, page).out.splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["ok", "ok"]


def test_a_failed_page_is_named_and_the_others_come_out(capfd: Capture, page: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(BINARY)
    done = cleaner(capfd, "clean", tmp_path / "none.txt", tmp_path, tmp_path / "picture.txt", page)
    assert done.code == 1
    assert done.out == STORY
    missing, folder, picture = done.err.splitlines()
    assert "none.txt: no such file" in missing
    assert f"{tmp_path}: is a directory" in folder
    assert "picture.txt: " in picture
    assert "Traceback" not in done.err


def test_no_article_fails_only_with_strict(capfd: Capture) -> None:
    lax = cleaner(capfd, "clean", stdin=b"Home\nNews\nSport\n")
    assert (lax.code, lax.out) == (0, "")
    assert "standard input: holds no article" in lax.err
    assert cleaner(capfd, "clean", "--strict", stdin=b"Home\nNews\nSport\n").code == 1


def test_keep_off_and_config_are_added_up(capfd: Capture, page: Path, tmp_path: Path) -> None:
    settings = tmp_path / "cleaner.toml"
    settings.write_text("[patterns]\npage-control = ['Volunteers.*']\n", encoding="utf-8")
    assert "Volunteers" not in cleaner(capfd, "clean", "--config", settings, page).out
    assert "Load more" in cleaner(capfd, "clean", "--keep", "page-control,headline", page).out
    assert "Volunteers" in cleaner(capfd, "clean", "--config", settings, "--off", "page-control", page).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["clean", "--keep", "page-contrl", "PAGE"], "--keep: unknown rule 'page-contrl': did you mean 'page-control'"),
        (["explain", "--off", "page-contrl", "PAGE"], "--off: unknown rule 'page-contrl': did you mean 'page-control'"),
        (["clean", "--config", "none.toml", "PAGE"], "none.toml: cannot be read"),
        (["clean", "--format", "pdf", "PAGE"], "'pdf' is not one of"),
        (["clean", "--url", "x", "PAGE", "PAGE"], "--url goes with one FILE"),
        (["clean", "--bogus"], "No such option"),
        (["rules", "page-contrl"], "did you mean 'page-control'"),
        (["batch", "PAGE"], "Missing option '-o'"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_usage_exits_with_2(capfd: Capture, page: Path, arguments: list[str], told: str) -> None:
    done = cleaner(capfd, *(str(page) if argument == "PAGE" else argument for argument in arguments))
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_explain_shows_what_went_and_why(capfd: Capture, page: Path) -> None:
    done = cleaner(capfd, "explain", page)
    assert done.code == 0
    assert "\x1b" not in done.out
    line = next(line for line in done.out.splitlines() if line.startswith("Load more"))
    assert "page-control" in line
    assert any(line.startswith("Volunteers have spent") for line in done.out.splitlines())


def test_explain_names_the_file_that_it_cannot_show(capfd: Capture, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    for path, reason in ((picture, "PNG picture"), (tmp_path, "is a directory"), (tmp_path / "none", "no such file")):
        done = cleaner(capfd, "explain", path)
        assert done.code == 1
        assert str(path) in done.err
        assert reason in done.err


def test_explain_for_programs_covers_the_page(capfd: Capture, page: Path) -> None:
    told = json.loads(cleaner(capfd, "explain", "--json", page).out)
    assert told["status"] == "ok"
    assert [row["text"] for row in told["rows"] if row["kept"]] == STORY.strip().split("\n\n")
    gone = next(row for row in told["rows"] if row["text"] == "Load more")
    assert (gone["rule"], gone["kept"]) == ("page-control", False)
    assert PAGE[gone["start"] : gone["end"]] == "Load more"
    assert gone["reason"]


def test_explain_cannot_be_used_to_steer_the_terminal(capfd: Capture) -> None:
    done = cleaner(capfd, "explain", "-", stdin=f"{STORY}\n\x1b]0;gotcha\x07\x1b[2J\n".encode())
    assert "\x1b" not in done.out
    assert "\x07" not in done.out


def in_a_terminal(*arguments: str, **environment: str) -> str:
    """What `cleaner ARGUMENTS…` prints to a terminal."""
    ours, theirs = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"} | environment
    with subprocess.Popen([*SCRIPT, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        told = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            told += part
    os.close(ours)
    assert process.returncode == 0
    return told.decode()


def test_colour_is_for_terminals_and_off_with_no_color(page: Path) -> None:
    assert "\x1b[2m" in in_a_terminal("explain", str(page))
    assert "\x1b[36" not in in_a_terminal("explain", str(page), NO_COLOR="1")


def test_batch_shows_a_bar_in_a_terminal(page: Path, tmp_path: Path) -> None:
    told = in_a_terminal("batch", str(page), "-o", str(tmp_path / "out"))
    assert "1 of 1 pages" in told
    assert "100%" in told


def test_rules_lists_every_rule(capfd: Capture) -> None:
    done = cleaner(capfd, "rules")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == [rule.id for rule in discover()]


def test_rules_shows_one_rule_with_examples(capfd: Capture) -> None:
    done = cleaner(capfd, "rules", "page-control")
    doc = describe(next(rule for rule in discover() if rule.id == "page-control"))
    told = " ".join(done.out.split())
    for part in (doc.summary, doc.removes, doc.keeps, doc.seen_on):
        assert part
        assert " ".join(part.split()) in told
    assert "  en  " in done.out


def test_version_and_help(capfd: Capture) -> None:
    assert cleaner(capfd, "--version").out == f"cleaner {__version__}\n"
    told = cleaner(capfd, "--help").out
    assert "_CLEANER_COMPLETE=bash_source" in told
    assert "Exit codes" in told
    assert all(command in told for command in ("clean", "explain", "batch", "rules"))


def test_completion_is_offered_to_the_shell() -> None:
    env = os.environ | {"_CLEANER_COMPLETE": "bash_complete", "COMP_WORDS": "cleaner ex", "COMP_CWORD": "1"}
    done = subprocess.run(SCRIPT, capture_output=True, text=True, env=env, check=False)
    assert "explain" in done.stdout


def test_a_broken_pipe_is_quiet(page: Path) -> None:
    # More bodies than a pipe holds.
    command = [*SCRIPT, "clean", *[str(page)] * 400]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_no_standard_input_is_told(tmp_path: Path) -> None:
    done = subprocess.run(f"{subprocess.list2cmdline(SCRIPT)} clean <&-", shell=True, capture_output=True, check=False)
    assert done.returncode in {0, 2}
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("redirection", "code", "told"),
    [
        (">&-", 2, b"cleaner: standard output is closed: "),
        ("> /dev/full", 1, b"cleaner: standard output: no space left on device"),
    ],
)
@pytest.mark.parametrize("command", ["clean", "clean --format json", "explain", "explain --json"])
def test_an_output_that_cannot_be_written_is_named(
    page: Path, command: str, redirection: str, code: int, told: bytes
) -> None:
    line = f"{subprocess.list2cmdline(SCRIPT)} {command} {page} {redirection}"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr.strip().split(b"\n")) == (code, [done.stderr.strip()])
    assert done.stderr.startswith(told)


def test_a_run_leaves_to_its_workers_what_only_they_need(page: Path, tmp_path: Path) -> None:
    heavy = {"numpy", "lxml", "pyarrow", "fastwarc", "cleaner.body"}
    program = (
        "import sys; sys.argv = ['cleaner', 'batch', sys.argv[1], '-o', sys.argv[2]]\nfrom cleaner.cli import main\n"
        f"try: main()\nexcept SystemExit: print('loaded:', *{heavy!r} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(page), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("loaded:\n")


def test_a_small_page_is_cleaned_without_heavy_packages(page: Path) -> None:
    heavy = {"rich", "lxml", "trafilatura", "yaml", "multiprocessing", "regex"}
    program = (
        "import sys; sys.argv = ['cleaner', 'clean', sys.argv[1]]\nfrom cleaner.cli import main\ntry: main()\n"
        f"except SystemExit: print(*{heavy!r} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(page)], capture_output=True, text=True, check=True)
    assert done.stdout.removeprefix(STORY).strip() == ""


def test_start_up_is_not_slow(page: Path) -> None:
    """The promise is 0.25 s; a slower machine gets three times that, of processor time."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*SCRIPT, "clean", str(page)], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(3)) < 0.75
