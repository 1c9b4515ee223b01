"""The walls between the rooms: who may import whom, who may touch the disk, how long files and functions may be."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleaner

HOME = Path(cleaner.__file__).parent
FILES = sorted(path for path in HOME.rglob("*.py"))
LONGEST_FILE = 250
LONGEST_FUNCTION = 50

# From the ground up: a room may import the rooms on lines above its own, and none on its line or below.
FLOORS = (
    ("version", "errors", "plugins"),
    ("model",),
    ("text",),
    ("shape", "calendars", "phrases"),
    ("dates", "language"),
    ("head",),
    ("rules", "readers"),
    ("pipeline", "body"),
    ("config",),
    ("metadata", "compiled", "reread"),
    ("assemble", "writers"),
    ("parallel",),
    ("many",),
    ("api",),
    ("sites", "report", "integrations"),
    ("batch",),
    ("cli",),
)
# A room may stand in several files: `config.py` and `config_table.py` are one.
PARTS = {
    **{"places": "model", "glance": "model", "tree": "model"},
    **{"config_check": "config", "config_table": "config", "__main__": "cli", "metadata_dates": "metadata"},
}
FOR_RULES = {"model", "text", "shape", "dates", "head"}
# Imports that go up on purpose, and why.
UPWARDS = {
    ("model", "writers"): "`Article.to_json` is a courtesy of the model; it imports its writer when called",
    ("config", "rules"): "rule ids in a configuration are checked when it is made",
    ("api", "many"): "`Cleaner.map`",
}
HEAVY = {"trafilatura", "lxml", "yaml", "rich", "click", "numpy", "regex", "multiprocessing", "asyncio", "logging"}
ONLY_IN_HTML = {"trafilatura", "lxml"}
OUTSIDE_WORLD = {"os", "pathlib", "shutil", "tempfile", "io", "socket", "urllib.request", "http", "subprocess"}
OUTSIDE_CALLS = {"open", "print", "input"}
# Rooms that may touch the disk or the terminal.
DOORS = ("batch", "cli")
# `Config.load(path)` reads the one file that it is given; `signal`-driven workers need no disk.
CONFIG_FILES = {"config.py", "config_table.py"}
# `plugins.py` looks at what is installed, as `importlib.metadata` does for everybody else.
DOOR_FILES = CONFIG_FILES | {"plugins.py"}


def room_of(module: str) -> str:
    """The room of `cleaner.rules.byline` is `rules`; of `cleaner` itself, the API."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else "api"
    name = "cli" if name.startswith("cli") else name
    return PARTS.get(name, name)


def module_of(path: Path) -> str:
    parts = path.relative_to(HOME.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """The modules that `path` imports, wherever in it, those for the type checker alone left out."""
    unseen = [
        node
        for test in ast.walk(tree(path))
        if isinstance(test, ast.If) and isinstance(test.test, ast.Name) and test.test.id == "TYPE_CHECKING"
        for node in ast.walk(test)
    ]
    for node in ast.walk(tree(path)):
        if node in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = node.module or ""
            yield from (f"{module}.{name.name}" if module == "cleaner" else module for name in node.names)


def is_in(module: str, packages: set[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))


@each_file
def test_imports_point_downwards(path: Path) -> None:
    floors = {room: number for number, floor in enumerate(FLOORS) for room in floor}
    here = room_of(module_of(path))
    assert here in floors, f"the room {here!r} has no floor in FLOORS"
    for module in imports(path):
        if not is_in(module, {"cleaner"}):
            continue
        # `from cleaner import Article` is the public API, `from cleaner import body` a room.
        there = room_of(module) if module != "cleaner" and room_of(module) in floors else "api"
        if there != here and (here, there) not in UPWARDS:
            assert floors[there] < floors[here], f"{here} imports {module}, which is above it"


@pytest.mark.parametrize("path", sorted((HOME / "rules").glob("*.py")), ids=lambda path: path.name)
def test_rules_know_the_model_and_text_helpers_only(path: Path) -> None:
    if path.name != "__init__.py":
        ours = [module for module in imports(path) if is_in(module, {"cleaner"})]
        assert [m for m in ours if room_of(m) not in FOR_RULES and not m.startswith("cleaner.rules._")] == []


@each_file
def test_only_the_html_reader_imports_html_libraries(path: Path) -> None:
    if not path.match("readers/html*.py"):
        assert [module for module in imports(path) if is_in(module, ONLY_IN_HTML)] == []


@each_file
def test_only_batch_and_cli_touch_the_disk_or_print(path: Path) -> None:
    if room_of(module_of(path)) in DOORS or path.name in DOOR_FILES:
        return
    assert [module for module in imports(path) if is_in(module, OUTSIDE_WORLD)] == []
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert [call.func.id for call in calls if isinstance(call.func, ast.Name) and call.func.id in OUTSIDE_CALLS] == []


@each_file
def test_nothing_imports_the_command_line(path: Path) -> None:
    if room_of(module_of(path)) != "cli":
        assert [module for module in imports(path) if room_of(module) == "cli" and is_in(module, {"cleaner"})] == []


@each_file
def test_files_and_functions_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


@each_file
def test_no_pattern_repeats_a_group_possessively(path: Path) -> None:
    """Python 3.11 up to 3.11.4, which Debian 12 has, gets it wrong where the group can backtrack (CPython 106052)."""
    assert re.findall(r"[^(]\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>", path.read_text(encoding="utf-8")) == []


def test_importing_cleaner_is_cheap() -> None:
    program = f"import sys, cleaner; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
