"""What trafilatura makes of a page, as votes on our blocks. It is a witness, no judge, and may well be silent."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTERS = re.compile(r"[^\W_]+")
_GRAM = 12
_STRIDE = 6
_AGREED = 0.6
# It builds several trees of a page; a longer one is not worth its time and memory.
_LONGEST = 5_000_000


def votes(html: str, texts: Sequence[str]) -> list[int]:
    """For each text: 1 when trafilatura keeps it, -1 when it drops it, 0 when it says nothing."""
    extracted = _extract(html)
    if not extracted:
        return [0] * len(texts)
    whole = _letters(extracted)
    grams = {whole[i : i + _GRAM] for i in range(max(1, len(whole) - _GRAM + 1))}
    lines = {_letters(line) for line in extracted.splitlines()}
    return [_vote(_letters(text), grams, lines) for text in texts]


def _extract(html: str) -> str:
    if len(html) > _LONGEST:
        return ""
    from trafilatura import extract

    try:
        return extract(html, include_comments=False, include_tables=True, include_formatting=False) or ""
    except Exception:  # noqa: BLE001 - another package's crash costs its vote, not the page
        return ""


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).lower()


def _vote(letters: str, grams: set[str], lines: set[str]) -> int:
    if not letters:
        return 0
    if len(letters) < _GRAM:
        return 1 if letters in lines else -1
    starts = range(0, len(letters) - _GRAM + 1, _STRIDE)
    found = sum([letters[i : i + _GRAM] in grams for i in starts])
    return 1 if found >= _AGREED * len(starts) else -1
