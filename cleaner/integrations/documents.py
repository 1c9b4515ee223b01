"""What the adapters for single documents share: a text and a dictionary of metadata in, the same two out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from cleaner.config import Config
from cleaner.errors import InputError
from cleaner.integrations.pages import FIELDS, Fields, Pages, fields
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

    def clean(self, page: object, metadata: Mapping[str, object]) -> Fields:
        """The fields of `page`, all None where it is None."""
        if page is None:
            return fields(None)
        if not isinstance(page, str | bytes):
            return fields(InputError(f"the page is of type {type(page).__name__}", "give it as str or bytes"))
        return self.pages.clean((page, self.address(metadata)))

    def split(self, values: Fields) -> tuple[str | None, Fields]:
        """The body, empty where the page failed and None where there was no page; and what to add to the metadata."""
        body = "" if values["error"] is not None else values["body"]
        names = (name for name in FIELDS if name != "body" and (self.removed or name != "removed"))
        return cast("str | None", body), {f"{self.prefix}{name}": values[name] for name in names}

    def address(self, metadata: Mapping[str, object]) -> str | None:
        """The page's address, where the metadata has one."""
        value = metadata.get(self.url)
        return value if isinstance(value, str) and "://" in value else None


def outcome(values: Fields) -> str:
    """What became of a page: `ok`, `no-article`, `failed`, or `no-page` where there was none."""
    return "failed" if values["error"] is not None else str(values["status"] or "no-page")
