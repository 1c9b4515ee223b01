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
    chars = list(map(chr, range(_TABLE_SIZE)))
    upper, spaces = np.array(list(map(str.isupper, chars))), np.array(list(map(str.isspace, chars)))
    letters, digits = np.array(list(map(str.isalpha, chars))), np.array(list(map(str.isdigit, chars)))
    opening = np.array([kind in {"Ps", "Pd"} for kind in map(unicodedata.category, chars)])
    quotes = _set(_QUOTES)
    first = upper | letters.astype(np.int64) << _FIELD | digits.astype(np.int64) << 2 * _FIELD
    second = _set(_COMMAS) | quotes.astype(np.int64) << _FIELD | _set(_ODD).astype(np.int64) << 2 * _FIELD
    kinds = (upper, spaces | quotes | opening, _set(_STOPS), _set(_CJK_STOPS), _set(" "))
    flags = np.zeros(_TABLE_SIZE, np.uint8)
    for bit, kind in enumerate(kinds):
        flags[kind] |= 1 << bit
    return first, second, flags


def _set(chars: str) -> NDArray[np.bool_]:
    """A table that is true for those of `chars` that it reaches."""
    table = np.zeros(_TABLE_SIZE, np.bool_)
    table[[ord(char) for char in chars if ord(char) < _TABLE_SIZE]] = True
    return table


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
