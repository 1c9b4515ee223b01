"""The words of a page as a whole: a shop's shelf and a list of headlines use others than a story does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from cleaner.body.evidence import HIDDEN
from cleaner.model import Block

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")


def words_of(blocks: Sequence[Block]) -> AbstractSet[str]:
    """The different words of the blocks that show text, folded, with 0 in the place of each digit."""
    found = set(" ".join([block.key for block in blocks if block.kind not in HIDDEN]).split())
    # Most words are letters alone; only the others have to be taken apart.
    odd = [word for word in found if not word.isalpha()]
    found.difference_update(odd)
    found.update(_WORD.findall(_DIGIT.sub("0", " ".join(odd))))
    return found


def worth(words: AbstractSet[str], lexicon: Mapping[str, float]) -> float:
    """The log-odds that `words` are worth together."""
    return sum([lexicon[word] for word in lexicon.keys() & words])
