from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.calendars import from_persian
from cleaner.dates import read

FULL = [
    ("June 3, 2025", "en", "2025-06-03"),
    ("Published: 3 June 2025 at 14:30 GMT", "en", "2025-06-03T14:30+00:00"),
    ("Updated 9:05 PM EST, Tue June 3, 2025", "en", "2025-06-03T21:05-05:00"),
    ("Friday, Jun 20, 2025", "en", "2025-06-20"),
    ("2025-06-20T10:15:00Z", "en", "2025-06-20T10:15:00Z"),
    ("2025-06-20", "", "2025-06-20"),
    ("25/06/2025", "en", "2025-06-25"),
    ("06/25/2025", "en", "2025-06-25"),
    ("Stand: 26.04.2024, 20:44 Uhr", "de", "2024-04-26T20:44"),
    ("Donnerstag, 05. Juni 2025 15:44 Uhr", "de", "2025-06-05T15:44"),
    ("Publié le 3 juin 2025 à 09h42", "fr", "2025-06-03T09:42"),
    ("3 de junio de 2025", "es", "2025-06-03"),
    ("03/06/2025 às 10h15", "pt", "2025-06-03T10:15"),
    ("Pubblicato il 3 giugno 2025 alle 10:20", "it", "2025-06-03T10:20"),
    ("Geplaatst op 3 juni 2025 om 10.20 uur", "nl", "2025-06-03T10:20"),
    ("Publicerad 23 okt 2025 kl 10.23", "sv", "2025-10-23T10:23"),
    ("Publisert: 05.08.24 kl. 14:47", "no", "2024-08-05T14:47"),
    ("3. juni 2025", "da", "2025-06-03"),
    ("3 czerwca 2025, godz. 10:20", "pl", "2025-06-03T10:20"),
    ("3. června 2025", "cs", "2025-06-03"),
    ("20. 6. 2025", "cs", "2025-06-20"),
    ("Yayınlanma Tarihi: 3 Haziran 2025 - 18:24", "tr", "2025-06-03T18:24"),
    ("3 июня 2025 года, 10:20 МСК", "ru", "2025-06-03T10:20+03:00"),
    ("3 червня 2025, 17:46", "uk", "2025-06-03T17:46"),
    ("Δημοσίευση: 3 Ιουνίου 2025", "el", "2025-06-03"),
    ("פורסם: 3 ביוני 2025", "he", "2025-06-03"),
    ("الجمعة 20 يونيو 2025", "ar", "2025-06-20"),
    ("٢٠ حزيران / يونيو ٢٠٢٥", "ar", "2025-06-20"),
    ("20 كانون الثاني 2025", "ar", "2025-01-20"),
    ("۳۰ خرداد ۱۴۰۴", "fa", "2025-06-20"),
    ("प्रकाशित: 20 जून 2025", "hi", "2025-06-20"),
    ("Jumat, 20 Juni 2025 10:30 WIB", "id", "2025-06-20T10:30+07:00"),
    ("Thứ Sáu, 20/6/2025, 10:30 (GMT+7)", "vi", "2025-06-20T10:30+07:00"),
    ("20 tháng 6 năm 2025", "vi", "2025-06-20"),
    ("2025年6月20日 10:30", "ja", "2025-06-20T10:30"),
    ("公開日: 2025年6月20日(金) 午後3時20分", "ja", "2025-06-20T15:20"),
    ("令和7年6月20日", "ja", "2025-06-20"),
    ("입력 2025. 6. 20. 오후 3:20", "ko", "2025-06-20T15:20"),
    ("2025년 6월 20일", "ko", "2025-06-20"),
    ("发布时间:2025-06-20 10:30", "zh", "2025-06-20T10:30"),
    ("2025年6月20日 星期五", "zh", "2025-06-20"),
    ("20 มิถุนายน 2568", "th", "2025-06-20"),
]


@pytest.mark.parametrize(("line", "language", "value"), FULL)
def test_full_dates(line: str, language: str, value: str) -> None:
    found = read(line, language)
    assert found is not None
    assert found.kind == "date"
    assert found.value == value


@pytest.mark.parametrize(
    ("line", "language"),
    [("03/06/2025", "en"), ("03/06/2025", ""), ("٢٤ ذو الحجة ١٤٤٦ هـ", "ar"), ("31.02.2025", "de")],
)
def test_a_date_without_a_sure_value_has_none(line: str, language: str) -> None:
    found = read(line, language)
    assert found is not None
    assert found.value == ""


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("3 hours ago", "en"),
        ("Updated 5 mins ago", "en"),
        ("vor 14 Minuten", "de"),
        ("il y a 3 heures", "fr"),
        ("hace 2 horas", "es"),
        ("há 3 horas", "pt"),
        ("3 uur geleden", "nl"),
        ("för 3 timmar sedan", "sv"),
        ("3 часа назад", "ru"),
        ("منذ 3 ساعات", "ar"),
        ("לפני 3 שעות", "he"),
        ("3時間前", "ja"),
        ("3시간 전", "ko"),
        ("3小时前", "zh"),
        ("3 घंटे पहले", "hi"),
        ("Yesterday", "en"),
    ],
)
def test_relative_times_have_no_value(line: str, language: str) -> None:
    found = read(line, language)
    assert found is not None
    assert (found.kind, found.value) == ("relative", "")


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Published June 3, 2025 | Updated June 5, 2025", "published", "2025-06-03"),
        ("Updated: June 5, 2025 - Published: June 3, 2025", "published", "2025-06-03"),
        ("June 3, 2025 (updated June 5, 2025)", "", "2025-06-03"),
        ("Last updated June 5, 2025", "updated", "2025-06-05"),
        ("Aktualisiert am 28. April 2023, 20:22 Uhr", "updated", "2023-04-28T20:22"),
    ],
)
def test_labels(line: str, label: str, value: str) -> None:
    found = read(line, "en")
    assert found is not None
    assert (found.label, found.value) == (label, value)


@pytest.mark.parametrize(
    "line",
    [
        "May",
        "Sunday",
        "2025",
        "In June 2025 the mayor resigned",
        "The 3 of us",
        "Version 1.2.3.4",
        "10 days",
        "5 min",
        "Mars 3",
        "Call 555 1234",
        "",
        "Monday to Friday",
        "1-0",
        "Top 10 of 2025",
        "日本",
        "今日の天気",
        "12,50 €",
    ],
)
def test_other_lines_are_not_dates(line: str) -> None:
    found = read(line, "en")
    assert found is None or found.kind in ("time", "partial")


def test_a_time_alone_is_a_time() -> None:
    found = read("12:43", "cs")
    assert found is not None
    assert found.kind == "time"


@pytest.mark.parametrize(
    ("persian", "gregorian"),
    [
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 1, 1), "2025-03-21"),
        ((1399, 12, 30), "2021-03-20"),
        ((1357, 11, 22), "1979-02-11"),
    ],
)
def test_the_persian_calendar(persian: tuple[int, int, int], gregorian: str) -> None:
    assert from_persian(*persian) == gregorian


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    read(text)


@given(st.dates())
def test_iso_dates_come_back(day: object) -> None:
    found = read(str(day))
    year = int(str(day)[:4])
    assert (found is not None and found.value == str(day)) == (1900 <= year <= 2100)
