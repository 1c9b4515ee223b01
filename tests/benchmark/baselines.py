"""What people use today: line filters and extractors, on the same dumps, and extractors on the HTML.

Extractors that need HTML are given a dump's lines wrapped as paragraphs. The tools are imported where they are used,
since they belong to the `benchmark` extra.
"""

from __future__ import annotations

import functools
import html as html_lib
import logging
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

# C4 is English; other scripts' end marks are added, so that it is not held against it.
_C4_ENDS = (".", "!", "?", '"', "”", "»", "。", "！", "？", "」", "؟", "।", "۔")
_C4_WORDS = 5
_SUBSEQUENCE_COST = 12
_LONGEST_LINE = 60
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def _words(line: str) -> float:
    return len(line.split()) + len(_WIDE.findall(line)) / 2


def whole(dump: str) -> str:
    """The dump as it is."""
    return dump


def c4(dump: str) -> str:
    """The line rules of C4: a line stays when it ends with an end mark, has five words and no "javascript".

    C. Raffel et al., "Exploring the limits of transfer learning with a unified text-to-text transformer", JMLR 2020.
    """
    return "\n".join(
        line
        for raw in dump.splitlines()
        if (line := raw.strip()).endswith(_C4_ENDS) and _words(line) >= _C4_WORDS and "javascript" not in line.lower()
    )


def subsequence(dump: str) -> str:
    """The run of lines with the largest sum, where each line counts its words less a constant.

    J. Pasternack, D. Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW 2009.
    """
    lines = [line.strip() for line in dump.splitlines() if line.strip()]
    best = total = 0.0
    first = best_first = best_end = 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, first = 0.0, i
        total += min(_words(line), _LONGEST_LINE) - _SUBSEQUENCE_COST
        if total > best:
            best, best_first, best_end = total, first, i + 1
    return "\n".join(lines[best_first:best_end])


def as_html(dump: str) -> str:
    """The dump's lines, each a paragraph."""
    paragraphs = (f"<p>{html_lib.escape(line.strip())}</p>" for line in dump.splitlines() if line.strip())
    return f"<html><head><title></title></head><body>{''.join(paragraphs)}</body></html>"


@functools.cache
def stop_words() -> frozenset[str]:
    """The stop words of all languages that jusText knows."""
    import justext

    return frozenset(word for name in justext.get_stoplists() for word in justext.get_stoplist(name))


def jus_text(dump: str) -> str:
    """The jusText tool with the stop words of all its languages."""
    import justext

    paragraphs = justext.justext(as_html(dump).encode(), stop_words(), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def boilerpipe(dump: str) -> str:
    """The article extractor of boilerpipe, in its Python port boilerpy3."""
    from boilerpy3 import extractors

    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(as_html(dump)))


def trafilatura(html: str) -> str:
    """The trafilatura tool, as it comes, comments left out."""
    import trafilatura as trafilatura_lib

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura_lib.extract(html, include_comments=False) or ""


def trafilatura_on_lines(dump: str) -> str:
    """The same on a dump's lines."""
    return trafilatura(as_html(dump))


def resiliparse(html: str) -> str:
    """The main content that resiliparse finds."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True, comments=False))


ON_DUMPS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "whole dump": whole,
        "C4 line rules": c4,
        "maximum subsequence": subsequence,
        "jusText on lines": jus_text,
        "boilerpy3 on lines": boilerpipe,
        "trafilatura on lines": trafilatura_on_lines,
    }
)
ON_HTML: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"trafilatura on HTML": trafilatura, "resiliparse on HTML": resiliparse}
)
