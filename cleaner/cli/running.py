"""What commands that run for long share: how they stop, and how they tell how far they are."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.cli.common import say

if TYPE_CHECKING:
    from cleaner.batch.progress import Bar, Lines


@contextlib.contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a polite kill sets; a second one ends at once.

    A signal that was ignored when the program began stays so: a shell's job in the background outlives a Ctrl-C that is
    meant for its script.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def handle(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("finishing the pages in hand; once more ends at once")

    heard = [n for n in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(n) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def get_ready() -> None:
    """Let the workers' modules be imported while this process does other things."""
    from cleaner import parallel
    from cleaner.batch import WARM

    parallel.get_ready(WARM)


def progress() -> Bar | Lines:
    """A bar in a terminal, plain lines elsewhere."""
    from cleaner.batch.progress import Bar, Lines

    if not sys.stderr.isatty():
        return Lines(sys.stderr)
    from rich.console import Console

    return Bar(Console(stderr=True))
