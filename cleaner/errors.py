"""Named errors: each says what was wrong, where, and what to do about it."""

from __future__ import annotations


class CleanerError(Exception):
    """The base of every error that `cleaner` raises on purpose.

    Attributes:
        message: what was wrong, and where.
        remedy: what the user can do about it; may be empty.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}: {self.remedy}" if self.remedy else self.message


class NotTextError(CleanerError):
    """The bytes are no text: an image, an archive, a PDF."""


class DecodingError(CleanerError):
    """The bytes cannot be decoded by the encoding that was asked for."""


class PageTooLargeError(CleanerError):
    """The page is longer than `Config.max_chars` allows."""


class FrontMatterError(CleanerError):
    """The front matter of a record is broken, oversized or unsafe."""


class MarkupError(CleanerError):
    """The HTML cannot be parsed."""


class ConfigError(CleanerError):
    """A configuration holds an unknown key, a wrong type or a bad pattern."""


class PatternTimeoutError(CleanerError):
    """A user's line pattern took longer than its time limit."""


class RuleCrashError(CleanerError):
    """A rule raised, and the configuration asked for that to be fatal."""


class OutputError(CleanerError):
    """An output cannot be written: it exists, its disk is full, its folder is read-only."""


class UnexpectedError(CleanerError):
    """A page made `cleaner` itself fail; the message names the exception. Only `Cleaner.map` and batch runs wrap."""


class WorkerStartError(CleanerError):
    """Worker processes cannot start."""


class WorkerLostError(CleanerError):
    """The worker process died at this page, or was ended because the page took too long."""


class InputError(CleanerError):
    """An input of a batch run does not exist, is broken, or is nothing that can be read."""


class ExpansionError(CleanerError):
    """An archive or a packed file expands beyond the limit."""


class MissingExtraError(CleanerError):
    """Something was asked for that needs a package which is not installed; the remedy names the extra."""


class ResumeError(CleanerError):
    """A run cannot go on: its settings, version or inputs are not those that it began with."""
