"""Every rule finds what its golden cases say, run alone, and leaves their near misses alone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from cleaner import Cleaner
from cleaner.config import Template, TemplateLine
from cleaner.config_table import from_table
from cleaner.model import FORMS, Form, Mark, Page, Rule
from cleaner.pipeline import run
from cleaner.rules import shipped
from tests import golden

KEYS = {"about", "form", "url", "settings", "learned", "hits", "misses"}
RULES = {rule.id: rule for rule in shipped()}


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One page fragment, with what one rule is to mark in it and what it is to leave."""

    rule: str
    page_path: Path
    form: Form
    url: str
    settings: dict[str, object]
    learned: dict[str, dict[str, TemplateLine]]
    hits: dict[str, str | None]
    misses: list[str]

    def page(self) -> Page:
        """The page as the rule is given it."""
        source = self.page_path.read_text(encoding="utf-8")
        return self.cleaner().page(source, form=self.form, url=self.url)

    def cleaner(self) -> Cleaner:
        """A cleaner with the case's settings and the templates that were learned of its sites."""
        if not self.settings and not self.learned:
            return golden.strict_cleaner()
        config = from_table({**self.settings, "strict": True}, str(self.page_path))
        templates = [Template(site, lines, site) for site, lines in self.learned.items()]
        return Cleaner(dataclasses.replace(config, sites=(*config.sites, *templates)))


def load(path: Path) -> RuleCase:
    fields = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if unknown := fields.keys() - KEYS:
        raise golden.BadCaseError(f"{path}: unknown keys {sorted(unknown)}; known are {sorted(KEYS)}")
    form = fields.get("form", "auto")
    if form not in FORMS | {"auto"}:
        raise golden.BadCaseError(f"{path}: unknown form {form!r}")
    learned = {
        site: {line: TemplateLine(**known) for line, known in lines.items()}
        for site, lines in fields.get("learned", {}).items()
    }
    return RuleCase(
        path.parent.name,
        path,
        cast("Form", form),
        fields.get("url", ""),
        fields.get("settings", {}),
        learned,
        fields.get("hits", {}),
        [*fields.get("misses", ())],
    )


def paths() -> list[Path]:
    return sorted(path for path in golden.RULES.glob("*/*") if path.suffix in (".txt", ".md", ".html"))


@pytest.fixture(params=paths(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def case(request: pytest.FixtureRequest) -> RuleCase:
    return load(cast("Path", request.param))


def marks_of(rule: type[Rule], page: Page) -> list[Mark]:
    marks, _ = run(page, [rule()], strict=True)
    assert {mark.rule for mark in marks} <= {rule.id}, "a rule marks in its own name only"
    return marks


def marked(page: Page, mark: Mark) -> str:
    text = page.blocks[mark.block].text
    return text[slice(*mark.span)] if mark.span else text


def test_case(case: RuleCase) -> None:
    page = case.page()
    marks = marks_of(RULES[case.rule], page)
    assert case.hits or case.misses, "the case says nothing"
    found = [(marked(page, mark), mark.value) for mark in marks]
    for text, value in case.hits.items():
        values = [found_value for found_text, found_value in found if found_text == text]
        assert values, f"not marked: {text!r}; marked are {[found_text for found_text, _ in found]}"
        assert value is None or value in values, f"{text!r}: wanted the value {value!r}, got {values}"
    for text in case.misses:
        assert list(touched(page, marks, text)) == [], f"marked, but is to stay: {text!r}"


def touched(page: Page, marks: list[Mark], text: str) -> Iterator[Mark]:
    """The marks on `text`, wherever it stands on the page."""
    places = [(block.number, at) for block in page.blocks if (at := block.text.find(text)) >= 0]
    if not places:
        raise golden.BadCaseError(f"stale: no block holds {text!r}")
    for number, at in places:
        for mark in marks:
            start, end = mark.span or (0, len(page.blocks[number].text))
            if mark.block == number and start < at + len(text) and at < end:
                yield mark


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_hits_and_misses(rule: str) -> None:
    loaded = [load(path) for path in paths() if path.parent.name == rule]
    assert len(loaded) >= 3, "at least three cases a rule"
    assert any(case.hits for case in loaded), "no case with a hit"
    assert any(case.misses for case in loaded), "no case with a near miss"


def test_every_folder_is_a_rule() -> None:
    folders = {path.name for path in golden.RULES.iterdir() if path.is_dir()}
    assert sorted(folders - RULES.keys()) == []


def test_no_half_case() -> None:
    whole = {path.with_suffix("") for path in paths()}
    halves = [path for path in golden.RULES.glob("*/*") if path.with_suffix("") not in whole]
    halves += [path for path in whole if not path.with_suffix(".json").is_file()]
    assert halves == []
