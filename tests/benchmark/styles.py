"""Text-dump styles: one HTML page, rendered as people's tools render it.

Seven are what the weights are fitted on and the figures are means of. Dumps on one line have weights of their own. The
others, which nothing was fitted on, show how far that carries. Each renderer is a `str -> str` function over decoded
HTML. Tools are imported where they are used, since they belong to the `benchmark` extra.
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


def get_text(html: str) -> str:
    """BeautifulSoup's `get_text()` as it is: the white space of the source alone, so that blocks may touch."""
    import bs4 as beautifulsoup

    return beautifulsoup.BeautifulSoup(html, "lxml").get_text()


def one_line(html: str) -> str:
    """BeautifulSoup's `get_text(" ", strip=True)`: the whole page on one line."""
    import bs4 as beautifulsoup

    return beautifulsoup.BeautifulSoup(html, "lxml").get_text(" ", strip=True)


def blanks(html: str) -> str:
    """BeautifulSoup's `get_text(" ")`: a blank between text nodes, and the white space of the source."""
    import bs4 as beautifulsoup

    return beautifulsoup.BeautifulSoup(html, "lxml").get_text(" ")


def bars(html: str) -> str:
    """BeautifulSoup's `get_text("|", strip=True)`: a sign between text nodes."""
    import bs4 as beautifulsoup

    return beautifulsoup.BeautifulSoup(html, "lxml").get_text("|", strip=True)


def gaps(html: str) -> str:
    """BeautifulSoup's `get_text`, a blank line between text nodes."""
    import bs4 as beautifulsoup

    return beautifulsoup.BeautifulSoup(html, "lxml").get_text("\n\n", strip=True)


def lynx(html: str) -> str:
    """`lynx -dump`: wrapped at 80 columns, links numbered, their addresses at the end."""
    return _printed(html, "lynx", "-dump", "-stdin", "-assume_charset=utf-8", "-display_charset=utf-8")


def w3m(html: str) -> str:
    """`w3m -dump`: wrapped at 80 columns."""
    return _printed(html, "w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8")


def elinks(html: str) -> str:
    """`elinks -dump`: wrapped at 80 columns, links numbered, their addresses at the end."""
    return _printed(html, "elinks", "-dump")


def pandoc(html: str) -> str:
    """pandoc's GitHub Markdown, which keeps the tags of blocks."""
    return _printed(html, "pandoc", "-f", "html", "-t", "gfm", "--wrap=none")


def _printed(html: str, *command: str) -> str:
    """What a program prints of `html`."""
    import shutil
    import subprocess

    if shutil.which(command[0]) is None:
        raise SystemExit(f"{command[0]} is not installed: apt-get install {command[0]}, or leave its style out")
    source = html.encode("utf-8", "replace")
    done = subprocess.run(command, input=source, capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8", "replace")


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
OTHER_STYLES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        **{"get_text": get_text, "one-line": one_line, "blanks": blanks, "bars": bars, "gaps": gaps},
        **{"lynx": lynx, "w3m": w3m, "elinks": elinks, "pandoc": pandoc},
    }
)
RENDERERS: Mapping[str, Callable[[str], str]] = MappingProxyType({**STYLES, **OTHER_STYLES})
