"""Cleans the documents of a Haystack pipeline.

from cleaner.integrations.haystack import NewsPageCleaner
pipeline.add_component("cleaner", NewsPageCleaner())
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cleaner.config import Config
from cleaner.integrations import missing
from cleaner.integrations.documents import PREFIX, DocumentCleaner
from cleaner.integrations.plain import as_plain, from_plain
from cleaner.model import Form

try:
    from haystack import Document, component, default_from_dict, default_to_dict
except ModuleNotFoundError as error:
    raise missing(error, "haystack") from error


@component
class NewsPageCleaner:
    """Documents with the article's body for their `content`, and its other fields in their `meta`.

    Nothing is left out: a page that fails, or that holds no article, comes with empty `content`, and `article_error` or
    `article_status` says so. Documents without content stay without. The documents given stay as they are; ids and
    other metadata are kept, embeddings, which were those of the page, are not.

    Haystack reads a pipeline's file with this component in it when it is told
    `allowed_modules=["cleaner.integrations.haystack"]`.

    Args:
        form: the form of all pages.
        config: the settings; None for the defaults.
        url: the key of the metadata that holds the page's address.
        prefix: what the keys of the added fields begin with.
        removed: whether what was removed is among them.
    """

    def __init__(
        self,
        form: Form = "auto",
        config: Config | None = None,
        url: str = "url",
        prefix: str = PREFIX,
        removed: bool = True,
    ) -> None:
        self._cleaner = DocumentCleaner(form, config, None, url, prefix, removed)

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """The cleaned documents, in their order, as `documents`."""
        return {"documents": [self._cleaned(document) for document in documents]}

    def _cleaned(self, document: Document) -> Document:
        content, added = self._cleaner.split(self._cleaner.clean(document.content, document.meta))
        return replace(
            document, content=content, meta={**document.meta, **added}, embedding=None, sparse_embedding=None
        )

    def to_dict(self) -> dict[str, Any]:
        """This component as values that a pipeline's file can hold."""
        own = self._cleaner
        config = None if own.config is None else as_plain(own.config)
        told: dict[str, Any] = default_to_dict(
            self, form=own.form, config=config, url=own.url, prefix=own.prefix, removed=own.removed
        )
        return told

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> NewsPageCleaner:
        """The component of which `to_dict` made `data`."""
        parameters = dict(data.get("init_parameters", {}))
        if parameters.get("config") is not None:
            parameters["config"] = from_plain(parameters["config"])
        made: NewsPageCleaner = default_from_dict(cls, {**data, "init_parameters": parameters})
        return made
