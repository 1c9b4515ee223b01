"""The parts of README.md that are checked. `python -m tests.readme` writes its rule table anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from cleaner.report.rules import as_markdown, describe
from cleaner.rules import shipped

FILE = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^\n]*) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_TABLE = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)", re.DOTALL)


class Block(NamedTuple):
    """A fenced block; `note` is the comment on the line above it, say `file: page.txt`."""

    language: str
    note: str
    text: str
    line: int

    @property
    def notes(self) -> dict[str, str]:
        """The parts of its note: `file: page.py; needs: scrapy`."""
        return {key: value for key, _, value in (part.strip().partition(": ") for part in self.note.split(";"))}


def blocks(language: str = "") -> list[Block]:
    """The fenced blocks of a language, or all, in order."""
    readme = FILE.read_text(encoding="utf-8")
    found = [
        Block(match["language"], match["note"] or "", match["text"], 1 + readme.count("\n", 0, match.start("text")))
        for match in _BLOCK.finditer(readme)
    ]
    return [block for block in found if language in ("", block.language)]


def with_rule_table(readme: str) -> str:
    """`readme` with the table that the rules' docstrings make; other packages' rules are not in it."""
    table = as_markdown(describe(rule) for rule in shipped())
    return _TABLE.sub(lambda _: f"{table}\n", readme)


if __name__ == "__main__":
    FILE.write_text(with_rule_table(FILE.read_text(encoding="utf-8")), encoding="utf-8")
