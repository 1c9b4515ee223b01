"""Work in several processes: results in the order of the tasks, bounded look-ahead, and no task lost silently.

Each worker has a pipe of its own and one chunk of tasks at a time, so that a worker that dies or hangs is known by its
tasks. Those are tried again one by one; the one that does it again is `Lost`, the others come out as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleaner.parallel.crew import Crew, Lost
from cleaner.parallel.worker import R, T, Work

__all__ = ["Lost", "ordered"]


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
    with Crew(work, workers, seconds) as crew:
        yield from crew.run(iter(chunks))
