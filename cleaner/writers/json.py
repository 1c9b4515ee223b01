"""Writes an article as JSON."""

from __future__ import annotations

import json

from cleaner.model import Article


def as_dict(article: Article) -> dict[str, object]:
    """The article as plain values."""
    return {
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "page_date": article.page_date,
        "site": article.site,
        "language": article.language,
        "url": article.url,
        "form": article.form,
        "status": article.status,
        "confidence": round(article.confidence, 3),
        "text": article.text,
        "removed": [removal._asdict() for removal in article.removed],
    }


def write(article: Article) -> str:
    """The article as one line of JSON."""
    return json.dumps(as_dict(article), ensure_ascii=False)
