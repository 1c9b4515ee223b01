"""Makes the `Article`: body text and spans, the removals in source order, the metadata."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.metadata import gather
from cleaner.model import CERTAIN, ON_LINE, Article, Block, Kind, Mark, Page, Removal, RuleFailure
from cleaner.readers.lines import INVISIBLE

if TYPE_CHECKING:
    from cleaner.body import Body


def assemble(
    page: Page, marks: Sequence[Mark], body: Body, failures: Sequence[RuleFailure], keep: frozenset[str]
) -> Article:
    """The article of `page`, given what the body step decided."""
    paragraphs: list[str] = []
    spans: list[tuple[int, int]] = []
    kinds: list[tuple[Kind, int]] = []
    removed: list[Removal] = []
    cuts = _cuts(marks, keep)
    for block, verdict in zip(page.blocks, body.verdicts, strict=True):
        if not (verdict.kept and body.is_article):
            reason = verdict.reason if not verdict.kept else f"the page holds no article: {body.against}"
            removed += _whole(page, block, (verdict.rule or "surroundings", reason), cuts.get(block.number, ()))
            continue
        if block.pieces or block.number in cuts:
            text, start, end, cut_away = _cut(page, block, cuts.get(block.number, ()))
            removed += cut_away
        else:
            text, (start, end) = block.text.strip(), block.source_span(0, len(block.text))
        if text and paragraphs and block.gap == ON_LINE and (between := page.source[spans[-1][1] : start]) in ("", " "):
            # A page on one line has no paragraphs; its sentences were parted to be judged.
            paragraphs[-1] += f"{between}{text}"
            spans[-1] = spans[-1][0], end
        elif text:
            paragraphs.append(text)
            spans.append((start, end))
            kinds.append((block.kind, block.level))
    facts = gather(page, marks, body)
    return Article(
        text="\n\n".join(paragraphs),
        title=facts.title or None,
        authors=facts.authors,
        published=facts.published or None,
        page_date=facts.page_date or None,
        site=facts.site or None,
        language=page.language or None,
        url=facts.url or None,
        form=page.form,
        status="ok" if paragraphs else "no-article",
        confidence=body.confidence,
        removed=tuple(removed),
        spans=tuple(spans),
        kinds=tuple(kinds),
        failed_rules=tuple(failures),
    )


def _cuts(marks: Sequence[Mark], keep: frozenset[str]) -> dict[int, list[Mark]]:
    cuts: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.span is not None and mark.rule not in keep:
            cuts.setdefault(mark.block, []).append(mark)
    return cuts


def _whole(page: Page, block: Block, named: tuple[str, str], cuts: Sequence[Mark]) -> list[Removal]:
    """The removal of a block; a part of it that another rule names, as a caption's credit, is one of its own."""
    rule, reason = named
    removed: list[Removal] = []
    at = block.start
    for mark in cuts:
        start, end = block.source_span(*(mark.span or (0, 0)))
        if mark.rule == rule or mark.sure < CERTAIN or start < at or end <= start:
            continue
        if page.source[at:start].strip():
            removed.append(_removal(page, rule, (at, start), reason, block))
        else:
            start = at
        if not page.source[end : block.end].strip():
            end = block.end
        removed.append(_removal(page, mark.rule, (start, end), mark.why, block))
        at = end
    if at < block.end or not removed:
        removed.append(_removal(page, rule, (at, block.end), reason, block))
    return removed


def _cut(page: Page, block: Block, cuts: Sequence[Mark]) -> tuple[str, int, int, list[Removal]]:
    """What stays of a kept block, its source span, and what was cut: marked spans and markup between pieces."""
    removed: list[Removal] = []
    text, left, right = block.text, 0, len(block.text)
    holes: list[tuple[int, int, Mark]] = []
    at = 0
    for mark in cuts:
        start, end = mark.span or (0, 0)
        if start >= at and end > start:
            holes.append((start, end, mark))
            at = end
    kept: list[str] = []
    at = 0
    for start, end, mark in holes:
        kept.append(text[at:start])
        removed.append(_removal(page, mark.rule, block.source_span(start, end), mark.why, block))
        at = end
    kept.append(text[at:])
    stays = " ".join(part for piece in kept if (part := piece.strip()))
    if holes and holes[0][0] == 0:
        left = holes[0][1]
    if holes and holes[-1][1] == len(text):
        right = holes[-1][0]
    removed = _apart(page, [*removed, *_markup(page, block)])
    start, end = block.source_span(left, right)
    return stays, start, end, removed


def _apart(page: Page, removed: Sequence[Removal]) -> list[Removal]:
    """The removals in order, none over another: markup inside of what a rule cuts goes with it."""
    if len(removed) < 2:
        return [*removed]
    found: list[Removal] = []
    at = 0
    for removal in sorted(removed, key=lambda removal: (removal.start, -removal.end)):
        if removal.start >= at:
            found.append(removal)
        elif removal.end > at:
            found.append(removal._replace(start=at, text=page.source[at : removal.end]))
        at = max(at, removal.end)
    return found


def _markup(page: Page, block: Block) -> list[Removal]:
    """Markup of the source between and around a block's visible pieces."""
    if not block.pieces:
        return []
    found: list[Removal] = []
    at = block.start
    for piece in block.pieces:
        found += _gap(page, at, piece.start, block)
        at = piece.start + piece.length
    return found + _gap(page, at, block.end, block)


def _gap(page: Page, start: int, end: int, block: Block) -> list[Removal]:
    if start >= end or not page.source[start:end].strip().strip(INVISIBLE):
        return []
    return [_removal(page, "markup", (start, end), "markup of the form, not text", block)]


def _removal(page: Page, rule: str, span: tuple[int, int], reason: str, block: Block) -> Removal:
    start, end = span
    path = block.path if page.form == "html" else ""
    return Removal(rule, page.source[start:end], start, end, reason, path)
