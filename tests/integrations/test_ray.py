from __future__ import annotations

import subprocess
import sys

import pytest

from cleaner import Config
from cleaner.errors import ConfigError
from tests.command import PAGE, STORY
from tests.integrations.corpus import BAD
from tests.integrations.needs import needs

needs("ray")

import pyarrow as pa  # noqa: E402
import ray  # noqa: E402

from cleaner.integrations.arrow import SCHEMA  # noqa: E402
from cleaner.integrations.ray import CleanPages, clean  # noqa: E402

pytestmark = pytest.mark.usefixtures("ray")
BODY = STORY.strip()


def test_the_articles_columns_are_added_by_actors() -> None:
    pages = ray.data.from_items([{"id": number, "text": PAGE} for number in range(50)], override_num_blocks=5)
    done = clean(pages, actors=2, batch_size=10, timeout=60, config=Config(keep=["page-control"]))
    rows = done.take_all()
    assert sorted(row["id"] for row in rows) == [*range(50)]
    assert list(rows[0]) == ["id", "text", *SCHEMA.names]
    assert all("Load more" in row["body"] for row in rows)
    assert done.schema().names == ["id", "text", *SCHEMA.names]


def test_bad_pages_and_nulls_are_no_lost_rows() -> None:
    given = ray.data.from_items([{"text": text} for text in (PAGE, None, BAD)], override_num_blocks=1)
    good, empty, bad = clean(given, actors=(1, 2)).take_all()
    assert (good["body"], empty["body"], bad["body"]) == (BODY, None, None)
    assert bad["error"].startswith("FrontMatterError: ")


def test_wrong_columns_are_named_before_there_is_a_job() -> None:
    with pytest.raises(ConfigError, match="no column 'text'"):
        clean(ray.data.from_arrow(pa.Table.from_pydict({"page": [PAGE]})))


def test_an_actor_is_ready_before_the_first_batch() -> None:
    assert CleanPages(prefix="a_")._cleaner._pages is not None
    with pytest.raises(ValueError, match="form is 'pdf'"):
        CleanPages(form="pdf")  # type: ignore[arg-type]


def test_without_ray_the_error_names_the_extra() -> None:
    program = "import sys; sys.modules['ray'] = None\nimport cleaner.integrations.ray"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'newspage-cleaner[ray]'" in done.stderr
