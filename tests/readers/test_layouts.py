"""Line layouts are undone: what belongs together is joined, and nothing else."""

from __future__ import annotations

import textwrap

import pytest

from cleaner.readers import read
from cleaner.readers.joints import glue
from cleaner.readers.lines import split_lines
from cleaner.readers.wraps import wrap_of
from tests.readers.checks import check
from tests.readers.languages import PARAGRAPHS

_MENU = ["Home", "News", "Sport", "Der Tag", "Podcasts"]
# One line a text node, as `get_text("\n", strip=True)` leaves a paragraph with links.
_BROKEN = {
    "en": ["The harbour board told the", "Wray Post", ", which had asked twice, that the", "old pier", "would go."],
    "de": ["Die neue Stadträtin", "Hanna Brock", "(Freie Liste) nennt das", "Gutachten", "einen Irrtum."],
    "de-first": ["Bürgermeisterin", "Hanna Brock", ", die den Antrag stellte, sprach von einem guten Tag."],
    "fr": ["Selon le", "Courrier du Port", ", la mairie a vendu la", "vieille jetée", "pour un euro."],
    "da": ["Det siger formanden for", "Havnerådet", "til avisen, og hun tilføjer, at sagen er slut."],
    "he": ["העירייה הודיעה על כך אתמול בערב. לדברי", "דף העיר", "המזח הישן יימכר בסתיו הקרוב לכל המרבה במחיר."],
    "ja": ["市は二十日、古い桟橋を売ると発表し、落札者は", "港町商会", "に決まりました。工事は春に始まる見込みです。"],
    "zh": ["市政府週一宣布出售舊碼頭，得標者是", "港灣公司", "，將於春天動工。居民多半表示支持。"],
    "ko": ["시는 낡은 부두를 팔기로 했다고 밝혔다.", "부두는", "항구회사", "에 넘어간다고 시장이 20일 말했다."],
}


@pytest.mark.parametrize("name", [name for name in _BROKEN if name != "ko"])
def test_sentences_broken_at_links(name: str) -> None:
    pieces = _BROKEN[name]
    # The page must show its layout somewhere: one sentence is too little to tell.
    proof = ["Read what the", "first report", ", which we have seen, said on Monday about it."]
    page = read("\n".join([*_MENU, *proof, *pieces, "Teilen", "Newsletter"]), "dump")
    check(page)
    texts = [block.text for block in page.blocks]
    joined = "".join(pieces) if name in ("ja", "zh") else " ".join(pieces).replace(" ,", ",")
    assert joined in texts
    assert texts[:5] == _MENU
    assert texts[-2:] == ["Teilen", "Newsletter"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Council sells the old pier", "by", "Ann Reed", "3 June 2031"],
        ["How the Harbour Lost Its Only Pier", "Ann Reed", "in Wray", "3 June 2031"],
        [
            "Stadtrat weist Vorwürfe der Anlieger zurück",
            "Die Sitzung dauerte bis nach Mitternacht und endete im Streit.",
        ],
        ["»Vi var heldige,« sagde hun.", "»Det blev en god dag, og det bliver snart en til,« sagde formanden."],
        ["Lamps, ropes and paint;", "anchors and chains, as far as they are still to be had;", "sails"],
        ["Menü", "Zwei Häfen, ein Problem", "Das Wetter von morgen"],
        [
            "Ostatni koń z kopalni ma dziś 30 lat",
            "Co pan dziś robi pod ziemią?",
            "Mierzę, bo sól ścieka powoli, trzy na rok.",
        ],
        ["Vandaag rijden er geen treinen meer", "De spoorwegen verwachten dat er vandaag", "Niets van rijdt."],
        ["A-", "The pier at low tide, in a picture of the harbour office"],
        ["أ-", "القطار لدى وصوله إلى محطة عين الحجل"],
    ],
)
def test_headlines_bylines_and_paragraphs_stay_apart(lines: list[str]) -> None:
    proof = ["Read what the", "first report", ", which we have seen, said on Monday about it."]
    page = read("\n".join([*proof, "Und noch ein ganzer Satz steht hier.", *lines]), "dump")
    check(page)
    assert [block.text for block in page.blocks][2 : 2 + len(lines)] == lines


def test_arabic_conjunctions_begin_no_sentence() -> None:
    lines = [
        "وقالت وزارة السياحة في",
        "بيان صحفي",
        "إن الرحلة تستغرق ساعتين وعشرين دقيقة من البداية.",
    ]
    page = read(
        "\n".join([*lines, "وأضافت الوزارة في", "بيان", "أن الرحلة الثانية تبدأ في الربيع وتمر بخمس محطات."]), "dump"
    )
    check(page)
    assert " ".join(lines) in [block.text for block in page.blocks]


def test_one_broken_sentence_shows_the_layout() -> None:
    lines = [
        "The bridge is closed",
        "The county said that the bridge",
        "stays closed",
        "until the spring, and that a ferry goes.",
    ]
    page = read("\n".join(["News", "Sport", *lines, "Share", "Print"]), "dump")
    check(page)
    assert [block.text for block in page.blocks][2:4] == [lines[0], " ".join(lines[1:])]


def test_text_nodes_of_white_space_part_the_blocks() -> None:
    source = (
        "\n\n\nHome\n\n\nNews\n\n\n\nCouncil sells the \nold\n pier\n\n\nBy \nAnn Reed\n\n\nThe board said the \nTrust"
        "\n, which was owed money, would\n       take the \nold\n stage. It asked \nBrock\n, said a \nclerk\n.\n\n\n"
        "A second paragraph has no link.\n\n"
    )
    for text in (source, source.replace("\n", "\r\n")):
        page = read(text, "dump")
        check(page)
        assert [block.text for block in page.blocks] == [
            "Home",
            "News",
            "Council sells the old pier",
            "By Ann Reed",
            "The board said the Trust, which was owed money, would take the old stage. It asked Brock, said a clerk.",
            "A second paragraph has no link.",
        ]


@pytest.mark.parametrize("columns", [36, 40])
def test_wraps_of_scripts_without_blanks(columns: int) -> None:
    paragraph = "".join(PARAGRAPHS["ja"].split())
    wrapped = "\n".join(paragraph[i : i + columns] for i in range(0, len(paragraph), columns))
    page = read("\n\n".join(["港の知らせ", wrapped, wrapped, wrapped]), "dump")
    check(page)
    assert [block.text for block in page.blocks] == ["港の知らせ", paragraph, paragraph, paragraph]


@pytest.mark.parametrize(("columns", "first"), [(68, "– "), (73, "12."), (84, "o ")])
def test_a_dash_or_a_number_may_begin_a_wrapped_line(columns: int, first: str) -> None:
    text = (
        "The bridge that nobody wanted was opened on a Monday morning in the rain, and the man who cut the ribbon – "
        "a plumber from the other bank – said that it was the only thing he had ever cut in front of a band. He is now "
        "12. That is what the board said, o bairro todo o viu passar and nobody laughed when he fell into the water."
    )
    lines = textwrap.wrap(text, columns)
    assert any(line.startswith(first) for line in lines)
    page = read("\n\n".join(["\n".join(lines)] * 3), "dump")
    check(page)
    assert [block.text for block in page.blocks] == [text] * 3


def test_browsers_that_break_at_blanks_alone() -> None:
    """A hyphenated word too long for the line above counts whole where no line ends with a hyphen."""
    lines = ["The number of the bridges in the care of the highways agency now is", "eighty-eight, it says."]
    assert wrap_of(split_lines("\n\n".join(["\n".join(lines)] * 4))) is not None


def test_rows_of_tables_are_told() -> None:
    source = (
        "Shares\n\nCompany     Close  Change\nLune Trä    96.55  -2.10\nWray Ltd.   22.74  1.31\n\n"
        "One.  Two.  Three.\nFour.  Five.  Six."
    )
    page = read(source, "dump")
    check(page)
    assert [(block.kind, block.text) for block in page.blocks[1:4]] == [
        ("row", "Company Close Change"),
        ("row", "Lune Trä 96.55 -2.10"),
        ("row", "Wray Ltd. 22.74 1.31"),
    ]
    assert {block.kind for block in page.blocks[4:]} == {"text"}


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("told the", "Post", " "),
        ("the Post", ", which", ""),
        ("« deux fois", "», dit-il", " "),
        ("sagte er: „Nein“", "und ging", " "),
        ("er sagte „", "Nein“", ""),
        ("sagde han.", "»Nej«", " "),
        ("Wirtschafts-", "und", ""),
        ("Leichtathletik", "-Verband", ""),
        ("です。", "次の", ""),
        ("「本店」，", "照片", ""),
        ("항구회사", "에 넘어", ""),
        ("항구회사", "부두는", " "),
        ("price", "… and", " "),
        ("这里叫作“", "伞下课堂", ""),
        ("called it “", "the class", ""),
    ],
)
def test_glue(left: str, right: str, between: str) -> None:
    assert glue(left, right) == between
