"""Columns of an Arrow table, from what a run makes of its pages."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import cast

import numpy as np
import pyarrow as pa


def column_of(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    """A column of strings, lists of strings or numbers.

    From its buffers, since `pyarrow.array` imports pandas wherever there is one, which takes longer than all else.
    """
    if kind == pa.float64():
        return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.array(values, np.float64))])
    if kind == pa.string():
        texts = cast("Sequence[str | None]", values)
        encoded = [b"" if text is None else text.encode() for text in texts]
        known = np.packbits(np.array([text is not None for text in texts], np.bool_), bitorder="little")
        return pa.Array.from_buffers(
            kind, len(values), [pa.py_buffer(known), _offsets(encoded), pa.py_buffer(b"".join(encoded))]
        )
    lists = cast("Sequence[Sequence[str]]", values)
    inner = column_of([text for texts in lists for text in texts], kind.value_type)
    return pa.Array.from_buffers(kind, len(values), [None, _offsets(lists)], children=[inner])


def _offsets(values: Sequence[Sized]) -> pa.Buffer:
    """Where each of `values` begins in all of them together, and where the last one ends."""
    return pa.py_buffer(np.cumsum([0, *map(len, values)], dtype=np.int32))
