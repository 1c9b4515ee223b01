"""The output's name chooses the format where nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.batch.items import shape_of
from tests.batch import kinds
from tests.command import STORY, cleaner

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return kinds.write_folder(tmp_path / "in", range(3))


@pytest.mark.parametrize(
    ("out", "shape"),
    [
        ("out", None),
        ("out.txt", None),
        ("2025.06", None),
        ("all.jsonl", "jsonl"),
        ("a/ALL.JSONL.gz", "jsonl"),
        ("all.ndjson.zst", "jsonl"),
        ("all.jsonl/", None),
        ("jsonl", None),
        ("parts.parquet", "parquet"),
        ("pages.tar.gz", None),
    ],
)
def test_endings(out: str, shape: str | None) -> None:
    assert shape_of(out) == shape


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz", "all.jsonl.zst", "all.parquet"])
def test_an_ending_is_as_good_as_the_option(capfd: Capture, tmp_path: Path, source: Path, name: str) -> None:
    asked, told = tmp_path / "asked", tmp_path / "told"
    shape = name.split(".")[1]
    assert cleaner(capfd, "batch", source, "-o", asked / name, "--format", shape).code == 0
    done = cleaner(capfd, "batch", source, "-o", told / name)
    assert done.code == 0
    assert f"writing {shape}, as the name of the output ends" in done.err
    assert kinds.contents(told) == kinds.contents(asked)
    assert "whole: 3 pages" in cleaner(capfd, "check", told / name).out
    # Nor is a run that goes on in need of it.
    assert "the run is complete" in cleaner(capfd, "batch", source, "-o", told / name, "--resume").err


def test_the_option_wins(capfd: Capture, tmp_path: Path, source: Path) -> None:
    done = cleaner(capfd, "batch", source, "-o", tmp_path / "all.jsonl", "--format", "txt")
    assert done.code == 0
    assert "as the name" not in done.err
    assert kinds.contents(tmp_path / "all.jsonl")["00/0000.txt"].decode().endswith(STORY)


def test_a_folder_that_is_there_is_a_folder(capfd: Capture, tmp_path: Path, source: Path) -> None:
    (tmp_path / "all.jsonl").mkdir()
    assert cleaner(capfd, "batch", source, "-o", tmp_path / "all.jsonl").code == 0
    assert len(kinds.contents(tmp_path / "all.jsonl")) == 3


def test_lines_are_not_written_under_a_name_that_says_otherwise(capfd: Capture, tmp_path: Path, source: Path) -> None:
    for more in ((), ("--format", "jsonl")):
        done = cleaner(capfd, "batch", source, "-o", tmp_path / "all.jsonl.xz", *more)
        assert done.code == 2
        assert "all.jsonl.xz: lines are not written as .xz: name it .jsonl, .jsonl.gz or .jsonl.zst" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
