from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleaner.batch.inputs import Entry, Inputs, Survey, read_list, shown
from cleaner.errors import InputError


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def find(*inputs: str | Path, globs: tuple[str, ...] = (), survey: Survey | None = None) -> list[Entry]:
    found = Inputs([str(path) for path in inputs], globs=globs)
    found.check()
    return [entry for folder in found.folders(survey) for entry in folder]


def names(*inputs: str | Path, globs: tuple[str, ...] = ()) -> list[str]:
    return [entry.name for entry in find(*inputs, globs=globs)]


def test_a_directory_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.html", "c/d.md", ".hidden/x.txt", "a/.x.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["b.txt", "a/z.txt", "a/b/c.html", "c/d.md"]


def test_sizes_are_in_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "ü")
    assert [entry.size for entry in find(tmp_path)] == [2]
    survey = Inputs([str(tmp_path)]).survey()
    assert (survey.files, survey.size, survey.archives) == (1, 2, 0)


def test_several_inputs_keep_the_folders_own_names(tmp_path: Path) -> None:
    for name in ("one/a.txt", "two/a.txt", "three.txt"):
        write(tmp_path / name)
    assert names(tmp_path / "one", f"{tmp_path}/two/", tmp_path / "three.txt") == [
        "one/a.txt",
        "two/a.txt",
        "three.txt",
    ]


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        (("*.txt",), ["a.txt", "x/b.txt"]),
        (("*.txt", "*.md"), ["a.txt", "c.md", "x/b.txt"]),
        (("x/*",), ["x/b.txt", "x/y/d.html"]),
        (("A.txt",), []),
        (("[ab].txt",), ["a.txt", "x/b.txt"]),
    ],
)
def test_globs_choose_by_name_or_by_path(tmp_path: Path, globs: tuple[str, ...], found: list[str]) -> None:
    for name in ("a.txt", "x/b.txt", "c.md", "x/y/d.html"):
        write(tmp_path / name)
    assert sorted(names(tmp_path, globs=globs)) == found


def test_a_file_is_taken_whatever_the_globs(tmp_path: Path) -> None:
    assert names(write(tmp_path / "a.htm"), globs=("*.txt",)) == ["a.htm"]


def test_an_input_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none: no such file or directory"):
        find(tmp_path / "none")


def test_a_pipe_is_refused_as_an_input_and_passed_over_in_a_walk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path / "a.txt")
    survey = Survey()
    assert [entry.name for entry in find(tmp_path, survey=survey)] == ["a.txt"]
    assert survey.special.names == ["pipe"]
    with pytest.raises(InputError, match="neither a file nor a directory"):
        find(tmp_path / "pipe")


def test_a_loop_of_links_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "in/sub/a.txt")
    (tmp_path / "in/sub/up").symlink_to(tmp_path / "in")
    (tmp_path / "in/self").symlink_to("self")
    survey = Survey()
    assert sorted(entry.name for entry in find(tmp_path / "in", survey=survey)) == ["self", "sub/a.txt"]
    assert survey.linked_folders.names == ["sub/up"]


def test_a_linked_file_is_a_page_and_so_is_a_broken_link(tmp_path: Path) -> None:
    write(tmp_path / "real.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "real.txt")
    (tmp_path / "in/broken.txt").symlink_to(tmp_path / "none.txt")
    assert names(tmp_path / "in") == ["broken.txt", "link.txt"]


def test_a_linked_directory_may_be_named_as_input(tmp_path: Path) -> None:
    write(tmp_path / "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link") == ["a.txt"]


def test_a_folder_that_cannot_be_read_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a/x.txt")
    write(tmp_path / "b/y.txt")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = [(entry.name, entry.failure) for entry in find(tmp_path)]
    assert found == [("a", "permission denied"), ("b/y.txt", "")]


def test_deep_folders_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(400):
        deep /= "d"
    deep.mkdir(parents=True)
    write(deep / "a.txt")
    assert names(tmp_path) == ["d/" * 400 + "a.txt"]


def test_names_that_are_not_utf8_are_kept_and_shown_escaped(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x", encoding="utf-8")
    (entry,) = find(tmp_path)
    assert os.fsencode(entry.name) == b"caf\xe9.txt"
    assert shown(entry.name) == r"caf\xe9.txt"
    assert shown("a\x1b[2Jb\n") == r"a\x1b[2Jb\n"
    assert shown("日本.txt") == "日本.txt"


def test_a_list_of_files_is_lines_or_nul_separated() -> None:
    assert read_list("list", b"a.txt\n\nb c.txt\r\n") == ["a.txt", "b c.txt"]
    assert read_list("list", b"a\nb.txt\0c.txt\0") == ["a\nb.txt", "c.txt"]
    with pytest.raises(InputError, match="lists no file"):
        read_list("list", b"\n")
