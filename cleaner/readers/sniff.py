"""Tells the form of a page from its content.

Marks that only one form has are counted in samples of the page, so that the cost is bounded; a dump that happens to
hold a "#1" or a starred list is still a dump.
"""

from __future__ import annotations

import re

from cleaner.model import Form
from cleaner.readers.lines import levelled

_SAMPLE = 40_000
LEAST_SIGNS = 3
"""Links or headings in Markdown that tell a page between tags of blocks from HTML."""
_FIELD = re.compile(r"[ \t]*(?:[\w.-]+|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}')[ \t]*:(?:[ \t\r\n]|$)")
_FRONT = re.compile(r"---[ \t]*(?:#[^\n]*)?\n")
_TOML_FRONT = re.compile(r"\+\+\+[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(?:\[|[\w.\"'-]+[ \t]*=)")
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)
_MOST_COMMENT = 2000
"""Characters of a comment above a document, and of the blanks below it."""
_TAG = re.compile(
    r"</(?:a|article|b|blockquote|body|button|div|em|figure|footer|form|h[1-6]|head|header|i|li|main|nav|ol|p|script"
    r"|section|span|strong|style|table|td|title|tr|ul)\s*+>",
    re.IGNORECASE,
)
# What Markdown alone holds, with the weight of one find.
_LINK = re.compile(r"\]\((?:<|#|/|\.|[a-z]+:|\w+[./])", re.IGNORECASE)
_FULL_LINK = re.compile(r"[^\s\[!]\]\(https?://[^\s()]{1,2000}\)")
_HEADING = re.compile(r"^[ \t]{0,6}(?:[*+-][ \t]{1,3})?#{2,6}[ \t]+\S", re.MULTILINE)
_TOP_HEADING = re.compile(r"^#[ \t]+[^\W\d_]", re.MULTILINE)
# A line with "# " between blank lines, long enough for a headline: a script's comments stand by what they explain.
_LONE_HEADING = re.compile(r"\n[ \t]*\n# [^\W\d_][^\n]{15,300}\n[ \t]*\n")
# What the first line is: a heading with a blank line or a line of prose below, one underlined, one in bold.
_TITLE = re.compile(
    r"#{1,6} [^\W\d_][^\n]{1,300}\n(?:[ \t]*\n|[^\W_a-z][^\n]{60})"
    r"|[^\W\d_][^\n]{2,200}\n[ \t]*(?:={3,200}|-{3,200})[ \t]*\n"
    r"|\*\*[^\W_][^*\n]{2,300}\*\*[ \t]*\n"
)
_RULER = re.compile(r"^[ \t]{0,4}\* \* \*[ \t]*$", re.MULTILINE)
_STRONG = re.compile(r"\*\*(?<![\w*]\*\*)(?=[^\s*])[^*\n]{1,200}(?<!\s)\*\*(?![\w*])")
_EMPHASIS = re.compile(r"_(?<![\w_/]_)(?=[^\s_])[^_\n]{1,200}(?<!\s)_(?![\w_/])")
_ESCAPE = re.compile(r"(?:^[ \t]*\d{1,3}\\\.|^[ \t]*\\[-+]|\w\\_\w)", re.MULTILINE)
_DIVIDER = re.compile(r"---:? ?\|")
_DEFINITION = re.compile(r"^ {0,4}\[[^][\n]{1,80}\]: (?:<|https?:|/)", re.MULTILINE)
_BULLETS = re.compile(r"^ {2,8}\* \S", re.MULTILINE)
# Before each needle the character to look for first: one character is found many times faster than two.
_SIGNS: tuple[tuple[str, str, re.Pattern[str], float], ...] = (
    ("]", "](", _LINK, 1.5),
    ("]", "](http", _FULL_LINK, 2.5),
    ("#", "##", _HEADING, 1.5),
    ("#", "# ", _TOP_HEADING, 1.0),
    ("#", "\n# ", _LONE_HEADING, 1.0),
    ("*", "* * *", _RULER, 1.0),
    ("*", "**", _STRONG, 0.7),
    ("_", "_", _EMPHASIS, 0.5),
    ("\\", "\\", _ESCAPE, 0.7),
    ("|", "---", _DIVIDER, 2.0),
    ("]", "]:", _DEFINITION, 1.5),
    ("*", "  * ", _BULLETS, 0.2),
)
_REFERENCE = re.compile(r"\n[ \t]{0,4}\d{1,5}\.[ \t]+[a-z]+:\S+\s*\Z")
_LAST = 3000
"""Characters at a page's end among which the last address stands."""
_ENOUGH = 2.5
# No single kind of sign but links and lower headings makes Markdown: chats have starred words, scripts underscores
# and lines with "# ".
_MOST = {"# ": 1.0, "\n# ": 1.0, "**": 1.5, "_": 1.0, "\\": 1.5, "* * *": 2.0, "  * ": 1.5}


def sniff(source: str) -> Form:
    """The form that `source` looks like."""
    if _DOCUMENT.match(source, _first_visible(source)):
        return "html"
    source = levelled(source)
    start = _first_visible(source)
    if is_record(source, start):
        return "record"
    if _is_html(source, start):
        return "html"
    if _TITLE.match(source, start) or (_is_markdown(_samples(source)) and not _is_printed(source)):
        return "markdown"
    return "dump"


def _is_printed(source: str) -> bool:
    """True where a terminal browser has listed the addresses of the page's links at its end."""
    return _REFERENCE.search(source, max(0, len(source) - _LAST)) is not None and "[1]" in source


def is_record(source: str, start: int = 0) -> bool:
    """True when front matter opens at `start`: a line `---` and a line `key: value`, or TOML between `+++`."""
    if source.startswith("+++", start):
        return _TOML_FRONT.match(source, start) is not None
    front = _FRONT.match(source, start)
    if not front:
        return False
    return _holds_fields(source[front.end() : front.end() + _SAMPLE])


def _holds_fields(sample: str) -> bool:
    """True when fields stand between a fence and the next: a ruler above a paragraph is no front matter."""
    fields = others = 0
    closed = False
    for line in sample.splitlines()[:400]:
        if line.rstrip() in ("---", "..."):
            closed = True
            break
        # Indented lines and list entries belong to the field above them.
        if not line or line[0] in " \t#]}-":
            continue
        if _FIELD.match(f"{line}\n") or line.startswith(("&", "!!", "? ", ": ", "{")):
            fields += 1
        else:
            others += 1
        if not fields:
            return False
    return fields > others if closed else fields > 2 * others


def _first_visible(source: str) -> int:
    head = source[:2000]
    return len(head) - len(head.lstrip("\ufeff \t\r\n\u200b"))


def _samples(source: str) -> str:
    """All of a short page; the beginning and the middle of a long one."""
    if len(source) <= 2 * _SAMPLE:
        return source
    middle = len(source) // 2
    return f"{source[:_SAMPLE]}\n{source[middle : middle + _SAMPLE]}"


def _is_html(source: str, start: int) -> bool:
    if "<" not in source[start : start + _SAMPLE]:
        return False
    if _DOCUMENT.match(source, _behind_comments(source, start)):
        return True
    sample = _samples(source)
    found = len(_TAG.findall(sample))
    if not found or _is_blocks_of_markdown(sample):
        return False
    if source[start] == "<":
        return found >= 2 or sample.rstrip().endswith(">")
    # A page that quotes some code is none: tags must be as dense as markup is.
    return found >= 3 and found * 300 >= len(sample) and sample.count("](") < found


def _is_blocks_of_markdown(sample: str) -> bool:
    """True for Markdown between the tags of blocks, as pandoc writes it: its paragraphs have no tags."""
    paragraphs = sample.count("</p>")
    links = len(_LINK.findall(sample)) if "](" in sample else 0
    return links >= max(LEAST_SIGNS, paragraphs + 1) or (
        not paragraphs and "\n##" in sample and len(_HEADING.findall(sample)) >= LEAST_SIGNS
    )


def _behind_comments(source: str, start: int) -> int:
    """Where what follows the comments at `start` begins."""
    # Not by a pattern: groups repeated possessively, one in the other, have failed to match once in many runs (3.11.7).
    while source.startswith("<!--", start):
        end = source.find("-->", start, start + _MOST_COMMENT)
        if end < 0:
            break
        below = source[end + 3 : end + 3 + _MOST_COMMENT]
        start = end + 3 + len(below) - len(below.lstrip())
    return start


def _is_markdown(sample: str) -> bool:
    total = 0.0
    for char, needle, pattern, weight in _SIGNS:
        if char in sample and needle in sample:
            found = weight * len(pattern.findall(sample))
            total += min(found, _MOST.get(needle, _ENOUGH))
            if total >= _ENOUGH:
                return True
    return False
