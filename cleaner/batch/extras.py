"""Packages that only some runs need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cleaner.errors import MissingExtraError


@contextmanager
def needed(what: str, extra: str) -> Iterator[None]:
    """Around the import of a package that an extra installs.

    Args:
        what: what needs which package, for the message.
        extra: the extra's name.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise missing(what, extra) from error


def missing(what: str, extra: str) -> MissingExtraError:
    """The error of a package that is not installed."""
    return MissingExtraError(what, f"pip install 'newspage-cleaner[{extra}]'")
