"""The design's promises as properties, over texts built to break them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Article, Cleaner, CleanerError, Config, clean
from cleaner.errors import DecodingError, FrontMatterError, MarkupError, NotTextError
from cleaner.model import Form
from tests import golden, replay, strategies

# What a page may do wrong; anything else that `clean` raises is a bug of ours.
EXPECTED = (DecodingError, FrontMatterError, MarkupError, NotTextError)
TEXTS: dict[Form, st.SearchStrategy[str]] = {
    "dump": strategies.dumps(),
    "markdown": strategies.markdowns(),
    "record": strategies.records(),
}


def article_of(source: str | bytes, form: Form = "auto") -> Article | None:
    """The article; None when the page is refused with an error that a page may cause."""
    try:
        return golden.strict_cleaner().clean(source, form=form)
    except EXPECTED:
        return None


@pytest.mark.parametrize("form", TEXTS)
@given(data=st.data())
def test_nothing_is_invented_and_nothing_lost(form: Form, data: st.DataObject) -> None:
    source = data.draw(TEXTS[form])
    for asked in (form, "auto"):
        article = article_of(source, asked)
        if article is not None and article.form != "html":
            replay.check(source, article)


@given(strategies.dumps())
def test_paragraphs_hold_one_line_each_and_no_odd_white_space(source: str) -> None:
    article = article_of(source, "dump")
    assert article is not None
    for paragraph in article.paragraphs:
        assert paragraph
        assert paragraph == " ".join(paragraph.split())


def test_markup_inside_of_what_a_rule_cuts_is_cut_once() -> None:
    story = " ".join(strategies.SENTENCES[:3])
    aside = "(see also: [The <i>old</i> quay](/a))"
    source = f"# The old ferry landing\n\nVARNHOLM (**<b>AP</b>**) — {story}\n\n{story} {aside}."
    article = clean(source, form="markdown")
    assert article.text.startswith("The council of Varnholm")
    replay.check(source, article)


@given(strategies.htmls())
def test_html_never_crashes(source: str) -> None:
    article = article_of(source, "html")
    assert article is None or article.status == ("ok" if article.text else "no-article")


@given(st.one_of(st.text(), strategies.noise, strategies.records(), st.binary()))
def test_any_input_gives_an_article_or_a_named_error(source: str | bytes) -> None:
    article = article_of(source)
    assert article is None or article.status == ("ok" if article.text else "no-article")
    assert article is None or 0 <= article.confidence <= 1


@settings(max_examples=20)
@given(strategies.dumps())
def test_the_same_page_gives_the_same_article(source: str) -> None:
    assert clean(source, form="dump") == clean(source, form="dump") == Cleaner().clean(source, form="dump")


@given(st.one_of(strategies.dumps(), strategies.markdowns()))
def test_articles_pickle(source: str) -> None:
    article = article_of(source, "dump")
    assert pickle.loads(pickle.dumps(article)) == article


PAGES = [case.page() for case in golden.cases(golden.PAGES)]


def told(articles: list[Article]) -> list[str]:
    return [article.to_json() for article in articles]


def test_every_public_object_pickles() -> None:
    config = Config(off=frozenset({"page-control"}))
    assert pickle.loads(pickle.dumps(config)) == config
    article = Cleaner(config).clean(PAGES[0])
    assert pickle.loads(pickle.dumps(Cleaner(config))).clean(PAGES[0]) == article
    assert pickle.loads(pickle.dumps(article.removed)) == article.removed
    page = Cleaner().page("One line.\n\nAnother line.")
    assert pickle.loads(pickle.dumps(page)) == page
    for kind in CleanerError.__subclasses__():
        error = pickle.loads(pickle.dumps(kind("what", "remedy")))
        assert (type(error), str(error)) == (kind, "what: remedy")


def test_instances_threads_and_workers_agree() -> None:
    wanted = told([golden.strict_cleaner().clean(page) for page in PAGES])
    # Another instance, every page after all the others, twice over.
    shared = Cleaner()
    for _ in range(2):
        assert told([shared.clean(page) for page in reversed(PAGES)]) == wanted[::-1]
    with ThreadPoolExecutor(8) as pool:
        assert told([*pool.map(shared.clean, PAGES * 3)]) == wanted * 3


def test_workers_agree() -> None:
    wanted = told([golden.strict_cleaner().clean(page) for page in PAGES])
    results = [*Cleaner().map(PAGES, workers=2)]
    assert told([result for result in results if isinstance(result, Article)]) == wanted


def test_a_page_is_not_changed_by_a_hundred_others() -> None:
    cleaner = Cleaner()
    before = cleaner.clean(PAGES[0])
    for number in range(100):
        cleaner.clean(PAGES[number % len(PAGES)] + f"\n\nLine {number} of an endless page.".encode())
    assert cleaner.clean(PAGES[0]) == before


PROGRAM = """
import hashlib
from tests import golden
told = [golden.strict_cleaner().clean(case.page()).to_json() for case in golden.cases(golden.PAGES)]
print(hashlib.sha256("\\n".join(told).encode("utf-8", "surrogatepass")).hexdigest())
"""


def test_processes_with_other_hash_seeds_and_locales_agree() -> None:
    answers = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4711", "tr_TR.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": f"UTC{int(seed) % 9}"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=golden.ROOT.parent,
        )
        answers.add(done.stdout)
    assert len(answers) == 1


PURITY = """
import locale, logging, random, sys, time
from cleaner import Cleaner
from tests import golden
pages = [case.page() for case in golden.cases(golden.PAGES)]
cleaner = Cleaner()
for page in pages:  # everything is imported and every table read
    cleaner.clean(page)
events = []
on = False
def listen(event, arguments):
    if on:
        events.append(event)
sys.addaudithook(listen)
def world():
    loggers = {name: (logger.level, logger.propagate, tuple(logger.handlers)) for name, logger
               in logging.root.manager.loggerDict.items() if isinstance(logger, logging.Logger)}
    return (locale.setlocale(locale.LC_ALL), random.getstate(), sys.getrecursionlimit(), logging.root.level,
            tuple(logging.root.handlers), logging.root.manager.disable, loggers, sys.stdout, sys.stderr,
            tuple(sys.path))
before, on = world(), True
for page in pages:
    cleaner.clean(page)
    cleaner.clean(page.decode("utf-8", "replace"), url="https://varnholm.example/a")
on = False
assert world() == before, "clean changed the world"
print(*sorted(set(events)))
"""
HARMLESS = {"builtins.id", "compile", "object.__getattr__", "sys._getframe"}


def test_clean_touches_nothing_outside() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PURITY], capture_output=True, text=True, check=False, cwd=golden.ROOT.parent
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) - HARMLESS == set()
