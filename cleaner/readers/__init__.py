"""Readers: one a form. Each turns decoded text into a `Page` of blocks in order, and judges nothing."""

from __future__ import annotations

import importlib

from cleaner.errors import ConfigError
from cleaner.model import FORMS, Form, Page
from cleaner.readers.sniff import sniff


def read(source: str, form: Form = "auto", url: str = "") -> Page:
    """The page that `source` holds, read as `form`, or as what it looks like when `form` is `"auto"`.

    Raises:
        ConfigError: there is no such form.
        FrontMatterError: a record's front matter is broken, oversized or unsafe.
        MarkupError: HTML that cannot be parsed.
    """
    check_form(form)
    chosen = sniff(source) if form == "auto" else form
    # Imported where used: HTML brings lxml, records bring YAML.
    reader = importlib.import_module(f"{__name__}.{chosen}")
    page: Page = reader.read(source, url)
    return page


def check_form(form: object) -> None:
    """Raise ConfigError where `form` is none that a page can be read as."""
    if not isinstance(form, str) or (form != "auto" and form not in FORMS):
        raise ConfigError(f"unknown form {form!r}", f"allowed: auto, {', '.join(sorted(FORMS))}")
