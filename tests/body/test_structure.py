"""What a story's structure says over the scores of single blocks: rows made by hand."""

from __future__ import annotations

import pytest

from cleaner.body.foot import drop_strays
from cleaner.body.front import is_front
from cleaner.body.lists import is_labelled
from cleaner.body.rows import Row
from cleaner.body.structure import add_deck, settle
from cleaner.model import Block, Kind, Mark
from cleaner.text import count_words, ends_sentence, fold

LONG = "The harbour council voted on Tuesday to close the old ferry slip for two winters while engineers work."


def row(
    text: str, score: float = -1.0, *marks: tuple[str, float], kind: Kind = "text", fact: str = "", opens: bool = False
) -> Row:
    words, ends = count_words(text), ends_sentence(text)
    block = Block(0, 0, len(text), text, fold(text), kind=kind, words=words, ends=ends)
    return Row(block, score, [Mark(rule, 0, "by hand", sure, fact=fact) for rule, sure in marks], opens)


STORY = row(LONG, 5.0)
MENU = row("Sign in", -9.0, ("page-control", 1.0))
"""Without what a rule knows by its words a page is taken for a clean body."""


def kept(*rows: Row) -> list[str]:
    """The texts that stay of `rows` and of a line that no story holds."""
    every = [*rows, MENU]
    return [r.block.text for r, stays in zip(every, settle(every), strict=True) if stays and r.block.text != LONG]


def test_lines_between_headline_and_byline_are_the_standfirst() -> None:
    title = row("Gran fights off burglar", -9.0, ("headline", 1.0), fact="title")
    deck = [row("Edna Croft heard glass break at two", -3.0), row("Raider tripped over the cat and fell", -5.0)]
    byline = row("By Kit Marlow", -9.0, ("byline", 1.0))
    assert kept(title, *deck, byline, STORY, STORY) == [r.block.text for r in deck]
    assert kept(title, *deck, row("Kit Marlow", -9.0), STORY, STORY) == []


@pytest.mark.parametrize(
    ("above", "stays"),
    [
        (row("Read also: the bridge that no one wants to own", -9.0, ("read-also", 1.0)), True),
        (row("Sign up for our newsletter", -9.0, ("newsletter", 1.0)), True),
        (row("Read also", -9.0, ("read-also", 1.0)), False),
        (row("The bridge no one wants", -3.0, ("read-also", 0.8)), False),
        # Headlines in a row are about as long as each other.
        (row("The bridge that no one wants to own or to close", -3.0, ("read-also", 0.8)), True),
    ],
)
def test_a_sub_heading_stands_below_a_whole_link_or_a_prompt(above: Row, *, stays: bool) -> None:
    assert kept(STORY, above, row("Що буде далі"), STORY) == (["Що буде далі"] if stays else [])


def test_answers_stand_on_both_sides_of_an_advertisement() -> None:
    asked = [row("من علّمك ذلك؟", 1.0), row("Und dann?", 1.0), row("And were you right?", 1.0), row("Why?", 1.0)]
    advertisement = row("ADVERTISEMENT", -9.0, ("ad-label", 1.0))
    answer = row("What frightens you?", -0.5)
    turns = [turn for question in asked for turn in (question, STORY)]
    assert answer.block.text in kept(
        STORY, *turns, answer, row("Stairs."), advertisement, row("Seriously.", 1.0), STORY
    )
    assert answer.block.text not in kept(STORY, STORY, answer, MENU, STORY)


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("Hale Rovers (4-4-2): Iversen; Frear, Boyle, Knott, Amis; Marsden, Teale.", True),
        ("Goles: 0-1, m. 19: Quintela. 1-1, m. 51: Castells.", True),
        ("विंध्य टाइटंस: रोहन भदौरिया (कप्तान), अमन पटेल, यश चौबे, दीपक मरावी", True),
        ("The mayor said one thing: nobody will be told before the spring", False),
        ("Nell: nobody told me", False),
    ],
)
def test_labels_with_figures_or_names_behind_them(text: str, *, labelled: bool) -> None:
    assert is_labelled(row(text).block) is labelled


def test_a_tables_last_line_needs_no_figure() -> None:
    label = row("Resto de la jornada", -3.0)
    table = [row(f"Club {n} 3-{n} Deportivo {n}", -3.5) for n in range(3)]
    called_off = row("Minera aplazado Puente Real", -3.0)
    assert kept(STORY, STORY, label, *table, called_off) == [r.block.text for r in (label, *table, called_off)]
    assert kept(STORY, STORY, label, row("Mapa del puerto", -3.5), called_off) == []


def test_the_label_of_a_list_is_kept_with_it() -> None:
    items = [row("* 60 g butter", 1.0, kind="item"), row("* 1 bay leaf", 1.0, kind="item")]
    heading = row("Ingredients", 1.0, kind="heading")
    # Below a prompt nothing else says that a line is the story's.
    assert "For the filling" in kept(STORY, MENU, heading, row("For the filling"), *items, STORY)
    assert "For the filling" not in kept(STORY, MENU, row("Shop"), row("For the filling"), *items, STORY)


@pytest.mark.parametrize("above", [True, False])
def test_the_headings_of_a_live_blogs_posts(*, above: bool) -> None:
    posts: list[Row] = []
    for n in range(3):
        time, heading = row(f"19:4{n}", -9.0, ("widget", 1.0)), row(f"Power back for {n} homes", -2.0)
        posts += [MENU, heading, time, STORY] if above else [MENU, time, heading, STORY]
    assert kept(STORY, *posts) == [f"Power back for {n} homes" for n in range(3)]
    # One time makes no live blog.
    assert not above or kept(STORY, *posts[:4]) == []


def test_a_last_short_sentence_needs_less_where_the_end_is_sure() -> None:
    last = row("God bless you all. Goodnight.", -2.0)
    assert kept(STORY, STORY, last, row("Support us.", -9.0, ("paywall", 1.0))) == [last.block.text]
    assert kept(STORY, STORY, last, row("Support us.", -9.0)) == []


def test_what_place_and_agency_open_is_the_lead() -> None:
    quotation = "숨비소리는 안 잊어버려요. 몸이 기억하고 있더라고요."
    assert kept(row(quotation, -2.0, opens=True), STORY, STORY) == [quotation]
    assert kept(row(quotation, -2.0), STORY, STORY) == []


def test_a_single_entry_of_a_list_below_the_story_goes() -> None:
    entry, other = (
        row("How to take a cutting", 0.2, ("related-links", 0.79)),
        row("Slugs and what they like", -3.0, ("related-links", 0.79)),
    )
    rows = [STORY, other, entry, other]
    assert drop_strays(rows, [True, False, True, False]) == [True, False, False, False]
    assert drop_strays(rows, [True, True, True, False]) == [True, True, True, False]
    assert drop_strays([entry, STORY], [True, True]) == [True, True]


def test_a_list_has_headings_and_what_opens_it() -> None:
    items = [row(f"* {n} leeks", 1.0, kind="item") for n in (2, 3)]
    prompt = row("Get my free supper plan", -9.0, ("newsletter", 0.95))
    heading = row("Ingredients", kind="heading")
    assert kept(STORY, prompt, heading, row("For the filling"), *items)[:2] == ["Ingredients", "For the filling"]
    opens = "To recap what the railway has told us since the morning:"
    assert kept(STORY, row(opens), *items)[0] == opens
    assert opens not in kept(STORY, row(opens, -3.5), *items)


def test_numbered_headings_stay_together() -> None:
    headings = [row(f"{n}. Peace lily", -9.0 if n == 9 else 1.0, kind="heading") for n in (1, 2, 3, 9)]
    lost = row("4. Aloe", -1.5, kind="heading")
    short = row("It likes a dark corner and no water at all, and cats like it more than is good for them.", -1.0)
    assert lost.block.text in kept(
        STORY, headings[0], STORY, headings[1], STORY, headings[2], STORY, lost, short, STORY
    )
    assert short.block.text in kept(
        STORY, headings[0], STORY, headings[1], STORY, headings[2], STORY, lost, short, STORY
    )
    assert headings[3].block.text not in kept(STORY, *headings[:3], STORY, headings[3], short, STORY)


def test_sentences_of_a_live_blogs_posts_stay() -> None:
    times = [row(f"1{n}:20", -9.0, ("widget", 1.0)) for n in (9, 8, 7)]
    note = row("If you have no power, the number to call is 105.", -0.5)
    assert kept(times[0], STORY, note, times[1], STORY, times[2], STORY) == [note.block.text]
    assert kept(times[0], STORY, times[1], STORY, times[2], note) == [note.block.text]
    assert kept(times[0], STORY, note._replace(score=-1.5), times[1], STORY, times[2], STORY) == []


def test_words_below_the_story_are_its_tags() -> None:
    tags = [row("Trees", 0.2, ("navigation", 0.65)), row("Neighbours", -1.0, ("navigation", 0.65))]
    assert kept(STORY, STORY, *tags) == []
    assert kept(STORY, STORY, row("NAME WITHHELD", 0.2)) == ["NAME WITHHELD"]


def test_items_below_the_story_that_are_but_links_go() -> None:
    items = [row(f"* Reservoir {n}", 1.0, ("navigation", 0.65), kind="item") for n in (1, 2, 3)]
    linked = [one._replace(block=one.block._replace(link_chars=len(one.block.text) - 2)) for one in items]
    assert kept(STORY, STORY, *linked) == []
    assert kept(STORY, STORY, *items) == [one.block.text for one in items]
    unmarked = [one._replace(marks=[]) for one in linked]
    assert kept(STORY, STORY, *unmarked) == [one.block.text for one in items]


def test_links_below_the_story_go_together_when_the_rule_is_sure() -> None:
    heading = row("Related", -1.0, ("related-links", 0.8))
    links = [row(f"Brook dredged in {year}", 0.5, ("related-links", 0.79)) for year in (1988, 1989)]
    assert kept(STORY, heading, *links) == []
    doubtful = [one._replace(marks=[one.marks[0]._replace(sure=0.6)]) for one in links]
    assert kept(STORY, heading, *doubtful) == [one.block.text for one in links]


def test_headlines_with_a_sentence_each_are_a_front() -> None:
    teaser = "Two sisters have taken over the dairy and its debts, and neither of them likes cheese."
    shelf = [r for n in range(4) for r in (row(f"Dairy number {n}", 1.0, ("related-links", 0.6)), row(teaser, 1.0))]
    assert is_front(shelf, [True] * len(shelf))
    assert not is_front(
        [row("By Mara Quill", -9.0, ("byline", 1.0), fact="author"), *shelf], [False, *[True] * len(shelf)]
    )
    assert not is_front([r for one in shelf for r in (one, one)], [True] * 2 * len(shelf))
    unmarked = [one._replace(marks=[]) for one in shelf]
    assert not is_front(unmarked, [True] * len(unmarked))
    listing = [row(f"SELECT name FROM dairies WHERE debts = {n};", 1.0, ("related-links", 0.6)) for n in range(2)]
    assert not is_front([*shelf, *listing], [True] * (len(shelf) + 2))


def test_a_numbered_list_below_the_last_paragraph_is_the_storys() -> None:
    steps = [row(f"{n}. Noise counted for {n}5%", -1.5, ("related-links", 0.6), kind="item") for n in (1, 2, 3)]
    assert kept(STORY, STORY, *steps) == [one.block.text for one in steps]
    assert kept(STORY, STORY, row("Most read", -9.0, ("related-links", 1.0)), *steps) == []
    assert kept(STORY, STORY, *steps[1:]) == []


def test_in_html_the_sentence_between_headline_and_byline_stays() -> None:
    title = row("Orrin Foods to cut 300 jobs", -9.0, ("headline", 1.0), fact="title")
    deck = row("The maker of Goldcrust pies blamed the price of butter.", -1.0)
    byline, caption = row("By Nell Thwaite", -9.0, ("byline", 1.0)), row("The factory.", -9.0, ("caption", 0.8))
    for below, stays in ((byline, True), (caption, True), (STORY, False)):
        assert add_deck([title, deck, below, STORY], [False] * 4)[1] is stays
    label = row("A short note on pies and butter", -1.0)
    assert not any(add_deck([title, label, byline, STORY], [False] * 4))
    assert not any(add_deck([deck, byline, STORY], [False] * 3))


def test_turns_behind_a_double_dash_go_on_below_a_box_of_links() -> None:
    asked = [
        row(f"――{text}。", 1.0)
        for text in ("最初はどこですか", "それから何カ所", "いい音のする灯台は", "いつまでですか")
    ]
    turns = [one for ask in asked for one in (ask, STORY)]
    box = [row("あわせて読みたい", -9.0, ("read-also", 1.0)), row("霧笛を訪ねて", -3.0, ("read-also", 0.8))]
    below = [row("――霧笛はもうありませんね。", -2.0), row("ええ。録れたのは最後の三年だけです。", -2.0)]
    assert [text for text in kept(*turns, *box, *below) if text.startswith(("――霧", "ええ", "霧笛"))] == [
        "――霧笛はもうありませんね。",
        "ええ。録れたのは最後の三年だけです。",
    ]


def test_paragraphs_below_an_advertisement_go_on() -> None:
    ad = row("Advertisement", -9.0, ("ad-label", 1.0))
    doubted = row(LONG.replace("harbour", "town") + " Nobody spoke against it at the meeting.", -1.2)
    assert kept(STORY, ad, doubted, doubted) == [doubted.block.text] * 2
    # Without what parts a story, or one by itself, they are others' words.
    assert kept(STORY, row("Jane Doe", -9.0, ("comments", 1.0)), doubted, doubted) == []
    assert kept(STORY, ad, doubted) == []


def test_results_below_a_box_of_links_are_the_story_s() -> None:
    box = [row("Read also", -9.0, ("read-also", 1.0)), row("Marathon returns in May", -3.0, ("read-also", 0.8))]
    results = row("Women: 1. L. Vidal 4h11'08; 2. S. Arnal 4h13'40; 3. M. Petit 4h14'02.", -0.2)
    assert kept(STORY, *box, row("The results", -1.0), results, STORY) == ["The results", results.block.text]


def test_own_lists_below_a_prompt_where_the_form_shows_links() -> None:
    def linked(text: str) -> Row:
        one = row(text, -3.0, ("related-links", 0.6), kind="item")
        return one._replace(block=one.block._replace(link_chars=len(text)))

    ad = row("Continues after the advertisement", -9.0, ("ad-label", 1.0))
    own = [
        row(f"* {number} June, Hedelund against Marn", -1.5, ("related-links", 0.6), kind="item") for number in (3, 9)
    ]
    head = row("The next games", -2.0, ("related-links", 0.6), kind="heading")
    others = [linked(f"* {text}") for text in ("Goalkeeper saves three", "Referee whistles in Marn")]
    wanted = ["The next games", *(one.block.text for one in own)]
    assert kept(STORY, ad, head, *own, *others) == wanted


def test_a_live_blog_is_no_front() -> None:
    def page(rule: str) -> list[Row]:
        teaser = row("Lorries are off the dam, and the ferry goes again from noon, the harbour office has said.", 1.0)
        headline = row("First lorries are off the dam", 1.0, ("related-links", 0.6))
        return [one for _ in range(5) for one in (row("11:42", -9.0, (rule, 1.0)), headline, teaser)]

    assert is_front(page("dateline"), [False, True, True] * 5)
    assert not is_front(page("widget"), [False, True, True] * 5)
