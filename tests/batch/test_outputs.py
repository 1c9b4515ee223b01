from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch import outputs
from cleaner.batch.columns import column_of
from cleaner.batch.outputs import check_apart, check_place, left_over, prepare, write_whole
from cleaner.batch.workers import _words_of_body
from cleaner.errors import OutputError
from cleaner.text import count_words
from tests.batch import kinds


def listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_the_output_may_not_lie_in_an_input(tmp_path: Path) -> None:
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "in/sub")
    for out in ("in", "in/out", "in/sub/../out", "link/out", "link"):
        with pytest.raises(OutputError, match="lies inside the input"):
            check_apart([str(tmp_path / "in")], str(tmp_path / out))
    check_apart([str(tmp_path / "in")], str(tmp_path / "in-clean"))


def test_links_do_not_lead_out_of_the_outputs_nor_into_the_inputs(tmp_path: Path) -> None:
    for name in ("out/plain", "in", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "out/away").symlink_to(tmp_path / "elsewhere")
    out, inputs = str(tmp_path / "out"), [str(tmp_path / "in")]
    check_place(f"{out}/plain", out, inputs)
    with pytest.raises(OSError, match="a link leads out"):
        check_place(f"{out}/away", out, inputs)
    with pytest.raises(OSError, match="into the inputs"):
        check_place(inputs[0], str(tmp_path), inputs)


def test_a_file_is_written_whole_with_the_users_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(str(path), b"body", replace=False)
    assert path.read_bytes() == b"body"
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    assert listed(tmp_path) == ["a.txt"]


def test_what_exists_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_whole(str(path), b"new", replace=False)
    assert path.read_text(encoding="utf-8") == "old"
    write_whole(str(path), b"new", replace=True)
    assert path.read_text(encoding="utf-8") == "new"
    assert listed(tmp_path) == ["a.txt"]


def test_a_disk_without_links_is_written_to_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(source: str, target: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted", source)

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.txt"
    write_whole(str(path), b"body", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(str(path), b"again", replace=False)
    assert path.read_bytes() == b"body"
    assert listed(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("step", ["fsync", "link", "replace"])
def test_a_failing_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="Input/output error"):
        write_whole(str(tmp_path / "a.txt"), b"body", replace=step == "replace")
    assert listed(tmp_path) == []


def test_a_directory_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    for replace in (False, True):
        with pytest.raises(OSError):  # noqa: PT011 - systems differ in how they say it
            write_whole(str(tmp_path / "a.txt"), b"body", replace=replace)
    assert listed(tmp_path) == ["a.txt"]


def test_a_left_over_temporary_file_is_not_in_the_way(tmp_path: Path) -> None:
    taken = next(outputs._numbers) + 1
    (tmp_path / f".cleaner-{os.getpid()}-{taken}.tmp").write_text("left over", encoding="utf-8")
    write_whole(str(tmp_path / "a.txt"), b"body", replace=False)
    assert (tmp_path / "a.txt").read_bytes() == b"body"
    assert list(left_over(str(tmp_path))) == [str(tmp_path / f".cleaner-{os.getpid()}-{taken}.tmp")]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputError, match="file"):
            prepare(str(out))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (pa.string(), ["ä€😀", None, "", "b" * 1000, None]),
        (pa.string(), [None, None]),
        (pa.string(), []),
        (pa.float64(), [0.5, -1.0]),
        (pa.float64(), []),
        (pa.list_(pa.string()), [["Ines Öz", "Jo"], [], ["Kim"]]),
        (pa.list_(pa.string()), [[], []]),
        (pa.list_(pa.string()), []),
    ],
)
def test_a_column_is_the_one_that_pyarrow_would_make(kind: pa.DataType, values: list[object]) -> None:
    made = column_of(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values, kind))
    assert made.null_count == values.count(None)


def test_writing_parquet_leaves_pandas_where_it_is(tmp_path: Path) -> None:
    """It is long to import, and nothing here needs it."""
    source = kinds.write_folder(tmp_path / "in", range(2))
    program = (
        "import sys\nfrom cleaner.cli import main\ntry:\n    main()\nfinally:\n"
        '    sys.stderr.write(f\'pyarrow {"pyarrow" in sys.modules}, pandas {"pandas" in sys.modules}\')'
    )
    process = kinds.start("batch", source, "-o", tmp_path / "out.parquet", script=(sys.executable, "-c", program))
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert told.endswith("pyarrow True, pandas False")


@given(st.lists(st.text(st.sampled_from("ab1 \n-’中é"), max_size=40), max_size=5))
def test_words_of_a_body_are_counted_as_the_body_step_does(paragraphs: list[str]) -> None:
    """A body's lines have one space between words and none around them, which makes it quick."""
    lines = [" ".join(line.split()) for paragraph in paragraphs for line in paragraph.split("\n")]
    text = "\n".join(lines)
    assert _words_of_body(text) == sum(map(count_words, lines))
