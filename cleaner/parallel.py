"""Work in several processes: results in the order of the tasks, bounded look-ahead, and no task lost silently.

Each worker has a pipe of its own and one chunk of tasks at a time, so that a worker that dies or hangs is known by its
tasks. Those are tried again one by one; the one that does it again is `Lost`, the others come out as ever.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from cleaner.errors import WorkerStartError

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, bool], R]
"""Called with a task and whether it is a second try; never raises; pickles."""

LOOK_AHEAD = 4
"""Chunks a worker may be ahead of the one that is waited for."""
_FLUSH_SECONDS = 0.1
_GRACE_SECONDS = 1.0


class Lost(NamedTuple):
    """In place of the result of a task whose worker died, or was ended for taking too long."""

    reason: str


class _Job(NamedTuple, Generic[T]):
    """Tasks `offset` and following of chunk `chunk`."""

    chunk: int
    offset: int
    tasks: Sequence[T]
    again: bool


def ordered(
    work: Work[T, R], chunks: Iterable[Sequence[T]], workers: int, seconds: float | None = None
) -> Iterator[R | Lost]:
    """`work` on every task of `chunks` in `workers` processes, results in the order of the tasks.

    Args:
        work: what to do with a task; pickled once for each worker.
        chunks: tasks that travel together; read as they are needed.
        workers: number of processes.
        seconds: what one task may take before its worker is ended; None for no limit.

    Raises:
        WorkerStartError: the processes cannot start.
    """
    with _Crew(work, workers, seconds) as crew:
        yield from crew.run(iter(chunks))


def _context() -> ForkServerContext | SpawnContext:
    """How processes start. Never by plain fork: it copies locks that other threads hold."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


def _serve(pipe: Connection, work: Work[T, R]) -> None:
    """What a worker process does: tasks in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An exception rather than sudden death, so that a file in the making is taken away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
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


class _Worker(Generic[T]):
    """A process, its pipe and the job it is at."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.ready = False
        self.job: _Job[T] | None = None
        self.received = 0
        self.heard = time.monotonic()

    def give(self, job: _Job[T]) -> None:
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


class _Crew(Generic[T, R]):
    """The workers, what they are at, and what is finished."""

    def __init__(self, work: Work[T, R], workers: int, seconds: float | None) -> None:
        self._context = _context()
        self._work = work
        self._seconds = seconds
        self._size = workers
        self._workers: list[_Worker[T]] = []
        self._retries: deque[_Job[T]] = deque()
        self._results: dict[int, list[R | Lost | None]] = {}
        self._missing: dict[int, int] = {}
        self._given = 0

    def __enter__(self) -> _Crew[T, R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.end()

    def run(self, chunks: Iterator[Sequence[T]]) -> Iterator[R | Lost]:
        """Results in order."""
        at = 0
        while True:
            self._dispatch(chunks, at)
            if at < self._given and not self._missing[at]:
                del self._missing[at]
                for result in self._results.pop(at):
                    if result is not None:
                        yield result
                    # Between results too, so that workers do not wait for a slow taker.
                    self._collect(0)
                    self._dispatch(chunks, at)
                at += 1
            elif at == self._given and not self._retries:
                return
            else:
                self._collect(self._patience())

    def _dispatch(self, chunks: Iterator[Sequence[T]], at: int) -> None:
        idle = [worker for worker in self._workers if worker.job is None]
        while idle or len(self._workers) < self._size:
            job = self._next_job(chunks, at)
            if job is None:
                return
            worker = idle.pop() if idle else self._hire()
            worker.give(job)

    def _next_job(self, chunks: Iterator[Sequence[T]], at: int) -> _Job[T] | None:
        if self._retries:
            return self._retries.popleft()
        if self._given - at >= LOOK_AHEAD * self._size:
            return None
        tasks = next(chunks, None)
        if tasks is None:
            return None
        job = _Job(self._given, 0, tasks, False)
        self._results[job.chunk] = [None] * len(tasks)
        self._missing[job.chunk] = len(tasks)
        self._given += 1
        return job

    def _hire(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[T] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _patience(self) -> float | None:
        heard = [worker.heard for worker in self._workers if worker.ready and worker.job is not None]
        if self._seconds is None or not heard:
            return None
        return max(0.01, min(heard) + self._seconds - time.monotonic())

    def _collect(self, timeout: float | None) -> None:
        """Take what workers have sent; end those that are overdue."""
        busy = {worker.pipe: worker for worker in self._workers if worker.job is not None}
        for pipe in wait(list(busy), timeout):
            worker = busy.pop(pipe)  # type: ignore[call-overload]
            try:
                self._take(worker, worker.pipe.recv())
            except (EOFError, ConnectionResetError):
                self._lose(worker, "")
        if self._seconds is not None:
            now = time.monotonic()
            for worker in busy.values():
                if worker.ready and now - worker.heard > self._seconds:
                    self._lose(worker, f"it took longer than {self._seconds:g} s and was ended")

    def _take(self, worker: _Worker[T], results: Sequence[R]) -> None:
        worker.heard = time.monotonic()
        worker.ready = True
        if worker.job is None:
            return
        for result in results:
            self._settle(worker.job.chunk, worker.job.offset + worker.received, result)
            worker.received += 1
        if worker.received == len(worker.job.tasks):
            worker.job = None

    def _settle(self, chunk: int, place: int, result: R | Lost) -> None:
        self._results[chunk][place] = result
        self._missing[chunk] -= 1

    def _lose(self, worker: _Worker[T], reason: str) -> None:
        """A worker died, or is ended: its unfinished tasks are tried once more, each on its own."""
        self._workers.remove(worker)
        code = worker.end()
        if not worker.ready:
            raise WorkerStartError(
                f"a worker process ended at once (exit code {code})",
                'put what your script does under `if __name__ == "__main__":`, or use workers=1',
            )
        job = worker.job
        if job is None:
            return
        if job.again:
            self._settle(job.chunk, job.offset, Lost(reason or f"its worker process died (exit code {code})"))
            return
        for place in range(worker.received, len(job.tasks)):
            self._retries.append(_Job(job.chunk, job.offset + place, job.tasks[place : place + 1], True))
