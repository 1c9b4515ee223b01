"""Runs the command line in this process, as the console script would."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaner.cli import main

STORY = (
    "The tide mill at Lower Wray is to grind flour again for the first time in ninety years, its trustees said.\n\n"
    "Volunteers have spent four winters on the wheel, which was found under two metres of silt behind the quay.\n\n"
    "The first loaves will be sold at the September fair, and the trust hopes to keep one pair of stones turning.\n"
)
PAGE = f"{STORY}\nLoad more\n\nBack to top\n"
# Ctrl-C is heard, though the tests themselves may run where it is not: a shell's job in the background ignores it.
PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from cleaner.cli import main; main()"
)
SCRIPT = (sys.executable, "-c", PROGRAM)
"""A `cleaner` in a process of its own."""
BINARY = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def cleaner(
    capfd: pytest.CaptureFixture[str], *arguments: str | Path, stdin: bytes = b"", terminal: bool = False
) -> Done:
    """Exit code, output and errors of `cleaner ARGUMENTS…`."""
    source = io.TextIOWrapper(io.BytesIO(stdin))
    source.isatty = lambda: terminal  # type: ignore[method-assign]
    capfd.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["cleaner", *map(str, arguments)])
        patch.setattr(sys, "stdin", source)
        with pytest.raises(SystemExit) as ended:
            main()
    told = capfd.readouterr()
    return Done(ended.value.code if isinstance(ended.value.code, int) else 0, told.out, told.err)
