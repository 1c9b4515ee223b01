"""Reads who an HTML page says wrote its story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from cleaner.readers.facts import names_of
from cleaner.text import fold, has_cjk, letters, word_set

_AUTHOR_WORDS = frozenset({"author", "authors", "byl", "creator", "autor"})
_WRITTEN_BY = ("written by", "verfasst von", "ecrit par", "escrito por", "scritto da", "geschreven door", "skriven av")
_META_WORD = re.compile(r"[a-z]+")
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:e|en|es|s)?|auteurs?|autore|forfatter|skribent|autori?)/[^/]", re.IGNORECASE
)
_MAYBE_AUTHORS = ("a", "span", "div", "p")
_ABBREVIATION = re.compile(r" ?\([^()]{1,12}\)$")
_DESK_WORDS = word_set(
    "admin administrator webmaster editor editors editorial staff newsroom newsdesk redaktion redaktionen redaktør "
    "redactie redacción redaccion redação redacao redazione rédaction redaction redakcja redakce редакция редакція "
    "σύνταξη المحرر التحرير"
)


class Authors(NamedTuple):
    """Who wrote a story, as the page states it."""

    persons: tuple[str, ...]
    desks: tuple[str, ...]
    """Where it names no person: the agency, the newsroom, a user's name."""


def authors_of(root: etree._Element, stated: Iterable[str], meta: dict[str, list[str]], site: str) -> Authors:
    """The first source that names a person; where none does, what the first source names.

    Args:
        root: the page's tree.
        stated: what its JSON-LD says.
        meta: the contents of its `<meta>` elements, by name in small letters.
        site: the publication's name.
    """
    publication = letters(site)
    desks: dict[str, None] = {}
    for names in _sources(root, stated, meta):
        alone = tuple(dict.fromkeys([_ABBREVIATION.sub("", name) for name in names]))
        persons = tuple([name for name in alone if letters(name) != publication and not _is_desk(name)])
        if persons:
            return Authors(persons, ())
        desks.update(dict.fromkeys(alone))
    others = [name for name in desks if letters(name) != publication]
    return Authors((), tuple(others[:1] or desks))


def _sources(root: etree._Element, stated: Iterable[str], meta: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """The sources in their order; the last, which looks through all elements, is asked only where it is needed."""
    yield names_of(stated)
    yield names_of(_meta_authors(meta))
    yield names_of(_marked_authors(root))


def _is_desk(name: str) -> bool:
    """True for a newsroom, and for a user's name: "redaktion", "jdoe", "jane.doe"."""
    if " " in name:
        return False
    return fold(name) in _DESK_WORDS or (not has_cjk(name) and name == name.lower() and name != name.upper())


def _meta_authors(meta: dict[str, list[str]]) -> list[str]:
    """What `<meta>` elements name whose own name ends in "author", and Twitter's "Written by"."""
    for name, values in meta.items():
        words = _META_WORD.findall(name)
        named = [value for value in values if "://" not in value and not _is_desk(value)]
        if words and words[-1] in _AUTHOR_WORDS and names_of(named):
            return named
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if fold(next(iter(meta.get(label, [])), "")) in _WRITTEN_BY:
            return meta.get(data, [])
    return next((values for name, values in meta.items() if name == "author"), [])


def _marked_authors(root: etree._Element) -> Iterator[str]:
    """Texts of the elements that the markup itself calls the author's: `rel`, microdata, a link to an author's page."""
    group: etree._Element | None = None
    for link in root.iter(*_MAYBE_AUTHORS):
        named = link.get("itemprop") == "author" or "author" in link.get("rel", "").split()
        if not named and (link.tag != "a" or _AUTHORS_PAGE.search(link.get("href", "")) is None):
            continue
        text = " ".join("".join(map(str, link.itertext())).split())
        if not 1 <= text.count(" ") <= 4 or any(map(str.isdigit, text)):
            continue
        above = link.getparent()
        if group is not None and above is not group:
            return
        group = above
        yield text
