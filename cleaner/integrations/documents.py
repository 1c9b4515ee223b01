"""What the adapters for single documents share: a text and a dictionary of metadata in, the same two out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaner.config import Config
from cleaner.errors import InputError
from cleaner.integrations.pages import FIELDS, Fields, Pages, Result, fields
from cleaner.model import Form

PREFIX = "article_"


@dataclass(slots=True)
class DocumentCleaner:
    """Cleans the text of documents, and adds the article's fields to their metadata.

    Attributes:
        form: the form of all pages.
        config: the settings; None for the defaults.
        timeout: seconds that one page may take, in a process beside this one; None for no limit.
        url: the key of the metadata that may hold the page's address; what is no address there is passed over.
        prefix: what the keys of the added fields begin with; such keys are written anew.
        removed: whether what was removed is among them.
    """

    form: Form = "auto"
    config: Config | None = None
    timeout: float | None = None
    url: str = "url"
    prefix: str = PREFIX
    removed: bool = True
    pages: Pages = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.pages = Pages(self.form, self.config, self.timeout)

    def clean(self, page: object, metadata: Mapping[str, object]) -> tuple[str | None, Fields]:
        """The body of `page`, and the fields to add to its metadata.

        Where `page` is None, so are the body and all fields; where it fails, the body is empty.
        """
        return self.told(self.result(page, metadata))

    def result(self, page: object, metadata: Mapping[str, object]) -> Result | None:
        """The article, or the error of the page; None where there is no page."""
        if page is None:
            return None
        if not isinstance(page, str | bytes):
            return InputError(f"the page is of type {type(page).__name__}", "give it as str or bytes")
        return self.pages.clean((page, self.address(metadata)))

    def told(self, result: Result | None) -> tuple[str | None, Fields]:
        """The body, and the fields to add."""
        values = fields(result)
        body = values["body"]
        text = body if isinstance(body, str) else None if result is None else ""
        names = (name for name in FIELDS if name != "body" and (self.removed or name != "removed"))
        return text, {f"{self.prefix}{name}": values[name] for name in names}

    def address(self, metadata: Mapping[str, object]) -> str | None:
        """The page's address, where the metadata has one."""
        value = metadata.get(self.url)
        return value if isinstance(value, str) and "://" in value else None
