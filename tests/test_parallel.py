from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaner.errors import WorkerStartError
from cleaner.parallel import Limits, Lost, ordered
from cleaner.parallel.crew import LOOK_AHEAD


def work(task: str, again: bool) -> str:
    """What a task says: wait, die, hang, die the first time only; else its own echo."""
    name, _, detail = task.partition(" ")
    if name == "wait":
        time.sleep(float(detail))
    if name == "die" or (name == "die-once" and not again):
        os._exit(7)
    if name == "hang":
        time.sleep(600)
    return task.upper()


def test_results_come_in_the_order_of_the_tasks() -> None:
    chunks = [["wait 0.2", "a"], ["b"], [], ["c", "d", "e"], ["f"]]
    assert list(ordered(work, chunks, 3)) == ["WAIT 0.2", "A", "B", "C", "D", "E", "F"]


def test_a_forked_process_has_workers_of_its_own() -> None:
    assert list(ordered(work, [["a"]], 1)) == ["A"]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.write(writer, "".join(map(str, ordered(work, [["b"], ["c"]], 2))).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    assert os.read(reader, 10) == b"BC"
    os.close(reader)


def test_nothing_to_do_starts_nothing() -> None:
    assert list(ordered(work, [], 4)) == []


def test_a_task_that_kills_its_worker_is_lost_alone() -> None:
    chunks = [["a", "b", "die", "c"], ["d"], ["die", "e"], ["f"]]
    results = list(ordered(work, chunks, 2))
    assert [r if isinstance(r, str) else "lost" for r in results] == ["A", "B", "lost", "C", "D", "lost", "E", "F"]
    assert isinstance(results[2], Lost)
    assert "exit code 7" in results[2].reason


def test_a_worker_that_is_killed_once_costs_nothing() -> None:
    assert list(ordered(work, [["a", "die-once", "b"]], 2)) == ["A", "DIE-ONCE", "B"]


def struck(task: str, again: bool) -> str:
    """A task whose worker is killed as long as there are files to take away in the folder that it names."""
    name, _, folder = task.partition(" ")
    if left := sorted(Path(folder).iterdir()) if folder else []:
        left[0].unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return name


def test_workers_that_are_struck_from_outside_cost_a_task_nothing(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / str(number)).touch()
    assert list(ordered(struck, [["a", f"b {tmp_path}", "c"], ["d"]], 2)) == ["a", "b", "c", "d"]


def test_a_task_whose_workers_are_always_killed_is_lost(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / str(number)).touch()
    first, second, third = ordered(struck, [["a", f"b {tmp_path}", "c"]], 2)
    assert (first, third) == ("a", "c")
    assert isinstance(second, Lost)
    assert "exit code -9" in second.reason


def test_a_task_that_takes_too_long_is_ended() -> None:
    results = list(ordered(work, [["a", "hang", "b"], ["c"]], 2, Limits(seconds=0.3)))
    assert [r if isinstance(r, str) else "lost" for r in results] == ["A", "lost", "B", "C"]
    assert isinstance(results[1], Lost)
    assert "longer than 0.3 s" in results[1].reason


class InTwoSteps:
    """As `work`; what goes wrong does so in the second step, when later tasks have had their first."""

    def __call__(self, task: tuple[str, bool], again: bool) -> str:
        return self.end(self.begin(task, again))

    def begin(self, task: tuple[str, bool], again: bool) -> tuple[str, bool]:
        if task[1]:
            work(task[0], again)
        return task[0], again

    def end(self, begun: tuple[str, bool]) -> str:
        return work(*begun).lower()


@pytest.mark.parametrize("early", [False, True])
def test_a_task_of_two_steps_is_lost_alone_whichever_fails(early: bool) -> None:
    tasks = [["a", "b", "die", "c"], ["die-once"], ["wait 0.15", "d", "hang", "e"], ["f"]]
    chunks = [[(task, early) for task in chunk] for chunk in tasks]
    results = list(ordered(InTwoSteps(), chunks, 2, Limits(seconds=0.5)))
    told = [r.reason.split(" (")[0] if isinstance(r, Lost) else r for r in results]
    died, late = "its worker process died", "it took longer than 0.5 s and was ended"
    assert told == ["a", "b", died, "c", "die-once", "wait 0.15", "d", late, "e", "f"]


def test_tasks_are_read_as_they_are_needed() -> None:
    read = 0
    before = {*multiprocessing.active_children()}

    def endless() -> Iterator[list[str]]:
        nonlocal read
        for number in itertools.count():
            read += 1
            yield [f"x{number}", f"y{number}"]

    results = ordered(work, endless(), 2)
    assert [next(results) for _ in range(5)] == ["X0", "Y0", "X1", "Y1", "X2"]
    assert read <= 3 + 2 * LOOK_AHEAD
    results.close()
    assert {*multiprocessing.active_children()} <= before


def test_an_error_of_the_source_reaches_the_caller_and_ends_the_workers() -> None:
    def broken() -> Iterator[list[str]]:
        yield ["a"]
        raise LookupError("the source is broken")

    before = {*multiprocessing.active_children()}
    with pytest.raises(LookupError, match="the source is broken"):
        list(ordered(work, broken(), 2))
    assert {*multiprocessing.active_children()} <= before


def test_a_script_without_its_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text("from cleaner import Cleaner\nprint([a.status for a in Cleaner().map(['x', 'y'], workers=2)])\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert WorkerStartError.__name__ in done.stderr
    assert '__name__ == "__main__"' in done.stderr
