"""Strips the boilerplate from scraped news pages.

from cleaner import clean
article = clean(page_text)
article.text, article.title, article.removed
"""

from __future__ import annotations

from cleaner.api import Cleaner, cleaner_for
from cleaner.config import Config
from cleaner.errors import CleanerError
from cleaner.model import Article, Form, Removal
from cleaner.version import __version__

__all__ = ["Article", "Cleaner", "CleanerError", "Config", "Removal", "__version__", "clean"]


def clean(
    source: str | bytes,
    *,
    form: Form = "auto",
    url: str | None = None,
    encoding: str | None = None,
    config: Config | None = None,
) -> Article:
    """The article of one page; see `Cleaner.clean`."""
    return cleaner_for(config).clean(source, form=form, url=url, encoding=encoding)
