"""`python -m tests.benchmark sites`: what a site's own lines, once learned, add to the body.

Invented sites of fifty pages in invented languages, four scripts of which have no phrases here: a menu that varies by
section, a ticker that changes daily, a template that changes half-way, sub-headings and short answers that come again
in bodies, an agency's paragraph that three stories carry.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from cleaner import Cleaner, Config
from cleaner.phrases import load_groups
from cleaner.readers import read
from cleaner.rules import shipped
from cleaner.sites import Profile
from cleaner.sites.lines import lines_of
from tests.benchmark.score import word_f1
from tests.benchmark.summary import table

SITES, PAGES, DAYS = 20, 50, 10
_SCRIPTS = (
    ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "an", "el", "in", "or"],
    ["ბა", "გე", "დი", "ვო", "ზუ", "თა", "ლე", "მი", "ნო", "რუ", "სა", "ტე"],
    ["բա", "գե", "դի", "զո", "թու", "լա", "մե", "նի", "պո", "ռու", "սա", "տե"],
    ["በ", "ገ", "ደ", "ዘ", "ለ", "መ", "ነ", "ፐ", "ረ", "ሰ", "ተ", "ወ"],
    ["කා", "ගෙ", "දි", "නො", "බු", "මා", "රේ", "ලි", "සො", "ටු"],
)
_STOPS = (".", ".", "։", "።", ".")


class Example(NamedTuple):
    """A page and its true body."""

    text: str
    body: str


class Tongue:
    """An invented language."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        script = seed % len(_SCRIPTS)
        self._syllables, self._stop = _SCRIPTS[script], _STOPS[script]
        self._words = [self._new_word() for _ in range(900)]

    def _new_word(self) -> str:
        return "".join(self.chance.choices(self._syllables, k=self.chance.randint(1, 4)))

    def words(self, least: int, most: int) -> str:
        """A run of words."""
        return " ".join(self.chance.choices(self._words, k=self.chance.randint(least, most))).capitalize()

    def sentence(self) -> str:
        """A sentence."""
        return self.words(8, 22) + self._stop

    def paragraph(self) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, 4)))


class Template(NamedTuple):
    """What a site puts around its stories, for half of its pages."""

    top: Sequence[str]
    sections: Sequence[Sequence[str]]
    tools: Sequence[str]
    promo: Sequence[str]
    bottom: Sequence[str]


def _template(tongue: Tongue, name: str) -> Template:
    return Template(
        [name, tongue.words(3, 6), *(tongue.words(1, 2) for _ in range(tongue.chance.randint(8, 16)))],
        [[tongue.words(1, 2) for _ in range(5)] for _ in range(3)],
        [tongue.words(1, 2) for _ in range(3)],
        [tongue.words(2, 4), tongue.sentence()],
        [tongue.sentence(), *(tongue.words(1, 4) for _ in range(tongue.chance.randint(4, 9)))],
    )


def site(seed: int, pages: int = PAGES) -> Iterator[Example]:
    """The pages of an invented site."""
    tongue = Tongue(seed)
    chance = tongue.chance
    name = tongue.words(2, 2)
    templates = [_template(tongue, name), _template(tongue, name)]
    heads = [tongue.words(6, 11) for _ in range(pages)]
    tickers = [chance.sample(heads, min(6, pages)) for _ in range(DAYS)]
    subheads = [tongue.words(2, 4) for _ in range(3)]
    answers = [tongue.words(1, 2) + "." for _ in range(3)]
    agency = tongue.paragraph()
    carriers = set(chance.sample(range(pages), min(3, pages)))
    for number in range(pages):
        day = number * DAYS // pages
        now = templates[number * 2 // pages]
        body = list(_body(tongue, subheads, answers))
        if number in carriers:
            body.insert(len(body) // 2, agency)
        shown = [*body[:2], *now.promo, *body[2:]] if chance.random() < 0.6 else body
        ticker = [head for head in tickers[day] if head != heads[number]]
        around = [*now.top, *chance.choice(now.sections), *ticker[:3], heads[number], *now.tools]
        yield Example("\n".join([*around, *shown, *now.tools, *ticker, *now.bottom]), "\n\n".join(body))


def _body(tongue: Tongue, subheads: Sequence[str], answers: Sequence[str]) -> Iterator[str]:
    chance = tongue.chance
    interview = chance.random() < 0.25
    for number in range(chance.randint(5, 11)):
        if number and chance.random() < 0.15:
            yield chance.choice(subheads)
        yield tongue.paragraph()
        if interview and chance.random() < 0.5:
            yield chance.choice(answers)


def profile_of(sites: dict[str, list[Example]]) -> Profile:
    """What is learned from all pages of `sites`."""
    profile = Profile()
    for key, pages in sites.items():
        for page in pages:
            profile.add(lines_of(read(page.text, "dump"), key))
    return profile


def without_phrases() -> frozenset[str]:
    """The rules that go by phrases, `site-template` aside."""
    return frozenset(rule.id for rule in shipped() if rule.id != "site-template" and any(load_groups(rule.id)))


class Figures(NamedTuple):
    """Means over all pages."""

    f1: float
    precision: float
    recall: float


def figures(sites: dict[str, list[Example]], cleaner: Cleaner) -> Figures:
    """How well `cleaner` finds the bodies."""
    scores = [
        word_f1(cleaner.clean(page.text, form="dump", site=key).text, page.body)
        for key, pages in sites.items()
        for page in pages
    ]
    return Figures(
        *(
            fmean(values)
            for values in ([s.f1 for s in scores], [s.precision for s in scores], [s.recall for s in scores])
        )
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this measurement."""
    parser.add_argument("--sites", type=int, default=SITES, help="how many invented sites")


def run(options: argparse.Namespace) -> int:
    """Print the table."""
    sites = {f"site{number}.example": list(site(number)) for number in range(options.sites)}
    lonely = {f"lonely{number}.example": list(site(number, 1)) for number in range(options.sites)}
    profile, alone = profile_of(sites), profile_of(lonely)
    rows = []
    for what, off in (("on", frozenset()), ("off", without_phrases())):
        for pages, known in ((sites, None), (sites, profile), (lonely, None), (lonely, alone)):
            found = figures(pages, Cleaner(Config(off=off, sites=known or ())))
            size = f"{len(pages)} sites of {len(next(iter(pages.values())))}"
            rows.append([size, what, "yes" if known else "no", *(f"{value:.3f}" for value in found)])
    print(table(["pages", "phrases", "learned", "word F1", "precision", "recall"], rows))
    return 0
