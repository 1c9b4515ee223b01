"""A rule that hangs, dies or takes its executor down where a page says so; executors find it by its entry point."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from cleaner.model import Mark, Page, Rule

ENTRY_POINTS = f"[cleaner.rules]\ntrouble = {__name__}:Trouble\n"
HANG = "trouble: hang"
DIE = "trouble: die"
LOSE = "trouble: lose the executor, and leave its number in "


class Trouble(Rule):
    """Trouble."""

    id = "trouble"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Do what the page says."""
        if HANG in page.source:
            time.sleep(600)
        if DIE in page.source:
            os._exit(7)
        if LOSE in page.source:
            lose_the_executor(Path(page.source.partition(LOSE)[2].split()[0]))
        yield from ()


def lose_the_executor(marker: Path) -> None:
    """Kill the executor that this Python worker belongs to, by way of its daemon; once: a second try finds the file."""
    if marker.exists():
        return
    executor = parent(os.getppid())
    assert "CoarseGrainedExecutorBackend" in Path(f"/proc/{executor}/cmdline").read_text(encoding="utf-8")
    marker.write_text(str(executor), encoding="ascii")
    os.kill(executor, signal.SIGKILL)


def parent(process: int) -> int:
    """The number of the process that started `process`."""
    return int(Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
