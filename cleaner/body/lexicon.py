"""The words of a page as a whole: a shop's shelf and a list of headlines use others than a story does."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from cleaner.body.evidence import HIDDEN
from cleaner.model import Block

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
# In ASCII, and of UTF-8: digits become 0, what is no letter parts words.
_PARTED = bytes(
    byte if byte >= 0x80 or chr(byte).isalpha() or byte == ord("_") else ord("0") if chr(byte).isdigit() else ord(" ")
    for byte in range(256)
)


def words_of(blocks: Sequence[Block]) -> AbstractSet[str]:
    """The different words of the blocks that show text, folded, with 0 in the place of each digit."""
    text = " ".join([block.key for block in blocks if block.kind not in HIDDEN])
    # To replace bytes is many times faster than to look for words, and does for nearly all.
    found = set(spelled(text).decode("utf-8", "surrogatepass").split())
    if not text.isascii():
        odd = [word for word in found if not (word.isascii() or word.isalpha())]
        found.difference_update(odd)
        found.update(_WORD.findall(_DIGIT.sub("0", " ".join(odd))))
    return found


def spelled(text: str) -> bytes:
    """Folded `text` as UTF-8, with 0 in the place of each digit and a blank in that of what parts words in ASCII."""
    return text.encode("utf-8", "surrogatepass").translate(_PARTED)


def worth(words: AbstractSet[str], lexicon: Mapping[str, float]) -> float:
    """The log-odds that `words` are worth together."""
    # Whatever their order, which is another in each process.
    return math.fsum([lexicon[word] for word in lexicon.keys() & words])


def against(words: AbstractSet[str], lexicon: Mapping[str, float], most: int = 3) -> list[str]:
    """The words that weigh most against an article, the weightiest first."""
    return sorted((word for word in words if lexicon.get(word, 0) < 0), key=lambda word: (lexicon[word], word))[:most]
