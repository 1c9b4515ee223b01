from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Config, clean
from cleaner.model import Form
from cleaner.text import count_words
from tests.command import PAGE, STORY
from tests.integrations.corpus import BAD, Row
from tests.integrations.needs import needs

needs("datatrove")

from datatrove.data import Document  # noqa: E402
from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.base import PipelineStep  # noqa: E402
from datatrove.pipeline.extractors.base import ExtractorSandbox  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402

from cleaner.integrations.datatrove import NewsPageCleaner, NewsPageExtractor  # noqa: E402
from cleaner.integrations.pages import Fields, Pages  # noqa: E402

HTML = f"<html><body><nav>Home</nav>{''.join(f'<p>{part}</p>' for part in STORY.split(chr(10) * 2))}</body></html>"
TASKS = 4


class Source(PipelineStep):
    """Pages for each task. datatrove's own readers leave out those without a text."""

    type, name = "📖 - READER", "test"

    def __init__(self, given: Iterable[Row]) -> None:
        super().__init__()
        self.given = [*given]

    def run(self, data: object = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for row in self.given[rank::world_size]:
            yield Document(text=row.text, id=row.id, metadata={"url": row.url})


def run(given: Iterable[Row], step: PipelineStep, folder: Path, *more: PipelineStep) -> list[dict[str, Any]]:
    """What a pipeline of four tasks, two at a time, has written once it has run."""
    writer = JsonlWriter(str(folder / "out"), compression=None)
    steps = [Source(given), step, *more, writer]
    LocalPipelineExecutor(steps, tasks=TASKS, workers=2, logging_dir=str(folder / "logs")).run()
    return written(folder)


def written(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "out").glob("*.jsonl"))
    # Its writer leaves out what is empty.
    return [
        {"text": "", **json.loads(line)} for file in files for line in file.read_text(encoding="utf-8").splitlines()
    ]


ROWS = [Row(f"{number}", PAGE if number != 5 else BAD, f"https://{number}.example/a") for number in range(12)]


def test_a_pipeline_of_several_tasks_keeps_every_page_and_counts(tmp_path: Path) -> None:
    told = run(ROWS, NewsPageCleaner(), tmp_path)
    assert sorted(page["id"] for page in told) == sorted(row.id for row in ROWS)
    bad = next(page for page in told if page["id"] == "5")
    assert (bad["text"], bad["metadata"]["article_status"]) == ("", None)
    assert bad["metadata"]["article_error"].startswith("FrontMatterError: ")
    assert {page["text"] for page in told if page is not bad} == {STORY.strip()}
    assert told[0]["metadata"]["article_page_url"] == told[0]["metadata"]["url"]
    _, counted, _ = json.loads((tmp_path / "logs" / "stats.json").read_text(encoding="utf-8"))
    stats = counted["stats"]
    assert (stats["total"], stats["ok"], stats["failed"], stats["forwarded"]) == (12, 11, 1, 12)
    words = sum(count_words(removal.text) for removal in clean(PAGE).removed)
    assert stats["removed words: page-control"]["total"] == 11 * words


class Fails(PipelineStep):
    """Fails at a page, once: it leaves a file behind."""

    type, name = "test", "fails"

    def __init__(self, marker: Path) -> None:
        super().__init__()
        self.marker = marker

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for document in data:
            if document.id == "6" and not self.marker.exists():
                self.marker.touch()
                raise LookupError("the disk of this machine is gone")
            yield document


def test_a_run_that_failed_is_finished_by_the_next(tmp_path: Path) -> None:
    step = NewsPageCleaner()
    with pytest.raises(LookupError, match="is gone"):
        run(ROWS, step, tmp_path, Fails(tmp_path / "failed"))
    assert len([*(tmp_path / "logs" / "completions").iterdir()]) < TASKS
    told = run(ROWS, NewsPageCleaner(), tmp_path, Fails(tmp_path / "failed"))
    assert sorted(page["id"] for page in told) == sorted(row.id for row in ROWS)


def test_html_is_extracted_in_the_sandbox(tmp_path: Path) -> None:
    told = run([Row(f"{number}", HTML, None) for number in range(6)], NewsPageExtractor(timeout=20), tmp_path)
    assert [page["text"] for page in told] == [clean(HTML, form="html").text] * 6
    assert {page["metadata"]["article_form"] for page in told} == {"html"}
    assert NewsPageExtractor().extract(HTML) == told[0]["text"]


class Trouble(Pages):
    """Hangs or dies where the page says so."""

    def clean(self, source: Any) -> Fields:  # noqa: ANN401
        if source[0] == "hang":
            time.sleep(600)
        if source[0] == "die":
            os._exit(7)
        return super().clean(source)


def test_a_page_that_hangs_or_kills_the_sandbox_is_no_lost_row() -> None:
    step = NewsPageExtractor(timeout=3.0, form="dump")
    step._cleaner.pages = Trouble("dump")
    pages = [Document(text=text, id=text, metadata={}) for text in (STORY, "hang", "die", STORY)]
    first, hung, died, last = step.run(iter(pages))
    assert first.text == last.text == STORY.strip()
    assert hung.metadata["article_error"].startswith(
        "WorkerLostError: the sandbox was ended (Document extraction timed"
    )
    assert died.metadata["article_error"].startswith("WorkerLostError: the sandbox was ended (")
    assert step.stats["failed"].total == 2


COLD = """
import sys, time
from cleaner.integrations.datatrove import NewsPageExtractor
assert NewsPageExtractor().extract(sys.argv[1])
print(time.process_time())
"""


def test_a_cold_sandbox_is_ready_within_a_second() -> None:
    """Where processes are not forked, the sandbox's has to import all; what else the machine does is not counted."""

    def seconds() -> float:
        done = subprocess.run([sys.executable, "-c", COLD, HTML], capture_output=True, text=True, check=True)
        return float(done.stdout)

    assert min(seconds() for _ in range(3)) < 1.0


def test_the_first_page_is_there_within_the_sandboxs_own_limit() -> None:
    """Of one second by the clock, so that a busy machine has three tries."""

    def extracted() -> str | None:
        with ExtractorSandbox(timeout=1, warmup_text="") as sandbox, contextlib.suppress(TimeoutError):
            text: str = sandbox.process_document(HTML, NewsPageExtractor().extract)
            return text
        return None

    assert any(STORY[:40] in (extracted() or "") for _ in range(3))


@pytest.mark.parametrize("form", ["auto", "dump"])
def test_options_reach_the_cleaner(form: Form) -> None:
    step = NewsPageCleaner(
        form=form, config=Config(keep=["page-control"]), url="at", prefix="a_", removed=False, timeout=30
    )
    [page] = step.run(iter([Document(text=PAGE, id="1", metadata={"at": "https://example.org"})]))
    assert "Load more" in page.text
    assert page.metadata["a_page_url"] == "https://example.org"
    assert "a_removed" not in page.metadata
