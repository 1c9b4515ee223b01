"""What people use on HTML today, each on the same page in the same run: quality and time beside ours."""

from __future__ import annotations

import functools
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from statistics import fmean
from types import MappingProxyType
from typing import NamedTuple

from tests.benchmark.baselines import resiliparse, stop_words, trafilatura
from tests.benchmark.corpus import Row
from tests.benchmark.score import Passages, percentile, word_f1


class Peer(NamedTuple):
    """What one tool made of one page."""

    f1: float
    must_kept: int
    must_not_gone: int
    empty: bool
    seconds: float
    """Processor time."""


def trafilatura_precise(html: str) -> str:
    """trafilatura with `favor_precision`."""
    import trafilatura as trafilatura_lib

    return trafilatura_lib.extract(html, include_comments=False, favor_precision=True) or ""


def readability(html: str) -> str:
    """readability-lxml: the text of its summary, a block a line."""
    import lxml.html
    from readability import Document

    tree = lxml.html.fromstring(Document(html).summary())
    for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "h4", "tr", "br", "blockquote", "pre"):
        block.tail = "\n" + (block.tail or "")
    return "".join(map(str, tree.itertext()))


def jus_text(html: str) -> str:
    """jusText on the HTML, with the stop words of all its languages."""
    import justext

    paragraphs = justext.justext(html.encode(), stop_words(), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def newspaper(html: str) -> str:
    """newspaper4k, given the page that it would have fetched."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for nltk, which its parser does not need
        import newspaper as newspaper_lib
    article = newspaper_lib.Article("https://example.org/", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return str(article.text)


PEERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "trafilatura": trafilatura,
        "trafilatura, favor_precision": trafilatura_precise,
        "resiliparse": resiliparse,
        "readability-lxml": readability,
        "jusText": jus_text,
        "newspaper4k": newspaper,
    }
)


EXTRA = {"readability-lxml": "readability", "newspaper4k": "newspaper"}
"""The modules of the tools that the extra `peers` brings."""


@functools.cache
def installed() -> tuple[str, ...]:
    """The tools that are there; one that is missing is left out, not said to find nothing."""
    return tuple(name for name in PEERS if name not in EXTRA or find_spec(EXTRA[name]) is not None)


def measure_peers(row: Row) -> dict[str, Peer]:
    """Every tool that is installed on one page."""
    html = row.html()
    return {name: _measure(PEERS[name], html, row) for name in installed()}


def _measure(system: Callable[[str], str], html: str, row: Row) -> Peer:
    start = time.process_time()
    try:
        text = system(html)
    except Exception:  # noqa: BLE001 - a tool that crashes on a page has found nothing there
        text = ""
    seconds = time.process_time() - start
    passages = Passages(text)
    return Peer(
        word_f1(text, row.body).f1,
        sum(map(passages.holds, row.must)),
        sum(not passages.holds(passage) for passage in row.must_not),
        not text.strip(),
        seconds,
    )


def peer_rows(rows: Sequence[Row], found: Mapping[str, Sequence[Peer]]) -> list[list[str]]:
    """A line for each tool: mean F1, tenth percentile, passages, pages that came out empty, mean time."""
    return [[name, *_line(rows, pages)] for name, pages in found.items()]


def _line(rows: Sequence[Row], pages: Sequence[Peer]) -> list[str]:
    f1 = [page.f1 for page in pages]
    must, must_not = sum(len(row.must) for row in rows), sum(len(row.must_not) for row in rows)
    return [
        f"{fmean(f1):.3f}",
        f"{percentile(f1, 0.1):.3f}",
        f"{sum(page.must_kept for page in pages) / must:.3f}" if must else "",
        f"{sum(page.must_not_gone for page in pages) / must_not:.3f}" if must_not else "",
        f"{fmean(page.empty for page in pages):.3f}",
        f"{fmean(page.seconds for page in pages) * 1000:.2f}",
    ]


HEAD = ("system", "F1", "p10", "must", "must not", "empty", "ms")
