"""README.md tells the truth: its commands and examples run, its table and the names in it are the code's."""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import cleaner
from cleaner import Cleaner, CleanerError, Config
from cleaner.cli import cli
from cleaner.model import Rule
from tests import readme
from tests.benchmark.__main__ import arguments
from tests.integrations.needs import needs

ROOT = readme.FILE.parent
README = readme.FILE.read_text(encoding="utf-8")
CONSOLE = readme.blocks("console")
PYTHON = readme.blocks("python")
SECTION = "Sport\n\nResults\n\nTables\n\nTransfers\n"
NO_ADAPTERS = {"__init__", "documents", "golden", "lines", "pages", "plain"}
# Options of pip, pytest and the like, which are not ours to list.
OTHERS = {"--golden", "--update-golden"}


def at_line(block: readme.Block) -> str:
    return f"line {block.line}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the README shows and speaks of."""
    files = {block.notes["file"]: block.text for block in readme.blocks() if "file" in block.notes}
    page = files["mill.txt"]
    rows = [
        {"id": "mill", "url": "https://example.org/mill", "text": page},
        {"id": "sport", "url": "", "text": SECTION},
    ]
    files |= {
        "pages/2025/mill.txt": page,
        "pages/sport.txt": SECTION,
        "pages.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows),
        "bin/cleaner": f"#!/bin/sh\nexec '{sys.executable}' -m cleaner \"$@\"\n",
        "bin/python3": f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for tool in (tmp_path / "bin").iterdir():
        tool.chmod(0o755)
    (tmp_path / "pages" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    (tmp_path / "crawl.warc.wet.gz").write_bytes(b"".join(gzip.compress(record) for record in wet_records(page)))
    return tmp_path


def wet_records(page: str) -> Iterator[bytes]:
    """A WET file's records: what wrote it, then a page."""
    for kind, address, text in (
        ("warcinfo", "", "Software-Info: none"),
        ("conversion", "https://example.org/mill", page),
    ):
        content = text.encode()
        head = [f"WARC-Type: {kind}", *([f"WARC-Target-URI: {address}"] if address else [])]
        lines = ["WARC/1.0", *head, f"Content-Length: {len(content)}", "", ""]
        yield "\r\n".join(lines).encode() + content + b"\r\n\r\n"


def run(command: str | list[str], folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    environment |= {"PYTHONUTF8": "1", "COLUMNS": "80"}
    environment |= {"HF_HOME": str(folder / "hf"), "HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}
    done = subprocess.run(
        command,
        shell=isinstance(command, str),
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr, done.stderr
    return bare(done.stdout)


def bare(text: str) -> str:
    """`text` without white space at the ends of lines and of itself."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def matches(shown: str, told: str) -> bool:
    """Whether `told` is what is shown; "…" on a line of its own is any lines, elsewhere the rest of a line."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in bare(shown).split("\n")
    ]
    return re.fullmatch("".join(lines), f"{told}\n") is not None


def skip_without_its_engine(block: readme.Block) -> str:
    """The engine that the example needs; `""` for none."""
    engine = block.notes.get("needs", "")
    if engine:
        needs(engine)
    return engine


@pytest.mark.parametrize("block", CONSOLE, ids=at_line)
def test_commands_do_what_is_shown(block: readme.Block, folder: Path) -> None:
    assert block.text.startswith("$ ")
    skip_without_its_engine(block)
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        told = run(command, folder)
        assert matches(shown, told), f"$ {command}\n{told}"


@pytest.mark.parametrize("block", PYTHON, ids=at_line)
def test_python_examples_run(block: readme.Block, folder: Path) -> None:
    """A line `expression  # => value` holds; what is printed is the next block, where that is noted as output."""
    engine = skip_without_its_engine(block)
    script = re.sub(r"^( *)(\S.*?)  # => (.+)$", r"\1assert (\2) == (\3), (\2)", block.text, flags=re.MULTILINE)
    (folder / "example.py").write_text(script, encoding="utf-8")
    # What engines warn of is not ours to mend.
    told = run([sys.executable, *([] if engine else ["-W", "error"]), "example.py"], folder)
    everything = readme.blocks()
    after = everything[everything.index(block) + 1 :][:1]
    wanted = bare(after[0].text) if after and after[0].note == "output" else ""
    assert told == wanted


def test_the_settings_set_what_they_say(folder: Path) -> None:
    table = tomllib.loads((folder / "settings.toml").read_text(encoding="utf-8"))
    assert table.keys() == {"off", "keep", "strict", "limits", "phrases", "patterns", "site"}
    assert Config.load(folder / "settings.toml") != Config()
    for field in dataclasses.fields(Config):
        assert f"{field.name}" in README


def test_the_rule_of_another_package_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    block = next(block for block in PYTHON if "(Rule)" in block.text)
    names: dict[str, object] = {}
    exec(block.text, names)
    rule = names["Horoscope"]
    assert isinstance(rule, type)
    assert issubclass(rule, Rule)
    page = Cleaner().page("Aries ★★★☆☆\n\nA day to finish what was begun.", form="dump")
    assert [mark.block for mark in rule().marks(page)] == [0]


def test_the_rule_table_is_the_docstrings() -> None:
    assert readme.with_rule_table(README) == README, "run: python -m tests.readme"


def commands() -> dict[str, click.Command]:
    return dict(cli.commands)


def test_options_are_those_of_the_commands() -> None:
    ours = {o for c in (cli, *commands().values()) for p in c.params for o in p.opts if o.startswith("--")} | {"--help"}
    prose = re.sub(r"<!--.*?-->", "", README, flags=re.DOTALL)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", prose))
    assert named - ours - OTHERS - benchmark_options() == set(), "named, but no option"
    assert ours - named == set(), "an option that the README does not name"
    assert set(commands()) == set(re.findall(r"^\*\*`cleaner (\w+)", README, re.MULTILINE))


def benchmark_options() -> set[str]:
    """The options of every benchmark command."""
    parsers = [arguments()]
    for action in parsers[0]._actions:
        if isinstance(action, argparse._SubParsersAction):
            parsers += action.choices.values()
    return {option for parser in parsers for action in parser._actions for option in action.option_strings}


def test_benchmark_commands_are_understood() -> None:
    lines = [line for block in readme.blocks("sh") for line in block.text.splitlines() if "tests.benchmark" in line]
    assert lines
    for line in lines:
        python, flag, module, *rest = shlex.split(line, comments=True)
        assert (python, flag, module) == ("python", "-m", "tests.benchmark")
        assert arguments().parse_args(rest).command == rest[0]


def test_set_up_commands_name_what_there_is() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    first, second = (block.text for block in readme.blocks("sh")[:2])
    assert re.search(r"-e '\.\[([\w,]+)\]'", second)[1].split(",") == ["dev", "benchmark", "warc", "parquet", "zstd"]  # type: ignore[index]
    told = {*re.findall(r"pip install '\.\[(\w+)\]'", README)} | {"dev", "benchmark"}
    assert told == {*extras}

    *_, command = first.strip().split(" && ")
    words = shlex.split(command)
    assert words[0] == ".venv/bin/cleaner"
    assert any((ROOT / words[2]).glob(f"*/{words[words.index('--glob') + 1]}"))


def test_every_adapter_has_a_short_example() -> None:
    adapters = {path.stem for path in (ROOT / "cleaner" / "integrations").glob("*.py")} - NO_ADAPTERS
    shown = {block.notes.get("needs", ""): block.text for block in PYTHON}
    for adapter in adapters:
        text = next((text for text in shown.values() if f"cleaner.integrations.{adapter}" in text), "")
        assert text, adapter
        assert len([line for line in text.splitlines() if line]) < 10, adapter


def test_every_public_name_is_told() -> None:
    names = {*cleaner.__all__, *(kind.__name__ for kind in CleanerError.__subclasses__())} - {"__version__"}
    names |= {field.name for field in dataclasses.fields(cleaner.Article)} - {"kinds"}
    names |= {*cleaner.Removal._fields}
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", README)] == []


def test_paths_exist() -> None:
    paths = re.findall(r"(?<!\[)`((?:cleaner|tests|golden|\.ci)/[\w./-]*)`", README)
    tree = next(block.text for block in readme.blocks("text") if block.text.startswith("cleaner/\n"))
    rooms = [
        word for line in tree.splitlines() if line.startswith("  ") for word in re.findall(r"[\w*]+(?:\.py|/)", line)
    ]
    for path in [*paths, *(f"cleaner/{room}" for room in rooms)]:
        assert any(ROOT.glob(path.rstrip("/"))), path
