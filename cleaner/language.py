"""Tells a page's language by its script and its function words."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType

from cleaner.model import Block
from cleaner.text import fold, resource, word_set

MAX_WORDS = 250
MIN_SHARE = 0.08
"""Below this share of function words a text is no prose of any language known here."""

_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x1E00, 0x1EFF, "latin"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "ko"),
)
_SHARED = MappingProxyType(
    {
        "latin": word_set(
            "en de fr es pt it nl sv no da pl cs sk tr id vi fi hu ro hr sl lt lv et ca gl af sq is az sw tl eu"
        ),
        "cyrillic": word_set("ru uk bg sr mk be kk"),
        "arabic": frozenset(["ar", "fa", "ur", "ps"]),
        "devanagari": frozenset(["hi", "mr", "ne"]),
    }
)


# Letters that one language alone has of those here: where endings do the work, function words are few.
_LETTERS = MappingProxyType({"ğ": "tr", "ə": "az", "ő": "hu", "ű": "hu", "ț": "ro", "ř": "cs", "ů": "cs", "ł": "pl"})
_LETTER_WEIGHT = 0.5


@functools.cache
def function_words() -> Mapping[str, frozenset[str]]:
    """The function words of each language, folded as `Block.key` is."""
    table: dict[str, str] = json.loads(resource("function_words.json"))
    return MappingProxyType({language: frozenset(fold(words).split()) for language, words in table.items()})


def is_function_word(word: str, language: str) -> bool:
    """True when the folded `word` is a function word of `language`."""
    return word in function_words().get(language, frozenset())


@functools.cache
def _weights(script: str) -> Mapping[str, tuple[tuple[str, ...], float]]:
    """For each function word, the languages of `script` that have it, and its weight: the fewer they are, the more."""
    owners: dict[str, list[str]] = {}
    for language in sorted(_SHARED[script]):
        for word in function_words()[language]:
            owners.setdefault(word, []).append(language)
    return {word: (tuple(who), 0.4 + 0.6 / len(who)) for word, who in owners.items()}


def detect(blocks: Sequence[Block]) -> str:
    """ISO 639-1 code of the language of `blocks`; `""` when it cannot be told."""
    sample = _sample(blocks)
    if not sample:
        return ""
    script = _script(sample)
    if script in _SHARED:
        return _by_words(sample, script)
    return script


def _sample(blocks: Sequence[Block]) -> list[str]:
    """Folded texts of some prose blocks; of the longest blocks where a page has no prose."""
    taken: list[str] = []
    words = 0
    for block in blocks:
        if block.words >= 12 and block.ends:
            taken.append(block.key[:1200])
            words += block.words
            if words >= MAX_WORDS:
                break
    if words >= 30:
        return taken
    return [block.key[:1200] for block in sorted(blocks, key=_longest)[:12]]


def _longest(block: Block) -> tuple[int, int]:
    return -block.words, block.number


def _script(sample: Sequence[str]) -> str:
    """The script, or the language where its script tells it."""
    text = "".join(sample)
    if text.isascii():
        return "latin"
    counts: dict[str, int] = {}
    for char in text[:: max(1, len(text) // 150)]:
        code = ord(char)
        if code >= 0x41 and (name := _script_of(code)):
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return ""
    if counts.get("ja", 0) * 12 > sum(counts.values()):
        return "ja"
    best = max(sorted(counts), key=counts.__getitem__)
    return "zh" if best == "han" else best


@functools.lru_cache(maxsize=4096)
def _script_of(code: int) -> str:
    return next((name for low, high, name in _SCRIPTS if low <= code <= high), "")


def _by_words(sample: Sequence[str], script: str) -> str:
    """The language of `script` whose function words cover most of the sample."""
    weights = _weights(script)
    words = list(islice(chain.from_iterable(text.split() for text in sample), MAX_WORDS))
    scores: dict[str, float] = {}
    for word, count in Counter(filter(weights.__contains__, words)).items():
        languages, weight = weights[word]
        gain = count * weight
        for language in languages:
            scores[language] = scores.get(language, 0.0) + gain
    if script == "latin":
        for letter, language in _LETTERS.items():
            told = sum([letter in word for word in words])
            if told:
                scores[language] = scores.get(language, 0.0) + told * _LETTER_WEIGHT
    best, top = "", 0.0
    for language in sorted(scores):
        if scores[language] > top:
            best, top = language, scores[language]
    return best if top >= max(1.5, MIN_SHARE * len(words)) else ""
