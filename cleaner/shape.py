"""The outline of a page: where its longest stretch of prose lies. Evidence for rules, not a verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.model import Block
from cleaner.places import Outline

MIN_PROSE_WORDS = 12


def is_prose(block: Block) -> bool:
    """True for a block that reads as a sentence or more."""
    return block.words >= MIN_PROSE_WORDS and block.ends and block.link_chars * 2 < len(block.text)


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
        gain = float(min(block.words, 80)) if is_prose(block) else -6.0
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
_STAMP = re.compile(
    rf"\d{{1,2}}[:h]\d\d|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d ?[年月日天년월일]|[時时시分분] ?[前전間间]"
    rf"|\d ?[mhdw]\b|\b(?:{_TIME_UNITS})\b|\b(?:{_MONTHS})"
)
_DIGIT = re.compile(r"\d")


def is_headline(block: Block) -> bool:
    """True for a block that reads as a headline: some words, no sentence end but a question or exclamation mark."""
    if not MIN_HEADLINE_WORDS <= block.words <= MAX_HEADLINE_WORDS or len(block.text) > 180:
        return False
    return not block.ends or block.text.rstrip("\"'”’»›)]}」』 ")[-1:] in "?!？！…؟"


def is_stamp(block: Block) -> bool:
    """True for a short block that is a date, a clock time or "3 hours ago", in any language."""
    text = block.text
    return len(text) <= MAX_STAMP_CHARS and _DIGIT.search(text) is not None and _STAMP.search(block.key) is not None
