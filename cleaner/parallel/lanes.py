"""Work in several processes for tasks that come one by one, and late.

`ordered` waits for the next task before it looks for results, which is best when tasks are at hand. Here a result is
handed on at once, so that a program may wait for an answer before it gives the next task.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Generic

from cleaner.parallel.crew import Crew, Lost
from cleaner.parallel.watch import Limits
from cleaner.parallel.worker import R, T, Work

_AHEAD = 4
"""Tasks a worker may be ahead of the one whose result is waited for."""
_REST_SECONDS = 2.0


def prompt(work: Work[T, R], tasks: Iterable[T], workers: int, seconds: float | None = None) -> Generator[R | Lost[T]]:
    """`work` on every task in `workers` processes; results in the order of the tasks, each as soon as it is there.

    Args:
        work: what to do with a task; pickled once for each worker.
        tasks: read a few ahead, in a thread.
        workers: number of processes.
        seconds: what one task may take before its worker is ended; None for no limit.

    Raises:
        WorkerStartError: the processes cannot start.
        Exception: what `tasks` raised.
    """
    lanes = _Lanes(work, workers, seconds)
    threads = [threading.Thread(target=lanes.serve, daemon=True) for _ in range(workers)]
    for thread in (threading.Thread(target=lanes.read, args=(tasks,), daemon=True), *threads):
        thread.start()
    try:
        while (result := lanes.results.get()) is not None:
            yield result.result()
            lanes.room.release()
    finally:
        lanes.end()
        # A program that ends while a lane starts its worker leaves one behind that complains. The wait has an end, as a
        # worker may be at a page that hangs; the reader, who may be waiting for input, is not waited for.
        until = time.monotonic() + _REST_SECONDS
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))


class _Lanes(Generic[T, R]):
    """One reader, and a lane a worker: a thread that hands it one task at a time."""

    def __init__(self, work: Work[T, R], workers: int, seconds: float | None) -> None:
        self.results: SimpleQueue[Future[R | Lost[T]] | None] = SimpleQueue()
        self.room = threading.Semaphore(_AHEAD * workers)
        self._tasks: SimpleQueue[tuple[T, Future[R | Lost[T]]] | None] = SimpleQueue()
        self._crews = [Crew(work, 1, Limits(seconds)) for _ in range(workers)]
        self._idle = [*self._crews]
        self._ended = False

    def read(self, tasks: Iterable[T]) -> None:
        """Take tasks as there is room for them."""
        try:
            for task in tasks:
                self.room.acquire()
                result: Future[R | Lost[T]] = Future()
                self.results.put(result)
                self._tasks.put((task, result))
        except Exception as error:  # noqa: BLE001 - it is raised where the results are taken
            failed: Future[R | Lost[T]] = Future()
            failed.set_exception(error)
            self.results.put(failed)
        self.results.put(None)
        for _ in self._crews:
            self._tasks.put(None)

    def serve(self) -> None:
        """Be a lane until there are no more tasks."""
        with self._idle.pop() as crew:
            while (given := self._tasks.get()) is not None and not self._ended:
                task, result = given
                try:
                    [outcome] = crew.run(iter([[task]]))
                    result.set_result(outcome)
                except Exception as error:  # noqa: BLE001 - it is raised where the results are taken
                    result.set_exception(error)

    def end(self) -> None:
        """Let no lane begin another task."""
        self._ended = True
        for _ in self._crews:
            self._tasks.put(None)
