"""The seven text-dump styles: one HTML page, rendered as people's tools render it.

Each renderer is a `str -> str` function over decoded HTML. The tools are imported where they are used, since they
belong to the `benchmark` extra.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

DROPPED_BY_BS4 = ("script", "style", "noscript", "template")
WRAP_COLUMNS = 78


def htmltext(html: str) -> str:
    """html-text with its layout guess: blank lines between paragraphs."""
    import html_text

    return html_text.extract_text(html, guess_layout=True)


def bs4(html: str) -> str:
    """BeautifulSoup's `get_text`: every text node a line, sentences broken at links."""
    import bs4 as beautifulsoup

    soup = beautifulsoup.BeautifulSoup(html, "lxml")
    for element in soup(DROPPED_BY_BS4):
        element.decompose()
    return soup.get_text("\n", strip=True)


def inscriptis(html: str) -> str:
    """inscriptis: layout-aware, indented and bulleted."""
    import inscriptis as inscriptis_lib

    return str(inscriptis_lib.get_text(html))


def wet(html: str) -> str:
    """As Common Crawl's WET files: one block a line, no blank lines."""
    import html_text

    text = html_text.extract_text(html, guess_layout=True)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def resiliparse(html: str) -> str:
    """resiliparse's plain text of the whole page."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=False, preserve_formatting=True)


def markdown(html: str) -> str:
    """html2text, unwrapped, links kept."""
    import html2text

    converter = html2text.HTML2Text(bodywidth=0)
    return str(converter.handle(html))


def wrapped(html: str) -> str:
    """html2text, links dropped, hard-wrapped."""
    import html2text

    converter = html2text.HTML2Text(bodywidth=WRAP_COLUMNS)
    converter.ignore_links = True
    return str(converter.handle(html))


STYLES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "htmltext": htmltext,
        "bs4": bs4,
        "inscriptis": inscriptis,
        "wet": wet,
        "resiliparse": resiliparse,
        "markdown": markdown,
        "wrapped": wrapped,
    }
)
