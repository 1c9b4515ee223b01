"""The fields of a record's front matter."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import CERTAIN, Mark, Page, Rule

# Compared without case, hyphens and underscores.
_RELATED = frozenset(
    {
        "related",
        "recommended",
        "recommendations",
        "relatedarticles",
        "relatedstories",
        "relatedposts",
        "relatedlinks",
        "morestories",
        "mostread",
        "trending",
        "popular",
    }
)


class FrontMatter(Rule):
    """The fields of a record's front matter.

    Removes: every field between the fences, its key and its punctuation; what the fields say of title, author, date
    and site is kept as metadata.
    Keeps: the text after the closing fence, whatever it looks like; the entries of a list of related stories, which
    the rule related-links accounts for.
    Seen on: articles saved as records by reader services and static site generators.
    """

    id = "front-matter"
    forms = frozenset({"record"})

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark fields and syntax; both have a path, which no block of the text has."""
        for block in page.blocks:
            if block.kind == "syntax" and block.path:
                yield Mark(self.id, block.number, "keys and punctuation of the front matter", CERTAIN)
            elif block.kind == "field" and not is_related(block.path):
                yield Mark(self.id, block.number, f'the field "{block.path}" of the front matter', CERTAIN)


def is_related(path: str) -> bool:
    """True for a field of a list of other stories: `related.0.title`."""
    return path.partition(".")[0].lower().replace("-", "").replace("_", "") in _RELATED
