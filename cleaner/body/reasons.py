"""Says in words what spoke against a block that no rule named."""

from __future__ import annotations

import functools
from collections.abc import Sequence

# By the first word or words of a column's name; the first that fits.
_PHRASES = (
    ("score", "what stands around it"),
    ("story", "its distance from the story"),
    ("best", "its distance from the story"),
    ("stretch", "its distance from the story"),
    ("inside core", "its place outside the story"),
    ("blocks to core", "its distance from the story"),
    ("blocks past", "its distance from the story"),
    ("words to core", "its distance from the story"),
    ("words past", "its distance from the story"),
    ("words since story", "its distance from the story"),
    ("words to story", "its distance from the story"),
    ("alike", "other lines of its shape"),
    ("blocks alike", "other lines of its shape"),
    ("page", "the page as a whole"),
    ("seen", "the page as a whole"),
    ("words since", "its distance from prose"),
    ("words to", "its distance from prose"),
    ("words ±", "the length of what stands around it"),
    ("words", "its length"),
    ("ends", "its missing sentence end"),
    ("prose", "the prose above and below"),
    ("gap", "the blank lines around it"),
    ("link", "its share of links"),
    ("indent", "its indent"),
    ("capitals", "its capital letters"),
    ("upper", "its capital letters"),
    ("digits", "its digits"),
    ("odd", "its signs"),
    ("twins", "its standing on the page twice"),
    ("vocabulary", "its words, which the story does not use"),
    ("function", "its few function words"),
    ("sentences", "its sentences"),
    ("per sentence", "its sentences"),
    ("rule", "what rules found there and around"),
    ("since headline", "its distance from the headline"),
    ("since end", "an end of the story above it"),
    ("unmarked since", "its distance from the headline"),
    ("ends above", "an end of the story above it"),
    ("inside", "its place outside the story"),
    ("above outline", "its place outside the story"),
    ("below outline", "its place outside the story"),
    ("vote", "a second reader's opinion"),
)
_OF_ELEMENTS = (
    ("named unseen", "elements that are hidden"),
    ("named", "what its elements are called"),
    ("in ", "the elements that it stands in"),
    ("tag level", "the elements that it stands in"),
    ("hidden", "elements that are hidden"),
    ("strong", "its bold type"),
    ("stated", "the text that the page states as its story"),
    ("described", "the page's description"),
    ("core", "its distance from the story's element"),
    ("half", "its distance from the story's element"),
    ("since h1", "its distance from the headline"),
    ("inside h1", "its distance from the headline"),
    ("alike", "what other elements of its kind hold"),
    ("kin", "what other elements of its kind hold"),
    ("repeats of", "elements that repeat"),
    ("share of holder", "how little of the story its elements hold"),
    ("links of holder", "the links around it"),
)
_OTHER = "its place on the page"
# After "page", and "kept" where it stands; the first that fits.
_OF_PAGES = (
    *((f"says {word}", "whom it speaks of and to") for word in ("you", "we", "my")),
    *((start, "its prices") for start in ("price", "named product")),
    *((start, "its date and author") for start in ("published", "authors", "signatures")),
    *((start, "how its sentences stand apart") for start in ("prose together", "in its span")),
    *((start, "what its elements are called") for start in ("body", "named", "in ")),
    ("url", "its address"),
    *((start, "its headings") for start in ("h1", "h3", "heads", "linked heads", "title", "headline", "since h1")),
    *((f"{start} beside", "the links around its text") for start in ("words", "prose", "share")),
    *((start, "its links") for start in ("links", "before links")),
    ("says", "what its metadata call it"),
    ("pictures", "its pictures"),
    *((start, "elements that repeat") for start in ("repeats", "cards", "alike")),
    *((start, "its short stretches of text") for start in ("run", "stride", "steady", "long", "stretches")),
    *((start, "what rules found on it") for start in ("marks", "share-bar", "call-to-action")),
    ("copies", "lines that it repeats"),
    ("digits", "its numbers"),
    ("doubt", "how doubtful its text is"),
)
_SHAPE = "its shape"


def outside(columns: Sequence[Sequence[tuple[str, ...]]]) -> list[str]:
    """A reason for each row, given the columns of the terms that weighed most against it, the weightiest first."""
    return [_sentence(terms) for terms in columns]


def no_article(terms: Sequence[tuple[str, ...]], words: Sequence[str]) -> str:
    """Why a page holds no article.

    Args:
        terms: the columns of the terms that weighed most against it, the weightiest first.
        words: the words that did.
    """
    parts = list(dict.fromkeys([_of_page(term[0]) for term in terms]))[:2] or [_SHAPE]
    if words:
        parts.append("words such as " + ", ".join(f'"{word}"' for word in words))
    return "no article by " + " and ".join([*([", ".join(parts[:-1])] if parts[:-1] else []), parts[-1]])


@functools.cache
def _of_page(column: str) -> str:
    name = column.removeprefix("page ").removeprefix("kept ")
    return next((phrase for prefix, phrase in _OF_PAGES if name.startswith(prefix)), _SHAPE)


def _sentence(terms: Sequence[tuple[str, ...]]) -> str:
    named = dict.fromkeys([_phrase(term[0]) for term in terms])
    return "outside the story by " + " and ".join(list(named)[:2])


@functools.cache
def _phrase(column: str) -> str:
    return next((phrase for prefix, phrase in (*_OF_ELEMENTS, *_PHRASES) if column.startswith(prefix)), _OTHER)
