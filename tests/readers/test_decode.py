from __future__ import annotations

import codecs
import gzip
import random
import time
import unicodedata
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, Config
from cleaner.errors import CleanerError, DecodingError, NotTextError, PageTooLargeError
from cleaner.readers.decode import decode, repair
from tests.readers.languages import LEGACY, PARAGRAPHS

_PAIRS = [(language, charset) for language, charsets in LEGACY.items() for charset in charsets]


def encoded(text: str, charset: str) -> bytes:
    """`text` in `charset`; what the set lacks is left out, and Vietnamese accents are set apart as cp1258 has them."""
    if charset != "cp1258":
        return text.replace("ی", "ي").encode(charset, "ignore")
    return b"".join(map(_vietnamese, text))


def _vietnamese(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = list(unicodedata.normalize("NFD", char))
    for mark in marks:
        rest = unicodedata.normalize("NFC", base + "".join(m for m in marks if m != mark))
        try:
            return rest.encode("cp1258") + mark.encode("cp1258")
        except UnicodeEncodeError:
            continue
    raise AssertionError(char)


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_utf8_and_utf16_of_every_language(language: str) -> None:
    text = f"{PARAGRAPHS[language]}\n\n{PARAGRAPHS[language]}\n"
    assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text
    for charset, mark in (("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)):
        assert decode(mark + text.encode(charset)) == text
        assert decode(text.encode(charset)) == text
    assert decode(codecs.BOM_UTF32_LE + text.encode("utf-32-le")) == text


@pytest.mark.parametrize(("language", "charset"), _PAIRS)
def test_legacy_sets_are_found(language: str, charset: str) -> None:
    data = encoded(PARAGRAPHS[language], charset)
    assert decode(data) == unicodedata.normalize("NFC", data.decode(charset))


@pytest.mark.parametrize(("language", "charset"), _PAIRS)
def test_legacy_sets_are_found_from_a_line(language: str, charset: str) -> None:
    words = PARAGRAPHS[language].split(" ")
    lines = [" ".join(words[i : i + 8]) for i in range(0, len(words) - 7, 8)] if len(words) > 8 else []
    for line in lines:
        data = encoded(line, charset)
        assert decode(data) == unicodedata.normalize("NFC", data.decode(charset))


@pytest.mark.parametrize(("language", "charset"), _PAIRS)
def test_the_declared_set_is_honoured(language: str, charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>{PARAGRAPHS[language]}</p></body></html>'
    data = encoded(page, charset)
    assert decode(data) == unicodedata.normalize("NFC", data.decode(charset))


def test_a_wrong_declaration_is_not_believed() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>{PARAGRAPHS["ru"]}</p>'
    assert decode(page.encode("cp1251")) == page
    page = f'<?xml version="1.0" encoding="windows-1252"?><p>{PARAGRAPHS["ja"]}</p>'
    assert decode(page.encode()) == page
    page = f'<meta charset="no-such-set"><p>{PARAGRAPHS["pl"]}</p>'
    assert decode(page.encode("cp1250")) == page


def test_nearly_utf8_stays_utf8() -> None:
    text = PARAGRAPHS["el"]
    assert decode(text.encode()[:-2]).startswith(text[:-2])
    broken = bytearray(text.encode())
    broken[20:20] = b"\xe9"
    assert decode(bytes(broken)).replace("\ufffd", "") == text


@pytest.mark.parametrize("text", ["cafÃ© dÃ©jÃ\u00a0 vu", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "â€œquotedâ€\x9d"])
def test_mojibake_stays_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


def test_the_encoding_can_be_named() -> None:
    text = PARAGRAPHS["ru"]
    assert decode(text.encode("koi8-r"), "koi8-r") == text
    assert decode(text.encode("utf-8-sig"), "utf-8") == text
    with pytest.raises(DecodingError, match="unknown encoding"):
        decode(b"x", "no-such-set")
    with pytest.raises(DecodingError, match="at byte"):
        decode(text.encode("koi8-r"), "utf-8")
    with pytest.raises(DecodingError):
        decode(b"x", "rot13")


def _zip() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "text " * 50)
    return buffer.getvalue()


_PIXELS = random.Random(7).randbytes(3000)
_BINARIES = {
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + _PIXELS,
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + _PIXELS,
    "GIF": b"GIF89a" + _PIXELS,
    "WebP": b"RIFF\x24\x00\x00\x00WEBPVP8 " + _PIXELS,
    "gzip": gzip.compress(_PIXELS),
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "ZIP": _zip(),
    "MP4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + _PIXELS,
    "ELF": b"\x7fELF\x02\x01\x01" + bytes(9) + _PIXELS,
    "binary": _PIXELS,
    "control": bytes(500),
}


@pytest.mark.parametrize("kind", _BINARIES)
def test_binary_is_refused_with_its_name(kind: str) -> None:
    with pytest.raises(NotTextError, match=kind) as caught:
        decode(_BINARIES[kind])
    assert caught.value.remedy


@given(st.integers(0, 10_000), st.integers(200, 5000))
def test_random_bytes_are_refused(seed: int, size: int) -> None:
    with pytest.raises(NotTextError):
        decode(random.Random(seed).randbytes(size))


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_named_error(data: bytes) -> None:
    try:
        text = decode(data)
    except CleanerError:
        return
    assert repair(text) == text


@pytest.mark.parametrize(
    "text", ["GIF89a is a format of 1989.", "BZh is no word.", "ID3 tags hold titles.", "MZ, PK, ELF"]
)
def test_text_that_begins_like_a_binary_is_text(text: str) -> None:
    assert decode(text.encode()) == text


def test_nul_bytes_in_text_are_kept_out_of_the_body() -> None:
    paragraph = "The council met on Monday and agreed to repair the old bridge over the river before winter. " * 3
    article = Cleaner().clean((paragraph[:40] + "\x00" + paragraph[40:]).encode())
    assert "\x00" not in article.text
    assert decode(b"Hello\x00World") == "Hello\x00World"


def test_lone_surrogates_become_replacement_characters() -> None:
    text = "The council met on Monday \ud800 and agreed to repair the old bridge\udfff over the river. " * 3
    article = Cleaner().clean(text)
    article.to_json().encode()
    article.to_markdown().encode()
    assert len(repair(text)) == len(text)
    assert "\ud800" not in repair(text)


@pytest.mark.parametrize("empty", [b"", "", b"\xef\xbb\xbf", " \n\t\r\n", "\u200b\ufeff\u00a0\u2028\x85"])
def test_empty_pages_hold_no_article(empty: str | bytes) -> None:
    article = Cleaner().clean(empty)
    assert article.status == "no-article"
    assert article.text == ""


def test_a_page_over_the_limit_is_a_named_error() -> None:
    cleaner = Cleaner(Config(max_chars=1000))
    for source in ("x" * 1001, b"x" * 1001, b"x" * 5000):
        with pytest.raises(PageTooLargeError, match="max_chars"):
            cleaner.clean(source)
    with pytest.raises(PageTooLargeError):
        Cleaner().clean(b"word " * 10_000_000)


def test_a_million_short_lines_take_seconds() -> None:
    start = time.process_time()
    Cleaner().page("line\n" * 1_000_000)
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    ("told", "written", "text"),
    [
        ("iso-8859-1", "cp1252", "“Forty sacks – at 12 € each”"),
        ("gb2312", "gb18030", "磨坊将重新磨面，朱镕说"),
        ("shift_jis", "cp932", "古い水車①が回る"),
        ("euc-kr", "cp949", "물레방아를 다시 돌리는 똠방"),
        ("x-mac-cyrillic", "mac-cyrillic", "Старая мельница"),
        ("windows-874", "cp874", "โรงสีเก่า"),
    ],
)
def test_a_header_means_what_pages_mean_by_it(told: str, written: str, text: str) -> None:
    assert decode(text.encode(written), told) == text


def test_what_is_only_in_the_named_set_is_read_in_it() -> None:
    assert decode(b"a\x81b", "iso-8859-1") == "a\x81b"
