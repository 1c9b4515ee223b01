"""Steps of a datatrove pipeline: one for documents that hold a page, one for HTML in datatrove's sandbox.

from cleaner.integrations.datatrove import NewsPageCleaner
LocalPipelineExecutor([JsonlReader("pages"), NewsPageCleaner(), JsonlWriter("articles")], tasks=8).run()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cleaner.config import Config
from cleaner.integrations import missing
from cleaner.integrations.documents import PREFIX, DocumentCleaner, outcome
from cleaner.integrations.pages import Fields, lost
from cleaner.model import Form
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

    def _told(self, document: Document, values: Fields) -> Document:
        """`document` with its article; counted."""
        document.text, added = self._cleaner.split(values)
        document.metadata |= added
        self.stat_update(outcome(values))
        for removal in cast("list[dict[str, str]]", values["removed"] or []):
            words = count_words(" ".join(removal["text"].split()))
            self.stat_update(f"removed words: {removal['rule']}", value=words, unit="removal")
        for failure in cast("list[dict[str, str]]", values["failed_rules"] or []):
            self.stat_update(f"crashed rule: {failure['rule']}")
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
                    values = self._cleaner.clean(document.text, document.metadata)
                yield self._told(document, values)


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
        """The body of the article in `text`, empty where there is none or the page fails."""
        return self._cleaner.split(self._in_sandbox(text, None))[0] or ""

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean each document as it comes."""
        # Here too: a sandbox that is forked has then loaded what it needs, however often one is started anew.
        self._in_sandbox(_WARM_UP, None)
        with ExtractorSandbox(timeout=self.timeout, warmup_text=(_WARM_UP, None)) as sandbox:
            for document in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    values = self._sent(sandbox, document)
                yield self._told(document, values)

    def _sent(self, sandbox: ExtractorSandbox, document: Document) -> Fields:
        page = document.text, self._cleaner.address(document.metadata)
        try:
            values: Fields = sandbox.process_document(page, self._in_sandbox)
        except (TimeoutError, EOFError) as error:
            return lost(f"the sandbox was ended ({error})")
        return values

    def _in_sandbox(self, text: str, url: str | None) -> Fields:
        return self._cleaner.pages.clean((text, url))
