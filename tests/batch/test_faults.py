"""What goes wrong in a long run, caused for real: nothing is lost, nothing twice, and each fault has its reason.

`CLEANER_KILLS=50 pytest tests/batch/test_faults.py` strikes each run down as often as a week of bad luck would.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.batch import kinds
from tests.batch.kinds import contents, pages
from tests.command import SCRIPT, STORY, cleaner

Capture = pytest.CaptureFixture[str]
KILLS = int(os.environ.get("CLEANER_KILLS", "3"))
PAGES = 400
LONG = 6 * PAGES
"""So many that a run still has some to do when it is seen to have begun, on a busy machine too."""
SECONDS = 240


def finish(process: subprocess.Popen[str]) -> tuple[str, str]:
    try:
        return process.communicate(timeout=SECONDS)
    finally:
        process.kill()


def arguments(source: Path, out: Path, output: str, *more: str) -> list[str]:
    out.mkdir(exist_ok=True)
    return ["batch", str(source), *kinds.output_arguments(out, output), "--jobs", "2", "--form", "dump", *more]


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def begun(out: Path) -> bool:
    """True once an output has its name; the file that shows whether the folder can be written to comes before that.

    A signal then ends a run that has not begun, as it ends any program.
    """
    return any(out.rglob("*.txt"))


def workers_of(pid: int) -> list[int]:
    """The worker processes of a run: its children's children, as the forkserver stands between."""
    found = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in found.stdout.splitlines()]
    children = {int(child) for child, parent, _ in rows if int(parent) == pid}
    return [int(child) for child, parent, args in rows if int(parent) in children and "forkserver" in args]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kinds.write_folder(tmp_path_factory.mktemp("faults") / "in", range(PAGES))


@pytest.mark.parametrize("output", ["txt", "jsonl.gz", "parquet"])
def test_a_run_that_is_killed_again_and_again(tmp_path: Path, output: str) -> None:
    many = max(LONG, 100 * KILLS)  # so that there is something left to do at each of them
    source = kinds.write_folder(tmp_path / "in", range(many))
    finish(kinds.start(*arguments(source, tmp_path / "whole", output)))
    out = tmp_path / "out"
    chance = random.Random(output)
    hits = 0
    for _ in range(KILLS):
        process = kinds.start(*arguments(source, out, output, "--resume"))
        # By what it has done, not by the clock, which a busy machine makes useless: each sitting gets about its share.
        enough = lines_of_manifest(out) + chance.randint(0, many // KILLS)
        wait_for(lambda: lines_of_manifest(out) >= enough or process.poll() is not None)  # noqa: B023 - called at once
        time.sleep(0.05 * chance.random())
        hits += process.poll() is None
        process.kill()
        finish(process)
    process = kinds.start(*arguments(source, out, output, "--resume"))
    _, told = finish(process)
    assert process.returncode == 0, told
    print(f"{hits} of {KILLS} struck a run that was on")
    assert hits
    assert contents(out) == contents(tmp_path / "whole")
    assert len(pages(next(iter(out.rglob("*run.jsonl"))))) == many
    checked = kinds.start("check", kinds.made(out, output))
    assert finish(checked)[0].endswith(f"whole: {many:,} pages\n")


def lines_of_manifest(out: Path) -> int:
    """Pages that a run has dealt with so far."""
    return sum(manifest.read_bytes().count(b"\n") for manifest in out.rglob("*run.jsonl"))


@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers by ps")
@pytest.mark.parametrize("how_many", [1, 2])
def test_workers_that_are_killed_cost_nothing(tmp_path: Path, how_many: int) -> None:
    many = 4 * PAGES  # so that there is something left to do when they are killed
    process = kinds.start(*arguments(kinds.write_folder(tmp_path / "in", range(many)), tmp_path / "out", "txt"))
    chance = random.Random(how_many)
    # A worker that ends before its first answer is taken for one that cannot start.
    wait_for(lambda: len(workers_of(process.pid)) == 2 and len(contents(tmp_path / "out")) > 50)
    for _ in range(KILLS):
        for worker in workers_of(process.pid)[:how_many]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(chance.uniform(0, 0.3))
    out, told = finish(process)
    assert process.returncode == 0, (out, told)
    assert len(contents(tmp_path / "out")) == many
    assert {page["status"] for page in pages(tmp_path / "out/run.jsonl")} == {"ok"}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_stop_finishes_the_pages_in_hand(tmp_path: Path, how: signal.Signals) -> None:
    out = tmp_path / "out"
    source = kinds.write_folder(tmp_path / "in", range(LONG))
    process = kinds.start(*arguments(source, out, "txt"))
    wait_for(lambda: begun(out))
    process.send_signal(how)
    told, said = finish(process)
    assert process.returncode == 130, said
    assert "finishing the pages in hand" in said
    assert "stopped: interrupted; what is recorded is whole: go on with --resume" in said
    assert "words kept" in told
    assert "Traceback" not in said
    recorded = [page["output"] for page in pages(out / "run.jsonl")]
    assert 0 < len(recorded) < LONG
    assert set(contents(out)) == set(recorded), "every page that was begun is recorded"
    process = kinds.start(*arguments(source, out, "txt", "--resume"))
    finish(process)
    assert (process.returncode, len(contents(out))) == (0, LONG)


def test_a_ctrl_c_that_was_ignored_from_the_start_stays_so(tmp_path: Path) -> None:
    source = kinds.write_folder(tmp_path / "in", range(PAGES))
    ignoring = ("sh", "-c", 'trap \'\' INT; exec "$0" -m cleaner "$@"', sys.executable)
    process = kinds.start(*arguments(source, tmp_path / "out", "txt"), script=ignoring)
    wait_for(lambda: begun(tmp_path / "out"))
    process.send_signal(signal.SIGINT)
    _, said = finish(process)
    assert (process.returncode, len(contents(tmp_path / "out"))) == (0, PAGES), said


def test_a_second_stop_ends_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    source = kinds.write_folder(tmp_path / "in", range(LONG))
    process = kinds.start(*arguments(source, out, "txt"))
    wait_for(lambda: begun(out))
    process.send_signal(signal.SIGINT)
    time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = finish(process)
    # Its own status, or the signal itself where that finds Python on its way out: a shell tells 130 for both.
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in said
    assert [name for name in contents(out) if not name.endswith(".txt")] == []


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


@pytest.mark.parametrize("output", ["txt", "jsonl", "jsonl.gz", "parquet"])
def test_a_full_disk_stops_the_run_and_loses_nothing(capfd: Capture, tmp_path: Path, source: Path, output: str) -> None:
    cleaner(capfd, *arguments(source, tmp_path / "whole", output))
    out = tmp_path / "small"
    with small_disk(out, "size=96k" if output == "jsonl.gz" else "size=160k"):
        done = cleaner(capfd, *arguments(source, out, output))
        assert done.code == 3, done
        assert "no space left on device" in done.err
        assert "Traceback" not in done.err
        assert [name for name in contents(out) if name.startswith(".")] == []
        assert len(contents(out)) < PAGES
        subprocess.run(["mount", "-o", "remount,size=64m", str(out)], check=True)
        again = cleaner(capfd, *arguments(source, out, output, "--resume"))
        assert again.code == 0, again
        assert contents(out) == contents(tmp_path / "whole")


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_file_that_may_not_grow_stops_the_run(tmp_path: Path, source: Path) -> None:
    """Where no disk can be made: a limit on the size of files, which the system holds in the same way."""
    target = tmp_path / "all.jsonl"
    process = subprocess.Popen(
        [*SCRIPT, "batch", str(source), "-o", str(target), "--format", "jsonl", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_small_files,  # noqa: PLW1509 - no threads here
    )
    _, said = finish(process)
    assert process.returncode == 3, said
    assert "file too large" in said
    assert not target.exists()


def test_a_read_only_output_is_refused_before_any_work(capfd: Capture, tmp_path: Path, source: Path) -> None:
    with small_disk(tmp_path / "frozen", "ro"):
        done = cleaner(capfd, "batch", source, "-o", tmp_path / "frozen")
        inner = cleaner(capfd, "batch", source, "-o", tmp_path / "frozen" / "new")
    assert (done.code, inner.code) == (2, 2)
    assert "Read-only file system" in done.err
    assert "Traceback" not in done.err + inner.err


def test_an_output_that_becomes_read_only_stops_the_run(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    with small_disk(out, "size=64m"):
        process = kinds.start(*arguments(source, out, "txt"))
        wait_for(lambda: begun(out))
        subprocess.run(["mount", "-o", "remount,ro", str(out)], check=False)
        _, said = finish(process)
        subprocess.run(["mount", "-o", "remount,rw", str(out)], check=True)
        assert "Traceback" not in said
        if process.returncode:
            # The remount is refused as long as a file is open for writing: then the run just went on.
            assert (process.returncode, "read-only file system" in said) == (3, True)
        process = kinds.start(*arguments(source, out, "txt", "--resume"))
        finish(process)
        assert (process.returncode, len(contents(out))) == (0, PAGES)


def test_an_input_that_gives_errors_or_vanishes_is_reported(capfd: Capture, tmp_path: Path) -> None:
    folder = kinds.write_folder(tmp_path / "in", range(5))
    (folder / "memory.txt").symlink_to("/proc/self/mem")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "gone.jsonl").symlink_to("nowhere.jsonl")
    (folder / "memory.tar").symlink_to("/proc/self/mem")
    done = cleaner(capfd, "batch", folder, "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == 1
    failed = {str(page["input"]): page["reason"] for page in pages(tmp_path / "out/run.jsonl") if "reason" in page}
    assert failed["memory.txt"] == "input/output error"
    assert failed["gone.txt"] == failed["gone.jsonl"] == "no such file or directory"
    assert "memory.tar" in failed
    assert len(contents(tmp_path / "out")) == 5


def test_links_in_the_output_lead_nowhere_else(capfd: Capture, tmp_path: Path) -> None:
    folder = kinds.write_folder(tmp_path / "in", range(11))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/00").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "out/01").symlink_to(folder / "01")
    done = cleaner(capfd, "batch", folder, "-o", tmp_path / "out", "--jobs", "1", "--overwrite")
    assert done.code == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert kinds.page(10) == (folder / "01/0010.txt").read_text(encoding="utf-8")
    assert "a link leads out of the outputs' folder" in done.out


def test_ten_thousand_files_in_a_folder_and_names_of_255_bytes(capfd: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05}.txt").write_bytes(b"")
    long = "ä" * 125
    for name in (f"{long}.html", f"{long}.htm", f"{'x' * 255}", "y" * 251 + ".txt"):
        (folder / name).write_text(STORY, encoding="utf-8")
    done = cleaner(capfd, "batch", folder, "-o", tmp_path / "out", "--format", "json", "--jobs", "2")
    assert done.code == 0, done
    found = contents(tmp_path / "out")
    assert len(found) == 10_004
    assert max(len(os.fsencode(name)) for name in found) == 255
    assert sum(STORY[:40].encode() in data for data in found.values()) == 4
    assert cleaner(capfd, "check", tmp_path / "out").out.endswith("whole: 10,004 pages\n")


def test_clocks_that_jump_change_nothing(
    capfd: Capture, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaner(capfd, *arguments(source, tmp_path / "whole", "txt"))
    chance = random.Random(5)
    monkeypatch.setattr(time, "time", lambda: chance.uniform(-1e9, 4e9))
    monkeypatch.setattr(time, "time_ns", lambda: int(chance.uniform(-1e18, 4e18)))
    old = kinds.write_folder(tmp_path / "old", range(PAGES))
    for number in range(PAGES):
        os.utime(old / kinds.name(number), ns=(0, int(chance.uniform(-1e18, 9e18))))
    done = cleaner(capfd, *arguments(old, tmp_path / "out", "txt", "--timeout", "5"))
    assert done.code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
