"""Writes an article as Markdown."""

from __future__ import annotations

from cleaner.model import Article


def write(article: Article) -> str:
    """The title as a heading, then the body."""
    head = f"# {article.title}\n\n" if article.title else ""
    return head + article.text
