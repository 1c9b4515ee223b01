"""What tests do without an engine: they are skipped, or, where all engines are to be there, they fail."""

from __future__ import annotations

import importlib.util
import os

import pytest

ALL_ENGINES = "CLEANER_TEST_ALL_ENGINES"
"""Set in `.ci/run`, which installs every engine and skips none."""


EXTRAS = {
    "datasets": "datasets",
    "datatrove": "datatrove",
    "haystack": "haystack",
    "langchain_core": "langchain",
    "pyarrow": "arrow",
    "pyspark": "spark",
    "ray": "ray",
    "scrapy": "scrapy",
}


def needs(module: str) -> None:
    """Skip the test, or the file of tests that calls this, where `module` is not installed."""
    if importlib.util.find_spec(module) is not None:
        return
    told = f"{module} is not installed: pip install 'newspage-cleaner[{EXTRAS[module]}]'"
    if os.environ.get(ALL_ENGINES):
        pytest.fail(f"{told} ({ALL_ENGINES} is set)", pytrace=False)
    pytest.skip(told, allow_module_level=True)
