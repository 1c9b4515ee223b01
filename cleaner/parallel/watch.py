"""Limits that hold: a thread of the parent looks at the workers from outside, whatever the parent itself is busy with.

A worker that hangs in a system call, or in a library that never gives the interpreter back, cannot stop itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleaner.parallel.worker import Worker

_LOOK_SECONDS = 0.05


class Limits(NamedTuple):
    """What one task may take before its worker is ended."""

    seconds: float | None = None
    memory: int | None = None
    """Bytes of the whole worker process; needs `memory_of`."""
    memory_of: Callable[[int], int] | None = None
    """The bytes that the process of this number holds; 0 where that is not known."""

    @property
    def any(self) -> bool:
        """True when there is something to hold."""
        return self.seconds is not None or (self.memory is not None and self.memory_of is not None)

    def held(self, pid: int | None) -> int:
        """The bytes that process `pid` holds; 0 where that is not known."""
        return self.memory_of(pid) if self.memory_of is not None and pid is not None else 0


class Watch:
    """Ends the workers that break a limit; their pipes then tell the parent."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._workers: Sequence[Worker[object]] = ()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cleaner-watch", daemon=True)

    def over(self, workers: Sequence[Worker[object]]) -> None:
        """The workers to look at, from now on."""
        self._workers = tuple(workers)
        if self._limits.any and self._thread.ident is None:
            self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            for worker in self._workers:
                if not worker.doom and (reason := self._reason(worker)):
                    worker.kill(reason)

    def _reason(self, worker: Worker[object]) -> str:
        """What limit `worker` breaks; empty for none."""
        limit = self._limits
        since = worker.busy_since
        if limit.seconds is not None and since and time.monotonic() - since > limit.seconds:
            return f"it took longer than {limit.seconds:g} s and was ended"
        if limit.memory is not None and limit.held(worker.process.pid) > limit.memory:
            return f"its worker took more than {limit.memory / 1e9:g} GB of memory and was ended"
        return ""
