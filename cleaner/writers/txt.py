"""Writes an article as plain text."""

from __future__ import annotations

from cleaner.model import Article


def write(article: Article) -> str:
    """The body, paragraphs apart by one blank line; without the title."""
    return article.text
