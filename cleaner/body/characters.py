"""Counts kinds of characters block by block, for a whole page at once."""

from __future__ import annotations

import functools
import sys
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_TABLE_SIZE = 0x3100
_ODD = "|@©®™#/→←»«›‹•·*_=<>{}[]\\^~★☆"
_QUOTES = '"“”„«»「」『』‘’'
_STOPS = ".!?…؟۔।"
_CJK_STOPS = "。｡"
_COMMAS = ",;،؛、，；"
# Each kind has a field of 20 bits in one of two words, so that one sum over a block counts three or four kinds.
_FIELD = 20
_MASK = (1 << _FIELD) - 1


class Counts(NamedTuple):
    """How often each kind of character stands in each block."""

    upper: Ints
    letters: Ints
    digits: Ints
    commas: Ints
    quotes: Ints
    odd: Ints
    capitals: Ints
    """Capital letters that begin a word."""
    stops: Ints
    """Full stops and their kin that white space follows, or that end the block."""
    spaces: Ints
    """Blanks."""


@functools.cache
def _tables() -> tuple[Ints, Ints, NDArray[np.uint8]]:
    """By code point: two tables of packed counters, one of flags (1 upper, 2 edge of a word, 4, 8 stop, 16 blank)."""
    first = np.zeros(_TABLE_SIZE, np.int64)
    second = np.zeros(_TABLE_SIZE, np.int64)
    flags = np.zeros(_TABLE_SIZE, np.uint8)
    for code in range(_TABLE_SIZE):
        char = chr(code)
        first[code] = char.isupper() | char.isalpha() << _FIELD | char.isdigit() << 2 * _FIELD
        second[code] = (char in _COMMAS) | (char in _QUOTES) << _FIELD | (char in _ODD) << 2 * _FIELD
        edge = char.isspace() or char in _QUOTES or unicodedata.category(char) in ("Ps", "Pd")
        flags[code] = (
            char.isupper() | edge << 1 | (char in _STOPS) << 2 | (char in _CJK_STOPS) << 3 | (char == " ") << 4
        )
    return first, second, flags


def count(texts: Sequence[str]) -> Counts:
    """Counts for each of `texts`, none of which holds a line feed."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass"), np.uint32)
    first, second, flags = _tables()
    # What lies beyond the table (CJK, mostly) counts as a letter: the table's last entries stand for all of it.
    starts = np.zeros(len(texts), np.intp)
    np.cumsum([len(text) + 1 for text in texts[:-1]], out=starts[1:])
    one = np.add.reduceat(first.take(codes, mode="clip"), starts)
    two = np.add.reduceat(second.take(codes, mode="clip"), starts)
    marks = flags.take(codes, mode="clip")
    # What is rare is found first and counted then.
    capitals = marks & 1
    capitals[1:] &= marks[:-1] >> 1
    stops = (marks[:-1] >> 2) & (marks[1:] >> 1) & 1 | marks[:-1] >> 3 & 1
    return Counts(
        upper=one & _MASK,
        letters=one >> _FIELD & _MASK,
        digits=one >> 2 * _FIELD,
        commas=two & _MASK,
        quotes=two >> _FIELD & _MASK,
        odd=two >> 2 * _FIELD,
        capitals=_between(capitals.view(np.bool_), starts),
        stops=_between(stops.view(np.bool_), starts),
        spaces=_between((marks >> 4).view(np.bool_), starts),
    )


def _between(flags: NDArray[np.bool_], starts: NDArray[np.intp]) -> Ints:
    """How many flags are set from each start to the next."""
    places = flags.nonzero()[0]
    below = np.empty(len(starts) + 1, np.int64)
    below[:-1] = places.searchsorted(starts)
    below[-1] = len(places)
    counts: Ints = below[1:] - below[:-1]
    return counts
