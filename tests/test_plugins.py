"""Whether other packages may have added rules is told without `importlib.metadata`, and told as it would."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from cleaner.plugins import may_have
from cleaner.rules import ENTRY_POINTS, discover

MODULE = '''
from cleaner.model import Mark, Rule

class Balloon(Rule):
    """Balloons."""

    id = "balloon"

    def marks(self, page):
        return iter(())
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which a package with a rule is installed."""
    record = tmp_path / "balloons-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: balloons\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text("[cleaner.rules]\nballoon = balloons:Balloon\n")
    (tmp_path / "balloons.py").write_text(MODULE)
    return tmp_path


def test_an_installed_rule_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {rule.id for rule in discover()}
    monkeypatch.syspath_prepend(str(folder))
    assert may_have(ENTRY_POINTS)
    assert {rule.id for rule in discover()} == before | {"balloon"}
    sys.modules.pop("balloons")


def test_a_group_that_nobody_has_is_not_looked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [finder for finder in sys.meta_path if isinstance(finder, type)])
    monkeypatch.setattr(sys, "path", [str(folder), str(folder / "missing"), ""])
    assert not may_have("nobody.has.this")
    assert not entry_points(group="nobody.has.this")


def test_archives_and_finders_of_their_own_may_have_anything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(folder / "balloons.py")])
    assert may_have("nobody.has.this")

    class Finder:
        def find_distributions(self, context: object = None) -> list[object]:
            return []

    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert may_have("nobody.has.this")


def test_a_cleaner_without_added_rules_does_not_import_what_is_slow() -> None:
    program = (
        "import sys, cleaner\n"
        "sys.path = [path for path in sys.path if path]\n"
        "from cleaner.plugins import may_have\n"
        "cleaner.Cleaner()\n"
        "assert may_have('cleaner.rules') or 'importlib.metadata' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
