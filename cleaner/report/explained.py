"""A page explained: every line that stayed, and every line that went, with its rule and its reason."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.model import Article
from cleaner.writers.json import as_dict


class Row(NamedTuple):
    """A paragraph of the body, or a removal."""

    kept: bool
    text: str
    rule: str
    """Who removed it; empty when kept."""
    reason: str
    start: int
    end: int
    """Offsets in the decoded page; in HTML in its visible text."""
    path: str = ""
    """In HTML the path of the element that a removal begins in."""


def rows(article: Article) -> list[Row]:
    """The page from top to bottom; what was cut out of a paragraph follows it."""
    kept = [
        Row(True, text, "", "", start, end)
        for text, (start, end) in zip(article.paragraphs, article.spans, strict=False)
    ]
    gone = [Row(False, r.text, r.rule, r.reason, r.start, r.end, r.path) for r in article.removed]
    return sorted(kept + gone, key=lambda row: (row.start, not row.kept))


def as_plain(article: Article) -> dict[str, object]:
    """The explained page as plain values: the metadata, then the rows."""
    fields = as_dict(article)
    for key in ("text", "spans", "removed"):
        del fields[key]
    fields["rows"] = [row._asdict() for row in rows(article)]
    return fields


def summary(article: Article) -> list[tuple[str, str]]:
    """The metadata as labels and values, for a heading; only what is known."""
    named = [
        ("title", article.title),
        ("authors", ", ".join(article.authors)),
        ("published", article.published),
        ("page date", article.page_date),
        ("site", article.site),
        ("language", article.language),
        ("url", article.url),
        ("form", article.form),
        ("status", f"{article.status}, confidence {article.confidence:.2f}"),
    ]
    failed = [("failed rule", f"{failure.rule}: {failure.error}") for failure in article.failed_rules]
    return [(label, value) for label, value in named if value] + failed
