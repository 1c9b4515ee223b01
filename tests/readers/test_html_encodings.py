"""HTML in the encodings that it comes in, declared rightly, wrongly, late or not at all."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from cleaner import clean
from cleaner.errors import DecodingError
from tests.readers.languages import PARAGRAPHS

LEGACY = (
    *(("de", "cp1252"), ("fr", "iso8859-15"), ("pl", "iso8859-2"), ("cs", "cp1250"), ("tr", "cp1254")),
    *(("ru", "cp1251"), ("ru", "koi8-r"), ("uk", "cp1251"), ("el", "iso8859-7"), ("el", "cp1253"), ("he", "cp1255")),
    *(("ar", "cp1256"), ("fa", "cp1256"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ko", "euc_kr"), ("zh", "gb18030")),
)
DECLARATIONS = {
    "meta": ("", '<meta charset="{}">'),
    "meta, bare": ("", "<META CHARSET={}>"),
    "http-equiv": ("", '<meta http-equiv="Content-Type" content="text/html; charset={}">'),
    "content first": ("", "<meta content='text/html;charset={}' http-equiv='content-type' />"),
    "xhtml": ('<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', ""),
    "late meta": ("", "<script>" + "var a = 1;\n" * 200 + '</script><meta charset="{}">'),
    "missing": ("", ""),
}


def page_of(language: str, charset: str, how: str) -> str:
    above, inside = (part.format(charset) for part in DECLARATIONS[how])
    story = "".join(f"<p>{PARAGRAPHS[language]}</p>" for _ in range(3))
    return f"{above}<html><head>{inside}</head><body><article>{story}</article></body></html>"


def shown(data: bytes, encoding: str | None = None) -> str:
    """All that the page shows, kept or removed."""
    article = clean(data, form="html", encoding=encoding)
    return " ".join([article.text, *[removal.text for removal in article.removed]])


def wanted(language: str, charset: str) -> str:
    """The paragraph as far as `charset` can write it."""
    text = PARAGRAPHS[language].encode(charset, "ignore").decode(charset)
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("how", DECLARATIONS)
@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_every_declaration_is_found(language: str, charset: str, how: str) -> None:
    data = page_of(language, charset, how).encode(charset, "ignore")
    assert wanted(language, charset) in shown(data)


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_what_the_caller_names_beats_the_page(language: str, charset: str) -> None:
    data = page_of(language, "utf-8", "meta").encode(charset, "ignore")
    assert wanted(language, charset) in shown(data, encoding=charset)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "no-such-set", ""])
@pytest.mark.parametrize(
    ("language", "charset"), [("ru", "cp1251"), ("ja", "euc_jp"), ("zh", "gb18030"), ("el", "cp1253")]
)
def test_a_wrong_declaration_is_survived(language: str, charset: str, declared: str) -> None:
    data = page_of(language, declared, "meta").encode(charset, "ignore")
    assert wanted(language, charset) in shown(data)


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "shift_jis", "gb2312", "utf-16", "no-such-set"])
@pytest.mark.parametrize("language", ["en", "ru", "ja", "ar"])
def test_utf8_under_another_name_is_utf8(language: str, declared: str) -> None:
    assert PARAGRAPHS[language] in shown(page_of(language, declared, "meta").encode())


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_beats_the_declaration(mark: bytes, charset: str) -> None:
    data = mark + page_of("uk", "windows-1252", "http-equiv").encode(charset)
    assert PARAGRAPHS["uk"] in shown(data)


def test_two_declarations_that_disagree() -> None:
    page = page_of("ru", "utf-8", "meta").replace("<head>", '<head><meta charset="iso-8859-1">')
    assert PARAGRAPHS["ru"] in shown(page.encode())


def test_an_encoding_that_the_bytes_are_not_in_is_a_named_error() -> None:
    with pytest.raises(DecodingError):
        shown(page_of("ru", "utf-8", "meta").encode("cp1251"), encoding="utf-8")
    with pytest.raises(DecodingError):
        shown(b"<p>Hello</p>", encoding="no-such-set")
