from __future__ import annotations

import itertools
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest

import cleaner
from cleaner import Article, Cleaner, CleanerError, Config, clean
from cleaner.api import Source, cleaner_for
from cleaner.errors import ConfigError, NotTextError, PageTooLargeError, PatternTimeoutError, UnexpectedError
from cleaner.model import Form

STORY = (
    "The tide mill at Lower Wray is to grind flour again for the first time in ninety years, its trustees said.\n\n"
    "Volunteers have spent four winters on the wheel, which was found under two metres of silt behind the quay.\n\n"
    "The first loaves will be sold at the September fair, and the trust hopes to keep one pair of stones turning.\n"
)
PAGES = [f"Part {number}\n\n{STORY}\nLoad more\n" for number in range(150)]


def test_clean_gives_the_article_of_text_and_of_bytes() -> None:
    article = clean(STORY)
    assert article.status == "ok"
    assert article == clean(STORY.encode())
    assert article.paragraphs[0].startswith("The tide mill")


def test_clean_with_settings_does_not_change_later_answers() -> None:
    before = clean(PAGES[0])
    kept = clean(PAGES[0], config=Config(keep=["page-control"]))
    assert "Load more" in kept.text
    assert clean(PAGES[0]) == before
    assert "Load more" not in before.text


def test_the_shared_cleaner_is_keyed_by_the_settings() -> None:
    assert cleaner_for(Config()) is cleaner_for(Config())
    assert cleaner_for(Config(off=["page-control"])) is not cleaner_for(Config())
    assert cleaner_for(Config(off=["page-control"])).config.off == {"page-control"}


def test_a_page_over_the_limit_is_a_named_error() -> None:
    with pytest.raises(PageTooLargeError, match="max_chars"):
        clean(STORY, config=Config(max_chars=100))


def test_a_cleaner_pickles_with_its_settings() -> None:
    config = Config.of({"site": {"example.org": {"template": ["Our own paper"]}}, "keep": ["page-control"]})
    copy = pickle.loads(pickle.dumps(Cleaner(config)))
    assert copy.config == config
    assert copy.clean(PAGES[3]) == Cleaner(config).clean(PAGES[3])


def test_one_cleaner_serves_many_threads() -> None:
    shared = Cleaner()
    wanted = [shared.clean(page) for page in PAGES]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.clean, PAGES)) == wanted
        assert list(pool.map(clean, PAGES)) == wanted


def test_what_is_shared_cannot_be_changed() -> None:
    made = Cleaner()
    for thing, name in ((made, "config"), (made.config, "off"), (made.clean(STORY), "text")):
        with pytest.raises(AttributeError):
            setattr(thing, name, None)


@pytest.mark.parametrize("workers", [1, 2])
def test_map_gives_the_articles_in_order(workers: int) -> None:
    made = Cleaner()
    assert list(made.map(PAGES, workers=workers)) == [made.clean(page) for page in PAGES]


@pytest.mark.parametrize("workers", [1, 2])
def test_map_takes_text_bytes_and_addresses(workers: int) -> None:
    sources: list[Source] = [STORY, STORY.encode(), (STORY, "https://example.org/mill"), (STORY.encode(), None)]
    articles = list(Cleaner().map(sources, workers=workers))
    assert [a.url for a in articles if isinstance(a, Article)] == [None, None, "https://example.org/mill", None]
    assert {a.text for a in articles if isinstance(a, Article)} == {clean(STORY).text}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_the_result_of_its_page_alone(workers: int) -> None:
    bad = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4
    sources: list[Source] = [STORY, bad, STORY, "long " * 100_000, STORY]
    results = list(Cleaner(Config(max_chars=100_000)).map(sources, workers=workers))
    assert [type(result) for result in results] == [Article, NotTextError, Article, PageTooLargeError, Article]
    assert all(str(result) for result in results if isinstance(result, CleanerError))


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_page_does_not_end_a_run(workers: int) -> None:
    odd = [None, 3.5, (), (STORY,), (STORY, None, 1), (None, None), ["lines"], bytearray(b"x"), lambda: STORY]
    results = list(Cleaner().map(cast("list[str]", [STORY, *odd, (STORY, 5), STORY]), workers=workers))
    assert [type(result) for result in results] == [Article, *[NotTextError] * len(odd), ConfigError, Article]
    assert all("report it" not in str(result) for result in results[1:-1])


def test_a_slow_pattern_is_its_pages_error() -> None:
    config = Config.of({"limits": {"pattern_seconds": 0.05}, "patterns": {"page-control": ["(?:a|a|aa)+b"]}})
    results = list(Cleaner(config).map([STORY, "a" * 4000, STORY], form="dump"))
    assert [type(result) for result in results] == [Article, PatternTimeoutError, Article]


def test_map_is_lazy_in_this_process() -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield STORY

    results = Cleaner().map(endless())
    assert read == []
    next(results)
    assert read == [0]


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", None])
def test_workers_must_be_one_or_more(workers: object) -> None:
    with pytest.raises(ValueError, match="must be 1 or more"):
        Cleaner().map([], workers=cast("int", workers))


@pytest.mark.parametrize("form", ["text", "HTML", "", None, 5, [], "decode"])
def test_an_unknown_form_is_named(form: object) -> None:
    for use in (lambda: clean(STORY, form=cast("Form", form)), lambda: Cleaner().map([], form=cast("Form", form))):
        with pytest.raises(ConfigError, match=r"unknown form .*: allowed: auto, dump, html, markdown, record"):
            use()


@pytest.mark.parametrize("url", [5, b"https://example.org", Path("x")])
def test_an_address_that_is_no_text_is_named(url: object) -> None:
    with pytest.raises(ConfigError, match=f"the address is of type {type(url).__name__}"):
        clean(STORY, url=cast("str", url))


@pytest.mark.parametrize("error", [PageTooLargeError("too long", "split it"), UnexpectedError("x"), CleanerError("y")])
def test_errors_pickle_with_message_and_remedy(error: CleanerError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (copy.message, copy.remedy, str(copy)) == (error.message, error.remedy, str(error))


def test_every_public_name_is_there() -> None:
    for name in cleaner.__all__:
        assert getattr(cleaner, name) is not None


def test_importing_reads_no_rule_and_no_phrase() -> None:
    program = (
        "import sys, cleaner; print(*[m for m in sys.modules if m.startswith(('cleaner.rules.', 'cleaner.batch'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_failure_of_the_cleaner_itself_is_the_result_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("cleaner.api.assemble", fail)
    (error,) = Cleaner().map([STORY])
    assert isinstance(error, UnexpectedError)
    assert "by nought" in str(error)


@pytest.mark.parametrize("config", [{"off": ["byline"]}, "config.toml", 7])
def test_what_is_no_configuration_is_named(config: object) -> None:
    for use in (lambda: clean(PAGES[0], config=cast("Config", config)), lambda: Cleaner(cast("Config", config))):
        with pytest.raises(ConfigError, match=f"of type {type(config).__name__}: give a Config"):
            use()


@pytest.mark.parametrize("page", [None, 7, ["lines"], Path("page.txt")])
def test_what_is_no_page_is_named(page: object) -> None:
    with pytest.raises(NotTextError, match=f"of type {type(page).__name__}: give its text"):
        clean(cast("str", page))
    (error,) = Cleaner().map([cast("str", page)])
    assert isinstance(error, NotTextError)
