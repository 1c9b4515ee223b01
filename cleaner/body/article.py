"""Whether a page holds an article at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleaner.body.chances import chances
from cleaner.body.evidence import OWN, Evidence
from cleaner.body.judge import Judge
from cleaner.body.whole import Seen
from cleaner.model import CERTAIN, Page

ENDS = OWN.index("ends")
MIN_WORDS = 20
"""An article has at least so many words."""
MIN_WORDS_IN_DOUBT = 80
"""So many where the page says that it is an error page, a login wall or a search, or where no line ends a sentence."""
WORDS_A_BLOCK = 6
"""So many words a block of a bare body has at least."""

FRONT = "it shows headlines with a sentence each"
"""Why a page that `is_front` holds no article."""
_STORIES = ("article", "posting")


def against_article(page: Page, evidence: Evidence, seen: Seen, judge: Judge) -> tuple[str, float]:
    """Why the page holds no article, empty when it holds one; and the chance of that, by how the page is laid out.

    Args:
        page: the page.
        evidence: the evidence on its blocks.
        seen: what was decided of them.
        judge: the weights.
    """
    notice = any(mark.rule == "page-notice" and mark.sure >= CERTAIN for mark in seen.marks)
    told = float(evidence.words[seen.kept].sum())
    if told < (MIN_WORDS_IN_DOUBT if notice else MIN_WORDS):
        return "it shows hardly any prose", 1.0
    if page.tree is not None and "og:product" in page.tree.said and not _says_story(page.tree.said):
        # Of 1,106 pages four call themselves so, and none of the 899 articles.
        return "it says that it sells something", 1.0
    if page.form != "html" and seen.kept.all() and told >= WORDS_A_BLOCK * len(seen.kept):
        # A body that was cleaned before stays as it is: a front, a shelf or a search page has a menu or a button.
        return "", 1.0
    if told < MIN_WORDS_IN_DOUBT and not evidence.values[seen.kept, ENDS].any():
        return "it shows short lines and no sentence", 1.0
    row, words = judge.row(page, evidence, seen), judge.words(page)
    score = judge.article(row, words)
    # Of HTML the elements have said as much of the blocks already: what to expect of the body is no truer with it.
    chance = 1.0 if page.form == "html" else float(chances(np.array([score], np.float32))[0])
    return (judge.against(row, words) if score <= 0 else ""), chance


def _says_story(said: Sequence[str]) -> bool:
    """True where a page's metadata call it an article, whatever else they call it."""
    return any(kind.endswith(_STORIES) for kind in said)
