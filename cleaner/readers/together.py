"""Parts what a dump runs together on one line: blocks that stand blanks apart, and blocks that touch.

`get_text()` without a separator keeps the white space of the source alone. Where the page's HTML stands on few lines, a
menu comes out as "Home    News    Sport" or as "HomeNewsSport", and a story as "… on Tuesday.The mayor said".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from cleaner.readers.lines import Line, pieces
from cleaner.text import has_cjk, word_set

LONG = 600
"""Characters from which on a line is longer than most paragraphs of news."""
LEAST_GAPS = 4
LEAST_TOUCHING = 3
MOST_AMID = 0.1
"""Share of the gaps that small letters may follow on; where more do, links and words in bold have gaps beside them."""
LONGEST_ENTRY = 40
"""Characters that the entries of a menu have at most, on the average."""
NAMES = word_set(
    "AirPods AstraZeneca BlackRock BuzzFeed CrowdStrike DeepMind DoorDash ExxonMobil FaceTime FedEx GitHub HuffPost"
    " JavaScript LinkedIn MacBook MasterCard PayPal PlayStation PowerPoint PowerShell SoundCloud TikTok TripAdvisor"
    " TypeScript WhatsApp WordPress YouTube YouTuber"
)
"""Well-known names with a capital inside."""
_GAP = re.compile(r"[ \t\u00a0]{2,}")
# Two blanks after a sentence are an old typist's habit.
_TYPED = re.compile(r"[.!?:…][\"”’»)]? {2}$")
# A sentence's end and the next one's beginning, which is no "log.Fatal(".
_TOUCHING = re.compile(r"(?:[^\W\d_]{3}[.!?…]|[।؟۔])[\"”’»)]{0,2}(?=[\"“„«]?[^\W\d_])(?!\w*+[(=])")
_DOMAIN = re.compile(r"(?:Com|Net|Org|Gov|Edu)(?![^\W\d_])")
_NAME = re.compile(r"(?<=[^\W\d_A-Z] )([A-Z]?[a-z]+[A-Z][a-z]+)(?![^\W_])")
# A word's end, a figure or a bracket, and what may be a capital; a word and a clock time; a sign of copyright.
_SEAM = re.compile(
    r"(?:[^\W\d_A-Z]{2}|[\d)])(?=[^\W\d_a-z](?:[^\W\d_A-Z]| [^\W\d_A-Z]))|[^\W\d_]{3}(?=\d\d?[:.]\d\d(?!\d)|©)"
)


def parted(lines: list[Line]) -> list[Line]:
    """`lines` with those parted that hold many blocks; the same list where none does."""
    if not lines or max([len(line.text) for line in lines]) < LONG:
        return lines
    gaps = _gaps(lines)
    touching = _touches(lines)
    if not (gaps or touching):
        return lines
    names = _names(lines) if touching else NAMES
    made: list[Line] = []
    for i, line in enumerate(lines):
        cuts = gaps.get(i, [])
        if touching:
            cuts = sorted({*cuts, *((at, at) for at in _seams(line.text, names))})
        made += pieces(line, cuts, 0) if cuts else [line]
    return made


def _gaps(lines: Sequence[Line]) -> dict[int, list[tuple[int, int]]]:
    """The gaps in lines that hold many, by the line's index; lines of a table aside."""
    found: dict[int, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        if len(line.text) >= LONG and "  " in line.text:
            gaps = [gap.span() for gap in _GAP.finditer(line.text)]
            if sum([_TYPED.search(line.text, max(0, at - 3), end) is None for at, end in gaps]) >= LEAST_GAPS:
                found[i] = gaps
    gaps_found = sum(map(len, found.values()))
    amid = sum([lines[i].text[end].islower() for i, gaps in found.items() for _, end in gaps])
    if amid > MOST_AMID * gaps_found:
        return {}
    return {i: gaps for i, gaps in found.items() if not any(_align(lines, found, i, j) for j in (i - 1, i + 1))}


def _align(lines: Sequence[Line], gaps: Mapping[int, Sequence[tuple[int, int]]], i: int, j: int) -> bool:
    """True where half of what stands behind gaps begins in the same columns: rows of a table."""
    if j not in gaps:
        return False
    own, other = ({lines[row].indent + end for _, end in gaps[row]} for row in (i, j))
    return 2 * len(own & other) >= len(own)


def _touches(lines: Sequence[Line]) -> bool:
    """True where sentences touch again and again."""
    found = 0
    for line in lines:
        if len(line.text) >= LONG:
            found += sum([_begins(line.text, match.end()) for match in _TOUCHING.finditer(line.text)])
    return found >= LEAST_TOUCHING


def _begins(text: str, at: int) -> bool:
    """True where a word stands at `at` that begins a sentence, quotes passed over."""
    at += text[at] in '"“„«'
    if text[at].lower() == text[at].upper():
        return not has_cjk(text[at])
    return text[at].isupper() and text[at + 1 : at + 2].islower() and not _DOMAIN.match(text, at)


def _names(lines: Sequence[Line]) -> Collection[str]:
    """Words with a capital inside that stand behind a word in small letters twice: names, not words that touch."""
    found: Counter[str] = Counter()
    for line in lines:
        found.update(match[1] for match in _NAME.finditer(line.text))
    return NAMES.union(name for name, times in found.items() if times > 1)


def _seams(text: str, names: Collection[str]) -> Iterator[int]:
    """Where what touches is to be parted: sentences, and in lines that hold some, or in a menu, words."""
    ends = [match.end() for match in _TOUCHING.finditer(text) if _begins(text, match.end())]
    yield from ends
    inside = [match.end() for match in _SEAM.finditer(text)]
    inside = [at for at in inside if not text[at].isalpha() or (text[at].isupper() and not _is_name(text, at, names))]
    if ends or (len(inside) > 1 and len(text) < LONGEST_ENTRY * len(inside)):
        yield from inside


def _is_name(text: str, at: int, names: Collection[str]) -> bool:
    """True for a capital at `at` inside of a name."""
    start = end = at
    while start and text[start - 1].islower():
        start -= 1
    start -= start > 0 and text[start - 1].isupper()
    while end + 1 < len(text) and text[end + 1].islower():
        end += 1
    return text[start : end + 1] in names
