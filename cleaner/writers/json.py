"""Writes an article as JSON, keys in a fixed order.

`title` `authors` `published` `page_date` `site` `language` `url` `form` `status` `confidence` `text` `spans` `removed`
`failed_rules`. Offsets, in `spans` and `removed`, count characters of the decoded page. A later version may add keys at
the end and takes none away.
"""

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
        "spans": [list(span) for span in article.spans],
        "removed": [removal._asdict() for removal in article.removed],
        "failed_rules": [failure._asdict() for failure in article.failed_rules],
    }


def write(article: Article) -> str:
    """The article as one line of JSON."""
    return json.dumps(as_dict(article), ensure_ascii=False)


def line(article: Article, source: str) -> bytes:
    """The article as a line of a JSONL file, the page's name first."""
    fields = {"source": source, **as_dict(article)}
    return f"{json.dumps(fields, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")
