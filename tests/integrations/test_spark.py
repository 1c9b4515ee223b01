from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleaner import Config
from cleaner.errors import ConfigError
from tests.command import BINARY, PAGE, STORY
from tests.integrations.needs import needs
from tests.integrations.trouble import DIE, HANG, LOSE

needs("pyspark")

from cleaner.integrations.arrow import SCHEMA  # noqa: E402
from cleaner.integrations.spark import clean  # noqa: E402

BODY = STORY.strip()
ROWS = [(number, f"{PAGE}\n{number}\n") for number in range(60)]


def frame(spark: Any, rows: list[tuple[int, object]], text: str = "string") -> Any:  # noqa: ANN401
    return spark.createDataFrame(rows, f"id long, text {text}").repartition(4)


def test_the_articles_columns_are_added(spark: Any) -> None:  # noqa: ANN401
    done = clean(frame(spark, [(1, PAGE), (2, None)]))
    assert done.columns == ["id", "text", *SCHEMA.names]
    good, empty = done.orderBy("id").collect()
    assert (good.id, good.text, good.body, good.status) == (1, PAGE, BODY, "ok")
    assert good.removed[0].rule == "page-control"
    assert set(empty.asDict().values()) == {2, None}
    assert done.selectExpr("explode(removed.rule) as rule").distinct().count() == 1


def test_a_bad_page_has_its_error(spark: Any) -> None:  # noqa: ANN401
    given = frame(spark, [(1, bytearray(PAGE.encode())), (2, bytearray(BINARY))], "binary")
    good, bad = clean(given, config=Config(keep=["page-control"])).orderBy("id").collect()
    assert "Load more" in good.body
    assert (bad.body, bad.error[:12]) == (None, "NotTextError")


def test_wrong_columns_are_named_before_there_is_a_job(spark: Any) -> None:  # noqa: ANN401
    with pytest.raises(ConfigError, match="no column 'page'"):
        clean(frame(spark, [(1, PAGE)]), text="page")
    with pytest.raises(ConfigError, match="a column 'body' already"):
        clean(clean(frame(spark, [(1, PAGE)])))


def test_a_job_survives_the_loss_of_an_executor(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401
    marker = tmp_path / "lost"
    rows: list[tuple[int, object]] = [*ROWS]
    rows[30] = (30, f"{PAGE}\n{LOSE}{marker} \n")
    done = clean(frame(spark, rows)).collect()
    lost = marker.read_text(encoding="ascii")
    assert not Path(f"/proc/{lost}").exists()
    assert sorted(row.id for row in done) == [*range(60)]
    assert {row.status for row in done} == {"ok"}


def test_a_job_survives_a_page_that_hangs_and_one_that_kills(spark: Any) -> None:  # noqa: ANN401
    rows: list[tuple[int, object]] = [*ROWS]
    rows[20], rows[40] = (20, f"{PAGE}\n{HANG}\n"), (40, f"{PAGE}\n{DIE}\n")
    done = {row.id: row for row in clean(frame(spark, rows), timeout=2).collect()}
    assert sorted(done) == [*range(60)]
    assert done[20].error.startswith("WorkerLostError: it took longer than 2 s and was ended")
    assert done[40].error.startswith("WorkerLostError: its worker process died (exit code 7)")
    assert {row.status for number, row in done.items() if number not in {20, 40}} == {"ok"}


def test_without_spark_the_error_names_the_extra() -> None:
    program = "import sys; sys.modules['pyspark'] = None\nimport cleaner.integrations.spark"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'newspage-cleaner[spark]'" in done.stderr
