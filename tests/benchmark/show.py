"""Shows one page line by line: what was kept or removed, what was wanted, and which rule decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner import Article
from cleaner.model import Removal
from tests.benchmark.score import SHINGLE, sequence

WIDTH = 110
LEGEND = "  kept, wanted   . removed, not wanted   - LOST: removed but wanted   + EXTRA: kept but not wanted"


class ShownLine(NamedTuple):
    """One line of the page."""

    sign: str
    text: str
    removals: tuple[Removal, ...]


class Wanted:
    """Tells whether a line is the wanted body's, by its words."""

    def __init__(self, body: str) -> None:
        words = sequence(body)
        self._paragraphs = {tuple(sequence(paragraph)) for paragraph in body.split("\n")}
        self._text = f" {' '.join(words)} "
        self._runs = {tuple(words[i : i + SHINGLE]) for i in range(len(words))}

    def has(self, line: str) -> bool:
        """True when the line stands in the body, or more than half of its runs of words do."""
        words = sequence(line)
        if len(words) < SHINGLE:  # so short that it stands in many a body by chance
            return bool(words) and tuple(words) in self._paragraphs
        if f" {' '.join(words)} " in self._text:
            return True
        runs = [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
        return 2 * sum(run in self._runs for run in runs) > len(runs)


def lines(source: str, article: Article, body: str) -> Iterator[ShownLine]:
    """The lines of `source` that hold something, each with what became of it."""
    wanted = Wanted(body)
    position = at = 0
    removed = sorted(article.removed, key=lambda removal: removal.start)
    for raw in source.splitlines(keepends=True):
        start, end = position, position + len(raw)
        position = end
        if not raw.strip():
            continue
        while at < len(removed) and removed[at].end <= start:
            at += 1
        found = []
        for removal in removed[at:]:
            if removal.start >= end:
                break
            if removal.end > start:
                found.append(removal)
        gone = sum(min(removal.end, end) - max(removal.start, start) for removal in found)
        kept = gone * 2 < len(raw.strip())
        yield ShownLine(
            {(1, 1): " ", (0, 0): ".", (0, 1): "-", (1, 0): "+"}[kept, wanted.has(raw)], raw.strip(), tuple(found)
        )


def show(source: str, article: Article, body: str) -> str:
    """The page as text for a terminal."""
    out = [LEGEND, ""]
    for line in lines(source, article, body):
        text = line.text if len(line.text) <= WIDTH else f"{line.text[: WIDTH - 1]}…"
        notes = dict.fromkeys(f"{removal.rule}: {removal.reason}" for removal in line.removals)
        out.append(f"{line.sign} {text}")
        if line.sign != " ":
            out += [f"      [{note}]" for note in notes]
    out += ["", *_fields(article)]
    return "\n".join(out)


def _fields(article: Article) -> Iterator[str]:
    for name in ("status", "confidence", "form", "language", "title", "authors", "published", "page_date", "site"):
        yield f"{name}: {getattr(article, name)}"
    for failure in article.failed_rules:
        yield f"CRASHED: {failure.rule}: {failure.error}"
