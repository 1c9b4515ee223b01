"""Controls, clocks and notices of players and galleries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.model import CERTAIN, Block, Hit, Mark, Page, Rule

_NEAR = 3
LINKED = 0.6
_MOST_CHARS = 22
_MOST_WORDS = 22
_MOST_NOTICE_WORDS = 60
_MOST_HEADING_WORDS = 9
_CLOCK = re.compile(r"[-−]?\d{1,2}:\d\d(?::\d\d)?(?P<both> ?/ ?[-−]?\d{1,2}:\d\d(?::\d\d)?)?")
_MINUTES = re.compile(
    r"\d{1,3} ?(?:min|mins|minutes?|minuten|minutos?|minuti|minuter|minutter|minut[ay]?|dk|dakika|мин|хв|λεπτά|דקות|דק"
    r"|دقيقه|دقائق|मिनट|menit|phút|分|분|分钟|分鐘)\.?"
)
# "2 of 9", "Photo 2 / 9": the word between the numbers in many languages.
_COUNTER = re.compile(
    r"(?:[^\W\d_]{2,12} )?(\d{1,3}) ?"
    r"(/|of|von|sur|de|di|do|van|av|af|z|ze|из|з|από|מתוך|من|از|dari|trên|中|共) ?(\d{1,3})"
)
_MOST_COUNTER_CHARS = 24
_MARKS = (":", "|", "：")
_ZERO = ("0:", "-0:", "−0:")


class MediaPlayer(Rule):
    """Players of video and sound, and galleries of pictures.

    Removes: "0:00 / 3:12", "2 of 9", "Play video", "Listen to this article" with its "14 min", "Video player is
    loading", "Watch: …" links, where to hear a podcast.
    Keeps: the clock time of a live blog or a programme, a sentence that begins with "Watch", a sub-heading "Photos".
    Seen on: broadcasters, tabloids with a clip in every story, sites that read their stories aloud.
    """

    id = "media-player"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark controls and notices; clocks where they can only be a player's."""
        hits = page.hits_of(self.id)
        controls = {hit.block for hit in hits if hit.place == "line"}
        clocks = [*_clocks(page), *_minutes(page, controls)]
        near = controls | {number for number, _, _ in clocks}
        for number, text, both in clocks:
            if both or text.startswith(_ZERO) or (text.startswith("00:") and _close(near, number)):
                yield Mark(self.id, number, "the clock of a player")
            elif {number - 1, number + 1} & controls:
                yield Mark(self.id, number, "a length beside a player's button", 0.9)
        podcasts = {hit.block for hit in hits if hit.label == "podcast"}
        headings = {hit.block for hit in hits if hit.label == "subscribe"} if podcasts else set()
        yield from self._counters(page)
        for hit in hits:
            block = page.blocks[hit.block]
            if hit.label == "podcast":
                if block.words <= _MOST_WORDS:
                    sure = CERTAIN if hit.block - 1 in headings else 0.9
                    yield Mark(self.id, hit.block, f'where to hear a podcast: "{hit.phrase}"', sure)
            elif hit.label == "subscribe":
                if hit.block + 1 in podcasts and block.words <= _MOST_HEADING_WORDS and not block.ends:
                    yield Mark(self.id, hit.block, f'the heading of a podcast\'s prompt: "{hit.phrase}"')
            else:
                below = hit.block > page.outline.last + _NEAR
                for mark in self._of_phrase(hit, block, near):
                    # Far below the story a link to a recording is an entry of a list.
                    yield mark._replace(sure=0.5) if below and mark.sure == LINKED else mark

    def _counters(self, page: Page) -> Iterator[Mark]:
        """Which of its pictures a gallery shows: two counters that rise to the same total; one may be a rating."""
        found: dict[str, list[tuple[int, int]]] = {}
        for block in map(page.blocks.__getitem__, page.glance.dated):
            text = block.key
            if 3 <= len(text) <= _MOST_COUNTER_CHARS and text[-1].isdigit() and (match := _COUNTER.fullmatch(text)):
                found.setdefault(match[3], []).append((block.number, int(match[1])))
        for total, places in found.items():
            numbers = [number for _, number in places]
            if len(places) > 1 and all(a < b for a, b in pairwise(numbers)) and numbers[-1] <= int(total):
                for place, _ in places:
                    yield Mark(self.id, place, "counts the pictures of a gallery")

    def _of_phrase(self, hit: Hit, block: Block, near: set[int]) -> Iterator[Mark]:
        if hit.place == "line":
            sure = CERTAIN if block.words > 1 or _close(near, hit.block) else 0.6
            yield Mark(self.id, hit.block, f'a button of a player or gallery: "{hit.phrase}"', sure)
        elif hit.label == "player":
            if block.words <= _MOST_NOTICE_WORDS:
                sure = 0.9 if block.words <= _MOST_WORDS else 0.7
                yield Mark(self.id, hit.block, f'a notice of a player: "{hit.phrase}"', sure)
        elif block.words <= _MOST_WORDS and not block.ends and block.text[hit.end : hit.end + 1] in _MARKS:
            yield Mark(self.id, hit.block, f'a link to a recording or gallery: "{hit.phrase}:"', LINKED)


def _clocks(page: Page) -> Iterator[tuple[int, str, bool]]:
    for block in map(page.blocks.__getitem__, page.glance.dated):
        text = block.text
        if len(text) <= _MOST_CHARS and ":" in text and (match := _CLOCK.fullmatch(text)):
            yield block.number, text, match["both"] is not None


def _minutes(page: Page, controls: set[int]) -> Iterator[tuple[int, str, bool]]:
    """Lengths in minutes, "14 min", right below a button."""
    for number in sorted(controls):
        if number + 1 < len(page.blocks) and _MINUTES.fullmatch(page.blocks[number + 1].key):
            yield number + 1, page.blocks[number + 1].text, False


def _close(numbers: set[int], number: int) -> bool:
    return any(number + step in numbers for step in range(-_NEAR, _NEAR + 1) if step)
