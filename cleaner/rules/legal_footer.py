"""Copyright lines, links to terms, rights notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Block, Mark, Page, Rule
from cleaner.rules._prompts import outside, prompts
from cleaner.text import fold, has_cjk

_MAX_WORDS = 60
_NAMED = 0.65
"""How sure a name is that a copyright line and another line of the page have."""
_LEAST_NAME, _MOST_OWNERS = 5, 8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SIGN = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_LEAD = re.compile(r"[\s,.:;|·©–—-]+|\(c\)|copyright\b|by\b|(?:19|20)\d\d\b|all rights reserved", re.IGNORECASE)
_STOP = re.compile(r"[.,;|·•®™(/:]|\s[–—-]\s|\b(?:19|20)\d\d\b|\ball rights\b|©", re.IGNORECASE)
# "Savon Viesti Oy", "Southern Gazette Media Ltd": what kind of a firm it is.
_FORM = re.compile(
    r"(?:\s(?:media|newspapers|publishing|ltd|limited|inc|llc|gmbh|ag|oy|ab|as|a/s|sa|srl|spa|bv|nv|plc)\b\.?){1,2}$",
    re.IGNORECASE,
)
# Who owns a site is seldom what it is called.
_OWNER = re.compile(
    r"\b(?:ltd|limited|inc|llc|llp|plc|corp|corporation|company|co|gmbh|kg|ag|se|sa|sas|srl|spa|s\.p\.a|bv|nv|ab|as|aps|"
    r"oy|oü|kft|sp|z\.o\.o|a\.s|pty|pvt|group|media|mediengruppe|verlag|holding|publishing|publications|publishers|"
    r"newspapers|network|editorial|ediciones|editora|s\.l|slu|foundation|trust|university|rights|reserved)\b",
    re.IGNORECASE,
)


class LegalFooter(Rule):
    """Copyright lines, links to terms, rights notices.

    Removes: "© 2025 Site. All rights reserved.", "Privacy policy", "may not be republished", licence numbers.
    Keeps: a story about privacy or copyright; the credit of a picture, which `credit` takes.
    Seen on: the last lines of nearly every site, and under agency stories.
    """

    id = "legal-footer"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark legal lines by phrase and sign; a clean owner's name in a copyright line names the site."""
        yield from prompts(page, self.id, "a legal line")
        source = page.source
        if "©" not in source and "opyright" not in source and "(c)" not in source and "COPYRIGHT" not in source:
            return
        named = 0
        for block in page.blocks:
            if not _is_signed(block) or block.words > _MAX_WORDS:
                continue
            year, out = _YEAR.search(block.text) is not None, outside(page, block.number)
            if block.number > page.outline.last or (year and out):
                yield Mark(self.id, block.number, "a copyright line")
                # To look for a name elsewhere takes the whole page.
                named += 1
                if named <= _MOST_OWNERS:
                    yield from self._site(page, block)
            else:
                yield Mark(self.id, block.number, "a copyright sign", 0.7 if year or out else 0.4)

    def _site(self, page: Page, block: Block) -> Iterator[Mark]:
        """The owner's name, when another line of the page or its address bears it too.

        Of 98 real pages whose site nothing else tells, 67 have such a name as their host, most others as their title.
        """
        name = owner(block.text)
        if name and _is_known(page, fold(name)):
            start = block.text.find(name)
            # "© Wessex Herald Ltd" below, and above on a line of its own "The Wessex Herald".
            full = _full_name(page, name)
            yield Mark(self.id, block.number, "the owner's name", _NAMED, (start, start + len(name)), "site", full)


def _full_name(page: Page, name: str) -> str:
    glance, full = page.glance, f"the {fold(name)}"
    return glance.texts[glance.keys.index(full)] if full in glance.keys else name


def _is_known(page: Page, key: str) -> bool:
    letters = "".join(char for char in key if char.isalnum())
    if page.url and letters in page.url.lower().replace("-", ""):
        return True
    if len(key) < _LEAST_NAME and not has_cjk(key):
        return False
    key = key.removeprefix("the ")
    named = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)") if not has_cjk(key) else re.compile(re.escape(key))
    return any(key in block.key and not _is_signed(block) and named.search(block.key) for block in page.blocks)


def _is_signed(block: Block) -> bool:
    """True for a line that claims copyright, in whatever form."""
    if "©" in block.text:
        return True
    return block.key.startswith(("copyright", "(c)")) and _YEAR.search(block.text[:60]) is not None


def owner(text: str) -> str:
    """The name in a copyright line when it is one that a site could have, else an empty string."""
    sign = _SIGN.search(text)
    if sign is None:
        return ""
    start = sign.end()
    while (lead := _LEAD.match(text, start)) is not None:
        start = lead.end()
    stop = _STOP.search(text, start)
    name = _FORM.sub("", text[start : stop.start() if stop else len(text)].strip())
    if not 1 <= name.count(" ") + 1 <= 5 or len(name) > 40 or len(name) < 3 or _OWNER.search(name):
        return ""
    return name if name[0].isalpha() and not name[0].islower() else ""
