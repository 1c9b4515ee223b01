"""Who owns a publication, by its copyright line and by the addresses of its page."""

from __future__ import annotations

import re

from cleaner.model import Page
from cleaner.text import has_cjk, word_set

_COMMON = word_set(
    "the and der die das les del dello della daily news times post media press group company limited "
    "newspaper newspapers publishing magazine journal online today zeitung nachrichten verlag presse "
    "groupe editorial grupo diario periódico noticiero noticias prensa editora jornal notícias gruppo "
    "editoriale giornale quotidiano tidning tidningen avis avisen aftenposten dagblad uitgeverij "
    "wydawnictwo kurier gazeta vydavatelství noviny gazetesi haber yayıncılık газета новости "
    "издательство новини видавництво εφημερίδα ειδήσεις وكالة صحيفة مجلة جريدة خبرگزاری روزنامه משרד "
    "עיתון समाचार harian berita báo tạp chí rights reserved copyright alle rechte vorbehalten droits "
    "réservés derechos reservados direitos diritti riservati all their from with that this your "
)
_LATIN_HOST = re.compile(r"https?://(?:www\d?\.|m\.)?([\w-]{4,40})\.")
_MOST_LINKS = 40
_NOT_OWN = " ©®™0123456789,.:;|–—-"
_COMPANY = re.compile(
    r"\s?(?:$|[.,;|·•–—:/-]|\d{4}|(?:all|ltd|limited|inc|llc|gmbh|ag|company|media|news|sp|s\.|a/s|as|ab)\b)"
)
_TAIL_CHARS = 4000
_SIGNED = ("©", "copyright", "(c) ")


def shares_owner(page: Page, key: str) -> bool:
    """True when a copyright line has a telling word of the name: "Touchline Daily", "© Touchline Media"."""
    own = _telling(key)
    for block in page.blocks[page.outline.last + 1 :] if own else ():
        if block.words <= 60 and any(sign in block.key for sign in _SIGNED) and own <= _telling(block.key):
            return True
    return False


def _telling(key: str) -> set[str]:
    """The first letters of the words of a folded text that any paper could not have."""
    if has_cjk(key):
        return {key[i : i + 2] for i in range(len(key) - 1) if has_cjk(key[i]) and has_cjk(key[i + 1])}
    words = (word.strip(".,;:()«»\"'©|") for word in key.split(" "))
    return {word.removeprefix("ال")[:6] for word in words if len(word) >= 4 and word not in _COMMON}


def is_host(page: Page, key: str) -> bool:
    """True when the page's links lead to an address that is the name's letters."""
    letters = "".join(filter(str.isalnum, key))
    if len(letters) < 5 or not letters.isascii():
        return False
    for at, found in enumerate(_LATIN_HOST.finditer(page.source, max(0, len(page.source) - _TAIL_CHARS))):
        host = found[1].replace("-", "").lower()
        if host in (letters, letters.removeprefix("the")):
            return True
        if at >= _MOST_LINKS:
            break
    return False


def owns(line: str, key: str) -> bool:
    """True when a line claims copyright for the name `key`; a single word must be all of the owner's name."""
    for sign in _SIGNED:
        at = line.find(sign)
        if at < 0:
            continue
        rest = line[at + len(sign) :].lstrip(_NOT_OWN).removeprefix("copyright").lstrip(_NOT_OWN)
        for own in (rest, rest.removeprefix("the "), rest.removeprefix("by ")):
            if own.startswith(key) and _COMPANY.match(own, len(key)):
                return True
            if own.startswith(key) and " " in key and not own[len(key) : len(key) + 1].isalpha():
                return True
            if own.startswith(key) and has_cjk(key) and len(own) <= len(key) + 6:
                return True
    return False
