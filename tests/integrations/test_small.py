"""LangChain, Haystack and Scrapy: each by its framework's own ways."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from cleaner import Config
from cleaner.errors import ConfigError
from cleaner.integrations.documents import DocumentCleaner
from tests.command import BINARY, PAGE, STORY
from tests.integrations.corpus import BAD
from tests.integrations.needs import needs

BODY = STORY.strip()
KEEP = Config(keep=["page-control"])


def test_a_document_without_a_page_and_one_of_a_wrong_type() -> None:
    cleaner = DocumentCleaner()
    body, added = cleaner.split(cleaner.clean(None, {}))
    assert body is None
    assert set(added.values()) == {None}
    body, added = cleaner.split(cleaner.clean(5, {}))
    assert body == ""
    assert added["article_error"] == "InputError: the page is of type int: give it as str or bytes"


@pytest.mark.parametrize(
    ("value", "address"), [("https://a.example/b", "https://a.example/b"), ("docs/a.txt", None), (3, None)]
)
def test_what_is_no_address_is_passed_over(value: object, address: str | None) -> None:
    assert DocumentCleaner().clean(PAGE, {"url": value})["page_url"] == address


class TestLangChain:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        needs("langchain_core")

    def test_documents_are_transformed_and_those_given_stay(self) -> None:
        from langchain_core.documents import Document

        from cleaner.integrations.langchain import NewsPageTransformer

        given = [
            Document(id="a", page_content=PAGE, metadata={"source": "https://example.org/a", "title": "theirs"}),
            Document(page_content=BAD),
        ]
        good, bad = NewsPageTransformer().transform_documents(given)
        assert (good.id, good.page_content) == ("a", BODY)
        assert (good.metadata["title"], good.metadata["article_title"]) == ("theirs", None)
        assert good.metadata["article_page_url"] == "https://example.org/a"
        assert (bad.page_content, bad.metadata["article_error"][:16]) == ("", "FrontMatterError")
        assert given[0].page_content == PAGE
        assert given[1].metadata == {}

    def test_options_and_the_asynchronous_way(self) -> None:
        from langchain_core.documents import BaseDocumentTransformer, Document

        from cleaner.integrations.langchain import NewsPageTransformer

        transformer = NewsPageTransformer(config=KEEP, form="dump", prefix="a_", removed=False)
        assert isinstance(transformer, BaseDocumentTransformer)
        [done] = asyncio.run(transformer.atransform_documents([Document(page_content=PAGE)]))
        assert "Load more" in done.page_content
        assert done.metadata["a_form"] == "dump"
        assert "a_removed" not in done.metadata


class TestHaystack:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        needs("haystack")

    def test_a_pipeline_cleans_its_documents(self) -> None:
        from haystack import Document, Pipeline

        from cleaner.integrations.haystack import NewsPageCleaner

        pipeline = Pipeline()
        pipeline.add_component("cleaner", NewsPageCleaner())
        given = [
            Document(id="a", content=PAGE, meta={"url": "https://example.org/a", "title": "theirs"}, embedding=[0.5]),
            Document(id="b", content=BAD),
            Document(id="c", content=None),
        ]
        good, bad, empty = pipeline.run({"cleaner": {"documents": given}})["cleaner"]["documents"]
        assert (good.id, good.content, good.embedding) == ("a", BODY, None)
        assert (good.meta["title"], good.meta["article_page_url"]) == ("theirs", "https://example.org/a")
        assert (bad.content, bad.meta["article_error"][:16]) == ("", "FrontMatterError")
        assert (empty.content, empty.meta["article_status"]) == (None, None)
        assert (given[0].content, given[0].embedding) == (PAGE, [0.5])

    def test_a_pipeline_can_be_written_down_and_read_again(self) -> None:
        from haystack import Document, Pipeline

        from cleaner.integrations.haystack import NewsPageCleaner

        pipeline = Pipeline()
        pipeline.add_component("cleaner", NewsPageCleaner(form="dump", config=KEEP, prefix="a_", removed=False))
        again = Pipeline.loads(pipeline.dumps(), allowed_modules=["cleaner.integrations.haystack"])
        assert again.to_dict() == pipeline.to_dict()
        [done] = again.run({"cleaner": {"documents": [Document(content=PAGE)]}})["cleaner"]["documents"]
        assert "Load more" in done.content
        assert done.meta["a_form"] == "dump"
        assert "a_removed" not in done.meta


@dataclasses.dataclass
class Declared:
    """An item that declares two of the fields."""

    text: object
    url: str | None = None
    article_body: str | None = None
    article_error: str | None = None


SPIDER = """
import scrapy
from scrapy.crawler import CrawlerProcess

class Mill(scrapy.Spider):
    name = "mill"

    async def start(self):
        for number, text in enumerate({texts!r}):
            yield {{"id": number, "text": text, "url": "https://example.org/a"}}

process = CrawlerProcess({{
    "ITEM_PIPELINES": {{"cleaner.integrations.scrapy.NewsPagePipeline": 300}},
    "FEEDS": {{"items.jsonl": {{"format": "jsonlines"}}}},
    "TELNETCONSOLE_ENABLED": False,
    "CLEANER_TIMEOUT": 30,
}})
if __name__ == "__main__":
    process.crawl(Mill)
    process.start()
"""


class TestScrapy:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        needs("scrapy")

    def pipeline(self, **settings: object) -> Any:  # noqa: ANN401
        from scrapy.utils.test import get_crawler

        from cleaner.integrations.scrapy import NewsPagePipeline

        return NewsPagePipeline.from_crawler(get_crawler(settings_dict=settings))

    def test_a_crawl_keeps_every_item(self, tmp_path: Path) -> None:
        script = tmp_path / "spider.py"
        script.write_text(SPIDER.format(texts=[PAGE, BINARY.decode("latin-1"), BAD, None]), encoding="utf-8")
        done = run([sys.executable, "spider.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
        good, _, bad, empty = map(json.loads, (tmp_path / "items.jsonl").read_text(encoding="utf-8").splitlines())
        assert (good["text"], good["article_body"], good["article_page_url"]) == (PAGE, BODY, "https://example.org/a")
        assert (bad["article_body"], bad["article_error"][:16]) == (None, "FrontMatterError")
        assert empty["article_status"] is None
        assert "'cleaner/ok': 1" in done.stderr
        assert "'cleaner/failed': " in done.stderr
        assert "'cleaner/no-page': 1" in done.stderr
        assert "Traceback" not in done.stderr
        assert "deprecated" not in done.stderr.lower()

    def test_a_declared_item_gets_what_it_declares(self) -> None:
        item = self.pipeline().process_item(Declared(PAGE.encode(), "https://example.org/a"))
        assert (item.article_body, item.article_error) == (BODY, None)

    def test_settings_choose_fields_and_rules(self, tmp_path: Path) -> None:
        settings = tmp_path / "settings.toml"
        settings.write_text('keep = ["page-control"]\n', encoding="utf-8")
        pipeline = self.pipeline(
            CLEANER_CONFIG=str(settings), CLEANER_TEXT_FIELD="page", CLEANER_URL_FIELD="at", CLEANER_PREFIX="a_",
            CLEANER_FORM="dump",
        )  # fmt: skip
        item = pipeline.process_item({"page": PAGE, "at": "https://example.org/b"})
        assert "Load more" in item["a_body"]
        assert (item["a_form"], item["a_page_url"]) == ("dump", "https://example.org/b")

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            ({"CLEANER_FORM": "pdf"}, "CLEANER_FORM, CLEANER_TIMEOUT: form is 'pdf'"),
            ({"CLEANER_CONFIG": "none.toml"}, "none.toml: cannot be read"),
        ],
    )
    def test_wrong_settings_are_named(self, settings: dict[str, object], told: str) -> None:
        with pytest.raises(ConfigError, match=told):
            self.pipeline(**settings)


@pytest.mark.parametrize(
    ("module", "package"), [("langchain", "langchain_core"), ("haystack", "haystack"), ("scrapy", "itemadapter")]
)
def test_without_the_framework_the_error_names_the_extra(module: str, package: str) -> None:
    program = f"import sys; sys.modules[{package!r}] = None\nimport cleaner.integrations.{module}"
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert f"pip install 'newspage-cleaner[{module}]'" in done.stderr
