"""The workers of a run together: who is at what, what is finished, what must be tried again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, NamedTuple, cast

from cleaner.errors import WorkerStartError
from cleaner.parallel.watch import Limits, Watch
from cleaner.parallel.worker import Job, R, T, Work, Worker, context

LOOK_AHEAD = 16
"""Chunks a worker may be ahead of the one that is waited for."""
_LOOK_SECONDS = 0.002
"""How long a worker may wait for the next chunk while results are taken."""
_TRIES = 5
"""How often a job is given out whose workers were struck from outside, or died before they were at it."""
_STRUCK = -9
"""The exit code of a process that was killed; none ends itself so."""


class Lost(NamedTuple, Generic[T]):
    """In place of the result of a task whose worker died, or was ended for breaking a limit."""

    reason: str
    task: T


class Crew(Generic[T, R]):
    """The workers, what they are at, and what is finished."""

    def __init__(self, work: Work[T, R], workers: int, limits: Limits, preload: Sequence[str] = ()) -> None:
        self._context = context(preload)
        self._work = work
        self._limits = limits
        self._watch = Watch(limits)
        self._size = workers
        self._workers: list[Worker[T]] = []
        self._retries: deque[Job[T]] = deque()
        self._results: dict[int, list[R | Lost[T] | None]] = {}
        self._missing: dict[int, int] = {}
        self._given = 0
        self._proven = False
        """True once a worker has come up: later ones that do not were struck from outside."""

    def __enter__(self) -> Crew[T, R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.stop()
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.end()

    def run(self, chunks: Iterator[Sequence[T]]) -> Iterator[R | Lost[T]]:
        """Results in order. May be called again, once they were all taken; the workers stay."""
        at = self._given
        while True:
            self._dispatch(chunks, at)
            if at < self._given and not self._missing[at]:
                del self._missing[at]
                looked = time.monotonic()
                for result in self._results.pop(at):
                    if result is not None:
                        yield result
                    # Between results too, so that workers do not wait for a slow taker.
                    if time.monotonic() - looked > _LOOK_SECONDS:
                        self._collect(0)
                        self._dispatch(chunks, at)
                        looked = time.monotonic()
                self._collect(0)
                at += 1
            elif at == self._given and not self._retries:
                return
            else:
                self._collect(None)

    def _dispatch(self, chunks: Iterator[Sequence[T]], at: int) -> None:
        idle = [worker for worker in self._workers if worker.job is None]
        while idle or len(self._workers) < self._size:
            job = self._next_job(chunks, at)
            if job is None:
                return
            if job.alone and idle and all(worker.jobs for worker in idle):
                # What others have left behind in their memory is not this task's doing.
                self._dismiss(idle.pop())
            new = [worker for worker in idle if not worker.jobs]
            if len(self._workers) < self._size and (not idle or (job.alone and not new)):
                worker = self._hire()
            else:
                worker = new[0] if job.alone else idle[-1]
                idle.remove(worker)
            worker.give(job)

    def _next_job(self, chunks: Iterator[Sequence[T]], at: int) -> Job[T] | None:
        if self._retries:
            return self._retries.popleft()
        if self._given - at >= LOOK_AHEAD * self._size:
            return None
        tasks = next(chunks, None)
        if tasks is None:
            return None
        job = Job(self._given, 0, tasks)
        self._results[job.chunk] = [None] * len(tasks)
        self._missing[job.chunk] = len(tasks)
        self._given += 1
        return job

    def _hire(self) -> Worker[T]:
        worker: Worker[T] = Worker(self._context, self._work)
        self._workers.append(worker)
        self._watch.over(cast("list[Worker[object]]", self._workers))
        return worker

    def _dismiss(self, worker: Worker[T], *, dying: bool = False) -> int | None:
        self._workers.remove(worker)
        self._watch.over(cast("list[Worker[object]]", self._workers))
        return worker.end(dying=dying)

    def _collect(self, timeout: float | None) -> None:
        """Take what workers have sent, and see which have died."""
        busy = {worker.pipe: worker for worker in self._workers if worker.job is not None}
        for pipe in wait(list(busy), timeout):
            worker = busy[cast("Connection", pipe)]
            try:
                self._take(worker, worker.pipe.recv())
            except (EOFError, ConnectionResetError):
                self._lose(worker)

    def _take(self, worker: Worker[T], results: Sequence[R]) -> None:
        worker.ready = self._proven = True
        if worker.job is None:
            return
        for result in results:
            self._settle(worker.job.chunk, worker.job.offset + worker.received, result)
            worker.received += 1
        if worker.received == len(worker.job.tasks):
            worker.job = None
            # One that has grown fat is replaced between two tasks, before the next one is blamed for it.
            if self._limits.memory and self._limits.held(worker.process.pid) > self._limits.memory // 2:
                self._dismiss(worker)

    def _settle(self, chunk: int, place: int, result: R | Lost[T]) -> None:
        self._results[chunk][place] = result
        self._missing[chunk] -= 1

    def _lose(self, worker: Worker[T]) -> None:
        """A worker died, or was ended: the task it was at is tried once more by itself, the others as they were."""
        place, job = worker.place, worker.job
        code = self._dismiss(worker, dying=True)
        if not self._proven:
            raise WorkerStartError(
                worker.doom or f"a worker process ended at once (exit code {code})",
                "allow it more memory"
                if worker.doom
                else 'put what your script does under `if __name__ == "__main__":`, or use workers=1',
            )
        if job is None:
            return
        if place < worker.received:
            # It died between two tasks, or as it was given these.
            self._try_again(job, worker.received, "its worker processes died as they began")
        elif job.alone:
            reason = worker.doom or f"its worker process died (exit code {code})"
            struck = code == _STRUCK and not worker.doom
            self._try_again(job if struck else job._replace(tries=_TRIES), 0, reason)
        else:
            parts = (
                job.part(worker.received, place),
                job.part(place, place + 1, alone=True),
                job.part(place + 1, len(job.tasks)),
            )
            self._retries.extend(part for part in parts if part.tasks)

    def _try_again(self, job: Job[T], received: int, reason: str) -> None:
        """Give what is left of `job` out again; after so many tries it is lost, for `reason`."""
        if job.tries < _TRIES:
            self._retries.append(job.part(received, len(job.tasks), alone=job.alone, tries=job.tries + 1))
            return
        for place in range(received, len(job.tasks)):
            self._settle(job.chunk, job.offset + place, Lost(reason, job.tasks[place]))
