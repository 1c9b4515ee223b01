"""The rules' documentation, read from their docstrings, and examples of what they look for."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import chain, islice, zip_longest
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


def as_markdown(docs: Iterable[RuleDoc]) -> str:
    """A Markdown table of what each rule removes and keeps."""
    rows = (("rule", "removes", "keeps"), ("---", "---", "---"), *((f"`{d.id}`", d.removes, d.keeps) for d in docs))
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def examples(rule: str) -> Iterator[tuple[str, str]]:
    """Some of a rule's phrases as `(language, text)`: of each group in turn, in each of a few languages."""
    resource = files("cleaner.phrases").joinpath(f"{rule}.toml")
    if not resource.is_file():
        return
    table = tomllib.loads(resource.read_text(encoding="utf-8"))
    for language in EXAMPLE_LANGUAGES:
        groups = [found for group, found in table.get(language, {}).items() if group != "seen"]
        in_turn = (phrase for phrase in chain.from_iterable(zip_longest(*groups)) if phrase)
        for phrase in islice(dict.fromkeys(in_turn), _EXAMPLES_EACH):
            yield language, phrase
