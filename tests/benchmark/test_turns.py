from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_BURN = "import time\nwhile time.process_time() < {}: pass\n"
_MEASURE = """
import json, sys
from tests.benchmark.turns import adopt, alone, in_turns
parent, burn = ([sys.executable, "-c", program] for program in json.loads(sys.argv[1]))
adopt()
print(json.dumps([alone(parent).processor, *in_turns(parent, burn)]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="it is measured on Linux alone")
def test_what_a_program_leaves_behind_counts_as_its_own() -> None:
    parent = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {_BURN.format(0.5)!r}])\n"
    programs = json.dumps([parent, f"{_BURN.format(0.3)}print('told')"])
    # In a process of its own, since whoever measures waits for every child there is.
    made = subprocess.run(
        [sys.executable, "-c", _MEASURE, programs],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    alone, in_turns, printed = json.loads(made.stdout)
    assert 0.5 <= alone < 0.8
    # The other's time is not in it.
    assert 0.5 <= in_turns < 0.8
    assert printed == "told\n"
