"""What a user may set. One frozen, validated object; read from TOML."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_MAX_CHARS = 20_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a `Cleaner`.

    Attributes:
        off: ids of rules that do not run.
        keep: ids of rules whose findings stay in the body.
        max_chars: pages longer than this raise `PageTooLargeError`.
        strict: a rule that crashes raises `RuleCrashError` instead of being skipped.
    """

    off: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()
    max_chars: int = DEFAULT_MAX_CHARS
    strict: bool = False
