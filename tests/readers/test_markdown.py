from __future__ import annotations

import textwrap

import pytest

from cleaner.model import Block
from cleaner.readers import read
from tests.readers.checks import check
from tests.readers.languages import PARAGRAPHS


def blocks(source: str) -> list[Block]:
    page = read(source, "markdown")
    check(page)
    return [block for block in page.blocks if block.text]


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('Say [hello](https://a.example/b_(c) "t") now.', "Say hello now."),
        ("[ padded ](/x)", "padded"),
        ('[story](/x "He said "no" (twice) of it")', "story"),
        ('[story](/x "(a [b](c\\(")', "story"),
        ("[story](/x 'a [b](c) d')", "story"),
        ('[story](/x\n"a title")', "story"),
        ("[Home](/)[News](/n)![](x.png)Sport, [Berlin](/b)er [bear](/c).", "Home News Sport, Berliner bear."),
        ("[a](<https://a.example/with blank>) b", "a b"),
        ("[a](mailto:?subject=Some words (and more)&body=x) b", "a b"),
        ("[wrapped](https://a.example/long-\naddress)", "wrapped"),
        ("> [quoted](https://a.example/long-\n> address)", "quoted"),
        ('![a house](data:image/svg+xml,%3Csvg\nwidth="8" viewBox="0\n0 8 8"%3E)A house', "A house"),
        ("[ ![alt text](a.png) Caption ](/x)", "Caption"),
        ("![alt](a.png)shown", "shown"),
        ("one **two** _three_ ***four*** `five_six` ``seven``", "one two three four five_six seven"),
        ("der**Verein** sagt, **Ort**(dpa)", "derVerein sagt, Ort(dpa)"),
        ("中文**粗体**中文", "中文粗体中文"),
        ("snake_case, 2*3*4, f*** and s**t and f**k", "snake_case, 2*3*4, f*** and s**t and f**k"),
        ("price* and *note", "price* and *note"),
        (r"1984\. Yes \- and \_no\_ \[x\]", "1984. Yes - and _no_ [x]"),
        ("<https://a.example> and <me@a.example>", "https://a.example and me@a.example"),
        ("a <br> b<span class=x>c</span> <!-- gone --> x < y > z", "a bc x < y > z"),
        ("Tom &amp; Jerry", "Tom &amp; Jerry"),
        ("[text][1] and [one] and [two]\n\n[1]: https://a.example\n[one]: /x 'T'", "text and one and [two]"),
        ("see [citation needed] and [...]", "see [citation needed] and [...]"),
        ("icon __ here", "icon here"),
        ("lost](https://a.example/x) end", "lost end"),
    ],
)
def test_inline(source: str, text: str) -> None:
    assert texts(source)[0] == text


def test_blocks_and_levels() -> None:
    source = (
        "# One\n\n### Three ###\n\nSetext\n======\n\nSecond\n---\n\n* item\n    * inner\n1. first\n\n"
        "> quoted\n\n> * quoted item\n\n* ## [In item](/x)\n\n#hashtag\n"
    )
    assert [(b.kind, b.level, b.text) for b in blocks(source)] == [
        ("heading", 1, "One"),
        ("heading", 3, "Three"),
        ("heading", 1, "Setext"),
        ("heading", 2, "Second"),
        ("item", 1, "* item"),
        ("item", 2, "* inner"),
        ("item", 1, "1. first"),
        ("quote", 0, "quoted"),
        ("item", 1, "* quoted item"),
        ("heading", 2, "In item"),
        ("text", 0, "#hashtag"),
    ]


def test_lines_that_show_nothing_are_syntax() -> None:
    page = read("* * *\n\n---\n\n![](x.png)\n\n[](/x)\n\n__\n\n**\n\n[1]: https://a.example\n", "markdown")
    check(page)
    assert {block.kind for block in page.blocks} == {"syntax"}
    assert len(page.blocks) == 1


def test_tables_and_code() -> None:
    source = (
        "A | B\n---|---\n**1** | [2](/x)\n\n| C | D |\n|:--|--:|\n| 3 | 4 |\n\n```py\n[x](y) **z**\n```\n\n```\nopen"
    )
    found = [(b.kind, b.text) for b in blocks(source)]
    assert found == [
        ("row", "A B"),
        ("row", "1 2"),
        ("row", "C D"),
        ("row", "3 4"),
        ("code", "[x](y) **z**"),
        ("text", "```"),
        ("text", "open"),
    ]


def test_link_characters_are_counted() -> None:
    first, second, third = blocks("[Home](/) and [News](/n)\n\nNo link here.\n\n[One\n\n  * Two](/x)")[:3]
    assert first.link_chars == len("HomeNews")
    assert second.link_chars == 0
    assert third.link_chars == len("One")


@pytest.mark.parametrize("language", ["en", "ru", "el", "vi"])
def test_hard_wraps_are_joined(language: str) -> None:
    lines, line = [], ""
    for word in PARAGRAPHS[language].split():
        if len(line) + 1 + len(word) > 78:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    paragraph = "\n".join([*lines, line])
    source = "\n\n".join(["## Heading", paragraph, "  * item one\n  * item two", paragraph, paragraph])
    found = texts(source)
    assert found == [
        "Heading",
        PARAGRAPHS[language],
        "* item one",
        "* item two",
        PARAGRAPHS[language],
        PARAGRAPHS[language],
    ]


def test_hard_wraps_in_quotations_are_joined() -> None:
    paragraph = PARAGRAPHS["en"]
    plain = textwrap.fill(paragraph, 78)
    quoted = "\n".join(f"> {line}" for line in textwrap.wrap(paragraph, 76))
    found = blocks("\n\n".join(["## Heading", plain, quoted, plain, plain]))
    assert [(block.kind, block.text) for block in found[1:3]] == [("text", paragraph), ("quote", paragraph)]


def test_every_character_keeps_its_offset() -> None:
    source = "## A [li**nk**](/x) \\- *b*\r\n\r\n  * c\u00a0\u00a0d\u200be\r\n"
    page = read(source, "markdown")
    for block in page.blocks:
        for i, char in enumerate(block.text):
            if not char.isspace():
                assert source[block.source_span(i, i + 1)[0]] == char


def test_what_pandoc_writes_beside_markdown_is_markup() -> None:
    source = textwrap.dedent("""\
        ::: {#page .site aria-label="The {whole} page"}
        ::: header
        -   ::: {.menu-item}
            [Home](/){.link .first}
            :::

        # The slip is shut {#the-slip .headline style="color: red;"}

        [By]{.by} [Imke
        Dahl](/dahl){.name
        title="All of hers"} wrote `{.code}` and {name} and {.5} here.\\
        <span class="note"
        id="n1">Next line</span>
        :::
        :::
        """)
    assert texts(source) == [
        "Home",
        "The slip is shut",
        "By Imke Dahl wrote {.code} and {name} and {.5} here.",
        "Next line",
    ]
    assert [block.level for block in blocks(source) if block.kind == "heading"] == [1]


def test_a_bracket_that_closes_far_below_is_no_tag() -> None:
    source = "It cost <a few pounds, said\nDahl, and not > ten.\n\nIf x <i then stop.\n\nNo = sign\n\n> A quotation.\n"
    assert texts(source) == [
        "It cost <a few pounds, said",
        "Dahl, and not > ten.",
        "If x <i then stop.",
        "No = sign",
        "A quotation.",
    ]


def test_colons_and_braces_of_a_text_stay() -> None:
    source = "Time::: nobody knows.\n\nThe set {a, b} and [c]{d} and (e){f}.\n"
    assert texts(source) == ["Time::: nobody knows.", "The set {a, b} and [c]{d} and (e){f}."]
