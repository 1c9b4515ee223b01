"""What tests do without an engine: they are skipped, or, where all engines are to be there, they fail."""

from __future__ import annotations

import importlib.util
import os
import shutil

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


SLOW_TO_START = frozenset({"ray", "spark"})
"""Fixtures that start a cluster, once for all tests of a process."""


def engine_of(nodeid: str) -> str:
    """The engine that a test, or its file, names; empty for none."""
    return next((engine for engine in sorted(SLOW_TO_START) if f"test_{engine}" in nodeid), "")


def needs(module: str) -> None:
    """Skip the test, or the file of tests that calls this, where `module` is not installed."""
    if importlib.util.find_spec(module) is None:
        _without(f"{module} is not installed: pip install 'newspage-cleaner[{EXTRAS[module]}]'")
    elif module == "pyspark" and "JAVA_HOME" not in os.environ:
        needs_command("java", "openjdk-17-jre-headless")


def needs_command(command: str, package: str) -> None:
    """The same for a command, which a package of Debian has."""
    if shutil.which(command) is None:
        _without(f"{command} is not installed: apt-get install {package}")


def _without(told: str) -> None:
    if os.environ.get(ALL_ENGINES):
        pytest.fail(f"{told} ({ALL_ENGINES} is set)", pytrace=False)
    pytest.skip(told, allow_module_level=True)
