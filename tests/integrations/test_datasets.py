from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.errors import ConfigError, InputError
from tests.command import PAGE, STORY
from tests.integrations.corpus import BAD
from tests.integrations.needs import needs

needs("datasets")

import datasets  # noqa: E402

from cleaner.integrations.arrow import SCHEMA  # noqa: E402
from cleaner.integrations.datasets import clean  # noqa: E402

BODY = STORY.strip()
ROWS = {"id": [1, 2, 3], "text": [PAGE, None, BAD]}


@pytest.fixture
def pages() -> datasets.Dataset:
    return datasets.Dataset.from_dict(ROWS)


def test_the_articles_columns_are_added(pages: datasets.Dataset) -> None:
    done = clean(pages)
    assert done.column_names == ["id", "text", *SCHEMA.names]
    assert done["id"][:] == [1, 2, 3]
    assert done["body"][:] == [BODY, None, None]
    assert done["error"][2].startswith("FrontMatterError: ")
    assert done.features["confidence"] == datasets.Value("float64")


@pytest.mark.parametrize("kind", [None, "numpy"])
def test_the_format_stays(pages: datasets.Dataset, kind: str | None) -> None:
    assert clean(pages.with_format(kind)).format["type"] == kind


def test_several_processes_and_a_time_limit(pages: datasets.Dataset) -> None:
    assert clean(pages, num_proc=2, timeout=60).to_list() == clean(pages).to_list()


def test_a_streamed_dataset_is_cleaned_as_it_is_read(pages: datasets.Dataset) -> None:
    assert [*clean(pages.to_iterable_dataset())] == clean(pages).to_list()


def test_all_splits_are_cleaned_and_empty_ones_have_the_columns(pages: datasets.Dataset) -> None:
    done = clean(datasets.DatasetDict({"train": pages, "test": pages.select([])}), prefix="a_")
    assert done["train"]["a_body"][:] == [BODY, None, None]
    assert done["test"].column_names == done["train"].column_names
    assert len(done["test"]) == 0


def test_wrong_columns_are_named_before_anything_is_cleaned(pages: datasets.Dataset) -> None:
    with pytest.raises(ConfigError, match="no column 'page'"):
        clean(pages, text="page")
    with pytest.raises(ConfigError, match="a column 'title' already"):
        clean(pages.add_column("title", ["a", "b", "c"]))


PROGRAM = """
import sys
import datasets
from cleaner import Config
from cleaner.integrations.datasets import clean

datasets.disable_progress_bars()
pages = datasets.load_dataset("json", data_files="pages.jsonl", split="train", cache_dir="cache")
done = clean(pages, config=Config(keep=sys.argv[1].split(",")))
print(done._fingerprint, *(file["filename"] for file in done.cache_files), done["status"][0])
"""


def test_what_is_no_dataset_is_named() -> None:
    with pytest.raises(InputError, match="the dataset is of type list: make one of it"):
        clean([1])


def test_another_process_finds_the_result_in_the_cache(pages: datasets.Dataset, tmp_path: Path) -> None:
    pages.to_json(tmp_path / "pages.jsonl")

    def told(seed: str, keep: str) -> str:
        env = os.environ | {"PYTHONHASHSEED": seed, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-c", PROGRAM, keep]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout

    first = told("1", "caption,byline,tags,dateline")
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("cache-*.arrow")}
    assert len(made) == 1
    assert told("2", "dateline,tags,byline,caption") == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("cache-*.arrow")} == made
    assert told("1", "caption") != first


def test_without_datasets_the_error_names_the_extra() -> None:
    program = "import sys; sys.modules['datasets'] = None\nimport cleaner.integrations.datasets"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'newspage-cleaner[datasets]'" in done.stderr
