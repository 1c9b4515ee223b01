"""Adapters for other engines and frameworks, each thin.

`pages` cleans one page or many and gives an article's fields as plain values; `arrow` does so for columns, and the
engines' adapters stand on these two.
"""

from __future__ import annotations


def missing(error: ModuleNotFoundError, extra: str) -> ModuleNotFoundError:
    """`error`, with the extra that brings what it misses."""
    remedy = f"pip install 'newspage-cleaner[{extra}]'"
    return ModuleNotFoundError(f"{error.name} is not installed: {remedy}", name=error.name, path=error.path)
