"""How far a text that the page states elsewhere (its JSON-LD, its description) agrees with what it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTERS = re.compile(r"[^\W_]+")
_GRAM = 12
_STRIDE = 6
_LEAST = 40
_LONGEST = 2_000_000
"""A stated text with fewer or more characters says nothing."""


def shares(stated: str, texts: Sequence[str]) -> tuple[float, ...]:
    """For each of `texts` the share of it that `stated` holds, 0 to 1; empty where `stated` is too short to tell."""
    if len(stated) > _LONGEST:
        return ()
    whole = letters(stated)
    if len(whole) < _LEAST:
        return ()
    grams = {whole[i : i + _GRAM] for i in range(len(whole) - _GRAM + 1)}
    return tuple([_share(letters(text), grams, whole) for text in texts])


def letters(text: str) -> str:
    """The letters and digits of `text` in small letters, nothing between them."""
    return "".join(_LETTERS.findall(text)).lower()


def _share(text: str, grams: set[str], whole: str) -> float:
    if len(text) < _GRAM:
        return float(len(text) > 3 and text in whole)
    starts = range(0, len(text) - _GRAM + 1, _STRIDE)
    return sum([text[i : i + _GRAM] in grams for i in starts]) / len(starts)
