"""Finds where the story begins on a page that stands on one line: by the headline, which such pages show twice.

The page's text begins with the document's title, and its words stand again above the story. Behind them come the
byline and the date, and then the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.dates import begins_date, read
from cleaner.readers.joints import is_function_word, is_spaceless
from cleaner.readers.lines import Line
from cleaner.text import fold

LONGEST = 250
"""Characters of a headline at most."""
MENU, MOST_SMALL = 15, 4
"""Words behind the document's title where a menu follows on it, and how many of them begin with a small letter."""
MOST_TITLES = 20
"""So often the headline stands on a page at most, for dates to be looked for behind it."""
LEAST_WORDS, LEAST_CHARS, LEAST_CJK = 3, 20, 10
"""Words and characters of a headline at least; characters where no blanks part words."""
MOST_BLANKS = 2
"""Blanks in such a headline at most; entries of a menu have more between them."""
REACH = 400
"""Characters behind the headline in which its date is looked for."""
MOST_DATE = 12
"""Words of a date line at most."""
_LEVEL = str.maketrans("‘’‚“”„«»`\u00a0", '\'\'\'"""""\' ')
_SEPARATOR = re.compile(r" [|\-–—:·•»] ")
_COLON = re.compile(r"\S: ")
_STOP = re.compile(r"(?<=[^\W\d_]{3}\.) |(?<=[।۔。])")
_SMALL = re.compile(r" [a-zß-öø-ÿ]{2}")
_FIGURE = re.compile(r" (?:\d|[a-zß-öø-ÿ])")
_WORD = re.compile(r"\S+")
_TAIL = " |-–—:·•»›/,;"


def title_of(lines: Sequence[Line]) -> str:
    """The words that the page begins with, or has behind its first separator or colon, and shows again; else none."""
    text = level("\n".join([line.text for line in lines]))
    first = lines[0].text
    separators = (pattern.search(first, 0, LONGEST) for pattern in (_SEPARATOR, _COLON))
    for start in (0, *[found.end() for found in separators if found]):
        found = _shown_again(text, start, min(len(first), start + LONGEST))
        if found:
            return _without_site(text, found)
    return ""


def _without_site(text: str, title: str) -> str:
    """`title` without what follows its last separator, where the page shows it so more often."""
    separators = list(_SEPARATOR.finditer(title))
    core = title[: separators[-1].start()].rstrip(_TAIL) if separators else ""
    return core if len(core) >= LEAST_CHARS and text.count(core) > text.count(title) else title


def amid(lines: Sequence[Line], title: str) -> bool:
    """True where a menu follows on the words that the page begins with, and these stand again within a line."""
    first = lines[0].text
    begin = level(first).find(title) if title else -1
    behind = first[begin + len(title) :].split(maxsplit=MENU)[:MENU] if begin >= 0 else []
    if len(behind) < MENU or sum([word[0].islower() for word in behind]) > MOST_SMALL:
        return False
    if not (any(word[0].isupper() for word in behind) or is_spaceless(" ".join(behind))):
        return False
    later = begin + len(title)
    return any(level(line.text).find(title, 0 if i else later) > 0 for i, line in enumerate(lines))


def level(text: str) -> str:
    """`text` with its quotes levelled, as titles and headlines differ in them; as long as before."""
    return text.translate(_LEVEL)


def _shown_again(text: str, start: int, end: int) -> str:
    """The longest beginning of `text[start:end]` that stands farther below as well, in whole words."""
    low, high = 0, end - start
    while low < high:
        middle = (low + high + 1) // 2
        if text.find(text[start : start + middle], start + middle) >= 0:
            low = middle
        else:
            high = middle - 1
    found = _STOP.split(text[start : start + low], maxsplit=1)[0]
    if is_spaceless(found):
        found = found.rstrip(_TAIL)
        return found if len(found) >= LEAST_CJK and found.count(" ") <= MOST_BLANKS else ""
    while found:
        again = text.find(found, start + len(found))
        if all(_ends_word(text, at + len(found)) for at in (start, again)):
            break
        found = found[: max(found.rfind(" "), 0)]
    found = found.rstrip(_TAIL)
    if len(found) < LEAST_CHARS or len(found.split()) < LEAST_WORDS:
        return ""
    # What goes on in small letters is the beginning that two headlines share, and so is "The best phones of" 2026.
    cut = is_function_word(found.rpartition(" ")[2]) and _FIGURE.match(text, text.find(found, start + 1) + len(found))
    return "" if cut or _SMALL.match(text, start + len(found)) else found


def _ends_word(text: str, at: int) -> bool:
    return not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())


def head_cuts(text: str, title: str) -> Iterator[tuple[int, int]]:
    """Where `title` stands in `text`, and the dates behind it, in order."""
    levelled = level(text)
    at, times = levelled.find(title) if title else -1, 0
    while at >= 0:
        end, times = at + len(title), times + 1
        yield at, end
        at = levelled.find(title, end)
        if times <= MOST_TITLES:
            yield from _dates(text, end, min(end + REACH, at if at >= 0 else len(text)))


def _dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The date lines in `text[start:end]`, each with its day."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    passed = start
    for i, (begin, stop) in enumerate(words):
        word = text[begin:stop]
        if begin < passed or not (any(map(str.isdigit, word)) or begins_date(fold(word))):
            continue
        for opens, last in reversed(words[i : i + MOST_DATE]):
            if _begins_sentence(text[opens:last]):
                continue
            line = read(text[begin:last])
            if line is not None and line.kind in ("date", "relative"):
                yield begin, last
                passed = last
                break


def _begins_sentence(word: str) -> bool:
    """True for "The", which date lines know as a word that says nothing."""
    return word.istitle() and is_function_word(word)
