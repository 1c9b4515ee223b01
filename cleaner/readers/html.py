"""Reads HTML: its visible text becomes the page's source, a line a block, with what the markup says of each.

The page is parsed once. Nothing is ever fetched, and no entity is resolved that HTML does not name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from lxml import etree

from cleaner.errors import MarkupError
from cleaner.model import Block, Page
from cleaner.readers import html_depth
from cleaner.readers.build import blocks_of
from cleaner.readers.html_agreement import letters_of, shares
from cleaner.readers.html_facts import Stated, read_facts
from cleaner.readers.html_walk import Walk
from cleaner.readers.layout import joins_plain
from cleaner.readers.lines import Line
from cleaner.tree import Tree

_BLANKED = bytes.maketrans(bytes([*range(9), 11, 12, *range(14, 32)]), b" " * 29)
_NO_CHARACTER = b"\xef"
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_HUGE_TAG = re.compile(rb"(<[a-zA-Z][a-zA-Z0-9:-]{0,30}+)[^<>]{8000,}+>")
_VALUE = re.compile(rb"\"[^\"]*\"|'[^']*'")
_DECLARATIONS = re.compile(rb"\s{0,100}(?:<\?[^<>]{0,200}\?>\s{0,100})?<!DOCTYPE[^<>\[]{0,500}\[", re.IGNORECASE)
_LARGE = 200_000
_MOST_ATTRIBUTES = 1_000
_MANY_ATTRIBUTES = 10_000
_END = re.compile(rb"</(?:body|html)\s{0,100}>", re.IGNORECASE)
_ENDS = ((b"</body", b"</html"), (b"</BODY", b"</HTML"), (b"</Body", b"</Html"))
_REST = 40
_SPARSE = 60
"""A page that shows fewer words than this may keep its story in `<noscript>`, or in its metadata alone."""


def read(source: str, url: str = "") -> Page:
    """The page that the HTML `source` shows.

    Raises:
        MarkupError: it cannot be parsed, or is nested too deep.
    """
    data = _parsable(source)
    root = _tree_of(data) if data.strip() else None
    if root is None:
        return Page("", "html", (), url=url)
    walk = _walked(root)
    if walk.deep:
        root = _tree_of(html_depth.flattened(data))
        walk = _walked(root)
    facts, stated = read_facts(root, walk.texts)
    if _words(walk) < _SPARSE:
        walk = _fuller(root, walk, stated)
    text = "\n".join(walk.texts)
    lines = walk.lines()
    blocks = blocks_of(text, lines, joins_plain)
    return Page(text, "html", blocks, facts, url=url, tree=_tree(walk, lines, blocks, stated))


def _walked(root: etree._Element) -> Walk:
    walk = Walk()
    walk.over(root)
    return walk


def _parsable(source: str) -> bytes:
    """`source` as the parser takes it."""
    data = source.encode("utf-8", "replace").translate(_BLANKED)
    if _NO_CHARACTER in data:
        data = _NO_CHARACTERS.sub(b" ", data)
    if len(data) > _LARGE or data.count(b"=") > _MANY_ATTRIBUTES:
        data = _HUGE_TAG.sub(_without_attributes, data)
    # The parser takes the end of a document type's own declarations for text.
    if (declared := _DECLARATIONS.match(data)) is not None:
        data = data[declared.end() :].partition(b"]>")[2] or data
    # Many a page goes on behind its end, and the parser does not.
    tail = len(data) - _REST
    ends = next((found for each in _ENDS if max(found := [data.find(end) for end in each]) >= 0), ())
    ends = [at for at in ends if 0 <= at < tail]
    if ends and (end := _END.search(data, min(ends))) is not None and end.end() < tail:
        data = _END.sub(b"", data)
    return data


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    """A tag with thousands of attributes, which cost the square of their number, without them."""
    return tag[1] + b">" if len(_VALUE.sub(b" ", tag[0]).split()) > _MOST_ATTRIBUTES else tag[0]


def _tree_of(data: bytes) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise MarkupError(f"the HTML cannot be parsed: {error}", 'pass its text with form="dump"') from error


def _fuller(root: etree._Element, walk: Walk, stated: Stated) -> Walk:
    """The page with what it shows only without scripts, or with the text that its metadata state."""
    spare = Walk(spare=True)
    spare.over(root)
    if _words(spare) >= _words(walk) + _SPARSE:
        walk = spare
    if len(stated.body.split()) >= max(_SPARSE, _words(walk)):
        walk.add(stated.body.splitlines(), "script")
    return walk


def _words(walk: Walk) -> int:
    return sum([text.count(" ") + 1 for text in walk.texts])


def _tree(walk: Walk, lines: Sequence[Line], blocks: Sequence[Block], stated: Stated) -> Tree:
    """What the elements say of `blocks`."""
    first, last = walk.first, walk.last
    places, strong = walk.places, walk.strong
    if len(lines) > len(blocks):
        starts = [block.start for block in blocks]
        bounds = [bisect_right(starts, line.start) - 1 for line in lines]
        heads = [i for i, block in enumerate(bounds) if not i or bounds[i - 1] != block]
        places, strong = [places[i] for i in heads], [strong[i] for i in heads]
        bounds.append(len(blocks))
        first, last = [bounds[i] for i in first], [bounds[i] for i in last]
    letters = letters_of([block.text for block in blocks]) if stated.body or stated.description else []
    return Tree(
        tuple(walk.parents),
        tuple(walk.kinds),
        tuple(walk.called),
        tuple(walk.hidden),
        tuple(first),
        tuple(last),
        tuple([place[0] for place in places]),
        tuple([place[-1] for place in places]),
        tuple(strong),
        shares(stated.body, letters),
        shares(stated.description, letters),
        stated.kinds,
        stated.pictures,
    )
