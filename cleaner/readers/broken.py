"""Joins what `get_text` broke at links: text nodes that stand a line each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.readers.joints import (
    begins_on_function_word,
    continues,
    ends_on_function_word,
    goes_on,
    holds_sentence,
    is_caseless,
    is_clause,
    is_fragment,
    is_title_case,
    opens,
)
from cleaner.readers.lines import Line
from cleaner.readers.wraps import width
from cleaner.text import ends_sentence, word_set

SHORTEST_OPEN = 2
WHOLE = frozenset({"heading", "row", "code"})
_MARKER = re.compile(r"(?:\d{1,3}[.)]|[•·▪‣●■])$")
MIN_PROSE = 40
MIN_SENTENCE = 25
SHORTEST_HEADLINE = 12
FARTHEST_END = 12
# "By", where it stands in lower case between a headline and a name.
_BY = word_set("by von par por di da de af av door od от від przez tarafından oleh bởi από")


def joins_broken(lines: Sequence[Line], i: int, so_far: str) -> bool:
    """Does line `i` go on with the sentence that the block `so_far` stops in?"""
    line = lines[i]
    text = line.text
    if line.kind in WHOLE or lines[i - 1].kind in WHOLE:
        return False
    if continues(text) or (len(so_far) < 5 and _MARKER.match(so_far)):
        return True
    if ends_sentence(so_far):
        return False
    if opens(so_far):
        # "A-" by itself is a button that makes the letters smaller.
        return len(so_far) > SHORTEST_OPEN or not so_far[0].isalpha()
    below = lines[i + 1].text if i + 1 < len(lines) and not lines[i + 1].gap else ""
    if goes_on(text):
        return _joins_low(text, so_far, below)
    return _joins_capital(lines, i, so_far, below)


def _joins_low(text: str, so_far: str, below: str) -> bool:
    """A line that begins in lower case."""
    if so_far.endswith(";"):
        return False
    if ends_on_function_word(so_far):
        return True
    if text in _BY:
        # Between a headline and a name, or in a sentence.
        return holds_sentence(so_far) or _resumes(below)
    if width(so_far) >= MIN_SENTENCE or width(text) >= MIN_SENTENCE:
        return True
    return _resumes(below) and (ends_on_function_word(text) or (so_far[0].isupper() and width(below) >= MIN_PROSE))


def _joins_capital(lines: Sequence[Line], i: int, so_far: str, below: str) -> bool:
    """A line that begins with a capital, a digit, or in a script without capitals: a link in mid-sentence?"""
    line = lines[i]
    text = line.text
    if so_far[-1] in ":：" or text[-1] in ":：":
        return False
    if ends_on_function_word(so_far):
        return _follows_function_word(text, so_far, below)
    # A block that already broke once in mid-sentence and has not ended goes on, capital letter or not.
    if width(text) >= MIN_PROSE and ends_sentence(text):
        return line.start - lines[i - 1].start < len(so_far) and holds_sentence(so_far)
    if not below or not is_fragment(text, 2 * MIN_PROSE):
        return False
    if continues(below):
        return below[0] not in ":：" and (not is_title_case(so_far) or holds_sentence(so_far))
    if goes_on(below):
        return _is_begun(so_far) and _ends_soon(lines, i + 1) and not _begins_anew(text, so_far)
    return is_caseless(text) and is_fragment(text, MIN_PROSE) and holds_sentence(so_far) and _resumes(below)


def _is_begun(so_far: str) -> bool:
    """True for a text that reads as the beginning of a sentence, and not as a heading."""
    if holds_sentence(so_far):
        return True
    return (begins_on_function_word(so_far) or is_clause(so_far)) and not is_title_case(so_far)


def _begins_anew(text: str, so_far: str) -> bool:
    """True for "The county said that the", below a headline and not amid a paragraph."""
    starts = text[0].isupper() and width(text) >= MIN_SENTENCE and begins_on_function_word(text)
    return starts and not holds_sentence(so_far)


def _follows_function_word(text: str, so_far: str, below: str) -> bool:
    """After "told the" a link follows; after a headline that stops at "out" the lead does, which is long."""
    if holds_sentence(so_far):
        return True
    if _begins_anew(text, so_far):
        return False
    if len(so_far) < SHORTEST_HEADLINE:
        return so_far.lower() not in _BY and _goes_on_below(below)
    if width(text) >= MIN_PROSE and ends_sentence(text):
        return False
    if text[-1] in "?!":
        # A question is seldom all of a link, and often the heading below one.
        return _goes_on_below(below)
    return ends_sentence(text) or text[-1] == "," or _resumes(below)


def _ends_soon(lines: Sequence[Line], i: int) -> bool:
    """True when the text that goes on at line `i` comes to a sentence end; names and places of authors do not."""
    for line in lines[i : i + FARTHEST_END]:
        on = goes_on(line.text) or continues(line.text)
        if line.gap or not (on or is_fragment(line.text, 2 * MIN_PROSE)):
            return False
        if on and ends_sentence(line.text):
            return True
    return False


def _goes_on_below(below: str) -> bool:
    return below != "" and (goes_on(below) or continues(below))


def _resumes(below: str) -> bool:
    """True for a line that reads as the rest of a paragraph."""
    return _goes_on_below(below) or (width(below) >= MIN_PROSE and ends_sentence(below))
