from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch import outputs
from cleaner.batch.inputs import Entry
from cleaner.batch.outputs import check_apart, name_outputs, prepare, write_whole
from cleaner.errors import OutputError


def entries(*names: str) -> list[Entry]:
    return [Entry(f"/in/{name}", name, 1) for name in names]


def listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_structure_and_names_are_kept() -> None:
    made = name_outputs(entries("a/b.html", "a/c.TXT", "d.md", "e", "v1.2", "x.php"), ".txt")
    assert made.names == ["a/b.txt", "a/c.txt", "d.txt", "e.txt", "v1.2.txt", "x.php.txt"]
    assert made.kept_suffix == []


def test_pages_that_would_share_a_name_keep_their_suffix() -> None:
    made = name_outputs(entries("b.html", "b.md", "c.html"), ".json")
    assert made.names == ["b.html.json", "b.md.json", "c.json"]
    assert made.kept_suffix == ["b.json"]


def test_names_that_clash_even_so_are_an_error() -> None:
    with pytest.raises(OutputError, match=r"/in/a\.txt and /in/a\.txt would both become a\.txt"):
        name_outputs(entries("a.txt", "a.txt"), ".txt")
    with pytest.raises(OutputError, match="would both become"):
        name_outputs(entries("b.html", "b.md", "b.md.txt"), ".txt")


@given(st.lists(st.text(alphabet="ab/.thmld", min_size=1, max_size=6), unique=True, max_size=8))
def test_no_two_pages_share_an_output(names: list[str]) -> None:
    try:
        made = name_outputs(entries(*names), ".txt")
    except OutputError:
        return
    assert len(set(made.names)) == len(names)


def test_the_output_may_not_lie_in_an_input(tmp_path: Path) -> None:
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "in/sub")
    for out in ("in", "in/out", "in/sub/../out", "link/out", "link"):
        with pytest.raises(OutputError, match="lies inside the input"):
            check_apart([str(tmp_path / "in")], [], [], str(tmp_path / out))
    check_apart([str(tmp_path / "in")], [], [], str(tmp_path / "in-clean"))


def test_an_output_may_not_be_an_input_file(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="written over by its own output"):
        check_apart([str(page)], [Entry(str(page), "a.txt", 1)], ["a.txt"], str(tmp_path))


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


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputError, match="file"):
            prepare(str(out))
