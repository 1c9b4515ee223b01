"""Small text helpers that readers, rules and the body step share."""

from __future__ import annotations

import re

# Length-preserving, so that an offset in the folded text is an offset in the text itself.
_FOLD = str.maketrans(
    {
        "\u0130": "i",  # İ would become two characters
        "\u0131": "i",  # ı, so that Turkish capitals fold to the same letter in any locale
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ي": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ё": "е",
        "Ё": "е",
    }
)
_CLOSERS = "\"'”’»›)]}」』】）〉》〞*_ \u200f\u200e"
_ENDERS = ".!?…。！？؟۔।॥｡⁈‼:;՞։"
_SOFT_ENDERS = ":;"
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f]")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\U00020000-\U0003134f]")


def fold(text: str) -> str:
    """Lower-case `text` and level quotes, dashes, spaces and letter variants; the length stays the same."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = text.translate(_FOLD).lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_FOLD))


def ends_sentence(text: str) -> bool:
    """True when `text` ends with a full stop or its kin; closing quotes and brackets are passed over."""
    tail = text[-8:].rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _ENDERS and tail[-1] not in _SOFT_ENDERS


def has_cjk(text: str) -> bool:
    """True when `text` holds a Chinese, Japanese or Korean character."""
    return not text.isascii() and _CJK.search(text) is not None


def count_words(text: str) -> int:
    """Words in white-space-normalised `text`; characters of scripts without spaces count half a word each."""
    if not text:
        return 0
    spaced = text.count(" ") + 1
    if text.isascii():
        return spaced
    return spaced + len(_SPACELESS.findall(text)) // 2
