"""Which blocks of a page hold the wanted body: shares of words, aligned in order."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence

from tests.benchmark.score import sequence

SHINGLE = 4
LONG = 8
"""Blocks of at least so many words are found by their shingles alone; shorter ones need a place in order."""


def label(texts: Sequence[str], body: str) -> list[float]:
    """For each block's text the share of its words, 0 to 1, that belong to `body`.

    Where the page shows a text twice and the body has it once, the copy among other wanted blocks is the one.
    """
    wanted = sequence(body)
    blocks = [sequence(text) for text in texts]
    labels, places = _label_long(blocks, wanted)
    _label_short(blocks, wanted, labels, places)
    _settle_twins(blocks, wanted, labels)
    return labels


def _label_long(blocks: Sequence[list[str]], wanted: Sequence[str]) -> tuple[list[float], list[tuple[int, int] | None]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(wanted) - SHINGLE + 1):
        found[tuple(wanted[i : i + SHINGLE])].append(i)
    labels = [0.0] * len(blocks)
    places: list[tuple[int, int] | None] = [None] * len(blocks)
    for number, words in enumerate(blocks):
        if len(words) < LONG:
            continue
        shingles = [found.get(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)]
        hits = [hit for hit in shingles if hit]
        share = len(hits) / len(shingles)
        if share >= 0.5:
            labels[number] = share
            places[number] = (min(hits[0]), max(hits[-1][0], hits[0][0]))
        elif share > 0.15:
            labels[number] = share
    return labels, places


def _label_short(
    blocks: Sequence[list[str]], wanted: Sequence[str], labels: list[float], places: list[tuple[int, int] | None]
) -> None:
    """A short block is wanted when its words stand in the body between those of the long blocks around it."""
    text = f" {' '.join(wanted)} "
    offsets = [0]
    for word in wanted:
        offsets.append(offsets[-1] + len(word) + 1)
    following: list[int | None] = [None] * len(blocks)
    ahead: int | None = None
    for number in range(len(blocks) - 1, -1, -1):
        following[number] = ahead
        place = places[number]
        if place is not None:
            ahead = place[1]
    behind: int | None = None
    for number, words in enumerate(blocks):
        place, after = places[number], following[number]
        if place is not None:
            behind = place[0]
        elif words and len(words) < LONG and not (behind is None and after is None):
            low = offsets[behind] if behind is not None else 0
            high = offsets[min(after + SHINGLE, len(wanted))] + 1 if after is not None else len(text)
            at = text.find(f" {' '.join(words)} ", low, high)
            if at >= 0:
                labels[number] = 1.0
                behind = bisect.bisect_right(offsets, at) - 1


def _settle_twins(blocks: Sequence[list[str]], wanted: Sequence[str], labels: list[float]) -> None:
    text = f" {' '.join(wanted)} "
    twins: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(blocks):
        if labels[number] >= 0.5 and len(words) >= LONG:
            twins[" ".join(words)].append(number)

    def company(number: int) -> float:
        around = range(max(0, number - 4), min(len(blocks), number + 5))
        return sum(labels[i] * min(len(blocks[i]), 40) for i in around if i != number)

    for words_joined, numbers in twins.items():
        if len(numbers) > 1 and text.count(f" {words_joined} ") < len(numbers):
            best = max(numbers, key=company)
            for number in numbers:
                if number != best:
                    labels[number] = 0.0
