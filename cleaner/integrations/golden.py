"""A pytest plugin with the two options of golden cases, `--golden DIR` and `--update-golden`.

It stands in the package and not in a `conftest.py`, because pytest takes the folder after an option it does not know
yet for a place to look for tests, and then never reads that `conftest.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

NAME = "cleaner-golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("cleaner", "golden cases of cleaner")
    group.addoption(
        "--golden", action="append", default=[], metavar="DIR", help="check the golden cases of this folder too"
    )
    group.addoption(
        "--update-golden", action="store_true", help="rewrite the golden cases that differ, and say what changed"
    )
