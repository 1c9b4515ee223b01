"""Imported once for all workers: what each of them would else import and compile for itself.

The default settings are compiled here; a worker with others compiles its own.
"""

from __future__ import annotations

import cleaner.batch.workers
from cleaner.api import cleaner_for
from cleaner.config import Config

__all__ = ["cleaner"]

cleaner_for(Config()).clean("The mill of the parish opens again.\n\nIts trustees said so on Tuesday, 3 June 2025.")
