"""Lines that hold many blocks: parted where blanks or the blocks themselves show it, and nowhere else."""

from __future__ import annotations

import pytest

from cleaner.readers import read
from cleaner.readers.lines import split_lines
from cleaner.readers.together import parted
from tests.readers.checks import check

FILLING = "Nobody on the quay could say on Tuesday what the works will cost or who is to pay for them. " * 7
TOUCHING = [
    "The council voted on Tuesday to close the ferry slip for two winters.",
    "Engineers will lift the chain wheel in May.",
    "The mayor, who rides the ferry to YouTube evenings, said that nobody had counted the costs.",
    "“It will be done,” she said on the quay (see below)",
    "A lamp is to be set up",
]


def texts(source: str) -> list[str]:
    """The lines of `source`, parted."""
    check(read(source, "dump"))
    return [line.text for line in parted(split_lines(source))]


def test_sentences_that_touch_are_parted_and_so_are_the_words_of_menus() -> None:
    found = texts(f"{FILLING}{''.join(TOUCHING)}\nHomeNewsLate Results10:45")
    assert found[0] == FILLING + TOUCHING[0]
    assert found[1:5] == TOUCHING[1:]
    assert found[5:] == ["Home", "News", "Late Results", "10:45"]


def test_scripts_without_capitals_part_at_the_sentences_end() -> None:
    filling = "قال المجلس إن العبارة ستتوقف شتاءين حتى ينتهي العمال من عملهم. " * 12
    found = texts(f"{filling}انتهى الأول.بدأ الثاني.بدأ الثالث؟نعم")
    assert [text.split()[0] for text in found[1:]] == ["بدأ", "بدأ", "نعم"]


def test_blanks_part_what_stands_on_one_line() -> None:
    source = f"Home    News    Late Results   {FILLING.strip()}    Ferry slip to close   Contact us    Imprint"
    assert texts(source) == [
        *("Home", "News", "Late Results", FILLING.strip(), "Ferry slip to close", "Contact us", "Imprint"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        # An old typist's two blanks, and a few others.
        FILLING.replace(". ", ".  "),
        FILLING.replace("say on", "say   on", 2),
        # Names, abbreviations and code.
        FILLING + "He has a MacBook, U.S.A. papers and e.g.Some more. ",
        FILLING + "os.Getenv(a) log.Fatal(b) strings.TrimSpace(c) http.Error(d) ",
        FILLING + "Two of them touch.Like this. And once more.Like that. ",
        # Two blanks beside each link: `get_text(" ")`.
        FILLING + "The council told  the Post  on Monday that  the slip  is shut, as  nobody  had mended  it . ",
        "句子。" * 300,
        "\n".join(["Price                $900              $800            $700          yes" + " " * 600 + "no"] * 3),
    ],
)
def test_other_lines_stay_whole(source: str) -> None:
    lines = split_lines(source)
    assert parted(lines) is lines


def test_names_with_a_capital_inside_are_whole() -> None:
    source = FILLING + "".join(TOUCHING) + " She took her GopherBag and his GopherBag along.Then she left.Nobody knew."
    found = texts(source)
    assert any("her GopherBag and his GopherBag along." in text for text in found)
    assert any("to YouTube evenings" in text for text in found)
