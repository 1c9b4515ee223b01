"""Cleans the items of a Scrapy spider.

A project's settings, with the defaults:

ITEM_PIPELINES = {"cleaner.integrations.scrapy.NewsPagePipeline": 300}
CLEANER_TEXT_FIELD = "text"         # the item's field that holds the page, str or bytes
CLEANER_URL_FIELD = "url"           # the field that may hold its address
CLEANER_PREFIX = "article_"         # what the names of the added fields begin with
CLEANER_FORM = "auto"
CLEANER_CONFIG = None               # a settings file in TOML
CLEANER_TIMEOUT = None              # seconds that one page may take
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.config import Config
from cleaner.errors import ConfigError
from cleaner.integrations import missing
from cleaner.integrations.documents import PREFIX, DocumentCleaner, outcome
from cleaner.integrations.pages import FIELDS

try:
    from itemadapter import ItemAdapter
except ModuleNotFoundError as error:
    raise missing(error, "scrapy") from error

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class NewsPagePipeline:
    """An item pipeline that adds the article's fields to each item.

    An item of a declared type gets those of the fields that it declares. No item is dropped: a page that fails has its
    `article_error` set. The crawl's statistics count `cleaner/ok`, `cleaner/no-article`, `cleaner/failed`, and items
    without a page as `cleaner/no-page`.

    Args:
        cleaner: what cleans a page.
        text: the field of the page.
        stats: where pages are counted; None for nowhere.
    """

    def __init__(self, cleaner: DocumentCleaner, text: str = "text", stats: StatsCollector | None = None) -> None:
        self._cleaner, self._text, self._stats = cleaner, text, stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewsPagePipeline:
        """The pipeline that the crawler's settings describe.

        Raises:
            ConfigError: a setting is wrong.
        """
        settings = crawler.settings
        path = settings.get("CLEANER_CONFIG")
        try:
            cleaner = DocumentCleaner(
                settings.get("CLEANER_FORM", "auto"),
                Config.load(path) if path else None,
                settings.getfloat("CLEANER_TIMEOUT") or None,
                settings.get("CLEANER_URL_FIELD", "url"),
                settings.get("CLEANER_PREFIX", PREFIX),
            )
        except ValueError as error:
            raise ConfigError(f"CLEANER_FORM, CLEANER_TIMEOUT: {error}") from error
        return cls(cleaner, settings.get("CLEANER_TEXT_FIELD", "text"), crawler.stats)

    def process_item(self, item: Any) -> Any:  # noqa: ANN401 - whatever Scrapy takes for an item
        """`item` with the fields of its article."""
        adapter = ItemAdapter(item)
        values = self._cleaner.clean(adapter.get(self._text), adapter)
        open_to_all = isinstance(item, dict)
        declared = frozenset(adapter.field_names())
        for name in FIELDS:
            key = f"{self._cleaner.prefix}{name}"
            if open_to_all or key in declared:
                adapter[key] = values[name]
        if self._stats is not None:
            self._stats.inc_value(f"cleaner/{outcome(values)}")
        return item

    def close_spider(self) -> None:
        """End the process beside this one, where a time limit asked for one."""
        self._cleaner.pages.close()
