"""Cleans the documents of LangChain.

from cleaner.integrations.langchain import NewsPageTransformer
articles = NewsPageTransformer().transform_documents(documents)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleaner.config import Config
from cleaner.integrations import missing
from cleaner.integrations.documents import PREFIX, DocumentCleaner
from cleaner.model import Form

try:
    from langchain_core.documents import BaseDocumentTransformer, Document
except ModuleNotFoundError as error:
    raise missing(error, "langchain") from error


class NewsPageTransformer(BaseDocumentTransformer):
    """Documents with the article's body for their `page_content`, and its other fields in their metadata.

    Nothing is left out: a page that fails, or that holds no article, comes with an empty `page_content`, and
    `article_error` or `article_status` says so. The documents given stay as they are; ids and other metadata are kept.

    Args:
        form: the form of all pages.
        config: the settings; None for the defaults.
        url: the key of the metadata that holds the page's address.
        prefix: what the keys of the added fields begin with.
        removed: whether what was removed is among them.
    """

    def __init__(
        self,
        *,
        form: Form = "auto",
        config: Config | None = None,
        url: str = "source",
        prefix: str = PREFIX,
        removed: bool = True,
    ) -> None:
        self._cleaner = DocumentCleaner(form, config, None, url, prefix, removed)

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> Sequence[Document]:  # noqa: ANN401
        """The cleaned documents, in their order."""
        return [self._transformed(document) for document in documents]

    def _transformed(self, document: Document) -> Document:
        body, added = self._cleaner.split(self._cleaner.clean(document.page_content, document.metadata))
        return document.model_copy(update={"page_content": body, "metadata": {**document.metadata, **added}})
