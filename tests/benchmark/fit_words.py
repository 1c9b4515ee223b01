"""Fits what a page's words say for its being an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Protocol

import numpy as np

LEAST_PAGES = 20
"""A word of fewer pages is left out."""
STRENGTH = 1.0
"""Inverse of the penalty on the sum of the weights' sizes; it leaves some two hundred words."""
Words = dict[str, float]


class Page(Protocol):
    """What is asked of a page."""

    @property
    def lexicon(self) -> AbstractSet[str]:
        """Its different words."""

    @property
    def is_article(self) -> bool:
        """Does it hold one?"""


def fit_words(pages: Sequence[Page]) -> Words:
    """What each word is worth, in log-odds; words that are worth nothing are left out.

    A logistic regression on which words a page has, with a penalty that makes most weights nought (R. Tibshirani,
    "Regression shrinkage and selection via the lasso", 1996). Articles and others count alike, however many they are.

    Args:
        pages: each page once.
    """
    counted = Counter(chain.from_iterable(page.lexicon for page in pages))
    known = sorted(word for word, count in counted.items() if count >= LEAST_PAGES)
    stories = [page.is_article for page in pages]
    if not known or len({*stories}) < 2:
        # Too few pages to learn from: the shape decides alone.
        return {}
    # It is large: who measures can do without.
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    table = CountVectorizer(analyzer=lambda page: page.lexicon, binary=True, vocabulary=known)
    counts = table.transform(pages).astype(np.float64)
    model = LogisticRegression(
        C=STRENGTH, l1_ratio=1, solver="liblinear", class_weight="balanced", max_iter=1000, random_state=0
    )
    model.fit(counts, stories)
    worth = zip(known, model.coef_[0], strict=True)
    return {word: round(float(value), 3) for word, value in worth if abs(value) >= 0.005}
