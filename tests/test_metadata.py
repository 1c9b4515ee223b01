from __future__ import annotations

import pytest

from cleaner import pipeline
from cleaner.api import Cleaner
from cleaner.body import Body
from cleaner.metadata import Gathered, gather
from cleaner.model import Mark, Page
from cleaner.places import Facts
from cleaner.rules import shipped

RULES = [rule() for rule in shipped() if rule.id in ("headline", "dateline", "byline")]
LEAD = (
    "The council of Harrow Ford voted on Tuesday night to close the old swing bridge for the whole of the winter, "
    "after engineers found cracks in two of its bearings."
)
MORE = (
    "Residents on the eastern bank will have to take the road through Mill Lane, a detour of eleven kilometres, until "
    "the work on the bearings is finished in the spring."
)
NOTHING = Body((), 0.5)


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner()


def facts_of(cleaner: Cleaner, text: str, url: str = "") -> Gathered:
    page = cleaner.page(text, url=url)
    marks, failures = pipeline.run(page, RULES, strict=True)
    assert failures == []
    return gather(page, marks, NOTHING)


def by_hand(marks: list[Mark], facts: Facts | None = None) -> Gathered:
    return gather(Page("", "dump", (), facts or Facts()), marks, NOTHING)


def mark(fact: str, value: str, sure: float = 1.0, block: int = 0, rule: str = "dateline") -> Mark:
    return Mark(rule, block, "because", sure, fact=fact, value=value)


def test_a_dump_with_all_of_it(cleaner: Cleaner) -> None:
    found = facts_of(
        cleaner,
        "Council closes swing bridge for the winter | The Harrow Herald\nHome\nNews\n"
        "Council closes swing bridge for the winter\nBy Marta Quill and Oliver Penrose\n"
        f"Published: June 3, 2025 at 14:30\n{LEAD}\n{MORE}\n",
        url="https://herald.example/bridge",
    )
    assert found == Gathered(
        title="Council closes swing bridge for the winter",
        authors=("Marta Quill", "Oliver Penrose"),
        published="2025-06-03T14:30",
        page_date="",
        site="The Harrow Herald",
        url="https://herald.example/bridge",
    )


def test_a_date_above_the_headline_is_the_pages(cleaner: Cleaner) -> None:
    text = f"Harrow Herald\n\nFriday, Jun 20, 2025\n\nSwing Bridge Stays Closed All Winter\n\n{LEAD}\n\n{MORE}\n"
    found = facts_of(cleaner, text)
    assert (found.page_date, found.published) == ("2025-06-20", "")


def test_a_date_above_that_says_published_is_the_storys(cleaner: Cleaner) -> None:
    text = f"News\n\nPublished June 3, 2025\n\nSwing Bridge Stays Closed All Winter\n\n{LEAD}\n\n{MORE}\n"
    found = facts_of(cleaner, text)
    assert (found.page_date, found.published) == ("", "2025-06-03")


def test_a_date_of_an_update_stands_in_for_the_date_of_publication_alone(cleaner: Cleaner) -> None:
    text = f"A bridge closed | Herald\nA bridge closed\nUpdated June 5, 2025\n{LEAD}\n{MORE}\n"
    assert facts_of(cleaner, text).published == "2025-06-05"
    text = text.replace("Updated", "Published June 3, 2025\nUpdated")
    assert facts_of(cleaner, text).published == "2025-06-03"


def test_a_date_before_an_update_is_the_storys(cleaner: Cleaner) -> None:
    text = f"A bridge closed | Herald\nA bridge closed\nJune 3, 2025 5:58 PM - Updated 2 hours ago\n{LEAD}\n{MORE}\n"
    assert facts_of(cleaner, text).published == "2025-06-03T17:58"


def test_the_days_date_beside_the_sites_name_is_the_pages(cleaner: Cleaner) -> None:
    text = f"HARROW HERALD Friday, 20 June 2025\n\nSwing Bridge Stays Closed\n\nJune 19, 2025\n\n{LEAD}\n\n{MORE}\n"
    found = facts_of(cleaner, text)
    assert (found.page_date, found.published) == ("2025-06-20", "2025-06-19")


def test_a_clean_body_has_no_metadata(cleaner: Cleaner) -> None:
    found = facts_of(cleaner, f"{LEAD}\n\n{MORE}\n")
    assert (found.title, found.authors, found.published, found.page_date) == ("", (), "", "")


def test_the_form_states_first() -> None:
    facts = Facts(title="A bridge", authors=("Ann Poe",), published="3 June 2025", site="Herald")
    found = by_hand([mark("title", "Else"), mark("author", "John Roe"), mark("published", "2020-01-01")], facts)
    assert found[:3] == ("A bridge", ("Ann Poe",), "2025-06-03")


def test_the_headline_on_the_page_wins_over_a_longer_stated_title() -> None:
    facts = Facts(title="Bridge closed for the winter - Harrow Herald")
    found = by_hand([mark("title", "Bridge closed for the winter", rule="headline")], facts)
    assert (found.title, found.site) == ("Bridge closed for the winter", "Harrow Herald")


@pytest.mark.parametrize("title", ["A bridge closed today | The Herald", "A bridge closed today – The Herald"])
def test_the_sites_name_is_no_part_of_the_title(title: str) -> None:
    found = by_hand([mark("title", title), mark("site", "The Herald")])
    assert found.title == "A bridge closed today"


def test_the_sites_name_before_the_headline_is_no_part_of_it() -> None:
    found = by_hand([mark("title", "The Herald: A bridge closed today"), mark("site", "The Herald")])
    assert found.title == "A bridge closed today"
    other = by_hand([mark("title", "The bridge: A history in ten stones"), mark("site", "The Herald")])
    assert other.title == "The bridge: A history in ten stones"


def test_a_dash_in_a_headline_stays() -> None:
    found = by_hand([mark("title", "The bridge - a history"), mark("site", "The Herald")])
    assert found.title == "The bridge - a history"


def test_weak_marks_are_left_out() -> None:
    found = by_hand([mark("title", "Perhaps a title", 0.4), mark("published", "2025-06-03", 0.5)])
    assert (found.title, found.published) == ("", "")


def test_authors_are_named_once() -> None:
    marks = [mark("author", name, rule="byline") for name in ("Ann Poe", "ANN POE", "John  Roe", "Ann Poe")]
    assert by_hand(marks).authors == ("Ann Poe", "John Roe")


def test_the_site_is_no_author() -> None:
    marks = [mark("author", "The Herald", rule="byline"), mark("site", "the herald", rule="masthead")]
    assert by_hand(marks).authors == ()


def test_two_voices_outweigh_one() -> None:
    marks = [
        mark("site", "Somewhere Else", 0.9, 1, "masthead"),
        mark("site", "Harrow Herald", 0.7, 2, "headline"),
        mark("site", "Harrow Herald", 0.7, 9, "legal-footer"),
    ]
    assert by_hand(marks).site == "Harrow Herald"


def test_the_page_date_needs_agreement() -> None:
    assert by_hand([mark("page_date", "2025-06-20"), mark("page_date", "2025-06-20T10:00")]).page_date == "2025-06-20"
    assert by_hand([mark("page_date", "2025-06-20"), mark("page_date", "2025-06-19")]).page_date == ""


def test_the_time_of_the_same_day_is_kept() -> None:
    marks = [mark("published", "2025-06-03", block=1), mark("published", "2025-06-03T14:30", block=2)]
    assert by_hand(marks).published == "2025-06-03T14:30"


@pytest.mark.parametrize(("stated", "url"), [("https://a.example/x", "https://a.example/x"), ("javascript:x", "")])
def test_only_web_addresses_count(stated: str, url: str) -> None:
    assert by_hand([], Facts(url=stated)).url == url


def test_a_date_beside_the_byline_is_the_storys_though_no_headline_was_found(cleaner: Cleaner) -> None:
    top = ["The Northport Courier", "Home | News | Sport", "Ferry landing reopens"]
    beside = facts_of(cleaner, "\n\n".join([*top, "By Jane Doe", "March 3, 2025", LEAD, MORE]))
    assert (beside.title, beside.published, beside.page_date) == ("", "2025-03-03", "")
    apart = facts_of(cleaner, "\n\n".join(["March 3, 2025", *top, "By Jane Doe", LEAD, MORE]))
    assert (apart.published, apart.page_date) == ("", "2025-03-03")
