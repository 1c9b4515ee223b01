"""The workers of a run together: who is at what, what is finished, what must be tried again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from types import TracebackType
from typing import Generic, NamedTuple

from cleaner.errors import WorkerStartError
from cleaner.parallel.worker import Job, R, T, Work, Worker, context

LOOK_AHEAD = 4
"""Chunks a worker may be ahead of the one that is waited for."""


class Lost(NamedTuple):
    """In place of the result of a task whose worker died, or was ended for taking too long."""

    reason: str


class Crew(Generic[T, R]):
    """The workers, what they are at, and what is finished."""

    def __init__(self, work: Work[T, R], workers: int, seconds: float | None) -> None:
        self._context = context()
        self._work = work
        self._seconds = seconds
        self._size = workers
        self._workers: list[Worker[T]] = []
        self._retries: deque[Job[T]] = deque()
        self._results: dict[int, list[R | Lost | None]] = {}
        self._missing: dict[int, int] = {}
        self._given = 0

    def __enter__(self) -> Crew[T, R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.end()

    def run(self, chunks: Iterator[Sequence[T]]) -> Iterator[R | Lost]:
        """Results in order. May be called again, once they were all taken; the workers stay."""
        at = self._given
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

    def _next_job(self, chunks: Iterator[Sequence[T]], at: int) -> Job[T] | None:
        if self._retries:
            return self._retries.popleft()
        if self._given - at >= LOOK_AHEAD * self._size:
            return None
        tasks = next(chunks, None)
        if tasks is None:
            return None
        job = Job(self._given, 0, tasks, False)
        self._results[job.chunk] = [None] * len(tasks)
        self._missing[job.chunk] = len(tasks)
        self._given += 1
        return job

    def _hire(self) -> Worker[T]:
        worker: Worker[T] = Worker(self._context, self._work)
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

    def _take(self, worker: Worker[T], results: Sequence[R]) -> None:
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

    def _lose(self, worker: Worker[T], reason: str) -> None:
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
            self._retries.append(Job(job.chunk, job.offset + place, job.tasks[place : place + 1], True))
