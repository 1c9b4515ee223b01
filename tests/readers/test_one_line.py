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


TITLE = "Ferry slip to close for two winters while piles are mended"
HEAD = f"{TITLE} By Imke Dahl Tuesday, June 3, 2025, 14:30 "


def test_the_headline_is_what_the_page_begins_with_and_shows_again() -> None:
    article = clean(f"{TITLE} | The Norray Post {MENU} {MENU} {HEAD}{STORY * 3}{FOOT}")
    assert article.title == TITLE
    assert article.published == "2025-06-03T14:30"
    assert article.text.startswith("The council voted on Tuesday")
    assert TITLE not in article.text


def test_a_page_shorter_than_a_long_paragraph_is_told_by_its_headline_amid_the_line() -> None:
    source = f"{TITLE} | The Norray Post {MENU} {HEAD}{STORY}{FOOT}"
    assert len(source) < LONG
    page = read(source, "dump")
    check(page)
    assert [block.text for block in page.blocks if block.text == TITLE] == [TITLE, TITLE]
    assert "Tuesday, June 3, 2025, 14:30" in [block.text for block in page.blocks]
    assert clean(source).title == TITLE


def test_quotes_may_differ_between_the_title_and_the_headline() -> None:
    straight, curly = "Slip won't close, says 'furious' harbour board", "Slip won’t close, says ‘furious’ harbour board"
    article = clean(f"{straight} - The Norray Post {MENU} {MENU} {curly} {STORY * 4}{FOOT}")
    assert article.title in (straight, curly)


def test_without_a_headline_that_stands_twice_there_is_no_title() -> None:
    assert clean(f"{MENU} {MENU} {STORY * 4}{FOOT} {FOOT}").title is None


def test_a_body_whose_first_words_stand_again_is_no_menu() -> None:
    lines = split_lines(
        "Harbour Master Imke Dahl, who has counted gulls for nine years, will stop counting them in the spring, as "
        "nobody reads what she writes on the wall of the slip, and as her knee hurts when the wind is in the east.\n"
        "On Monday the council thanked Harbour Master Imke Dahl, who had not come, and gave the wall a coat of paint."
    )
    assert sentences(lines) is lines


def test_a_picture_in_a_line_is_no_text() -> None:
    lines = split_lines("![](data:image/png;base64," + "iVBORw0KGgo" * 2000 + ")\n\n" + STORY.replace(". ", ".\n\n"))
    assert sentences(lines) is lines


def test_entries_of_a_chinese_menu_are_parted_at_their_blanks() -> None:
    menu = "首页 新闻 体育 财经 天气 旅游 文化 评论 视频 登录 注册 "
    story = "市议会周二投票决定，在工程师修理木桩期间，将旧渡口关闭两个冬天。议员们说，没有人算过这要花多少钱。"
    page = read(menu * 6 + story * 50, "dump")
    check(page)
    assert [block.text for block in page.blocks[:4]] == ["首页", "新闻", "体育", "财经"]
    assert "市议会周二投票决定，在工程师修理木桩期间，将旧渡口关闭两个冬天。" in [block.text for block in page.blocks]


def test_a_japanese_sentence_that_links_broke_stays_in_one_piece() -> None:
    menu = "政治 経済 国際 社会 文化 天気 旅行 写真 動画 購読 "
    lead = "北の島の 渡し船 は 冬の間 運休し、 町 の議会は古い桟橋の杭を取り替えると決めた。"
    page = read(menu * 8 + (lead + "町長は岸で、誰も費用を数えていないと話した。") * 40, "dump")
    check(page)
    assert lead.replace(" ", "") in [block.text for block in page.blocks]


def test_the_name_of_a_site_does_not_part_two_blocks() -> None:
    line = "Sections Search Norray.Com Copy Link Email. " + STORY.replace(". ", ".") * 3
    assert "Norray.Com" in " ".join(block.text for block in read(line, "dump").blocks)


def test_a_korean_sentence_is_not_taken_for_entries() -> None:
    story = "시의회는 화요일에 기술자들이 말뚝을 고치는 동안 옛 나루터를 두 겨울 동안 닫기로 결정했다. "
    page = read(story * 60, "dump")
    assert {block.text for block in page.blocks} == {story.strip()}


def test_buttons_between_the_date_and_the_lead_are_parted() -> None:
    source = f"{TITLE} | The Norray Post {MENU} {TITLE} Tuesday, June 3, 2025 Share Save {STORY * 4}{FOOT}"
    texts = [block.text for block in read(source, "dump").blocks]
    assert "Share Save" in texts
    assert STORY.partition(". ")[0] + "." in texts
