"""Openings of agencies that no list names: a place, a short name in brackets or slashes, a sign behind it."""

from __future__ import annotations

import re
import unicodedata

from cleaner.dates import begins_date
from cleaner.text import has_cjk, word_set

REACH = 80
"""Characters at the head of a paragraph that such an opening may take."""
_MAX_PLACE_CHARS = 50
_MAX_PLACE_WORDS = 7
_MAX_NAME_CHARS = 22

_BRACKET = re.compile(r"[(（\[/]\s?([^()（）\[\]/]{2,28}?)\s?[)）\]/]")
_DASH = re.compile(r"(?:\.?|\s)(?:[-–—―]|--)\s+")
# "PantaiPos.com, Bandar Laut - ": a site's address and a place.
_ADDRESS = re.compile(
    r"[^\W\d_][\w-]{1,24}\.[A-Za-z]{2,8}(?:\.[A-Za-z]{2})?(?:, [^\W\d_][\w' ]{2,24})? ?[-–—]{1,2} +(?=[^\W_a-z])"
)
_COLON = re.compile(r"\s?[:：]\s*")
_STOP = re.compile(r"\s?[.।۔]\s*")
_DIGIT = re.compile(r"\d")
# "ВЫШГОРА. 3 июня. УНСИ.": place, date and agency, each with its stop.
_STOPPED = re.compile(r"([^\W\d_]{3,20}(?:[ -][^\W\d_]{2,20})?)\. \d{1,2} [^\W\d_]{3,10}\. ([^\W\d_-]{2,8})[.:]\s+")
# "مشكان - خنا -" and "السروات - وكالة سند للأنباء:": scripts without capitals have the dash in place of brackets.
_TWO_DASHES = re.compile(r"([^\W\d_][^\s\d.،:-]{1,20}(?: [^\s\d.،:-]{2,14}){0,2}) [-–—] ([^\W\d_]{2,7}) [-–—]\s+")
_NAMED = re.compile(
    r"(?:[^\W\d_][^\s\d.،:-]{1,20}(?: [^\s\d.،:-]{2,14}){0,2}) ?[-–—/] ?"
    r"(?:وكالة|وكالات|خبرگزاری|ایجنسی|एजेंसी|סוכנות)(?: [^\s\d.،:]{2,14}){0,3}\s?(?:[:–—-])\s*"
)
# "本报临江6月2日电", "（島聞社記者林可晴溪口12日電）": the day and the sign for a dispatch, before any stop or comma.
_DISPATCH = re.compile(
    r"[（(【\[]?[^，。、：:（(）)\d]{2,24}(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
    r"[^\s，。、：:（(）)\d]{0,4}[电電讯訊](?![影子视視话話力動动脑腦梯池])[)）】\]]?"
    r"\s?[:：]?(?:\s?[（(]\s?[^）)]{2,30}[）)])?\s?"
)
_LENTICULAR = re.compile(r"[【［]([^】］\s]{3,14})[】］]\s?")
_DATED = re.compile(r"([^\W\d_][^\d()–—]{2,40}?),? [^\s\d()–—]{0,10}\.? ?\d{1,2}[^()–—]{0,16}?\s(?:[-–—―]|--)\s+(?=\S)")
_LABELS = word_set(
    "写真 動画 特集 速報 独自 解説 詳報 関連 図解 更新 追記 訂正 連載 社説 視頻 视频 图片 圖片 独家 獨家 快讯 快訊 "
    "编者 編者 专访 專訪 评论 評論 广告 廣告 推荐 推薦 随筆 質問 回答 注意 告知 募集 画像 問い 答え 材料 作り方 編集"
)
_NO_NAMES = word_set(
    "SPD CDU CSU FDP AFD ÖVP FPÖ SPÖ SVP GOP DNC PVV VVD PSOE PP VOX LFI UMP TBC TBA FAQ PDF CEO CFO COO CTO FYI "
    "UPDATE VIDEO FOTO PHOTO LIVE USA UK EU UN UNO GER FRA ITA ESP NED AUT SUI sic née aka inc ltd usw etc red left"
)
_PARTICLES = word_set("am an der die den in im ob bei de del di da do la las le les el los of on the upon und y e i")


def by_shape(text: str, *, is_lead: bool) -> int:
    """Where an opening with an unknown agency ends in `text`; 0 when there is none."""
    if has_cjk(text[:12]):
        return _east(text)
    head = text[:REACH]
    address = _ADDRESS.match(head) if is_lead else None
    if address:
        return address.end()
    found = _BRACKET.search(head)
    return (_bracketed(text, found, is_lead=is_lead) if found else 0) or _unbracketed(text)


def _east(text: str) -> int:
    """Chinese and Japanese dispatches: "本报临江6月2日电（记者周以宁）", "【志野原共通】"."""
    found = _DISPATCH.match(text)
    if found:
        return found.end()
    label = _LENTICULAR.match(text)
    if label is None:
        return 0
    inside = label[1]
    plain = all("\u3400" <= char <= "\u9fff" or char in "々ヶ・=＝" for char in inside)
    return label.end() if plain and len(inside) >= 4 and not any(word in inside for word in _LABELS) else 0


def _unbracketed(text: str) -> int:
    head = text[:REACH]
    stopped = _STOPPED.match(head)
    if stopped and stopped[1].isupper() and stopped[2].isupper():
        return stopped.end()
    if not _has_capitals(head):
        for pattern in (_NAMED, _TWO_DASHES):
            found = pattern.match(head)
            if found:
                return found.end()
        return 0
    dated = _DATED.match(head) if _DIGIT.search(head) else None
    return dated.end() if dated and _is_capital_place(dated[1].split(",")[0]) and text[dated.end()].isupper() else 0


def _bracketed(text: str, found: re.Match[str], *, is_lead: bool) -> int:
    before, name = text[: found.start()].strip(), found[1].strip()
    if not _is_agency(name) or len(before) > _MAX_PLACE_CHARS or len(before.split()) > _MAX_PLACE_WORDS:
        return 0
    dash = _DASH.match(text, found.end())
    if not before:
        # "(APN) - ROCCAFERRA, 03 GIU -": the place may come behind.
        if dash and name.isupper() and len(name) <= 6 and text[found.start()] == "(":
            behind = _place_behind(text, dash.end())
            return behind or (dash.end() if is_lead and text[dash.end() : dash.end() + 1].isupper() else 0)
        return 0
    if not _has_capitals(before):
        return _caseless(text, found, before, name)
    place = before.split(",")[0].strip(" .-–—")
    capital = _is_capital_place(place)
    if dash and (capital or _is_small_place(before, place, name, text[dash.end() : dash.end() + 1])):
        return dash.end()
    return _without_dash(text, found, place, name, is_lead=is_lead) if capital else 0


def _without_dash(text: str, found: re.Match[str], place: str, name: str, *, is_lead: bool) -> int:
    """A colon, a stop after slashes, or nothing at all behind the agency: after a place in capitals."""
    colon = _COLON.match(text, found.end())
    if colon:
        return colon.end() if is_lead and " " not in name and text[colon.end() : colon.end() + 1].isupper() else 0
    stop = _STOP.match(text, found.end())
    if stop:
        return stop.end() if text[found.start()] == "/" and name.isupper() else 0
    following = text[found.end() : found.end() + 2]
    bare = is_lead and len(place) >= 5 and name.isupper() and len(name) <= 4 and not _is_short_for(name, place)
    return found.end() + 1 if bare and following[:1] == " " and following[1:].isupper() else 0


def _is_short_for(name: str, place: str) -> bool:
    """True when the letters of `name` come in `place` in their order: "TESLA (TSLA)" is a share, no dispatch."""
    letters = iter(place)
    return all(letter in letters for letter in name)


def _caseless(text: str, found: re.Match[str], before: str, name: str) -> int:
    """Scripts without capitals: a place of three words at most, a name of one or two, and a sign behind it."""
    place = re.split("[,،]", before, maxsplit=1)[0]
    if len(place.split()) > 3 or len(name.split()) > 2 or any(char in before for char in '.:؟?!;«»"'):
        return 0
    for pattern in (_DASH, _COLON, _STOP):
        after = pattern.match(text, found.end())
        if after:
            return after.end()
    return 0


def _is_agency(name: str) -> bool:
    """True for what may be an agency's name: a few words, no figure, capitals or three or four small letters."""
    if len(name) > _MAX_NAME_CHARS or _DIGIT.search(name) or len(name.split()) > 3 or name in _NO_NAMES:
        return False
    if not all(char.isalpha() or char in " -.&" or unicodedata.category(char)[0] == "M" for char in name):
        return False
    first = name[0]
    return not first.islower() or (name.islower() and len(name) <= 4 and " " not in name)


def _is_capital_place(place: str) -> bool:
    """True for one to four words, the first of them in capitals."""
    words = place.split()
    if not 1 <= len(words) <= 4 or not words[0].isupper() or not words[0][0].isalpha() or len(place) < 3:
        return False
    if any(word.strip(".,") in _NO_NAMES or word.endswith((":", "!", "?")) for word in words):
        return False
    return all(word.isupper() or word in _PARTICLES for word in words)


def _is_small_place(before: str, place: str, name: str, following: str) -> bool:
    """True for "Bad Hersfeld (dpx) – Die": one name in small letters, and an agency that is no party or nation."""
    words = place.split()
    if not following.isupper() or not all(word[0].isupper() or word in _PARTICLES for word in words):
        return False
    if name.islower():
        return len(words) <= 4 and len(name) == 3
    rest = before[len(place) :].strip(" ,.")
    dated = bool(rest) and (begins_date(rest.split()[0].lower()) or _DIGIT.search(rest) is not None)
    return len(words) <= 3 and dated and name[0].isupper()


def _place_behind(text: str, start: int) -> int:
    """Where "ROCCAFERRA, 03 GIU -" ends that begins at `start`; 0 when nothing like it stands there."""
    dash = _DASH.search(text, start, start + 45)
    if dash is None or dash.start() == start:
        return 0
    words = text[start : dash.start()].replace(",", " ").split()
    return dash.end() if 1 <= len(words) <= 5 and all(word.isupper() or word.isdigit() for word in words) else 0


def _has_capitals(text: str) -> bool:
    """True when the first letter is of a script that has capitals."""
    first = next((char for char in text if char.isalpha()), "")
    return first.isupper() or first.islower()
