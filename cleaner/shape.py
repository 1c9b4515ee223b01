"""The outline of a page: where its longest stretch of prose lies. Evidence for rules, not a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaner.model import ON_LINE, Block
from cleaner.places import Outline
from cleaner.text import LatePattern

MIN_PROSE_WORDS = 12


def is_prose(block: Block) -> bool:
    """True for a block that reads as a sentence or more."""
    return block.words >= MIN_PROSE_WORDS and block.ends and block.link_chars * 2 < len(block.text)


def on_one_line(blocks: Iterable[Block]) -> bool:
    """True for what stood together on one line of its source, and was parted by guesses."""
    return ON_LINE in [block.gap for block in blocks]


def outline(blocks: Sequence[Block]) -> Outline:
    """The stretch of blocks with the largest sum, where prose counts up and other blocks count down.

    The idea is that of the maximum subsequence (J. Pasternack, D. Roth, "Extracting article text from the web with
    maximum subsequence segmentation", WWW 2009), over blocks in place of tokens.
    """
    best = total = 0.0
    best_first = best_last = -1
    first = 0
    for i, block in enumerate(blocks):
        # Pictures and rulers of Markdown interrupt nothing, and a record's fields are no part of its text.
        if block.kind in ("syntax", "field"):
            continue
        words = block.words
        # Most blocks are short.
        gain = float(min(words, 80)) if words >= MIN_PROSE_WORDS and is_prose(block) else -6.0
        if total <= 0:
            total, first = 0.0, i
        total += gain
        if total > best:
            best, best_first, best_last = total, first, i
    return Outline(best_first, best_last)


MIN_HEADLINE_WORDS = 4
MAX_HEADLINE_WORDS = 25
MAX_STAMP_CHARS = 40
_TIME_UNITS = (
    "ago|min|mins|minut|hour|hours|hr|hrs|std|stunde|vor|heure|jour|hace|hora|horas|ora|ore|uur|uren|geleden|timer|tim"
    "|sedan|siden|temu|godz|pred|před|saat|önce|dakika|назад|час|тому|πριν|ώρες|לפני|שעות|قبل|منذ|ساعه|ساعت|پيش|پیش"
    "|पहले|घंटे|lalu|jam|trước|giờ|today|yesterday|heute|gestern|hier|hoy|ayer|hoje|ontem|oggi|ieri|vandaag|gisteren"
    "|idag|igår|dzisiaj|dzis|wczoraj|dnes|včera|bugün|dün|сегодня|вчера|сьогодні|вчора|σήμερα|χθες|היום|אתמול|اليوم"
    "|امس|امروز|ديروز|आज|कल|hari ini|kemarin|hôm nay|hôm qua"
)
_MONTHS = (
    "jan|ene|gen|янв|січ|sty|led|oca|feb|fév|fev|лют|фев|lut|úno|şub|mar|mär|mrt|бер|bře|apr|abr|avr|апр|кві|kwi|dub"
    "|nis|may|mai|maj|mei|mag|тра|мая|май|kvě|jun|juin|giu|чер|июн|cze|čer|haz|jul|juil|lug|лип|июл|lip|tem|aug|août"
    "|agu|ağu|ago|серп|авг|sie|srp|sep|set|вер|сен|wrz|zář|eyl|oct|okt|out|ott|жов|окт|paź|říj|eki|nov|лис|ноя|kas"
    "|dec|dez|déc|dic|des|гру|дек|gru|pro|ara|ιαν|φεβ|μαρ|απρ|μαϊ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ|ינו|פבר|מרץ|אפר|מאי"
    "|יונ|יול|אוג|ספט|אוק|נוב|דצמ|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|فرور"
    "|ارديبهشت|خرداد|تير|مرداد|شهريور|مهر|ابان|اذر|بهمن|اسفند|जन|फर|मार्च|अप्रै|मई|जून|जुल|अग|सित|अक्|नव|दिस|tháng"
)
_FIGURES = re.compile(
    r"\d{1,2}[:h]\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d ?[年月日天년월일]|[時时시分분] ?[前전間间]|\d ?[mhdw]\b"
)
_STAMP_WORDS = LatePattern(rf"\b(?:(?:{_TIME_UNITS})\b|{_MONTHS})")
# The same for texts in ASCII, many times faster.
_WORD = re.compile(r"\b[a-z]\w+")
_ASCII_UNITS = frozenset(filter(str.isascii, _TIME_UNITS.split("|")))
_ASCII_MONTHS = frozenset(filter(str.isascii, _MONTHS.split("|")))
_DIGIT = re.compile(r"\d")


def is_headline(block: Block) -> bool:
    """True for a block that reads as a headline: some words, no sentence end but a question or exclamation mark."""
    if not MIN_HEADLINE_WORDS <= block.words <= MAX_HEADLINE_WORDS or len(block.text) > 180:
        return False
    return not block.ends or block.text.rstrip("\"'”’»›)]}」』 ")[-1:] in "?!？！…؟"


def is_stamp(block: Block) -> bool:
    """True for a short block that is a date, a clock time or "3 hours ago", in any language."""
    text, key = block.text, block.key
    if len(text) > MAX_STAMP_CHARS or _DIGIT.search(text) is None:
        return False
    # Times and dates in figures first: to look for the names of months takes ten times longer.
    return _FIGURES.search(key) is not None or _names_time(key)


def _names_time(key: str) -> bool:
    """True when a month or a unit of time stands in a folded text."""
    if not key.isascii() or "hari ini" in key:
        return _STAMP_WORDS.compiled.search(key) is not None
    words = _WORD.findall(key)
    return any(word in _ASCII_UNITS or word[:3] in _ASCII_MONTHS or word[:4] in _ASCII_MONTHS for word in words)


# A result, a time or two figures: "Hedelund 31-24", "20. nov. 19.00", "8 degrees, wind 6".
_DATA = re.compile(r"\d\s?[-–:.,/%hx×]\s?\d|\d\D+\d")
_NUMBERING = re.compile(r"^\W*\d{1,2}(?:[:.]\d\d)?[.)]?\s+(?=[^\W\d_])")


def holds_figures(block: Block) -> bool:
    """True for a line with a result or with figures, the number of an item or the hour of a ticker aside."""
    return not block.ends and _DATA.search(_NUMBERING.sub("", block.text)) is not None
