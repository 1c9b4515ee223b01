"""Hypothesis strategies that build texts as scraped pages have them, and as nobody should write them."""

from __future__ import annotations

from hypothesis import strategies as st

from cleaner.phrases import load
from cleaner.rules import shipped

SENTENCES = (
    "The council of Varnholm voted on Tuesday to reopen the old ferry landing before the summer season begins.",
    "“We waited eleven years for this,” said Ilse Brandt, who runs the café by the quay.",
    "It cost 4.2 million crowns (about a third more than planned), the treasurer told reporters.",
    "Der Gemeinderat stimmte am Dienstag für den Umbau der alten Fähranlegestelle am Nordufer.",
    "Le conseil municipal a voté mardi la réouverture de l’ancien embarcadère, fermé depuis onze ans.",
    "El ayuntamiento aprobó el martes la reapertura del viejo embarcadero, cerrado desde hace once años.",
    "Городской совет проголосовал во вторник за открытие старой пристани, закрытой одиннадцать лет назад.",
    "صوّت المجلس البلدي يوم الثلاثاء على إعادة فتح المرسى القديم المغلق منذ أحد عشر عامًا.",
    "מועצת העיר הצביעה ביום שלישי בעד פתיחת הרציף הישן, שהיה סגור אחת-עשרה שנים.",
    "شورای شهر روز سه‌شنبه به بازگشایی اسکلهٔ قدیمی که یازده سال بسته بود رأی داد.",
    "नगर परिषद ने मंगलवार को ग्यारह साल से बंद पुराने घाट को फिर से खोलने के पक्ष में मतदान किया।",
    "市議会は火曜日、十一年間閉鎖されていた古い渡し場を再開することを決めた。",
    "시의회는 화요일에 십일 년 동안 닫혀 있던 옛 나루터를 다시 열기로 결정했다.",
    "市议会周二投票决定重新开放已关闭十一年的旧渡口，预计夏季之前完工。",
    "Belediye meclisi salı günü on bir yıldır kapalı olan eski iskelenin açılmasını onayladı.",
    "สภาเทศบาลลงมติเมื่อวันอังคารให้เปิดท่าเรือเก่าที่ปิดมาสิบเอ็ดปีอีกครั้ง",
)
DATES = (
    *("3 June 2025", "June 3, 2025 10:15 AM", "2025-06-03T10:15:00Z", "Dienstag, 3. Juni 2025", "03/06/2025"),
    *(
        "2 hours ago",
        "٣ يونيو ٢٠٢٥",
        "2025年6月3日",
        "вторник, 3 июня 2025",
        "Updated: 3 June 2025, 9.40 pm",
        "99.99.9999",
    ),
)
BYLINES = (
    *("By Ana Beltor", "By Ana Beltor and Jon Ruiz, Staff Writers", "Von Karl Möhn", "Par Élise Vannier"),
    *("بقلم: سامي الحداد", "文／山田花子", "Автор: Иван Петров", "ana.beltor@varnholm.example"),
)
LINES = (
    *(
        "Home",
        "World",
        "Sport",
        "Menu",
        "×",
        "☰",
        "|",
        "0:00",
        "1 / 12",
        "LIVE",
        "Varnholm Post",
        "© 2025 Varnholm Post",
    ),
    *(
        "Old ferry landing to reopen after eleven years",
        "Read also: The harbour that time forgot",
        "Photo: J. Ruiz / VP",
    ),
    *("CAIRO (AP) — The talks went on.", "VARNHOLM, June 3 (VP) - A landing reopens.", "1. First", "- item", "* * *"),
    *(".ad{display:none}", '{"a": [1, 2]}', "var x = 1;", "Ana Beltor\n2 hours ago\nI agree.\nReply", "---", "..."),
)
ODD = (
    *("\u00a0", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\t", "\r\n", "\r", "\x85", "\u2028", "\x0c", "\x1f"),
    *(
        "\u202b",
        "\u202c",
        "\u200f",
        "\u2067",
        "\u2069",
        "\x00",
        "\x7f",
        "\ud800",
        "\udfff",
        "\u0301",
        "\u0345",
        "İ",
        "ß",
    ),
    *("\u3000", "\u1680", "ﬁ", "🏳️‍🌈", "👩🏽‍🚀", "\U000e0001", "\uffff", "\x1b[31m", "\x1c", "\u180e"),
)
MARKUP = (
    *(
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "&amp;",
        "\\",
        "|",
        "#",
        "~~",
        '](/a "t")',
        "[1]: http://a.example",
    ),
    *("<b>", "</b>", "<!--", "-->", "<br>", "[The harbour](https://a.example/b_c?d=(e))", "![](/x.png)", "| a | b |"),
)


def _prompts() -> list[str]:
    texts = dict.fromkeys(phrase.text for rule in shipped() for phrase in load(rule.id))
    return [*texts] or ["sign up"]


sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join)
fragments = st.one_of(
    st.sampled_from(ODD), st.sampled_from(MARKUP), st.sampled_from(SENTENCES), st.text(max_size=12), st.just(" ")
)
noise = st.lists(fragments, min_size=1, max_size=8).map("".join)
plain_blocks = st.one_of(
    sentences,
    sentences,
    st.sampled_from(LINES),
    st.sampled_from(DATES),
    st.sampled_from(BYLINES),
    st.sampled_from(_prompts()).map(str.capitalize),
)
blocks = st.one_of(plain_blocks, plain_blocks, noise)
ends = st.sampled_from(("\n\n", "\n\n", "\n", "\n", "\r\n", "\n \n", "\n\n\n\n", "\u2028", " \n\t", "\n  "))


@st.composite
def dumps(draw: st.DrawFn) -> str:
    """A text dump: blocks of all sorts, ends of lines of all sorts."""
    parts: list[str] = []
    above, story, below = (st.lists(kind, max_size=most) for kind, most in ((blocks, 8), (sentences, 5), (blocks, 6)))
    for block in (*draw(above), *draw(story), *draw(below)):
        parts += (block, draw(ends))
    text = "".join(parts)
    width = draw(st.sampled_from((0, 0, 0, 40, 78)))
    return _wrapped(text, width) if width else text


def _wrapped(text: str, width: int) -> str:
    """`text` broken at the blanks nearest to every `width` characters, as a terminal browser does it."""
    lines = []
    for line in text.split("\n"):
        while len(line) > width and " " in line[:width]:
            cut = line.rindex(" ", 0, width)
            lines.append(line[:cut])
            line = line[cut + 1 :]  # noqa: PLW2901 - what is left of it
        lines.append(line)
    return "\n".join(lines)


@st.composite
def markdowns(draw: st.DrawFn) -> str:
    """Markdown as html2text and reader services write it, and broken."""
    openers = st.sampled_from(("", "", "# ", "## ", "  * ", "* ", "1. ", "> ", "    ", "| ", "![x](/y.png) ", "\\- "))
    links = st.sampled_from(("", "", "[", "**", "_", "[![", "`"))
    closers = st.sampled_from(("", "", "](https://a.example/b)", "**", "_", '](/c "d")', "`", " |", "  "))
    made = st.tuples(openers, links, blocks, closers).map("".join)
    return "\n\n".join(draw(st.lists(made, max_size=12)))


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record: YAML front matter, most of it sound, and a body."""
    quoted = st.one_of(sentences, st.sampled_from(LINES), noise).map(lambda text: f'"{text.replace(chr(34), chr(39))}"')
    values = st.one_of(st.sampled_from(DATES), st.sampled_from(("true", "12", "~", "[a, b]", "{a: b}", "")), quoted)
    keys = st.sampled_from(("title", "author", "date", "publishedDateTime", "url", "site", "tags", "excerpt", "type"))
    fields = draw(st.dictionaries(keys, values, max_size=6))
    lines = [f"{key}: {value}" for key, value in fields.items()]
    if draw(st.booleans()):
        lines += ["related:", *(f"  - title: {title}" for title in draw(st.lists(quoted, min_size=1, max_size=3)))]
    return "\n".join(("---", *lines, "---", draw(st.one_of(dumps(), markdowns(), st.just("")))))


@st.composite
def htmls(draw: st.DrawFn) -> str:
    """An HTML page."""
    tags = st.sampled_from(("p", "p", "p", "h1", "h2", "li", "div", "nav", "footer", "blockquote", "figcaption", "td"))
    body = "\n".join(f"<{tag}>{text}</{tag}>" for tag, text in draw(st.lists(st.tuples(tags, blocks), max_size=12)))
    return f"<!DOCTYPE html><html lang='en'><head><title>Landing to reopen</title></head><body>{body}</body></html>"
