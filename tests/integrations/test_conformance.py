"""The same five hundred pages through every adapter give the same articles, byte for byte, as `clean`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cleaner.integrations.pages import FIELDS
from tests.integrations.corpus import Row, as_text, rows, wanted
from tests.integrations.needs import needs

Given = Sequence[Row]
Told = Iterable[Mapping[str, Any]]


def through_arrow(given: Given, _: Path) -> Told:
    needs("pyarrow")
    import pyarrow as pa

    from cleaner.integrations.arrow import clean_batches

    batches = [pa.RecordBatch.from_pylist([row._asdict() for row in given[at : at + 150]]) for at in (0, 150, 300, 450)]
    return [row for batch in clean_batches(batches, url="url", timeout=60) for row in batch.to_pylist()]


def through_datasets(given: Given, _: Path) -> Told:
    needs("datasets")
    import datasets

    from cleaner.integrations.datasets import clean

    whole = datasets.Dataset.from_list([row._asdict() for row in given])
    done: Told = clean(whole, url="url", batch_size=100, num_proc=2).to_list()
    return done


def through_langchain(given: Given, _: Path) -> Told:
    needs("langchain_core")
    from langchain_core.documents import Document

    from cleaner.integrations.langchain import NewsPageTransformer

    pages = [Document(id=row.id, page_content=row.text, metadata={"source": row.url}) for row in given]
    done = asyncio.run(NewsPageTransformer().atransform_documents(pages))
    return [{"id": page.id, **unprefixed(page.metadata, page.page_content)} for page in done]


def through_haystack(given: Given, _: Path) -> Told:
    needs("haystack")
    from haystack import Document, Pipeline

    from cleaner.integrations.haystack import NewsPageCleaner

    pipeline = Pipeline()
    pipeline.add_component("cleaner", NewsPageCleaner())
    pages = [Document(id=row.id, content=row.text, meta={"url": row.url}) for row in given]
    done = pipeline.run({"cleaner": {"documents": pages}})["cleaner"]["documents"]
    return [{"id": page.id, **unprefixed(page.meta, page.content)} for page in done]


def through_scrapy(given: Given, _: Path) -> Told:
    needs("scrapy")
    from scrapy.utils.test import get_crawler

    from cleaner.integrations.scrapy import NewsPagePipeline

    pipeline = NewsPagePipeline.from_crawler(get_crawler())
    items = [pipeline.process_item(row._asdict()) for row in given]
    return [{"id": item["id"], **unprefixed(item, item["article_body"])} for item in items]


def through_datatrove(given: Given, folder: Path) -> Told:
    needs("datatrove")
    from cleaner.integrations.datatrove import NewsPageCleaner
    from tests.integrations.test_datatrove import run

    return [
        {"id": page["id"], **unprefixed(page["metadata"], page["text"])}
        for page in run(given, NewsPageCleaner(), folder)
    ]


def through_datatrove_sandbox(given: Given, folder: Path) -> Told:
    needs("datatrove")
    from cleaner.integrations.datatrove import NewsPageExtractor
    from tests.integrations.test_datatrove import run

    step = NewsPageExtractor(timeout=30, form="auto")
    return [{"id": page["id"], **unprefixed(page["metadata"], page["text"])} for page in run(given, step, folder)]


def through_ray(given: Given) -> Told:
    import ray

    from cleaner.integrations.ray import clean

    pages = ray.data.from_items([row._asdict() for row in given], override_num_blocks=4)
    done: Told = clean(pages, url="url", batch_size=100).take_all()
    return done


def through_spark(given: Given) -> Told:
    from pyspark.sql import SparkSession

    from cleaner.integrations.spark import clean

    session = SparkSession.getActiveSession()
    pages = session.createDataFrame([tuple(row) for row in given], "id string, text string, url string")
    return [row.asDict(recursive=True) for row in clean(pages.repartition(4), url="url", timeout=60).collect()]


def unprefixed(metadata: Mapping[str, Any], body: str | None) -> dict[str, Any]:
    """The fields among a document's metadata; the body of a page that failed is empty there, and no body here."""
    added = {name: metadata[f"article_{name}"] for name in FIELDS if name != "body"}
    return added | {"body": None if added["error"] else body}


ADAPTERS: tuple[Callable[[Given, Path], Told], ...] = (
    through_arrow,
    through_datasets,
    through_datatrove,
    through_datatrove_sandbox,
    through_haystack,
    through_langchain,
    through_scrapy,
)


@pytest.mark.parametrize("through", ADAPTERS, ids=lambda through: through.__name__)
def test_every_adapter_gives_the_articles_of_clean(through: Callable[[Given, Path], Told], tmp_path: Path) -> None:
    check(through(rows(), tmp_path))


@pytest.mark.usefixtures("ray")
def test_ray_gives_the_articles_of_clean() -> None:
    check(through_ray(rows()))


@pytest.mark.usefixtures("spark")
def test_spark_gives_the_articles_of_clean() -> None:
    check(through_spark(rows()))


def check(told: Told) -> None:
    """Every page is there, with the fields that `clean` gives it."""
    by_id = {row["id"]: as_text({name: row[name] for name in FIELDS}) for row in told}
    for row, text in zip(rows(), wanted(), strict=True):
        assert by_id[row.id] == text, row.id
    assert len(by_id) == len(rows())


def test_the_pages_are_of_every_sort() -> None:
    told = [json.loads(text) for text in wanted()]
    assert {fields.get("status") for fields in told} == {"ok", "no-article", None}
    assert {fields.get("form") for fields in told} == {"dump", "markdown", "html", "record", None}
    assert any("error" in fields for fields in told)
