"""What goes when a body is read once more: bodies made by hand, and pages whose parts stand apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleaner import Cleaner
from cleaner.body import Body, Verdict
from cleaner.errors import RuleCrashError
from cleaner.model import Mark, Page, Rule
from cleaner.reread import MOST, reread

PROSE = "The harbour council voted on Tuesday to close the old ferry slip for two winters while engineers work on it."
STORY = "\n\n".join([*[PROSE] * 5, "Filed under", *[PROSE] * 5, "Subscribe"])


class _Finds(Rule):
    """Finds every line of two words."""

    id = "tags"

    def marks(self, page: Page) -> Iterator[Mark]:
        assert page.form == "dump"
        yield from (Mark(self.id, block.number, "two words") for block in page.blocks if block.words == 2)


class _Crashes(Rule):
    """Looks for its marks where there are none."""

    id = "byline"

    def marks(self, page: Page) -> Iterator[Mark]:
        nowhere: dict[int, Mark] = {}
        yield from (nowhere[block.number] for block in page.blocks)


class _FindsEndless(_Finds):
    """Finds the last line, whatever it is."""

    def marks(self, page: Page) -> Iterator[Mark]:
        yield Mark(self.id, page.blocks[-1].number, "the last line")


def _page(text: str = STORY) -> Page:
    return Cleaner().page(text)


def _body(page: Page, *out: int) -> Body:
    """A body of all blocks of `page` but `out`."""
    verdicts = [Verdict(i not in out, 1.0, "newsletter" if i in out else "", "") for i in range(len(page.blocks))]
    return Body(tuple(verdicts), 0.9)


def _kept(body: Body) -> list[int]:
    return [number for number, verdict in enumerate(body.verdicts) if verdict.kept]


def test_what_goes_is_named_and_keeps_its_number() -> None:
    page = _page()
    body, failures = reread(page, _body(page, 0, 11), [_Finds()], frozenset())
    assert not failures
    assert _kept(body) == [1, 2, 3, 4, 6, 7, 8, 9, 10]
    assert (body.verdicts[5].rule, body.verdicts[5].reason) == ("tags", "two words")


def test_findings_to_be_kept_stay() -> None:
    page = _page()
    body = _body(page, 11)
    assert reread(page, body, [_Finds()], frozenset({"tags"})) == (body, [])


def test_a_page_without_article_or_with_nothing_around_it_is_left_alone() -> None:
    page = _page()
    whole, none = _body(page), _body(page, 11)._replace(against="it shows hardly any prose")
    assert reread(page, whole, [_Finds()], frozenset()) == (whole, [])
    assert reread(page, none, [_Finds()], frozenset()) == (none, [])


def test_little_goes_at_a_time_and_the_end_is_reached() -> None:
    page = _page("\n\n".join([PROSE] * 40 + ["Subscribe"]))
    body, _ = reread(page, _body(page, 40), [_FindsEndless()], frozenset())
    assert 1 <= 40 - len(_kept(body)) <= MOST * 40


def test_more_than_a_tenth_stays() -> None:
    page = _page("\n\n".join([PROSE, "Filed under", "Two words", "Subscribe"]))
    body = _body(page, 3)
    assert reread(page, body, [_Finds()], frozenset()) == (body, [])


def test_a_rule_that_crashes_is_named() -> None:
    page = _page()
    body, failures = reread(page, _body(page, 11), [_Crashes(), _Finds()], frozenset())
    assert {failure.rule for failure in failures} == {"byline"}
    assert 5 not in _kept(body)
    with pytest.raises(RuleCrashError):
        reread(page, _body(page, 11), [_Crashes()], frozenset(), strict=True)
