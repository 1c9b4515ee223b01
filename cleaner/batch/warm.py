"""Imported once for all workers: what each of them would else import and compile for itself.

The default settings are compiled here; a worker with others compiles its own.
"""

from __future__ import annotations

import gc

# Of what is made here hardly anything becomes garbage: looking for it, again and again, takes a tenth of the time.
gc.disable()

import cleaner.batch.workers  # noqa: E402
from cleaner.api import cleaner_for  # noqa: E402
from cleaner.config import Config  # noqa: E402

__all__ = ["cleaner"]

cleaner_for(Config()).clean("The mill of the parish opens again.\n\nIts trustees said so on Tuesday, 3 June 2025.")

# Nor is it looked at in the workers, which so go on sharing the memory that it lies in.
gc.freeze()
gc.enable()
