"""What an HTML page's elements say of its blocks: part of the model."""

from __future__ import annotations

from typing import NamedTuple


class Tree(NamedTuple):
    """The block-level elements of an HTML page, and where its blocks stand among them. Nothing in it is judged.

    Elements are numbered in document order, so that a parent's number is lower than its children's.
    """

    parents: tuple[int, ...]
    """The parent of each element; -1 for the root."""
    kinds: tuple[int, ...]
    """The kind of each element: its place in `called`."""
    called: tuple[tuple[str, str], ...]
    """Each kind's tag, and what its elements are called: class, id, role and the like, one blank apart."""
    hidden: tuple[bool, ...]
    """Elements that the markup itself hides."""
    first: tuple[int, ...]
    last: tuple[int, ...]
    """The blocks in each element: from `first` to `last`, which is exclusive."""
    holders: tuple[int, ...]
    """For each block, the innermost element that holds it."""
    inline: tuple[str, ...]
    """For each block, the tags and names of the inline elements that it begins in."""
    strong: tuple[float, ...]
    """For each block, the share of its characters in bold or italics."""
    stated: tuple[float, ...] = ()
    """For each block, how much of it the page's own metadata repeats as the article's text; empty where it has none."""
    described: tuple[float, ...] = ()
    """For each block, how much of it the page's description repeats; empty where it has none."""
    said: tuple[str, ...] = ()
    """What the page's metadata call it: JSON-LD's types, and `og:` with Open Graph's, all in small letters."""
    pictures: int = 0
    """How many pictures the page has."""

    @property
    def tags(self) -> list[str]:
        """The tag of each element."""
        return [self.called[kind][0] for kind in self.kinds]
