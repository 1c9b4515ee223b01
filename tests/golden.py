"""Golden cases: how they are found, checked and rewritten. `golden/README.md` describes their form."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import cast

from cleaner import Article, Cleaner, Config
from cleaner.readers.decode import decode
from cleaner.rules import discover

ROOT = Path(__file__).parent.parent / "golden"
PAGES = ROOT / "pages"
KNOWN_FAILURES = ROOT / "known_failures"
RULES = ROOT / "rules"

PAGE_NAMES = frozenset({"page.txt", "page.html", "page.md"})
BODY_NAME = "body.txt"
FIELDS_NAME = "article.json"
FIELDS = ("status", "title", "authors", "published", "page_date", "site", "language", "url", "form")
# Rule ids that no rule has: text that lies outside the article, and markup that the form itself explains.
STEPS = frozenset({"surroundings", "markup", "front-matter"})


class BadCaseError(AssertionError):
    """A case that is half there, or that names something that does not exist."""


@dataclass(frozen=True, slots=True)
class Case:
    """One golden page: a folder with the page, the body wanted and the fields wanted."""

    folder: Path

    @property
    def id(self) -> str:
        """`pages/agency-story`."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    def page(self) -> bytes:
        """The page as it was saved."""
        pages = sorted(path for path in self.folder.iterdir() if path.name in PAGE_NAMES)
        if len(pages) != 1:
            raise BadCaseError(f"{self.id}: holds {len(pages)} pages; one of {', '.join(sorted(PAGE_NAMES))} is due")
        return pages[0].read_bytes()

    def body(self) -> str:
        """The body wanted, without the newline at its end."""
        return self._read(BODY_NAME).removesuffix("\n")

    def fields(self) -> dict[str, object]:
        """The fields of `article.json`, their names checked."""
        fields: object = json.loads(self._read(FIELDS_NAME))
        if not isinstance(fields, dict):
            raise BadCaseError(f"{self.id}: {FIELDS_NAME} is no object")
        if unknown := sorted(fields.keys() - {*FIELDS, "removed_by"}):
            raise BadCaseError(f"{self.id}: {FIELDS_NAME} has unknown keys {unknown}; known are {FIELDS}, removed_by")
        return cast("dict[str, object]", fields)

    def removed_by(self) -> dict[str, str]:
        """Which rule is to remove which text; the ids checked."""
        wanted = cast("dict[str, str]", self.fields().get("removed_by", {}))
        known = {rule.id for rule in discover()} | STEPS
        if unknown := sorted(set(wanted.values()) - known):
            raise BadCaseError(f"{self.id}: removed_by names unknown rules {unknown}")
        return wanted

    def check_files(self) -> None:
        """Raise `BadCaseError` when a file is missing or one too many."""
        self.page()
        self._read(BODY_NAME)
        self._read(FIELDS_NAME)
        if extra := sorted(path.name for path in self.folder.iterdir() if path.name not in PAGE_NAMES | {*_EXPECTED}):
            raise BadCaseError(f"{self.id}: files that no case has: {extra}")

    def _read(self, name: str) -> str:
        path = self.folder / name
        if not path.is_file():
            raise BadCaseError(f"{self.id}: half a case, {name} is missing (`pytest --update-golden` writes it)")
        return path.read_text(encoding="utf-8")


_EXPECTED = (BODY_NAME, FIELDS_NAME)


def cases(folder: Path) -> list[Case]:
    """The cases of `folder`, one a sub-folder."""
    if not folder.is_dir():
        return []
    return [Case(path) for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith(".")]


@functools.cache
def strict_cleaner() -> Cleaner:
    """The default configuration, except that a rule that crashes raises."""
    return Cleaner(Config(strict=True))


def decoded(page: bytes) -> str:
    """The text of `page`, as `clean` reads it."""
    return decode(page)


def one_space(text: str) -> str:
    """`text` with every run of white space as one blank."""
    return " ".join(text.split())


def removers(article: Article, text: str) -> set[str]:
    """The rules that removed `text`: a removal is `text`, or a line of one holds it; white space normalised.

    Two removals in a row may be `text` together: a caption and the credit that closes it.
    """
    key = one_space(text)
    whole = {removal.rule for removal in article.removed if one_space(removal.text) == key}
    for above, below in pairwise(article.removed):
        if key.startswith(one_space(above.text)) and one_space(f"{above.text} {below.text}") == key:
            whole |= {above.rule, below.rule}
    return whole | {
        removal.rule
        for removal in article.removed
        if len(removal.text) >= len(key) and any(key in one_space(line) for line in removal.text.splitlines())
    }


def differences(case: Case, article: Article) -> Iterator[str]:
    """What of `article` is not as `case` wants it, body aside; one line each."""
    fields = case.fields()
    got = article.to_dict()
    for name in FIELDS:
        if name in fields and plain(got.get(name)) != fields[name]:
            yield f"{name}: wanted {fields[name]!r}, got {plain(got.get(name))!r}"
    for text, rule in case.removed_by().items():
        found = removers(article, text)
        if rule not in found:
            yield f"removed_by: {text!r}: wanted {rule!r}, got {sorted(found) or 'not removed'}"


Deviations = dict[str, list[str]]


def deviations(case: Case, article: Article) -> Deviations:
    """How `article` falls short of `case`: paragraphs missing or too many, wrong fields; empty when it fits."""
    wanted = case.body().split("\n\n") if case.body() else []
    found = {
        "missing": [text for text in wanted if text not in article.paragraphs],
        "extra": [text for text in article.paragraphs if text not in wanted],
        "fields": list(differences(case, article)),
    }
    if case.body() != article.text and not (found["missing"] or found["extra"]):
        found["missing"] = ["paragraphs in another order, or another number of times"]
    return {name: lines for name, lines in found.items() if lines}


def known(case: Case) -> Deviations:
    """The deviations of `case` that are known; empty for a case that is to fit."""
    path = KNOWN_FAILURES / f"{case.folder.name}.json"
    if case.folder.parent != PAGES or not path.is_file():
        return {}
    return cast("Deviations", json.loads(path.read_text(encoding="utf-8")))


def write_known() -> None:
    """Rewrite `golden/known_failures`: `python -m tests.golden`."""
    for path in KNOWN_FAILURES.glob("*.json"):
        path.unlink()
    for case in cases(PAGES):
        if found := deviations(case, strict_cleaner().clean(case.page())):
            text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
            (KNOWN_FAILURES / f"{case.folder.name}.json").write_text(text, encoding="utf-8")


def plain(value: object) -> object:
    """`value` as JSON gives it back."""
    return list(value) if isinstance(value, tuple) else value


def update(case: Case, article: Article) -> list[str]:
    """Rewrite what of `case` is not as `article` is; the lines say what was done."""
    done: list[str] = []
    body_path, fields_path = case.folder / BODY_NAME, case.folder / FIELDS_NAME
    body = f"{article.text}\n" if article.text else ""
    if not body_path.is_file():
        body_path.write_text(body, encoding="utf-8")
        done.append(f"{case.id}: wrote {BODY_NAME}, {len(article.paragraphs)} paragraphs")
    elif case.body() != article.text:
        gone, new = _changes(case.body().split("\n\n"), article.paragraphs)
        body_path.write_text(body, encoding="utf-8")
        done.append(f"{case.id}: rewrote {BODY_NAME}, {gone} paragraphs gone, {new} new")
    got = article.to_dict()
    if not fields_path.is_file():
        fields: dict[str, object] = {name: plain(got[name]) for name in FIELDS if got.get(name)}
        done.append(f"{case.id}: wrote {FIELDS_NAME}")
    else:
        fields = case.fields()
        done += [f"{case.id}: {line}" for line in differences(case, article)]
        fields |= {name: plain(got.get(name)) for name in FIELDS if name in fields}
        if "removed_by" in fields:
            fields["removed_by"] = {text: _remover(case, article, text) for text in case.removed_by()}
    text = json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
    if done and not (fields_path.is_file() and json.loads(fields_path.read_text(encoding="utf-8")) == fields):
        fields_path.write_text(text, encoding="utf-8")
    return done


def _remover(case: Case, article: Article, text: str) -> str:
    wanted = case.removed_by()[text]
    found = removers(article, text)
    # Text that nothing removes keeps its entry, and the case goes on failing: that is for a person to settle.
    return wanted if wanted in found or not found else min(found)


def _changes(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    return len(set(before) - set(after)), len(set(after) - set(before))


if __name__ == "__main__":
    write_known()
