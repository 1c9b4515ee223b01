"""The opening of a lead: "CAIRO (AP) —", "(서울=연합뉴스)", "【東京時事】", "МОСКВА, 3 июня. /ТАСС/."."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cleaner.rules._opening_shape import by_shape
from cleaner.text import LatePattern, word_set

REACH = 70
"""Characters at the head of a paragraph that an opening may take."""

# Codes that agencies sign with in every language; longer names are phrases.
_CODES = word_set(
    "AP AFP DPA dpa EFE ANSA ANI PTI IANS UPI APA SDA sda ATS afp epd KNA kna sid SID dts AA DHA İHA IHA PAP CTK "
    "ČTK ČTK TASR TASS ТАСС РИА УНН AGI TMNews LUSA Lusa NTB TT Ritzau ANP BELGA Belga MTI STT ETA BNS LETA ELTA "
    "TTXVN VNA Bernama Antara ANTARA KUNA WAM SPA QNA SANA MENA PANA APS MAP TAP CP CNN BBC RFI DW VOA Reuters "
    "REUTERS APE-MPE ΑΠΕ ΑΠΕ-ΜΠΕ Xinhua XINHUA Kyodo KYODO Jiji Yonhap YONHAP CNA WSJ NPR WFLA AAP NZPA"
)
_CODE = re.compile(r"[(\[/]\s?([^()\[\]/\s]{2,12})(?:[ /,&+-][^()\[\]]{1,20})?[)\]/]")
_AFTER = re.compile(
    r"[)\]】］」\"'»/]{0,2}\s?(?:[.:,]\s?)?(?:[-–—=―]{1,2}|(?<=[.:])|(?<=[】］]))\s*|[)\]】］/]{1,2}\s*"
)
_REPORTER = LatePattern(r"\s*[\uac00-\ud7a3]{2,4}(?:[·, ]{1,2}[\uac00-\ud7a3]{2,4}){0,3} ?(?:특파원|기자)\s*=\s*")
# Korean agencies sign in one form: "(서울=연합뉴스) 홍길동 기자 =", "[전주=한들일보]".
_KOREAN = LatePattern(r"[(（\[【][\uac00-\ud7a3·]{2,10}\s?=\s?[^()（）\[\]【】=\s]{2,14}[)）\]】]\s*")
_CHINESE = LatePattern(
    r"[（(【\[]?(?:[\u4e00-\u9fff]{2,5}(?:社|网|網|报|報))?[\u4e00-\u9fff\s、·/／]{0,16}\d{0,2}月?\d{0,2}日?"
    r"[\u4e00-\u9fff]{0,4}(?:电|電|讯|訊)[)）】\]]?\s?[:：]?(?:\s?[（(]\s?(?:记者|記者|总台|總台)[^）)]{1,30}[）)])?\s?"
)
_BRACKETED = re.compile(r"[【［\[]([^】］\]]{2,24})[】］\]]\s?")
_BARE = re.compile(
    r"((?:[^\W\d_][\w.'’-]{1,20}[, ]{1,2}){0,4}[^\W\d_][\w.'’-]{1,20}[.,]?)(?:\s(?:[-–—―]|--)|(?<=\.)[-–—])\s+(?=(\S))"
)
_NO_PLACES = word_set(
    "BREAKING UPDATE UPDATED EXCLUSIVE WATCH VIDEO OPINION ANALYSIS REVIEW LIVE NOTE WARNING PHOTO PHOTOS NEW "
    "FIRST LAST QUESTION ANSWER INTERVIEW EDITOR CORRECTION ADVERTISEMENT THE AND BUT PART CHAPTER STEP PROS CONS "
    "NEWS EILMELDUNG KOMMENTAR ÚLTIMA URGENTE EXCLUSIVO СРОЧНО ВИДЕО ФОТО МОЛНИЯ ΕΚΤΑΚΤΟ SPOILER UPDATE: COVID "
    "NATO NASA SIR MADAM SIRS"
)
_RELATIVES = word_set("who which whose whom that and or but der die das den qui que dont quien che cui который которая")


def opening(text: str, agencies: Sequence[tuple[int, int]], *, is_lead: bool) -> int:
    """Where the opening ends in `text`, 0 when there is none. `agencies` are spans of agency names in it."""
    end = (
        _korean(text)
        or _with_agency(text, agencies)
        or _with_code(text)
        or _bracketed(text)
        or by_shape(text, is_lead=is_lead)
    )
    if not end and is_lead:
        end = _bare_place(text)
    return end if 0 < end < len(text) - 15 else 0


def _korean(text: str) -> int:
    found = _KOREAN.compiled.match(text) if text[0] in "(（[【" else None
    if found is None:
        return 0
    reporter = _REPORTER.compiled.match(text, found.end())
    return reporter.end() if reporter else found.end()


def _with_agency(text: str, agencies: Sequence[tuple[int, int]]) -> int:
    chinese = _CHINESE.compiled.match(text) if agencies and not text[:REACH].isascii() else None
    for start, stop in agencies:
        end = stop
        if start > REACH - 20:
            break
        if chinese and chinese.end() > end:
            return chinese.end()
        if not _is_place(text[:start]):
            continue
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        after = _AFTER.match(text, end)
        if after and after.end() > end and (start > 0 or after[0].strip(" :") or ":" in after[0]):
            reporter = _REPORTER.compiled.match(text, after.end())
            return reporter.end() if reporter else after.end()
    return 0


def _with_code(text: str) -> int:
    """A known code in brackets or slashes, with a dash, a stop or a colon behind it or a dash before it."""
    found = _CODE.search(text, 0, REACH)
    if not found or found[1].strip(".,").rstrip("-") not in _CODES or not _is_place(text[: found.start()]):
        return 0
    after = _AFTER.match(text, found.end())
    dash_before = text[: found.start()].rstrip().endswith(("-", "–", "—"))
    if after and after.end() > found.end():
        return after.end()
    return found.end() + 1 if dash_before and text[found.end() : found.end() + 1] == " " else 0


def _is_place(text: str) -> bool:
    """True for what stands before an agency: a place, a date, brackets; few words and no sentence."""
    words = text.split()
    if len(words) > 8 or len(text) > 55:
        return False
    if any(mark in text for mark in "!?؟「」;"):
        return False
    first = next((char for char in text if char.isalpha()), "")
    return not first or not first.islower() or len(words) <= 2


def _bracketed(text: str) -> int:
    """Japanese and Chinese brackets with a place and a reporter: "【ワシントン=山田太郎】"."""
    found = _BRACKETED.match(text)
    if not found:
        return 0
    inside = found[1]
    telling = any(sign in inside for sign in "=＝") or inside.endswith(
        ("共同", "時事", "ロイター", "発", "支局", "讯", "訊", "电", "電")
    )
    return found.end() if telling else 0


def _bare_place(text: str) -> int:
    """A place in capitals and a dash, with no agency: only at the head of the lead, and only before a sentence."""
    found = _BARE.match(text, 0, REACH)
    if not found:
        return 0
    words = [word.strip(".,") for word in found[1].split()]
    head = words[0]
    if not head.isupper() or len(head) < 3 or any(word in _NO_PLACES for word in words):
        return 0
    if sum(1 for word in words if word.isupper()) < len(words) and "," not in found[1]:
        return 0
    following = found[2]
    if following.islower():
        rest = text[found.end() :]
        if rest.split(None, 1)[0].strip(",") in _RELATIVES or re.search(r"\s[-–—]\s", rest[:80]):
            return 0
    return found.end()
