"""How far a text that the page states elsewhere (its JSON-LD, its description) agrees with what it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTERS = re.compile(r"[^\W_]+")
_SMALL = bytes(range(256)).lower()
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_GRAM = 12
_STRIDE = 6
_LEAST = 40
_LONGEST = 2_000_000
"""A stated text with fewer or more characters says nothing."""


def shares(stated: str, letters: Sequence[str]) -> tuple[float, ...]:
    """For each of the texts whose `letters` are given the share that `stated` holds, 0 to 1.

    Empty where `stated` is too short to tell.
    """
    if not _LEAST <= len(stated) <= _LONGEST:
        return ()
    whole = letters_of([stated])[0]
    if len(whole) < _LEAST:
        return ()
    grams = {whole[i : i + _GRAM] for i in range(len(whole) - _GRAM + 1)}
    return tuple([_share(text, grams, whole) for text in letters])


def letters_of(texts: Sequence[str]) -> list[str]:
    """The letters and digits of each text in small letters, nothing between them."""
    # To drop bytes is many times faster than to look for words.
    return [
        text.encode().translate(_SMALL, _NO_LETTERS).decode()
        if text.isascii()
        else "".join(_LETTERS.findall(text)).lower()
        for text in texts
    ]


def _share(text: str, grams: set[str], whole: str) -> float:
    if len(text) < _GRAM:
        return float(len(text) > 3 and text in whole)
    starts = range(0, len(text) - _GRAM + 1, _STRIDE)
    return sum([text[i : i + _GRAM] in grams for i in starts]) / len(starts)
