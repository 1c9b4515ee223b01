"""Who made a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Mark, Page, Rule
from cleaner.rules._credits import Credits

_RIGHTS = re.compile(r"\(?(?:©|\(c\)|Ⓒ|ⓒ)\s?[^\W\d_][^.!?]{1,60}\)?$", re.IGNORECASE)


class Credit(Rule):
    """A picture's photographer, agency or source.

    Removes: "Photo: Jane Doe", "(Foto: dpa)", "Getty Images", "© Jane Doe/AFP" as a line; the same at a caption's end;
        "(Jane Doe/The Post)", without brackets where another line has the same name or source.
    Keeps: sentences about photos and agencies; "Image" as the start of a sub-heading; an agency named in the story;
        "Winter Timetable/Upper Road" that stands by itself.
    Seen on: every illustrated page, under or beside the pictures.
    """

    id = "credit"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark credit lines, and credits that close or stand in a caption as spans."""
        done: set[int] = set()
        for mark in Credits().named(page):
            done.add(mark.block)
            yield mark
        for block in page.blocks:
            if (
                block.words <= 10
                and block.number not in done
                and block.text[:1] in "©(ⒸⓒC"
                and _RIGHTS.match(block.text)
            ):
                inside = page.outline.first <= block.number <= page.outline.last
                yield Mark(self.id, block.number, "a sign of rights and a name", 0.9 if inside else 0.6)
