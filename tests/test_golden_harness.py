"""The golden harness itself: half and stale cases fail, updates say what they do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import golden
from tests.strategies import SENTENCES

PARAGRAPHS = f"{' '.join(SENTENCES[:3])}\n\n{' '.join(SENTENCES[:2])}"
PAGE = f"Home\nWorld\nSport\n\nOld ferry landing to reopen\n\n{PARAGRAPHS}\n\n×\n"


@pytest.fixture
def case(tmp_path: Path) -> golden.Case:
    folder = tmp_path / "cases" / "landing"
    folder.mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    made = golden.Case(folder)
    golden.update(made, golden.strict_cleaner().clean(made.page()))
    return made


def write_fields(case: golden.Case, **fields: object) -> None:
    (case.folder / "article.json").write_text(json.dumps(fields), encoding="utf-8")


def differences(case: golden.Case) -> list[str]:
    return [*golden.differences(case, golden.strict_cleaner().clean(case.page()))]


def test_a_new_case_is_whole_and_passes(case: golden.Case) -> None:
    case.check_files()
    assert case.fields()["status"] == "ok"
    assert SENTENCES[0] in case.body()
    assert differences(case) == []
    assert golden.update(case, golden.strict_cleaner().clean(case.page())) == []


@pytest.mark.parametrize("name", ["page.txt", "body.txt", "article.json"])
def test_half_a_case_fails(case: golden.Case, name: str) -> None:
    (case.folder / name).unlink()
    with pytest.raises(golden.BadCaseError):
        case.check_files()


def test_two_pages_or_a_stray_file_fail(case: golden.Case) -> None:
    stray = case.folder / "notes.txt"
    stray.touch()
    with pytest.raises(golden.BadCaseError, match=r"notes\.txt"):
        case.check_files()
    stray.rename(case.folder / "page.html")
    with pytest.raises(golden.BadCaseError, match="2 pages"):
        case.check_files()


def test_stale_fields_and_rules_fail(case: golden.Case) -> None:
    write_fields(case, headline="x")
    with pytest.raises(golden.BadCaseError, match="headline"):
        case.fields()
    write_fields(case, removed_by={"×": "no-such-rule"})
    with pytest.raises(golden.BadCaseError, match="no-such-rule"):
        case.removed_by()


def test_absent_is_not_checked_and_null_is_none(case: golden.Case) -> None:
    write_fields(case)
    assert differences(case) == []
    write_fields(case, published=None, page_date=None)
    assert differences(case) == []
    write_fields(case, status=None, published="2025-06-03")
    assert len(differences(case)) == 2


def test_removed_by_wants_the_rule(case: golden.Case) -> None:
    write_fields(case, removed_by={"×": "page-control"})
    assert differences(case) == []
    write_fields(case, removed_by={"×": "surroundings", "Not on the page": "page-control"})
    assert [line.split(":")[1].strip() for line in differences(case)] == ["'×'", "'Not on the page'"]


def test_update_rewrites_what_changed_and_says_so(case: golden.Case) -> None:
    (case.folder / "body.txt").write_text("Something else.\n", encoding="utf-8")
    write_fields(case, status="no-article", removed_by={"×": "surroundings"})
    done = golden.update(case, golden.strict_cleaner().clean(case.page()))
    assert "rewrote body.txt, 1 paragraphs gone" in done[0]
    assert any("status: wanted 'no-article', got 'ok'" in line for line in done)
    assert case.fields() == {"status": "ok", "removed_by": {"×": "page-control"}}


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_golden_pages.py"]
    chosen = [f"--golden={folder}", "-k", folder.name, *options]
    return subprocess.run([*command, *chosen], capture_output=True, text=True, check=False, cwd=golden.ROOT.parent)


def test_the_options_work(case: golden.Case) -> None:
    folder = case.folder.parent
    assert run_pytest(folder).returncode == 0
    (case.folder / "body.txt").write_text("Something else.\n", encoding="utf-8")
    assert run_pytest(folder).returncode == 1
    assert "rewrote body.txt" in run_pytest(folder, "--update-golden").stdout
    assert run_pytest(folder).returncode == 0
    assert "no folder of cases" in run_pytest(folder / "landing").stdout
