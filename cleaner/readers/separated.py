"""Parts a page whose blocks stand on one line with a sign between them: `get_text("|")`, tabs, a line end spelled out.

Between the signs stands what `get_text` puts on a line where line ends are the sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.readers.lines import Line, pieces

LONG, LEAST_SHARE = 2000, 0.7
"""Characters that no paragraph has, and the share of a page that stands on such lines."""
FIRST = 200
"""Characters of a first line that holds the document's title and a menu, where some blocks have line ends inside."""
LEAST_SIGNS, LEAST_IN_FIRST = 12, 6
MOST_BETWEEN = 250
"""Characters between two signs on the average: menus on one line have some bars too."""
SIGNS = ("\t", "|", "\\n")


def separated(lines: list[Line]) -> list[Line]:
    """`lines` parted at the page's sign; the same list where it has none."""
    sizes = [len(line.text) for line in lines]
    total = sum(sizes)
    long = sum([size for size in sizes if size >= LONG]) >= LEAST_SHARE * total
    if not lines or (not long and sizes[0] < FIRST):
        return lines
    counts = {sign: sum([line.text.count(sign) for line in lines]) for sign in SIGNS}
    sign = max(SIGNS, key=counts.__getitem__)
    if counts[sign] < LEAST_SIGNS or counts[sign] * MOST_BETWEEN < total:
        return lines
    if not long and lines[0].text.count(sign) < LEAST_IN_FIRST:
        return lines
    return [part for line in lines for part in (_parted(line, sign) if sign in line.text else [line])]


def _parted(line: Line, sign: str) -> Iterator[Line]:
    """What stands between the signs; where these show, each belongs to what stands before it."""
    cuts = [match.span() for match in re.finditer(re.escape(sign), line.text)]
    parts = list(pieces(line, cuts, 0)) or [line]
    return iter(parts) if sign.isspace() else _with_signs(parts, line)


def _with_signs(parts: Sequence[Line], line: Line) -> Iterator[Line]:
    ends = [part.start for part in parts[1:]]
    for part, end in zip(parts, [*ends, line.end], strict=True):
        start = line.start if part is parts[0] else part.start
        yield part._replace(start=start, end=end, spans=((part.start, part.end),))
