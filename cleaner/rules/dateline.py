"""Date lines, and the place and agency at the head of a lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.dates import DateLine, begins_date, names_weekday, read_key
from cleaner.glance import SHORT
from cleaner.model import CERTAIN, Block, Mark, Page, Rule
from cleaner.places import Head
from cleaner.rules._dated import BELOW_DECK, MASTHEAD, find_date, place, says_updated, says_what_changed
from cleaner.rules._opening import opening
from cleaner.text import LatePattern, word_set

MAX_WORDS = 16
MAX_MIXED_WORDS = 20
"""Words of a line by the headline that says when the story was published, and other things."""
MAX_CHARS = SHORT
MAX_ISSUE_WORDS = 6
DAY_WORDS = 4
"""Words of a date with its weekday: "Monday 2 June 2025"."""
OPENINGS = 3
"""How many prose blocks at the top of a story may open with place and agency."""

_DIGIT = re.compile(r"\d")
# What a date that is worth finding among other words has: a year, or figures with a sign between them.
_YEAR = re.compile(r"(?:19|20|25|1[34])\d\d|\d[./-]\d|[٠-٩۰-۹०-९]{4}")
_STOPPED = re.compile(r"([^\W\d_a-zà-ÿ][^\s.।!?]{3,20}(?: [^\W\d_a-zà-ÿ][^\s.।!?]{3,16})?)[.।] (?=[^\W\d_a-zà-ÿ])")
# A Chinese dispatch names its reporter: three characters where the place follows at once. So does a Korean one.
_REPORTER = LatePattern(
    r"(?:记者|記者)\s?([\u4e00-\u9fff]{2,3}(?=[）)、，])|[\u4e00-\u9fff]{3})"
    r"|([\uac00-\ud7a3]{2,4}) ?(?:특파원|기자)\s?="
)
_PARTED = re.compile(r"[|•·/:–—()\[\]]")
_HOURS = word_set("uhr las los horas hrs heures ore alle kell klo les del den kl tarihinde tanggal")
# Lines without a figure that say when.
_ALONE = word_set(
    "yesterday today just now an hour ago a minute ago gestern heute hier ayer hoy ontem hoje ieri oggi gisteren "
    "vandaag igår idag i går i dag wczoraj dzisiaj včera dnes dün bugün вчера сегодня вчора сьогодні χθες σήμερα "
    "אתמול היום امس اليوم دیروز امروز आज kemarin hari ini hôm qua hôm nay 昨日 今日 어제 오늘 昨天 今天 刚刚 "
    "剛剛 방금 たった今"
)


class Dateline(Rule):
    """Date lines above or below the headline, and "CAIRO (AP) —" at the head of a lead.

    Removes: a line that holds a date, a time or a time ago and nothing else, with words like "published" and "updated";
    "Updated 16:40: …" and what it says; the issue of a magazine; the place, date and agency that open a lead, of which
    the rest stays.
    Keeps: a date inside a sentence; a date used as a sub-heading of a chronicle (weak evidence only); a paragraph that
    begins with capitals and a dash but names no place; a name before a dash.
    Seen on: every news page; dates above the masthead are the page's, dates by the headline the story's.
    """

    id = "dateline"

    def marks(self, page: Page) -> Iterator[Mark]:
        """Mark date lines with what they say, and openings as spans."""
        head = page.head
        yield from self._lines(page, head)
        yield from self._openings(page, head)
        for hit in page.hits_of(self.id):
            block = page.blocks[hit.block]
            if hit.label == "issue" and block.words <= MAX_ISSUE_WORDS and not block.ends and _YEAR.search(block.text):
                yield Mark(self.id, hit.block, "the issue that printed the story", 0.9)

    def _lines(self, page: Page, head: Head) -> Iterator[Mark]:
        alone = [number for number, key in enumerate(page.glance.keys) if key in _ALONE]
        for number in sorted({*alone, *page.glance.dated}) if alone else page.glance.dated:
            block = page.blocks[number]
            text = block.text
            # In old pages tables make the layout: a row may be the story's date.
            if block.words > MAX_MIXED_WORDS or len(text) > MAX_CHARS or block.kind in ("field", "code"):
                continue
            if text.isdigit() or (block.kind == "row" and block.number > max(head.lead, page.outline.first)):
                continue
            found = read_key(block.key, page.language) if block.words <= MAX_WORDS else None
            if found is None and block.ends and says_what_changed(block.key, page.language):
                yield Mark(self.id, number, "says when and what was changed", 0.9)
                continue
            if found is not None:
                yield from self._line(page, head, block, found)
            elif block.kind == "row":
                continue
            elif _by_the_headline(page, head, block) and _YEAR.search(text):
                yield from self._mixed(page, head, block)
            elif block.number < MASTHEAD and block.number < head.lead and _YEAR.search(text):
                yield from self._with_name(page, block)
            if block.number in head.copies and block.words > DAY_WORDS:
                yield from self._behind_title(page, block)

    def _line(self, page: Page, head: Head, block: Block, found: DateLine) -> Iterator[Mark]:
        """A block that is all date."""
        if found.label == "updated" and found.kind == "date" and not says_updated(block.key, page.language):
            # "3 June 2025 10:04 · Updated 2 hours ago": the part with the date is not the part that says "updated".
            part = find_date(block.key, page.language)
            found = part if part is not None and part.value and part.label != "updated" else found
        fact, sure = place(page, head, block, found)
        near = _by_the_headline(page, head, block)
        if found.kind in ("partial", "time") and not near and not found.label:
            sure = min(sure, 0.4)
        value = found.value if fact else ""
        why = {"date": "a date line", "relative": "a line that says how long ago", "time": "a time of day"}
        yield Mark(
            self.id, block.number, why.get(found.kind, "a date line"), sure, fact=fact if value else "", value=value
        )

    def _mixed(self, page: Page, head: Head, block: Block) -> Iterator[Mark]:
        """A date beside other things on a line by the headline: "By Jane Doe | June 3, 2025 | 5 min"."""
        found = find_date(block.key, page.language)
        if found is not None and not found.label and _is_sentence(page, block):
            return
        if found is not None and (found.value or found.kind in ("date", "relative")):
            fact = place(page, head, block, found)[0] if found.value else ""
            yield Mark(self.id, block.number, "a date in the line by the headline", 0.8, fact=fact, value=found.value)

    def _with_name(self, page: Page, block: Block) -> Iterator[Mark]:
        """The date of the day beside the site's name, or before a saint's: "ISLAND POST Saturday, 14 March 2026"."""
        words = [word.strip(".,") for word in block.key.split(" ")[:8]]
        if block.ends or not any(names_weekday(word) for word in words):
            return
        found = find_date(block.key, page.language)
        if found is not None and found.value and not found.label:
            sure = 0.8 if names_weekday(words[0]) else 0.6
            why = "the day's date beside other words at the top"
            yield Mark(self.id, block.number, why, sure, fact="page_date", value=found.value)

    def _behind_title(self, page: Page, block: Block) -> Iterator[Mark]:
        """The day's date behind the document's title: "Headline - Island Post Monday 2 June 2025"."""
        words = block.text.split(" ")
        for size in (DAY_WORDS, DAY_WORDS - 1):
            start = len(block.text) - len(" ".join(words[-size:]))
            tail = block.key[start:]
            found = read_key(tail, page.language) if names_weekday(tail.split(" ")[0].strip(".,")) else None
            if found is not None and found.value and not found.label:
                why = "the day's date behind the document's title"
                yield Mark(self.id, block.number, why, CERTAIN, (start, len(block.text)), "page_date", found.value)
                return

    def _openings(self, page: Page, head: Head) -> Iterator[Mark]:
        first = page.outline.first
        if first < 0:
            return
        agencies: dict[int, list[tuple[int, int]]] = {}
        for hit in page.hits_of(self.id):
            if hit.label == "agency" and hit.start <= 60:
                agencies.setdefault(hit.block, []).append((hit.start, hit.end))
        seen = 0
        start = head.lead if 0 <= head.lead < first else first
        # A short first paragraph may not look like the lead.
        above = max(head.headline + 1, start - OPENINGS) if head.headline >= 0 else start
        for block in page.blocks[above : page.outline.last + 1]:
            if block.words < 8 or block.kind not in ("text", "quote"):
                continue
            is_lead = seen == 0 and block.number >= start
            end = opening(block.text, agencies.get(block.number, ()), is_lead=is_lead)
            end = end or (_stopped_place(page, block) if is_lead else 0)
            if end:
                yield self._opening(page, block, end)
            seen += block.number >= start
            if seen >= OPENINGS:
                return

    def _opening(self, page: Page, block: Block, end: int) -> Mark:
        """The mark for an opening; with a year in it, it dates the story too."""
        why, head = "place and agency at the head of the lead", block.key[:end]
        found = find_date(head.strip(" -()/.:"), page.language) if _YEAR.search(head) else None
        value = found.value if found else ""
        reporter = None if value else _REPORTER.compiled.search(block.text, 0, end)
        if reporter:
            return Mark(
                self.id, block.number, why, CERTAIN, span=(0, end), fact="author", value=reporter[1] or reporter[2]
            )
        return Mark(self.id, block.number, why, CERTAIN, span=(0, end), fact="published" if value else "", value=value)


def _stopped_place(page: Page, block: Block) -> int:
    """Where "Wehrlingen. " ends: a name that another line of the page is, or that the sentence behind it repeats."""
    found = _STOPPED.match(block.text)
    if found is None:
        return 0
    key, end = block.key[: found.end(1)], found.end()
    if block.key.startswith(key, end) or f"{key}:" in (other[: len(key) + 1] for other in page.glance.keys):
        return end
    return end if key in page.glance.keys else 0


def _is_sentence(page: Page, block: Block) -> bool:
    """True for "She died on 3 June 2025 aged 80.": a full stop, no sign between parts, and a word in small letters.

    What a byline's words begin ("By Jane Doe with Will Roe on June 3, 2025.") is none.
    """
    if not block.ends or _PARTED.search(block.text):
        return False
    words = [word.strip(".,;!?") for word in block.text.split(" ")]
    if not any(len(word) > 2 and word.islower() and word not in _HOURS and not begins_date(word) for word in words):
        return False
    return not any(hit.block == block.number and hit.start == 0 for hit in page.hits_of("byline"))


def _by_the_headline(page: Page, head: Head, block: Block) -> bool:
    """True between the headline and the lead, and a little way round them."""
    number, lead = block.number, head.lead if head.lead >= 0 else page.outline.first
    if block.ends and (block.words >= 12 or (block.words >= 7 and block.text[-2:-1] in ")）")):
        return False  # "She rows to school on Wednesday (20/8/2025)." is a caption
    if head.headline >= 0:
        return head.headline - 3 <= number <= min(max(lead, head.headline) + BELOW_DECK, head.headline + 25)
    return lead - 8 <= number <= lead + BELOW_DECK
