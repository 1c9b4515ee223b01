"""A story that the page tells twice, as for a narrow screen and a wide one."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.rules.repeated import Repeated

STORY = (
    "The county of Marrow Sound will rebuild the causeway to Teller Island after the spring tides carried away forty"
    " metres of its northern wall, the roads committee decided on Thursday evening.",
    "Engineer Ines Calloway told the committee that the stones had been loose since the storm of last November, and"
    " that two inspections had asked for money that never came.",
    "Until the wall stands again, the post van and the school bus will cross on the flat barge that the harbour office"
    " keeps for cattle, twice in the morning and twice in the afternoon.",
    "What it costs",
    "Shopkeepers on the island said they had flour and lamp oil for nine days, and that the barge was too small for the"
    " brewery's cart, which has to wait for calm water.",
    "The rebuilding is to cost four hundred thousand crowns, of which the county pays half; the island's parish will"
    " decide on Sunday whether it borrows the rest.",
)
REST = (
    "Calloway expects the work to begin when the herring boats have left the inner harbour, which in most years is the"
    " second week of May, and to end before the first autumn gales.",
    "The committee meets again in three weeks to hear what the masons of the mainland ask for, since the island has had"
    " no mason of its own after the last one moved away.",
)
MENU = ("Home", "Harbour", "Letters")


def removed(blocks: tuple[str, ...]) -> list[int]:
    page = Cleaner().page("\n\n".join(blocks))
    assert len(page.blocks) == len(blocks)
    return sorted({mark.block for mark in Repeated().marks(page) if mark.sure > 0.9})


def test_the_second_telling_goes_with_its_sub_heading() -> None:
    blocks = (*MENU, *STORY, "Share", *STORY, *MENU)
    assert removed(blocks) == list(range(10, 16))


def test_a_line_that_the_first_telling_lacks_hinders_nothing() -> None:
    blocks = (*MENU, *STORY, "Share", *STORY[:2], "Picture: harbour office", *STORY[2:])
    assert removed(blocks) == list(range(10, 17))


def test_a_paragraph_that_only_the_second_telling_has_stays() -> None:
    blocks = (*MENU, *STORY, "Share", *STORY[:3], REST[0], *STORY[3:])
    assert removed(blocks) == [10, 11, 12, 14, 15, 16]


def test_of_a_story_and_its_beginning_above_it_the_story_stays_whole() -> None:
    blocks = (*STORY[:5], *MENU, "Read on", *STORY[:5], *REST, STORY[5])
    assert removed(blocks) == [0, 1, 2, 3, 4]


def test_three_tellings_leave_one() -> None:
    blocks = (*STORY, *MENU, *STORY, *MENU, *STORY)
    assert removed(blocks) == [*range(9, 15), *range(18, 24)]


@pytest.mark.parametrize("times", [2, 5])
def test_a_refrain_is_no_second_telling(times: int) -> None:
    names = [f"Verse {number} of the song that the fishers sing" for number in range(times)]
    verses = [line for name in names for line in (name, STORY[1])]
    assert removed((STORY[0], *verses, *REST)) == []


def test_the_body_has_the_story_once() -> None:
    article = Cleaner().clean("\n\n".join((*MENU, *STORY, "Share", *STORY, *MENU)))
    assert [paragraph for paragraph in article.paragraphs if paragraph in STORY] == [*STORY]
