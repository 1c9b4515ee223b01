"""What HTML's elements say of teasers and stories, block by block and of what would be kept together."""

from __future__ import annotations

import numpy as np

from cleaner import Cleaner
from cleaner.body import dom_kept, dom_page, whole
from cleaner.body.dom import BESIDE, with_elements
from cleaner.body.evidence import Evidence, measure
from cleaner.body.ladder import Ladder
from cleaner.model import Page

_SENTENCE = "The ferry crosses the sound twice a day and takes eleven cars, said the master of the harbour on Monday."
_STORY = f"""<html><body><nav><a href="/">Home</a></nav><article><h1>Ferry runs again</h1>
<p>{_SENTENCE}</p><p>{_SENTENCE} Our boat is yours.</p><p>{_SENTENCE}</p></article></body></html>"""
_FRONT = "<html><body><main>{}</main></body></html>".format(
    "".join(
        f'<div class="teaser"><h2><a href="/{n}">Ferry number {n} runs</a></h2><p>{_SENTENCE}</p></div>' for n in "abc"
    )
)


def _seen(markup: str) -> tuple[Page, Evidence]:
    page = Cleaner().page(markup, form="html")
    return page, with_elements(measure(page, (), ()), page)


def _column(evidence: Evidence, name: str) -> list[float]:
    column = evidence.values[:, evidence.names.index(name)]
    return [round(float(value), 2) for value in column[evidence.words > 15]]


def _of_kept(markup: str) -> dict[str, float]:
    page, evidence = _seen(markup)
    kept = evidence.words > 15
    said = dom_kept.persons([page.blocks[number].key for number in np.array(evidence.numbers)[kept]])
    row = dom_kept.of_kept(evidence, kept, dom_kept.above_holders(page.tree, len(kept)), said)
    assert row.shape == (1, len(dom_kept.NAMES))
    return dict(zip(dom_kept.NAMES, row[0].tolist(), strict=True))


def test_the_smallest_element_with_a_link_is_a_teaser_or_the_whole_page_of_a_story() -> None:
    _, story = _seen(_STORY)
    _, front = _seen(_FRONT)
    assert set(BESIDE) <= set(story.names)
    assert _column(story, "share beside links") == [1.0, 1.0, 1.0]
    assert _column(front, "share beside links") == [0.33, 0.33, 0.33]
    assert _column(front, "words beside linked headings") == [round(float(np.log2(1 + 24)), 2)] * 3
    # No heading of the story is a link: what it stands beside is all there is.
    assert _column(story, "share beside linked headings") == [1.0, 1.0, 1.0]


def test_columns_of_pages_have_names_of_their_own() -> None:
    names = (*whole.NAMES, *dom_page.NAMES, *dom_kept.NAMES)
    assert len({*names}) == len(names)


def test_a_story_goes_on_and_teasers_do_not() -> None:
    story, front = _of_kept(_STORY), _of_kept(_FRONT)
    assert story["page stride"] > 0.9
    assert front["page stride"] < 0.4
    assert (story["page long beside"], front["page long beside"]) == (1.0, 0.0)
    assert story["page steady blocks"] > front["page steady blocks"]
    assert story["page says we"] > 0 == front["page says we"]


def test_persons_are_whole_words_in_any_signs() -> None:
    assert dom_kept.persons(["your yourself, you!", "(our) my own us"]) == (2.0, 2.0, 1.0)
    assert dom_kept.persons([]) == (0.0, 0.0, 0.0)


def test_prices_are_counted_by_block() -> None:
    at = dom_page.NAMES.index("page prices")
    told = [dom_page.columns(_seen(markup)[0])[0, at] for markup in (_STORY, _STORY.replace("Our", "For 30 €, our"))]
    assert told == [0.0, np.float32(1 / 5)]


def test_pictures_are_counted() -> None:
    at = dom_page.NAMES.index("page pictures")
    markup = _STORY.replace("<p>", '<p><img src="/1.jpg"><a href="/2"><img src="/2.jpg"></a><img src="/3.jpg">', 1)
    assert [dom_page.columns(_seen(each)[0])[0, at] for each in (_STORY, markup)] == [0.0, 2.0]


def test_a_page_without_elements_or_kept_blocks_has_a_row_all_the_same() -> None:
    page, evidence = _seen("<p>Landing reopens</p>")
    row = dom_kept.of_kept(
        evidence, np.zeros(len(evidence.words), np.bool_), dom_kept.above_holders(None, 1), (0, 0, 0)
    )
    assert np.isfinite(row).all()
    assert np.isfinite(dom_page.columns(page)).all()


def test_the_ways_up_from_an_element() -> None:
    #       0
    #     1   4
    #    2 3  5
    ladder = Ladder(np.array([-1, 0, 1, 1, 0, 4]))
    assert ladder.depths.tolist() == [1, 2, 3, 3, 2, 3, 0]
    assert ladder.common([2])[0].tolist() == [1, 2, 3, 2, 1, 1, 0]
    good = np.zeros((2, 6), np.bool_)
    good[0, [1, 3]] = True
    assert ladder.nearest(good).tolist() == [[-1, 1, 1, 3, -1, -1, -1], [-1] * 7]
