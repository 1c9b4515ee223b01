"""The engines that take seconds to start: once for all tests of a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.needs import SLOW_TO_START, engine_of, needs
from tests.integrations.trouble import ENTRY_POINTS

ROOT = Path(__file__).parent.parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need an engine name it, so that they run in one process; what engines warn of is not ours to mend."""
    for item in items:
        for engine in SLOW_TO_START & set(getattr(item, "fixturenames", ())):
            if engine_of(item.nodeid) != engine:
                raise pytest.UsageError(
                    f"{item.nodeid} needs the fixture {engine!r}: begin its name with test_{engine}"
                )
            item.add_marker(pytest.mark.filterwarnings("default"))


@pytest.fixture(scope="session", autouse=True)
def _no_telemetry() -> Iterator[None]:
    """Tests call nobody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
        yield


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on a cluster of two executors, each a process of its own, which know the rule `trouble`."""
    needs("pyspark")
    from pyspark.sql import SparkSession

    packages = tmp_path_factory.mktemp("packages")
    (packages / "trouble-1.0.dist-info").mkdir()
    (packages / "trouble-1.0.dist-info" / "METADATA").write_text("Name: trouble\nVersion: 1.0\n", encoding="utf-8")
    (packages / "trouble-1.0.dist-info" / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": f"{ROOT}{os.pathsep}{packages}",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("tests of cleaner")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as patch:
        # The workers of the cluster keep their files below the current folder.
        patch.chdir(tmp_path_factory.mktemp("cluster"))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = builder.getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="session")
def ray() -> Iterator[None]:
    """Ray on this machine, with two processors."""
    needs("ray")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
        patch.setenv("PYTHONPATH", str(ROOT))
        from ray import init, shutdown

        init(num_cpus=2, include_dashboard=False, log_to_driver=False)
        yield
        shutdown()
