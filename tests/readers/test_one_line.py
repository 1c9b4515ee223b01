"""Pages on one line: sentences and what stands between them are judged apart, and what stays is one paragraph again."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.model import ON_LINE
from cleaner.readers import read
from cleaner.readers.lines import split_lines
from cleaner.readers.one_line import LONG, sentences
from tests.readers.checks import check

MENU = "Home News Sport Weather Travel Culture Opinion Podcasts Video Puzzles Account Subscribe"
STORY = (
    "The council voted on Tuesday to close the old ferry slip for two winters while engineers work on the piles. "
    "Engineers will lift the chain wheel in May, when the tides are low enough for a crane to stand on the shore. "
    "The mayor, who rides the ferry to her office, said that nobody had counted what the work would cost the town. "
    "“It will be done, and it will be done in the dry,” she said on the quay, where nine people had come to listen. "
)
FOOT = "Most Read Onions Shed On Bypass Pool Roof Costs Double About Us Contact Us Privacy Notice Cookie Notice Terms"


def test_sentences_and_what_stands_before_them_are_parted() -> None:
    source = f"{MENU} {STORY * 6}{FOOT}"
    page = read(source, "dump")
    check(page)
    texts = [block.text for block in page.blocks]
    assert texts[0] == "Home News Sport"
    assert (
        "Engineers will lift the chain wheel in May, when the tides are low enough for a crane to stand on the shore."
        in texts
    )
    assert texts[-1].endswith("Terms")
    assert all(block.words <= 6 for block in page.blocks if not block.ends)
    assert page.blocks[0].gap == 0
    assert {block.gap for block in page.blocks[1:]} == {ON_LINE}


def test_the_body_is_one_paragraph_and_its_own_body() -> None:
    parts = [PROSE.format(day) for day in ("Monday", "Tuesday", "Thursday", "Friday", "Saturday", "Sunday")]
    article = clean(" ".join([MENU] * 4 + [STORY.strip(), *parts] + [FOOT] * 4))
    assert article.paragraphs == (" ".join([STORY.strip(), *parts]),)
    assert clean(article.text).text == article.text


PROSE = (
    "On {0} the harbour master counted the gulls on the slip, wrote the number on the wall, and went home for his tea. "
    "Nobody had asked him for it, he said on {0}, but somebody has to know how many of them there are in a winter."
)


@pytest.mark.parametrize(
    "source",
    [
        "",
        STORY * 3,
        "\n\n".join([STORY * (LONG // len(STORY) + 1), *[STORY[:-1]] * 12]),
    ],
)
def test_other_pages_stay_as_they_are(source: str) -> None:
    lines = split_lines(source)
    assert sentences(lines) is lines


def test_chinese_parts_at_its_full_stops() -> None:
    source = "市议会周二投票决定关闭旧渡口两个冬天。" * 150
    assert len(read(source, "dump").blocks) == 150
