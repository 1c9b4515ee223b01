"""Guesses the legacy character set of bytes that name none and are no UTF-8.

Two kinds of evidence. Multi-byte sets of East Asia prove themselves: their sequences must fit, and what comes out must
hold the characters that every text of the language holds. Single-byte sets are weighed as a naive Bayes classifier
does: how likely are the page's high bytes, if it were this language in this set? On a few sentences that is right
where general-purpose detectors, which know a hundred sets and no news, guess.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from cleaner.text import LatePattern

# Letters beyond ASCII by falling frequency, and the sets that the language is written in on the web.
_LATIN = ("cp1252", "iso8859-15")
_CENTRAL = ("cp1250", "iso8859-2")
_LANGUAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("é£èêïëçñöü", _LATIN),  # English, Indonesian: loan words
    ("üäößé", _LATIN),
    ("éèàêçôîûùâëïœ", _LATIN),
    ("óíáéñúü¿¡", _LATIN),
    ("ãçáéóíêõâàúôü", _LATIN),
    ("èàòùéì", _LATIN),
    ("ëéïóüèöêá", _LATIN),
    ("äåöé", _LATIN),
    ("øåæéäö", _LATIN),
    ("łęążóśćńź", _CENTRAL),
    ("íáéěřýšžčůúťňďó", _CENTRAL),
    ("éáőóöüíűú", _CENTRAL),
    ("ăîâşţ", _CENTRAL),
    ("čšžćđ", _CENTRAL),
    ("ıüşğçöâî", ("cp1254",)),
    ("ėšųžūįčąę", ("cp1257",)),
    ("āīēšūņļžģčķ", ("cp1257",)),
    ("\u0300\u0301\u0323đ\u0309ưêôâơă\u0303àáéèóòúùí", ("cp1258",)),
    ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", ("cp1251", "koi8-r", "iso8859-5", "cp866")),
    ("оанивтерслкдіумпязьбгчхйжїшцщюєфґ", ("cp1251", "koi8-u", "iso8859-5")),
    ("αοτιενσρκπυλμςίάγόδωήέθχύφβώξζψΐϊ", ("cp1253", "iso8859-7")),
    ("יוהלאתרבשמנדםעחקכפןגזסטצךףץ", ("cp1255",)),
    ("اليمنورتبدعسفهكقحجشةىصطأخضإذزءئغثظآؤ،؟", ("cp1256", "iso8859-6")),
    ("ايرندهمتوسبشکزگلخفعجپقآچحصطضغظژذثئ\u200c،كئأء؟", ("cp1256",)),
)
_COMMON = "\u00a0“”’‘–—…„«»€£°©®·•"
_UNLIKELY = 2e-5
_IMPOSSIBLE = 1e-9
_CAPITALS = 0.06
# How common the sets are where nothing is declared, as log-odds; and which are written in Latin letters, so that their
# high bytes stand beside ASCII letters, where those of other scripts hardly ever do.
_PRIOR = {"cp1252": 3.0, "cp1257": -2.0, "cp1258": -3.0, "cp866": -2.0}
_LATIN_SETS = frozenset({*_LATIN, *_CENTRAL, "cp1254", "cp1257", "cp1258"})
_BESIDE_LATIN = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MIXED_SCRIPTS = -3.0

# Characters that make up a good part of any text of the language.
_CHINESE = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也对對生能而子得于於年过過发發后後"
    "作行所家事成方多经經法学學如都同现現当當没沒动動面起定天分还還进進部其主理心本前开開但因只从從实實者意无無力"
    "与與长長民公已工使明性全三关關点點业業外将將两兩高间間由问問最重并並政新二等月日表示报報市区區元，。、：；"
)
_KOREAN = frozenset("이다는을의에고를가은한하로도지사기서어대인자리시정으스부나일해있과수라제들전그")
_JAPANESE = frozenset("のにはをたがでてとしれさいるなかもらりっすこだまんあ、。日年月人大一国本中")
_EAST_ASIAN: tuple[tuple[str, frozenset[str], str], ...] = (
    ("euc_jp", _JAPANESE, "[\u3041-\u30ff]"),
    ("cp932", _JAPANESE, "[\u3041-\u30ff]"),
    ("cp949", _KOREAN, "[\uac00-\ud7a3]"),
    ("gb18030", _CHINESE, "[\u4e00-\u9fff]"),
    ("big5hkscs", _CHINESE, "[\u4e00-\u9fff]"),
)
# The least share of its characters that must be of the language's own script.
_OWN_SHARE = {"euc_jp": 0.15, "cp932": 0.15, "cp949": 0.6, "gb18030": 0.6, "big5hkscs": 0.6}
_OWN = {name: LatePattern(pattern) for name, _, pattern in _EAST_ASIAN}
_KANA = re.compile("[\u3041-\u30fe]")
_AMONG_LATIN = re.compile("[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_SAMPLE = 8_000
_ASCII = bytes(range(128))


def detect(data: bytes) -> str:
    """The character set of `data`, which holds bytes beyond ASCII."""
    sample = _telling(data)
    return _east_asian(sample) or best_single(sample)[0]


def best_single(data: bytes) -> tuple[str, float]:
    """The likeliest single-byte set, and how much likelier it is than none at all, for each high byte."""
    counts = _high(data)
    beside = _beside_latin(data)
    # The first of equals wins: the Windows sets stand before the ISO sets that they extend.
    best = max(_tables(), key=lambda table: _score(counts, table, beside))
    return best[0], _score(counts, best, beside) / (sum(counts.values()) or 1)


def score(data: bytes, charset: str) -> float | None:
    """The same figure for `charset`; None for a set that is not known here."""
    counts = _high(data)
    beside = _beside_latin(data)
    found = [_score(counts, table, beside) for table in _tables() if table[0] == charset]
    return max(found) / (sum(counts.values()) or 1) if found else None


def compose(text: str, charset: str) -> str:
    """Vietnamese of cp1258 keeps its accents apart; put them together, as everywhere else."""
    return unicodedata.normalize("NFC", text) if charset == "cp1258" else text


def _telling(data: bytes) -> bytes:
    """A sample of the lines that hold bytes beyond ASCII, from the beginning and the middle of `data`."""
    if len(data) <= _SAMPLE:
        return data
    lines = b"\n".join([line for line in data.split(b"\n") if not line.isascii()])
    half, middle = _SAMPLE // 2, max(len(lines) // 2, _SAMPLE // 2)
    first, second = lines[:half], lines[middle : middle + half]
    # Cut at line ends, so that no character is split.
    return first[: first.rfind(b"\n") + 1 or half] + second[second.find(b"\n") + 1 :]


def _high(data: bytes) -> Counter[int]:
    return Counter(data.translate(None, _ASCII))


def _beside_latin(data: bytes) -> int:
    """How many runs of high bytes touch an ASCII letter."""
    return min(len(_BESIDE_LATIN.findall(data)), len(_HIGH_RUN.findall(data)))


def _score(counts: Counter[int], table: tuple[str, tuple[float, ...]], beside: int) -> float:
    name, chances = table
    mixed = 0.0 if name in _LATIN_SETS else _MIXED_SCRIPTS * beside
    return sum([count * chances[byte - 128] for byte, count in counts.items()]) + mixed + _PRIOR.get(name, 0.0)


@functools.cache
def _tables() -> tuple[tuple[str, tuple[float, ...]], ...]:
    """For each language and set, the log-probability of every high byte. Constant once made."""
    return tuple((name, _table(letters, name)) for letters, names in _LANGUAGES for name in names)


def _table(letters: str, charset: str) -> tuple[float, ...]:
    total = sum(1 / (rank + 2) for rank in range(len(letters)))
    likely: dict[str, float] = {char: 0.05 / len(_COMMON) for char in _COMMON}
    for rank, char in enumerate(letters):
        share = 0.92 / (rank + 2) / total
        capital = char.upper()
        if len(capital) == 1 and capital != char:
            likely[capital] = likely.get(capital, 0.0) + share * _CAPITALS
        likely[char] = likely.get(char, 0.0) + share
    return tuple(math.log(_chance(bytes([byte]).decode(charset, "replace"), likely)) for byte in range(128, 256))


def _chance(char: str, likely: dict[str, float]) -> float:
    if char == "\ufffd" or "\x80" <= char <= "\x9f":
        return _IMPOSSIBLE
    return likely.get(char, _UNLIKELY)


def _east_asian(data: bytes) -> str:
    """The multi-byte set that `data` proves to be in; empty when it is in none."""
    best, best_share = "", 0.0
    for name, frequent, _ in _EAST_ASIAN:
        share = _share(data.decode(name, "replace"), name, frequent)
        if share > best_share:
            best, best_share = name, share
    return best


def _share(text: str, name: str, frequent: Iterable[str]) -> float:
    """How much of `text` is what the language holds everywhere; 0 when it cannot be in this set."""
    if text.count("\ufffd") > 0.02 * len(text):
        return 0.0
    beyond = [char for char in text if char > "\x7f"]
    if not beyond or beyond.count("\ufffd") > 0.02 * len(beyond):
        return 0.0
    # In a word of Latin letters a high byte takes the letter after it along.
    if len(_AMONG_LATIN.findall(text)) > 0.4 * len(beyond):
        return 0.0
    joined = "".join(beyond)
    if len(_OWN[name].compiled.findall(joined)) < _OWN_SHARE[name] * len(beyond):
        return 0.0
    # Chinese sets hold kana too, but no Chinese page is made of them.
    foreign = len(_KANA.findall(joined)) if name in ("gb18030", "big5hkscs") else 0
    share = (sum(map(joined.count, frequent)) - foreign) / len(beyond)
    return share if share >= 0.1 else 0.0
