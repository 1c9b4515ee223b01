"""Steps of a datatrove pipeline: one for documents that hold a page, one for HTML in datatrove's sandbox.

from cleaner.integrations.datatrove import NewsPageCleaner
LocalPipelineExecutor([JsonlReader("pages"), NewsPageCleaner(), JsonlWriter("articles")], tasks=8).run()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.config import Config
from cleaner.errors import CleanerError, WorkerLostError
from cleaner.integrations import missing
from cleaner.integrations.documents import PREFIX, DocumentCleaner
from cleaner.integrations.pages import Result
from cleaner.model import Article, Form
from cleaner.text import count_words

try:
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
    from datatrove.utils.typeshelper import StatHints
except ModuleNotFoundError as error:
    raise missing(error, "datatrove") from error

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline

_WARM_UP = (
    "<!DOCTYPE html><html><head><title>Ready</title></head><body><h1>Ready</h1>"
    "<p>A page that is read once, so that all that reads pages is there when the first one comes.</p></body></html>"
)


class _Counting(PipelineStep):
    """What the two steps share: a document's new text and metadata, and what is counted of it."""

    _cleaner: DocumentCleaner

    def _told(self, document: Document, result: Result | None) -> Document:
        """`document` with its article; counted."""
        document.text, added = self._cleaner.told(result)
        document.metadata |= added
        self.stat_update(result.status if isinstance(result, Article) else "failed")
        if isinstance(result, Article):
            for removal in result.removed:
                words = count_words(" ".join(removal.text.split()))
                self.stat_update(f"removed words: {removal.rule}", value=words, unit="removal")
            for failure in result.failed_rules:
                self.stat_update(f"crashed rule: {failure.rule}")
        self.stat_update(StatHints.forwarded)
        self.update_doc_stats(document)
        return document


class NewsPageCleaner(_Counting):
    """Documents with the article's body for their text, and its other fields in their metadata.

    No document is dropped: a page that fails, or that holds no article, comes with an empty text, and `article_error`
    or `article_status` says so. The statistics count pages (`total`), `ok`, `no-article`, `failed`, and removed words
    by rule.

    Args:
        form: the form of all pages.
        config: the settings; None for the defaults.
        timeout: seconds that one page may take, in a process beside the task's; None for no limit.
        url: the key of the metadata that holds the page's address.
        prefix: what the keys of the added fields begin with.
        removed: whether what was removed is among them.
    """

    type = "✂️ - FORMAT"
    name = "📰 newspage-cleaner"

    def __init__(  # noqa: PLR0913 - each is a keyword
        self,
        *,
        form: Form = "auto",
        config: Config | None = None,
        timeout: float | None = None,
        url: str = "url",
        prefix: str = PREFIX,
        removed: bool = True,
    ) -> None:
        super().__init__()
        self._cleaner = DocumentCleaner(form, config, timeout, url, prefix, removed)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean each document as it comes."""
        with self._cleaner.pages:
            for document in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    result = self._cleaner.result(document.text, document.metadata)
                yield self._told(document, result)


class NewsPageExtractor(_Counting, BaseExtractor):
    """An extractor for HTML, in datatrove's sandbox: a process that is ended when a page takes longer than `timeout`.

    Otherwise it is as `NewsPageCleaner`: unlike datatrove's own extractors it drops no document.

    Args:
        timeout: seconds that one page may take, and the sandbox to start.
        form: the form of all pages.
        config: the settings; None for the defaults.
        url: the key of the metadata that holds the page's address.
        prefix: what the keys of the added fields begin with.
        removed: whether what was removed is among them.
    """

    name = "📰 newspage-cleaner"

    def __init__(  # noqa: PLR0913 - all but the first are keywords
        self,
        timeout: float = 1,
        *,
        form: Form = "html",
        config: Config | None = None,
        url: str = "url",
        prefix: str = PREFIX,
        removed: bool = True,
    ) -> None:
        super().__init__(timeout)
        self._cleaner = DocumentCleaner(form, config, None, url, prefix, removed)

    def extract(self, text: str) -> str:
        """The body of the article in `text`, empty where there is none.

        Raises:
            CleanerError: the page fails.
        """
        result = self._in_sandbox(text, None)
        if isinstance(result, CleanerError):
            raise result
        return result.text

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean each document as it comes."""
        # Here too: a sandbox that is forked has then loaded what it needs, however often one is started anew.
        self._in_sandbox(_WARM_UP, None)
        with ExtractorSandbox(timeout=self.timeout, warmup_text=(_WARM_UP, None)) as sandbox:
            for document in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    result = self._sent(sandbox, document)
                yield self._told(document, result)

    def _sent(self, sandbox: ExtractorSandbox, document: Document) -> Result:
        try:
            result: Article = sandbox.process_document(
                (document.text, self._cleaner.address(document.metadata)), self._in_sandbox
            )
        except CleanerError as error:
            return error
        except (TimeoutError, EOFError) as error:
            return WorkerLostError(f"the sandbox was ended ({error})", "raise `timeout`, or clean the page alone")
        return result

    def _in_sandbox(self, text: str, url: str | None) -> Result:
        return self._cleaner.pages.clean((text, url))
