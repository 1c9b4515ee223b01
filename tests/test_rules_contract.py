"""What every rule owes: an id, a docstring with its headings, phrases in 25 languages, and no say over the others."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

import cleaner.phrases
from cleaner import Article, Cleaner, Config, pipeline
from cleaner.errors import RuleCrashError
from cleaner.model import Mark, Page, Rule, RuleFailure
from cleaner.phrases import parse_groups
from cleaner.rules import shipped
from cleaner.text import has_cjk
from tests import golden

LANGUAGES = {
    *("en", "ar", "de", "fr", "es", "pt", "it", "nl", "sv", "no", "da", "pl", "cs"),
    *("tr", "ru", "uk", "el", "he", "fa", "hi", "id", "vi", "ja", "ko", "zh"),
}
HEADINGS = ("Removes:", "Keeps:", "Seen on:")
SHORTEST = 3
PHRASES = Path(cleaner.phrases.__file__).parent
# Rules that go by shape and position alone, and why they need no phrases.
WITHOUT_PHRASES = {
    "front-matter": "a record's fields are known by their place",
    "headline": "a headline's words are its story's",
    "site-template": "its lines are each site's own, and come with the configuration",
    "repeated": "a block that the page shows twice is known by itself",
}

each_rule = pytest.mark.parametrize("rule", shipped(), ids=lambda rule: rule.id)
each_file = pytest.mark.parametrize("path", sorted(PHRASES.glob("*.toml")), ids=lambda path: path.stem)


@each_rule
def test_id_is_kebab_case_and_names_its_module(rule: type[Rule]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.__module__ == f"cleaner.rules.{rule.id.replace('-', '_')}"
    assert rule.__name__ == rule.id.title().replace("-", "")


@each_rule
def test_docstring_has_its_headings(rule: type[Rule]) -> None:
    lines = [line.strip() for line in (rule.__doc__ or "").splitlines()]
    assert lines[0].endswith("."), "the first line says what is found"
    starts = [next((i for i, line in enumerate(lines) if line.startswith(heading)), -1) for heading in HEADINGS]
    assert -1 not in starts
    assert starts == sorted(starts)
    assert all(len(lines[i]) > len(heading) for i, heading in zip(starts, HEADINGS, strict=True)), "an empty heading"


@each_rule
def test_has_phrases_in_every_language_or_a_reason(rule: type[Rule]) -> None:
    path = PHRASES / f"{rule.id}.toml"
    if rule.id in WITHOUT_PHRASES:
        assert not path.exists(), "it has phrases: take it out of WITHOUT_PHRASES"
        return
    assert path.is_file(), "no phrase file"
    assert LANGUAGES - tomllib.loads(path.read_text(encoding="utf-8")).keys() == set()


@each_file
def test_phrase_file(path: Path) -> None:
    assert path.stem in {rule.id for rule in shipped()}, "no rule of this name"
    for language, groups in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert re.fullmatch(r"[a-z]{2,3}", language)
        assert groups.get("seen"), f"[{language}] does not say where its phrases were seen"
        phrases = [*parse_groups(path.stem, groups, f"{path.name} [{language}]")]
        assert phrases, f"[{language}] is empty"
        twice = [phrase.text for phrase, count in Counter(phrases).items() if count > 1]
        assert twice == [], f"[{language}] has these twice"
        # A letter or two stand in any text, and each place where they do costs time; a CJK character is a word.
        short = [phrase.text for phrase in phrases if phrase.place == "inside" and len(phrase.text) < SHORTEST]
        assert [text for text in short if not (has_cjk(text) and len(text) > 1)] == [], "too short to look for inside"


RECORD = b"---\ntitle: Old ferry landing to reopen\ndate: 2025-06-03\n---\nThe council voted.\n"


def pages() -> list[golden.Case]:
    return golden.cases(golden.PAGES)


def cleaned(case: golden.Case, config: Config) -> Article:
    return Cleaner(config).clean(case.page())


def test_the_order_of_rules_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [case.page() for case in pages()]
    wanted = [golden.strict_cleaner().clean(source) for source in sources]
    run = pipeline.run

    def shuffled(page: Page, rules: Sequence[Rule], *, strict: bool = False) -> tuple[list[Mark], list[RuleFailure]]:
        order = [*rules]
        Random(len(page.source)).shuffle(order)
        return run(page, order, strict=strict)

    monkeypatch.setattr(pipeline, "run", shuffled)
    for source, article in zip(sources, wanted, strict=True):
        assert golden.strict_cleaner().clean(source) == article


def crash(self: Rule, page: Page) -> Iterator[Mark]:
    yield Mark(self.id, len(page.blocks) // 0, "never")


@each_rule
def test_a_crashing_rule_is_reported_and_skipped(rule: type[Rule], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "marks", crash)
    source = pages()[0].page() if "dump" in rule.forms else RECORD
    article = Cleaner(Config()).clean(source)
    assert [failure.rule for failure in article.failed_rules] == [rule.id]
    assert "ZeroDivisionError" in article.failed_rules[0].error
    without = Cleaner(Config(off=frozenset({rule.id}))).clean(source)
    assert (article.text, article.removed) == (without.text, without.removed)
    with pytest.raises(RuleCrashError, match=rule.id):
        Cleaner(Config(strict=True)).clean(source)
