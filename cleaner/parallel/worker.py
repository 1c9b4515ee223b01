"""A worker: its process, its pipe, and what runs inside it."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable, MutableSequence, Sequence
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, bool], R]
"""Called with a task and whether it is a second try; never raises; pickles. Its `prepare()`, if any, comes first.

One that has a `begin` and an `end` is called in two steps, `end(begin(task, again))`: several are begun, then ended."""
State = MutableSequence[float]
"""Shared with the parent: since when (monotonic) a worker is at a task, 0 for at none; the task's place in its job."""

_FLUSH_SECONDS = 0.1
_GRACE_SECONDS = 1.0


class Job(NamedTuple, Generic[T]):
    """Tasks `offset` and following of chunk `chunk`."""

    chunk: int
    offset: int
    tasks: Sequence[T]
    again: bool = False
    alone: bool = False
    """True for a single task that a worker died of: a new worker takes it."""
    tries: int = 0
    """Workers that were not to blame, and died: before they began, or struck from outside."""

    def part(self, first: int, last: int, *, alone: bool = False, tries: int = 0) -> Job[T]:
        """Its tasks from `first` to before `last`, to be tried again."""
        return Job(self.chunk, self.offset + first, self.tasks[first:last], again=True, alone=alone, tries=tries)


@functools.cache
def _first_pid() -> int | None:
    """The process that started a worker first; a fork of it inherits the answer."""
    return multiprocessing.current_process().pid


def context(preload: Sequence[str] = ()) -> ForkServerContext | SpawnContext:
    """How processes start. Never by plain fork: it copies locks that other threads hold.

    Nor by a fork server in a process that was itself forked from one that has a server: it cannot use its parent's.

    Args:
        preload: modules that are imported once for all workers, where the system can do that.
    """
    ours = multiprocessing.current_process().pid == _first_pid()
    if ours and "forkserver" in multiprocessing.get_all_start_methods():
        where = multiprocessing.get_context("forkserver")
        if preload:
            where.set_forkserver_preload(["__main__", *preload])
        return where
    return multiprocessing.get_context("spawn")


def get_ready(preload: Sequence[str]) -> None:
    """Begin to import `preload` for the workers that come, beside whatever else is done before they do.

    Args:
        preload: as `ordered` is given it then.
    """
    if context(preload).get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()


def serve(pipe: Connection, state: State, work: Work[T, R]) -> None:
    """What a worker process does: tasks in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    # What the first task would else be charged with.
    prepare: Callable[[], object] | None = getattr(work, "prepare", None)
    if prepare is not None:
        prepare()
    begin: Callable[[T, bool], object] = getattr(work, "begin", work)
    end: Callable[[object], object] | None = getattr(work, "end", None)
    # A closed pipe means that the parent is gone, or wants no more.
    with contextlib.suppress(EOFError, OSError):
        pipe.send([])
        while True:
            tasks, again = pipe.recv()
            begun: list[object] = []
            since = time.monotonic()
            for place, task in enumerate(tasks):
                if begun and time.monotonic() - since > _FLUSH_SECONDS:
                    _hand_in(pipe, state, place - len(begun), begun, end)
                    begun, since = [], time.monotonic()
                state[1] = place
                state[0] = time.monotonic()
                begun.append(begin(task, again))
            _hand_in(pipe, state, len(tasks) - len(begun), begun, end)


def _hand_in(
    pipe: Connection, state: State, first: int, begun: Sequence[object], end: Callable[[object], object] | None
) -> None:
    """Send the results of tasks that were begun, of which the first one's place in the job is `first`."""
    results: list[object] = []
    for place, result in enumerate(begun, first):
        if end is not None:
            state[1] = place
            state[0] = time.monotonic()
        results.append(result if end is None else end(result))
    state[0] = 0.0
    pipe.send(results)


def _outlive_nobody() -> None:
    """End at once with the parent, so that no page is still being written when the next run begins."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        signal.raise_signal(signal.SIGKILL)


def _leave(*_: object) -> None:
    """End by an exception rather than at once, so that a file in the making is taken away; once, so that it is."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


class Worker(Generic[T]):
    """A process, its pipe and the job it is at."""

    def __init__(self, where: ForkServerContext | SpawnContext, work: Work[T, R]) -> None:
        self.pipe, theirs = where.Pipe()
        self._state: State = where.RawArray("d", 2)
        self.process = where.Process(target=serve, args=(theirs, self._state, work), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.jobs = 0
        self.job: Job[T] | None = None
        self.received = 0
        self.doom = ""
        """Why it was ended; empty as long as it is not."""

    @property
    def busy_since(self) -> float:
        """When (monotonic) it began the task it is at; 0 when it is at none."""
        return self._state[0]

    @property
    def place(self) -> int:
        """The place in its job of the task it is at; -1 when it is at none."""
        return int(self._state[1]) if self._state[0] else -1

    def give(self, job: Job[T]) -> None:
        """Hand over `job`; a worker that died meanwhile shows it when its pipe is read."""
        self.job, self.received = job, 0
        self.jobs += 1
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send((job.tasks, job.again))

    def kill(self, reason: str) -> None:
        """End the process at once; its pipe tells the parent."""
        self.doom = reason
        self.process.kill()

    def end(self, *, dying: bool = False) -> int | None:
        """Stop the process; its exit code if it had died by itself, which one that is `dying` is given time for."""
        self.process.join(_GRACE_SECONDS if dying else 0)
        code = self.process.exitcode
        self.process.terminate()
        self.process.join(_GRACE_SECONDS)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return code
