"""The frozen types that every room shares.

`Page` and `Block` are what a reader makes, `Hit` is a phrase found in a block, `Mark` is what a rule says about a
block or a span of it, `Removal` and `Article` are what the user gets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

from cleaner.glance import Glance
from cleaner.places import NO_FACTS, NO_HEAD, NO_PROSE, Facts, Head, Outline
from cleaner.tree import Tree

Form = Literal["auto", "dump", "markdown", "html", "record"]
Status = Literal["ok", "no-article"]
Kind = Literal["text", "heading", "item", "quote", "row", "code", "field", "syntax"]

FORMS: frozenset[str] = frozenset({"dump", "markdown", "html", "record"})
CERTAIN = 1.0
ON_LINE = -1
"""The `gap` of a block that stands on the line of the block before it, one blank apart."""


class Piece(NamedTuple):
    """A run of a block's text that stands verbatim in the source."""

    offset: int
    """Where the run begins in the block's text."""
    start: int
    """Where it begins in the source."""
    length: int


class Block(NamedTuple):
    """One block of a page: a paragraph, a heading, a list item, a line of a menu."""

    number: int
    """Its place on the page, from 0."""
    start: int
    end: int
    """Source offsets of the block with its markers, `end` exclusive."""
    text: str
    """The visible text, white space normalised, markup gone."""
    key: str
    """`text` folded by `cleaner.text.fold`: same length, same offsets; what phrases are matched against."""
    kind: Kind = "text"
    level: int = 0
    """Heading level (1 to 6) or list depth; 0 elsewhere."""
    gap: int = 0
    """Blank lines above it in the source, or `ON_LINE`."""
    indent: int = 0
    """Columns of white space before its first character."""
    words: int = 0
    """Words; in scripts without spaces, characters halved."""
    ends: bool = False
    """True when the text ends as a sentence does, closing quotes and brackets passed over."""
    link_chars: int = 0
    """How many characters of `text` are link text; only Markdown and HTML know."""
    pieces: tuple[Piece, ...] = ()
    """How `text` maps to the source; empty when `text` is `source[start:end]` itself."""
    path: str = ""
    """The element's path in HTML, the field's path in a record; empty elsewhere."""
    vote: int = 0
    """A second reader's opinion: 1 it takes the block for the article's, -1 it does not, 0 it was not asked."""

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of `text[start:end]`."""
        return self._to_source(start), self._to_source(end - 1) + 1 if end > start else self._to_source(start)

    def _to_source(self, offset: int) -> int:
        if not self.pieces:
            return self.start + offset
        best = self.pieces[0]
        for piece in self.pieces:
            if piece.offset > offset:
                break
            best = piece
        return best.start + min(offset - best.offset, best.length)


Place = Literal["line", "start", "end", "inside", "part"]


class Hit(NamedTuple):
    """A phrase found in a block."""

    block: int
    start: int
    end: int
    """Offsets in the block's text, `end` exclusive."""
    place: Place
    label: str
    """The phrase group's label, `""` when the group has none."""
    phrase: str


@dataclass(frozen=True, slots=True)
class Page:
    """A scraped page as its reader saw it. Nothing in it is judged yet."""

    source: str
    form: Form
    blocks: tuple[Block, ...]
    facts: Facts = NO_FACTS
    url: str = ""
    language: str = ""
    """ISO 639-1 code, `""` when unknown."""
    outline: Outline = NO_PROSE
    head: Head = NO_HEAD
    hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    """Phrases found, by rule id."""
    tree: Tree | None = None
    """The elements around the blocks; only HTML has them."""
    _seen: list[Glance] = field(default_factory=list, repr=False, compare=False)

    @property
    def glance(self) -> Glance:
        """What a glance at the blocks shows; made when it is first asked for."""
        for glance in self._seen:
            if glance.blocks is self.blocks:
                return glance
        glance = Glance(self.blocks)
        self._seen[:] = [glance]
        return glance

    def hits_of(self, rule: str) -> tuple[Hit, ...]:
        """The phrases of `rule` found on this page, in page order."""
        return self.hits.get(rule, ())


class Mark(NamedTuple):
    """What a rule says about a block, or about a span of its text."""

    rule: str
    block: int
    why: str
    """The reason, for a person to read."""
    sure: float = CERTAIN
    """0 to 1. `CERTAIN` removes on its own; less is evidence that the body step weighs."""
    span: tuple[int, int] | None = None
    """Offsets in the block's text when only a part of it is meant; None for the whole block."""
    fact: str = ""
    """The metadata field that the text fills: title, author, published, updated, page_date, site; `""` for none."""
    value: str = ""
    """The field's value: a clean name, an ISO 8601 date."""


class Rule:
    """One kind of boilerplate. Subclasses stand one a file in `cleaner/rules`.

    A subclass's docstring has three headings: *Removes*, *Keeps* and *Seen on*.
    """

    id: ClassVar[str]
    forms: ClassVar[frozenset[str]] = FORMS

    def marks(self, page: Page) -> Iterator[Mark]:
        """Yield what this rule sees on `page`; never looks at another rule's marks."""
        raise NotImplementedError


class Removal(NamedTuple):
    """A piece of the source that is not in the body."""

    rule: str
    text: str
    """`source[start:end]`, verbatim."""
    start: int
    end: int
    reason: str
    path: str = ""
    """In HTML the path of the element that it begins in; empty elsewhere."""


class RuleFailure(NamedTuple):
    """A rule that crashed on a page and was skipped."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Article:
    """What is left of a page: its body, its metadata, and an account of what was removed.

    Attributes:
        text: the body, paragraphs apart by one blank line; empty when `status` is `"no-article"`.
        title: the headline, None when the page shows none.
        authors: the authors' names, each on its own.
        published: ISO 8601 date or date and time of the story, None when unknown.
        page_date: ISO 8601 date on which the page was shown, None when unknown.
        site: the publication's name, None when unknown.
        language: ISO 639-1 code, None when unknown.
        url: the page's address, None when unknown.
        form: the form that the page was read as.
        status: `"ok"`, or `"no-article"` for a section front, a login wall, an empty page.
        confidence: 0 to 1, the word F1 to expect of the body.
        removed: everything of the source that is not in the body, in source order.
        spans: source offsets of each paragraph, `(start, end)` with `end` exclusive.
        failed_rules: rules that crashed on this page and were skipped.
    """

    text: str
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    page_date: str | None
    site: str | None
    language: str | None
    url: str | None
    form: Form
    status: Status
    confidence: float
    removed: tuple[Removal, ...]
    spans: tuple[tuple[int, int], ...] = ()
    kinds: tuple[tuple[Kind, int], ...] = ()
    """Each paragraph's kind and level, for Markdown output."""
    failed_rules: tuple[RuleFailure, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs."""
        return tuple(self.text.split("\n\n")) if self.text else ()

    def to_markdown(self) -> str:
        """The article as Markdown: the title as a heading, then the body."""
        from cleaner.writers.markdown import write

        return write(self)

    def to_dict(self) -> dict[str, object]:
        """The article as plain values, ready for JSON."""
        from cleaner.writers.json import as_dict

        return as_dict(self)

    def to_json(self) -> str:
        """The article as one line of JSON, keys in a fixed order."""
        from cleaner.writers.json import write

        return write(self)
