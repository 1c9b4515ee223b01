"""The rules' documentation, read from their docstrings, and examples of what they look for."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from cleaner.model import Rule

SECTIONS = ("Removes", "Keeps", "Seen on")
EXAMPLE_LANGUAGES = ("en", "de", "ar", "ja")
_EXAMPLES_EACH = 3


class RuleDoc(NamedTuple):
    """What a rule's docstring says."""

    id: str
    summary: str
    removes: str
    keeps: str
    seen_on: str


def describe(rule: type[Rule]) -> RuleDoc:
    """The parts of a rule's docstring; a part that is missing is empty."""
    lines = inspect.cleandoc(rule.__doc__ or "").splitlines()
    parts: dict[str, list[str]] = {section: [] for section in SECTIONS}
    current: list[str] = []
    for line in lines[1:]:
        head, colon, rest = line.partition(":")
        if colon and head in parts:
            current = parts[head]
            current.append(rest.strip())
        else:
            current.append(line.strip())
    texts = [" ".join(part for part in parts[section] if part) for section in SECTIONS]
    return RuleDoc(rule.id, lines[0].strip().rstrip(".") if lines else "", *texts)


def examples(rule: str) -> Iterator[tuple[str, str]]:
    """Some of a rule's phrases as `(language, text)`: a few in each of a few languages."""
    resource = files("cleaner.phrases").joinpath(f"{rule}.toml")
    if not resource.is_file():
        return
    table = tomllib.loads(resource.read_text(encoding="utf-8"))
    for language in EXAMPLE_LANGUAGES:
        phrases = [
            phrase
            for group, found in table.get(language, {}).items()
            if group != "seen" and isinstance(found, list)
            for phrase in found
        ]
        for phrase in phrases[:_EXAMPLES_EACH]:
            yield language, phrase
