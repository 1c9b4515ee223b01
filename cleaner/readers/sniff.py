"""Tells the form of a page from its content."""

from __future__ import annotations

from cleaner.model import Form


def sniff(source: str) -> Form:
    """The form that `source` looks like."""
    return "dump"
