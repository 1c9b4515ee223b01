"""What is learned of a site's template, and above all what is not."""

from __future__ import annotations

import itertools
import json
import random

import pytest

from cleaner import Cleaner, Config
from cleaner.config import Site
from cleaner.errors import ConfigError
from cleaner.readers import read
from cleaner.sites import Profile, counts, profile
from cleaner.sites.keys import key_of
from cleaner.sites.lines import PageLines, lines_of
from tests.benchmark import sites as invented

MENU = ["Harbour Echo", "Voices of the quay since 1921", "Tides", "Nets", "Ropes"]
FOOT = ["Write to the quay", "Lantern rates", "House of the Echo"]


def sentence(chance: random.Random) -> str:
    words = " ".join(
        "".join(chance.choices(("ka", "lo", "mi", "ne", "ru", "sta"), k=chance.randint(1, 4))) for _ in range(15)
    )
    return f"{words.capitalize()}."


def story(number: int, *extra: str) -> list[str]:
    chance = random.Random(number)
    body = [" ".join(sentence(chance) for _ in range(3)) for _ in range(5)]
    for line in extra:
        body.insert(chance.randint(1, 4), line)
    return body


def page(body: list[str], number: int = 0, menu: list[str] = MENU) -> str:
    return "\n".join([*menu, f"What story {number} is called at length today", *body, *FOOT])


def learn(pages: list[str], site: str = "echo.example") -> Profile:
    made = Profile()
    for text in pages:
        made.add(taken(text, site))
    return made


def taken(text: str, site: str = "echo.example") -> PageLines:
    return lines_of(read(text, "dump"), site)


def found(made: Profile, site: str = "echo.example") -> set[str]:
    return {each.text for each in made.learned(site)}


def test_the_menu_and_the_foot_are_learned_in_any_script() -> None:
    menu = ["ნავსადგური", "Ելք", "ቤት", "ගෙදර"]
    made = learn([page(story(n), n, menu) for n in range(12)])
    assert found(made) == {line.lower() for line in [*menu, *FOOT]}
    text = page(story(99), 99, menu)
    article = Cleaner(Config(sites=made)).clean(text, site="echo.example")
    assert article.paragraphs[-5:] == tuple(story(99))
    removed = {removal.text: removal for removal in article.removed}
    assert removed["ቤት"].rule == "site-template"
    assert removed["ቤት"].reason.startswith("on 12 of the site's 12 pages, outside the prose")


def test_an_address_chooses_the_site() -> None:
    made = learn([page(story(n), n) for n in range(12)])
    cleaner = Cleaner(Config(sites=made))
    text = page(story(50), 50)
    rules = {r.rule for r in cleaner.clean(text, url="https://www.echo.example/50").removed}
    assert "site-template" in rules
    assert "site-template" not in {r.rule for r in cleaner.clean(text, url="https://other.example/50").removed}
    off = Cleaner(Config(sites=made, off=["site-template"]))
    assert "site-template" not in {r.rule for r in off.clean(text, url="https://echo.example/50").removed}


def test_a_site_of_few_pages_has_no_template() -> None:
    for number in range(4):
        assert list(learn([page(story(n), n) for n in range(number)])) == []
    text = page(story(0), 0)
    assert Cleaner(Config(sites=learn([text]))).clean(text, site="echo.example") == Cleaner().clean(text)


def test_a_story_that_was_saved_again_and_again_is_one_page() -> None:
    made = learn([page(story(7), 7) for _ in range(40)])
    assert made.sites["echo.example"].pages == 1
    assert found(made) == set()


def test_an_agency_sentence_that_three_stories_carry_stays() -> None:
    agency = ["The agency counted nine lanterns along the quay on that night, as it had in each year since the flood."]
    agency.append(
        "Its keepers would not say in which of the nine the oil had been changed, or why it mattered to them."
    )
    pages = []
    for number in range(30):
        body = story(number)
        if number % 10 == 0:
            body[2:2] = agency
        pages.append(page(body, number))
    assert not found(learn(pages)) & {line.lower() for line in agency}


def test_answers_and_sub_headings_that_come_again_stay() -> None:
    pages = [page(story(n, "Not at all.", "What comes next", "Never."), n) for n in range(30)]
    made = learn(pages)
    assert not found(made) & {"not at all.", "what comes next", "never."}
    cleaner = Cleaner(Config(sites=made))
    assert "Not at all." in cleaner.clean(pages[3], site="echo.example").text


def test_a_headline_in_todays_ticker_is_still_the_storys_own() -> None:
    heads = [f"How the {word} of the quay was won and lost again" for word in ("rope", "lamp", "net", "bell", "mast")]
    pages = []
    for number in range(20):
        own = heads[number] if number < 5 else f"What story {number} is called at length today"
        pages.append("\n".join([*MENU, *[h for h in heads if h != own], own, *story(number), *FOOT]))
    made = learn(pages)
    assert {head.lower() for head in heads} <= found(made)
    article = Cleaner(Config(sites=made)).clean(pages[2], site="echo.example")
    assert article.paragraphs[-5:] == tuple(story(2))


def test_profiles_merge_to_what_all_pages_give_in_any_order() -> None:
    examples = [taken(example.text, "a") for example in invented.site(3)]
    whole = Profile()
    for each in examples:
        whole.add(each)
    parts = [Profile() for _ in range(3)]
    shuffled = random.Random(1).sample(examples, len(examples))
    for number, each in enumerate(shuffled):
        parts[number % 3].add(each)
    for order in itertools.permutations(parts):
        merged = Profile()
        for part in order:
            merged.merge(Profile.from_json(part.to_json()))
        assert merged.to_json() == whole.to_json()


def test_memory_is_bounded_and_what_many_pages_share_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_LINES", 200)
    made = learn([page(story(n), n) for n in range(400)])
    known = made.sites["echo.example"]
    assert len(known.lines) <= 200
    assert len(known.pairs) <= 400
    assert known.dropped > 0
    assert found(made) == {line.lower() for line in [*MENU, *FOOT]}
    monkeypatch.setattr(profile, "MOST_IN_ALL", 500)
    many = Profile()
    for number in range(200):
        many.add(taken(page(story(number), number), f"{number % 20}.example"))
    assert sum(len(site.lines) for site in many.sites.values()) <= 600


def test_a_profile_of_something_else_is_refused() -> None:
    for text in ("", "[]", "{}", '{"format": "other"}', '{"format": "cleaner sites 1", "sites": {"a": {}}}'):
        with pytest.raises(ConfigError, match=r"x\.json: is no profile of sites"):
            Profile.from_json(text, "x.json")


def test_json_is_read_by_people_and_comes_back() -> None:
    made = learn([page(story(n), n) for n in range(12)])
    table = json.loads(made.to_json())["sites"]["echo.example"]
    assert {"line": "tides", "why": "on 12 of the site's 12 pages, outside the prose, beside the same line on 12"} in (
        table["template"]
    )
    again = Profile.from_json(made.to_json())
    assert again.to_json() == made.to_json()
    assert Config(sites=again) == Config(sites=made)
    assert hash(Config(sites=again)) == hash(Config(sites=made))
    assert Config(sites=made) != Config()


def test_settings_of_a_site_and_its_template_go_together() -> None:
    made = learn([page(story(n), n) for n in range(12)])
    config = Config(sites=[Site("echo.example", keep={"site-template"}), *made])
    assert "Tides" in Cleaner(config).clean(page(story(60), 60), url="https://echo.example/").text
    with pytest.raises(ConfigError, match="stands there twice"):
        Config(sites=[*made, *made])


@pytest.mark.parametrize(
    ("name", "url", "how", "key"),
    [
        ("a/b.html", "https://www.Echo.example/x", "auto", "echo.example"),
        ("a/b.html", "", "auto", "a"),
        ("b.html", "", "auto", "."),
        ("b.html", "", "host", ""),
        ("b.html", "https://m.echo.example:8080/", "host", "m.echo.example"),
        ("a/b/c.html", "https://echo.example", "folder", "a/b"),
        ("a/b/c.html", "", "folder:1", "a"),
        ("c.html", "", "folder:2", "."),
        ("a/b.html", "https://echo.example", "all", "all"),
        ("a/b.html", "https://echo.example", "field:paper", "The Echo"),
        ("a/b.html", "https://[", "auto", "a"),
    ],
)
def test_keys(name: str, url: str, how: str, key: str) -> None:
    assert key_of(name, url, how, "The Echo") == key


def test_it_pays_on_invented_sites_and_takes_nothing_from_bodies() -> None:
    """A small share of `python -m tests.benchmark sites`."""
    sites = {f"{number}.example": list(invented.site(number)) for number in range(3)}
    made = invented.profile_of(sites)
    for off in (frozenset[str](), invented.without_phrases()):
        plain = invented.figures(sites, Cleaner(Config(off=off)))
        known = invented.figures(sites, Cleaner(Config(off=off, sites=made)))
        assert known.f1 > plain.f1 + 0.08
        assert known.recall > 0.97
