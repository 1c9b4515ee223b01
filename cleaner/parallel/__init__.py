"""Work in several processes: results in the order of the tasks, bounded look-ahead, and no task lost silently.

Each worker has a pipe of its own and one chunk of tasks at a time, and says in shared memory which task it is at. When
a worker dies, or is ended for breaking a limit, that task is tried once more, alone and in a new process; the one that
does it again is `Lost`, after some more tries where the worker was killed by the system, or by somebody. The other
tasks of the chunk come out as ever.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence

from cleaner.parallel.crew import Crew, Lost
from cleaner.parallel.watch import Limits
from cleaner.parallel.worker import R, T, Work, get_ready

__all__ = ["Limits", "Lost", "get_ready", "ordered"]


def ordered(
    work: Work[T, R],
    chunks: Iterable[Sequence[T]],
    workers: int,
    limits: Limits | None = None,
    preload: Sequence[str] = (),
) -> Generator[R | Lost[T]]:
    """`work` on every task of `chunks` in `workers` processes, results in the order of the tasks.

    Args:
        work: what to do with a task; pickled once for each worker.
        chunks: tasks that travel together; read as they are needed.
        workers: number of processes.
        limits: what a task may take before its worker is ended; None for no limit.
        preload: modules that are imported once for all workers, where the system can do that.

    Raises:
        WorkerStartError: the processes cannot start.
    """
    with Crew(work, workers, limits or Limits(), preload) as crew:
        yield from crew.run(iter(chunks))
