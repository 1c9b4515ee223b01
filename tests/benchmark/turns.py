"""Processor time of programs and all that they start; of two in turns, so that what else goes on befalls both."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

_TURN_SECONDS = 0.05
_SET_CHILD_SUBREAPER = 36


class Cost(NamedTuple):
    """Seconds on the clock, and of processor time."""

    seconds: float
    processor: float


def adopt() -> None:
    """Have processes whose parent has ended become this one's children, whose processor time the system tells."""
    if sys.platform != "linux" or ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        sys.exit("this measurement needs Linux")


def alone(command: Sequence[str]) -> Cost:
    """What a command takes; `adopt` comes first."""
    before = _processor()
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment())
    seconds = time.perf_counter() - began
    _reap()
    return Cost(seconds, _processor() - before)


def in_turns(command: Sequence[str], other: Sequence[str]) -> tuple[float, str]:
    """The processor time of a command, and what the other one printed; one runs as the other stands still."""
    runs = [_start(command), _start(other, subprocess.PIPE)]
    turn = 0
    _signal(runs[1], signal.SIGSTOP)
    while not any(map(_ended, runs)):
        time.sleep(_TURN_SECONDS)
        _signal(runs[turn], signal.SIGSTOP)
        turn = 1 - turn
        _signal(runs[turn], signal.SIGCONT)
    for run in runs:
        _signal(run, signal.SIGCONT)
    printed, _ = runs[1].communicate()
    before = _processor()
    codes = [runs[0].wait(), runs[1].returncode]
    _reap()
    if any(codes):
        sys.exit(f"a command failed: {command} {codes[0]}, {other} {codes[1]}")
    return _processor() - before, printed


def _start(command: Sequence[str], out: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=out,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env=_environment(),
    )


def _signal(run: subprocess.Popen[str], number: int) -> None:
    """Send it to the program and all that it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, number)


def _ended(run: subprocess.Popen[str]) -> bool:
    """Whether it has; it is not asked for its end yet, as it counts as a child's when it is."""
    return os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _reap() -> None:
    """Wait for what a program leaves behind for a moment: the workers, and the process that they are forks of."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment() -> dict[str, str]:
    """What is installed has its bytecode: it is written by a first run, whatever the environment says."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
