"""Packages that only some runs need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec

from cleaner.batch.items import Kind
from cleaner.errors import MissingExtraError

_READERS: dict[Kind, tuple[str, str]] = {
    "warc": ("reading WARC needs fastwarc", "fastwarc"),
    "parquet": ("reading Parquet needs pyarrow", "pyarrow"),
}
"""What reads a kind of input: for the message, and the package's name; the extra is called as the kind."""


def check_reader(kind: Kind) -> None:
    """See that inputs of `kind` can be read.

    Raises:
        MissingExtraError: the package for it is not installed.
    """
    what, package = _READERS.get(kind, ("", ""))
    if package and find_spec(package) is None:
        raise missing(what, kind)


def reading(kind: Kind) -> AbstractContextManager[None]:
    """Around the import of the package that reads inputs of `kind`.

    Raises:
        MissingExtraError: it is not installed.
    """
    return needed(_READERS[kind][0], kind)


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
