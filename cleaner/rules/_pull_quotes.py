"""Pull quotes: words of the story that a page shows a second time, set off from it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Block, Page

_QUOTED = 6
"""Words in a row that tell where a pull quote was taken from."""
_LEAST_WORDS, _MOST_WORDS = 7, 40
_LEAST_PARAGRAPH = 20


def pulled(page: Page) -> Iterator[int]:
    """Blocks that the form calls quotations and that a paragraph of the story has word for word.

    In a dump without such forms a sub-heading may quote the paragraph below it just so.
    """
    first, last = page.outline
    quotes = [block for block in page.blocks[first + 1 : last] if _may_be_pulled(block)] if first >= 0 else []
    wanted = {tuple(_words(block.key)[:_QUOTED]): block for block in quotes}
    if not wanted:
        return
    for paragraph in page.blocks[first : last + 1]:
        if paragraph.kind != "text" or paragraph.words < _LEAST_PARAGRAPH:
            continue
        words = _words(paragraph.key)
        for at in range(len(words) - _QUOTED + 1):
            block = wanted.get(key := tuple(words[at : at + _QUOTED]))
            if block is None:
                continue
            own = _words(block.key)
            if own == words[at : at + len(own)]:
                del wanted[key]
                yield block.number


def _may_be_pulled(block: Block) -> bool:
    return block.kind == "quote" and _LEAST_WORDS <= block.words <= _MOST_WORDS


def _words(key: str) -> list[str]:
    return [word for part in key.split(" ") if (word := "".join(filter(str.isalnum, part)))]
