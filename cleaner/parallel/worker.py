"""A worker: its process, its pipe, and what runs inside it."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, bool], R]
"""Called with a task and whether it is a second try; never raises; pickles."""

_FLUSH_SECONDS = 0.1
_GRACE_SECONDS = 1.0


class Job(NamedTuple, Generic[T]):
    """Tasks `offset` and following of chunk `chunk`."""

    chunk: int
    offset: int
    tasks: Sequence[T]
    again: bool


@functools.cache
def _first_pid() -> int | None:
    """The process that started a worker first; a fork of it inherits the answer."""
    return multiprocessing.current_process().pid


def context() -> ForkServerContext | SpawnContext:
    """How processes start. Never by plain fork: it copies locks that other threads hold.

    Nor by a fork server in a process that was itself forked from one that has a server: it cannot use its parent's.
    """
    ours = multiprocessing.current_process().pid == _first_pid()
    if ours and "forkserver" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


def serve(pipe: Connection, work: Work[T, R]) -> None:
    """What a worker process does: tasks in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    # A closed pipe means that the parent is gone, or wants no more.
    with contextlib.suppress(EOFError, OSError):
        pipe.send([])
        while True:
            tasks, again = pipe.recv()
            results, since = [], time.monotonic()
            for task in tasks:
                results.append(work(task, again))
                if time.monotonic() - since > _FLUSH_SECONDS:
                    pipe.send(results)
                    results, since = [], time.monotonic()
            if results:
                pipe.send(results)


def _leave(*_: object) -> None:
    """End by an exception rather than at once, so that a file in the making is taken away; once, so that it is."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


class Worker(Generic[T]):
    """A process, its pipe and the job it is at."""

    def __init__(self, where: ForkServerContext | SpawnContext, work: Work[T, R]) -> None:
        self.pipe, theirs = where.Pipe()
        self.process = where.Process(target=serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.job: Job[T] | None = None
        self.received = 0
        self.heard = time.monotonic()

    def give(self, job: Job[T]) -> None:
        """Hand over `job`; a worker that died meanwhile shows it when its pipe is read."""
        self.job, self.received, self.heard = job, 0, time.monotonic()
        with contextlib.suppress(BrokenPipeError):
            self.pipe.send((job.tasks, job.again))

    def end(self) -> int | None:
        """Stop the process; its exit code if it had died by itself."""
        self.process.join(0.05)
        code = self.process.exitcode
        self.process.terminate()
        self.process.join(_GRACE_SECONDS)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return code
