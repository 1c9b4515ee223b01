"""How far a text that the page states elsewhere (its JSON-LD, its description) agrees with what it shows."""

from __future__ import annotations

from collections.abc import Sequence

_SMALL = bytes(range(256)).lower()
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum() and byte != ord("\n"))
_GRAM = 12
_STRIDE = 6
_PROBES = 24
"""So many grams of a text are looked up, every sixth letter or farther apart."""
_LEAST = 40
_LONGEST = 2_000_000
"""A stated text with fewer or more characters says nothing."""


def shares(stated: str, letters: Sequence[str]) -> tuple[float, ...]:
    """For each of the texts whose `letters` are given the share that `stated` holds, 0 to 1.

    Empty where `stated` is too short to tell.
    """
    if not _LEAST <= len(stated) <= _LONGEST:
        return ()
    whole = letters_of([stated.replace("\n", " ")])[0]
    if len(whole) < _LEAST:
        return ()
    grams = {whole[i : i + _GRAM] for i in range(len(whole) - _GRAM + 1)}
    return tuple([_share(text, grams, whole) for text in letters])


def letters_of(texts: Sequence[str]) -> list[str]:
    """Each of `texts`, none of which holds a line feed, in small letters, without blanks and the signs of ASCII."""
    # To drop bytes is many times faster than to look for words.
    found = "\n".join(texts).encode("utf-8", "surrogatepass").translate(_SMALL, _NO_LETTERS)
    return found.decode("utf-8", "surrogatepass").split("\n")


def _share(text: str, grams: set[str], whole: str) -> float:
    if len(text) < _GRAM:
        return float(len(text) > 3 and text in whole)
    last = len(text) - _GRAM
    middle = last // 2
    # Most texts have nothing in common with what is stated.
    if not (text[:_GRAM] in grams or text[middle : middle + _GRAM] in grams or text[last:] in grams):
        return 0.0
    starts = range(0, last + 1, max(_STRIDE, len(text) // _PROBES))
    return sum([text[i : i + _GRAM] in grams for i in starts]) / len(starts)
