"""The names at the head of a byline's text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.dates import begins_date, read_key
from cleaner.model import Hit
from cleaner.rules._names import is_name, split_names
from cleaner.text import LatePattern, word_set

DIGIT = re.compile(r"\d")
BREAK = re.compile(r"\s*[|•·●‧◦»>]\s*|\s+[-–—]{1,2}\s+|\s*\(|\s*=\s*$|\s{3,}|\t|\n|（|［|【")
"""Where the names of a line end, or another part begins."""
AT = re.compile(r"\s(?:at|in|from|à|en|aus|da|na|w|v|ve|i|på|em|из|в|у|στο|στην)\s(?=[^\W\d_])")
"""What may stand between a name and where its bearer is."""
_TIMES = word_set("morning noon afternoon evening night midnight matin soir abend mañana noche edition review times")
_JOINED = LatePattern(r"(?:\b(?:and|und|et|y|e|i|en|och|og|ve|dan|a)|&|\bи|\bта|\bй|\bκαι)\s+$")


def authors_in(text: str, hits: Sequence[Hit], shift: int, *, told: bool = False) -> list[str]:
    """The names at the head of `text`, up to a sign, a date or a role.

    Args:
        text: what may begin with names.
        hits: the byline's words in its block.
        shift: where `text` begins in its block.
        told: a word such as "by" says that names follow: then "June Smith" and "Rahul Das" are names.
    """
    cut = BREAK.search(text)
    part = text[: cut.start()] if cut and cut.start() > 1 else text
    part = _without_date(part)
    roles = [hit.start - shift for hit in hits if hit.label == "role" and hit.start >= shift]
    names: list[str] = []
    at, told_role = 0, False
    for name in split_names(part):
        at = part.find(name.split(" ")[0], at)
        role = any(at <= start < at + len(name) for start in roles)
        if role and len(name.split()) >= 3 and not names and is_name(" ".join(name.split()[:2])):
            return [" ".join(name.split()[:2])]
        if told_role and not _JOINED.compiled.search(part, 0, at):
            at += len(name)
            continue  # the role goes on: "Court Correspondent, Leeds"
        dated = begins_date(name.split(" ")[0].lower()) and not (told and _is_person(name))
        if role or not is_name(name, told=told) or dated:
            if not names or not role:
                return names
            told_role = True
            at += len(name)
            continue
        names.append(name)
        at += len(name)
    return names


def told_authors(text: str, hits: Sequence[Hit], shift: int) -> list[str]:
    """The names in what follows "by": "Jane Doe", "Jane Doe in London"."""
    names = authors_in(text, hits, shift, told=True)
    place = None if names else AT.search(text)
    return authors_in(text[: place.start()], hits, shift, told=True) if place else names


def _is_person(name: str) -> bool:
    """True for "April Jones", false for "Sunday Night" and "May June"."""
    return not any(word in _TIMES or begins_date(word) for word in name.lower().split(" ")[1:])


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
