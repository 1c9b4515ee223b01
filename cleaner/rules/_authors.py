"""The names at the head of a byline's text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.dates import begins_date, read_key
from cleaner.model import Hit
from cleaner.rules._names import is_name, split_names

DIGIT = re.compile(r"\d")
BREAK = re.compile(r"\s*[|•·●‧◦»>]\s*|\s+[-–—]{1,2}\s+|\s*\(|\s*=\s*$|\s{3,}|\t|\n|（|［|【")
"""Where the names of a line end, or another part begins."""


def authors_in(text: str, hits: Sequence[Hit], shift: int) -> list[str]:
    """The names at the head of `text`, up to a sign, a date or a role; `shift` is where `text` begins in its block."""
    cut = BREAK.search(text)
    part = text[: cut.start()] if cut and cut.start() > 1 else text
    part = _without_date(part)
    roles = [hit.start - shift for hit in hits if hit.label == "role" and hit.start >= shift]
    names: list[str] = []
    at = 0
    for name in split_names(part):
        at = part.find(name.split(" ")[0], at)
        role = any(at <= start < at + len(name) for start in roles)
        if role and len(name.split()) >= 3 and not names and is_name(" ".join(name.split()[:2])):
            return [" ".join(name.split()[:2])]
        if role or not is_name(name) or begins_date(name.split(" ")[0].lower()):
            if not names and not role:
                return []
            break
        names.append(name)
        at += len(name)
    return names


def _without_date(text: str) -> str:
    """`text` up to the date that it ends with."""
    digit = DIGIT.search(text)
    if not digit:
        return text
    words = text.split(" ")
    for at in range(1, min(len(words), 9)):
        if read_key(" ".join(words[at:]).lower()) is not None:
            return " ".join(words[:at])
    head = text[: digit.start()].rstrip()
    return head.rsplit(" ", 1)[0] if " " in head and read_key(head.rsplit(" ", 1)[1].lower() + " 1") else head
