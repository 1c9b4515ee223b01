"""HTML nested deeper than the parser goes: the elements too deep are dropped, their text stays."""

from __future__ import annotations

import re

_LEVELS = 400
"""How many nested elements stay; a table's cell is four levels of the tree, for one that counts here."""
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})(?:[^<>]{0,20000})>")
_SHALLOW = frozenset(
    b"p li dt dd td th tr tbody thead tfoot option optgroup br hr img input meta link area base col embed param source "
    b"track wbr html head body h1 h2 h3 h4 h5 h6 colgroup caption rp rt".split()
)
"""Elements without content, and those that the next of their kind closes."""
_IN_LINE = frozenset(b"a abbr b big cite code em font i label mark q s small span strike strong sub sup time u".split())


def flattened(data: bytes) -> bytes:
    """`data` without the tags of elements that are nested too deep; a line break where one of them began."""
    depth = at = 0
    parts: list[bytes] = []
    for match in _TAG.finditer(data):
        name = match[2].lower()
        if name in _SHALLOW:
            continue
        if match[1]:
            drop, depth = depth > _LEVELS, max(0, depth - 1)
        else:
            depth += 1
            drop = depth > _LEVELS
        if drop:
            parts += [data[at : match.start()], b"" if name in _IN_LINE else b"<br>"]
            at = match.end()
    return b"".join([*parts, data[at:]])
