"""Cleans directories: inputs to outputs, in several processes, with a report at the end.

`inputs` finds the pages, `outputs` names and writes what comes of them, `plan` sets the one against the other before
any work, `workers` cleans one page from file to file, `run` carries out the plan and counts, `progress` tells how far.
"""

from __future__ import annotations

WARM = ("cleaner.batch.warm",)
"""What is imported once for all workers."""
