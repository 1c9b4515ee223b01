"""Pages on one line with a sign between the blocks, and pages whose text nodes stand apart by blank lines."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.readers import read
from cleaner.readers.layout import tightened
from cleaner.readers.lines import split_lines
from cleaner.readers.separated import separated
from tests import replay
from tests.readers.checks import check

TITLE = "Ferry slip to close for two winters while piles are mended"
MENU = ["Home", "News", "Sport", "Weather", "Travel", "Culture", "Opinion", "Podcasts", "Video", "Puzzles", "Account"]
STORY = [
    "The council voted on Tuesday to close the old ferry slip for two winters, as",
    "The Norray Post",
    ", which saw the minutes, reported, while engineers work on the piles.",
    "It was built by a firm from",
    "Hexley",
    ", which went out of business before the last pile was driven into the sand.",
    "Engineers will lift the chain wheel in May, when the tides are low enough for a crane to stand on the shore.",
    "The mayor, who rides the ferry to her office, said that nobody had counted what the work would cost the town.",
    "“It will be done, and it will be done in the dry,” she said on the quay, where nine people had come to listen.",
    "The slip was built in 1904 by a firm from Hexley, which went out of business before the last pile was driven.",
    "Since then it has carried cows, coal, a circus, two brass bands and, in the winter of 1963, the whole school.",
    "A bus will go round by the bridge every hour until the slip is opened again, said a woman from the bus company.",
]
FOOT = ["Most read", "Onions shed on bypass", "Pool roof costs double", "About us", "Contact us", "Privacy", "Terms"]
NODES = [f"{TITLE} - The Norray Post", *MENU, *MENU, TITLE, "By Imke Dahl", "June 3, 2025", *STORY, *FOOT, *FOOT]
BODY = [f"{STORY[0]} {STORY[1]}{STORY[2]}", f"{STORY[3]} {STORY[4]}{STORY[5]}", *STORY[6:]]


@pytest.mark.parametrize("sign", ["|", "\t", "\\n", " | "])
def test_a_sign_between_blocks_is_the_end_of_a_line(sign: str) -> None:
    source = sign.join(NODES)
    page = read(source, "dump")
    check(page)
    texts = [block.text for block in page.blocks]
    assert texts[1:4] == MENU[:3]
    assert BODY[0] in texts
    assert BODY[-1] in texts
    article = clean(source)
    assert article.title == TITLE
    assert list(article.paragraphs) == BODY
    replay.check(source, article)


def test_the_body_is_that_of_the_page_with_its_line_ends() -> None:
    expected = clean("\n".join(NODES))
    assert clean("\n\n".join(NODES)).paragraphs == expected.paragraphs
    assert clean("|".join(NODES)).paragraphs == expected.paragraphs


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n\n".join(BODY * 3),
        " ".join(NODES * 3),
        "\n".join(["Harbour | Depth | Berths | Crane", *["Norray | 4 m | 12 | yes"] * 80]),
    ],
)
def test_other_pages_stay_as_they_are(source: str) -> None:
    lines = split_lines(source)
    assert separated(lines) is lines


def test_paragraphs_apart_by_blank_lines_stay_apart() -> None:
    lines = split_lines("\n\n".join(BODY * 3))
    assert tightened(lines) is lines
