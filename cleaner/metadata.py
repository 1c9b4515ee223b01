"""Metadata from what rules found and from what the page's form states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata_dates import facts_of, when
from cleaner.model import Mark, Page
from cleaner.text import letters

if TYPE_CHECKING:
    from cleaner.body import Body

MAX_AUTHORS = 12
MAX_SITE_CHARS = 60
MIN_CUT = 20
_BEFORE_SITE = re.compile(r"\s+[|–—·»•-]\s+(?=[^|–—·»•]+$)|\s*[|｜](?=[^|｜]+$)")


class Gathered(NamedTuple):
    """The metadata of an article; empty where unknown."""

    title: str
    authors: tuple[str, ...]
    published: str
    page_date: str
    site: str
    url: str


def gather(page: Page, marks: Sequence[Mark], body: Body) -> Gathered:
    """Metadata of `page`: the form's own statements first, then what the rules' marks say."""
    facts = page.facts
    site = _one_line(facts.site) or _site(marks)
    if not facts.site and _is_owner_only(site, marks):
        site = ""
    title = _one_line(facts.title)
    if page.form != "html" or not title:
        title = _headline(title or _one_line(facts.window_title), marks)
    if not site and len(title) >= 10:
        site = _after_headline(facts.window_title or facts.title, title)
    found = when(page, marks, body)
    return Gathered(
        title=_without_site(title, site),
        authors=facts.authors or tuple(_authors(page, marks, site)) or facts.desks,
        published=found.published,
        page_date=found.page_date,
        site=site,
        url=page.url or (facts.url if facts.url.startswith(("http://", "https://")) else ""),
    )


def _is_owner_only(site: str, marks: Sequence[Mark]) -> bool:
    """True for a name that the copyright line alone gives a site, and a byline an author: that of a person."""
    key = letters(site)
    others = any(mark.rule != "legal-footer" and letters(mark.value) == key for mark in facts_of(marks, "site"))
    return not others and any(letters(mark.value) == key for mark in facts_of(marks, "author"))


def _best(marks: Sequence[Mark], fact: str) -> str:
    found = facts_of(marks, fact)
    return _one_line(max(found, key=_sure).value) if found else ""


def _sure(mark: Mark) -> float:
    return mark.sure


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _headline(stated: str, marks: Sequence[Mark]) -> str:
    """The form's title, in the words of the headline on the page where both are the same."""
    found = _best(marks, "title")
    if not stated or not found:
        return stated or found
    shown, said = letters(found), letters(stated)
    # A document's title may cut its headline short before it names the site.
    cut = letters(_BEFORE_SITE.split(stated, maxsplit=1)[0])
    longer = len(cut) >= MIN_CUT and shown.startswith(cut)
    return found if longer or (shown in said and len(shown) * 2 >= len(said)) else stated


def _after_headline(stated: str, title: str) -> str:
    """The site's name in "Headline | Site"; empty when the rest is not set off by a bar or a dash."""
    cut = _BEFORE_SITE.split(stated, maxsplit=1)[0]
    shown = title if stated.startswith(title) else cut if len(cut) >= MIN_CUT and title.startswith(cut) else stated
    rest = stated[len(shown) :].strip()
    name = _clean_site(rest) if rest[:1] in ("|", "-", "–", "—", "·", "»", "•") else ""
    return name if 2 <= len(name) <= 40 and not any(sign in name for sign in "|–—") else ""


def _without_site(title: str, site: str) -> str:
    """The headline alone: no site's name after a bar or a dash, none before a colon or a bar."""
    if site:
        for sign in (": ", " | ", " - ", " – ", " — "):
            head, found, tail = title.partition(sign)
            if found and len(tail) >= 10 and letters(head) == letters(site):
                return tail.lstrip()
        for sign in (" | ", " - ", " – ", " — ", " :: ", " » ", " · "):
            head, found, tail = title.rpartition(sign)
            if found and len(head) >= 10 and _same_site(tail, site):
                return head.rstrip()
    return title


def _same_site(one: str, other: str) -> bool:
    a, b = letters(one), letters(other)
    return bool(a and b) and (a == b or (len(min(a, b, key=len)) >= 4 and (a in b or b in a)))


def _site(marks: Sequence[Mark]) -> str:
    """The publication's name: what two kinds of place agree on, else the surest one."""
    found = [mark._replace(value=_clean_site(mark.value)) for mark in facts_of(marks, "site")]
    found = [mark for mark in found if 2 <= len(mark.value) <= MAX_SITE_CHARS]
    if not found:
        return ""
    best, best_sum = found[0], 0.0
    own = [mark for mark in found if mark.rule != "legal-footer"]
    for mark in found:
        if mark.rule == "legal-footer" and any(_same_site(other.value, mark.value) for other in own):
            continue  # the owner bears a name out, in whatever form
        # One voice for each rule and block: a name said twice by the same place is no second witness.
        voices = {(other.rule, other.block): other.sure for other in found if _same_site(other.value, mark.value)}
        total = sum(voices.values())
        if total > best_sum or (total == best_sum and len(mark.value) < len(best.value)):
            best, best_sum = mark, total
    return best.value


def _clean_site(name: str) -> str:
    name = _one_line(name).strip(" |-–—·•:»©®™,")
    return name.removeprefix("www.")


def _authors(page: Page, marks: Sequence[Mark], site: str) -> Iterator[str]:
    """Each author once, in page order; a signature below the story counts when nothing above it names one."""
    found = facts_of(marks, "author")
    if page.facts.desks:
        # An agency that the page shows says no more than the newsroom that it states.
        agencies = {hit.block for hit in page.hits_of("byline") if hit.place == "line" and hit.label.endswith("agency")}
        found = [mark for mark in found if mark.block not in agencies]
    seen: set[str] = set()
    for mark in [mark for mark in found if mark.block <= page.outline.last] or found:
        key = letters(mark.value)
        # The same name without a middle initial or in another case is the same author.
        if key and key not in seen and len(seen) < MAX_AUTHORS and not (site and key == letters(site)):
            seen.add(key)
            yield _one_line(mark.value)
