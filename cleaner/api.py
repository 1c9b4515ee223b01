"""The one way through: source in, `Article` out."""

from __future__ import annotations

from dataclasses import replace

from cleaner import body, pipeline
from cleaner.assemble import assemble
from cleaner.config import Config
from cleaner.errors import PageTooLargeError
from cleaner.language import detect
from cleaner.model import Article, Form, Page, Rule
from cleaner.phrases import PhraseBook, load
from cleaner.readers import read
from cleaner.rules import discover
from cleaner.shape import outline


class Cleaner:
    """A compiled configuration. Immutable, thread-safe, picklable.

    Args:
        config: the settings; None for the defaults.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self._rules: tuple[Rule, ...] = tuple(rule() for rule in discover() if rule.id not in self.config.off)
        self._book = PhraseBook(phrase for rule in self._rules for phrase in load(rule.id))

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Config]]:
        return type(self), (self.config,)

    def page(self, source: str, *, form: Form = "auto", url: str | None = None) -> Page:
        """Read `source` and find its phrases; what every rule is given."""
        page = read(source, form, url or "")
        prose = outline(page.blocks)
        language = page.facts.language or detect(page.blocks[max(prose.first, 0) : prose.last + 1] or page.blocks)
        return replace(page, outline=prose, hits=self._book.find(page.blocks), language=language)

    def clean(self, source: str | bytes, *, form: Form = "auto", url: str | None = None) -> Article:
        """The article of one page.

        Raises:
            PageTooLargeError: the page is longer than the configuration allows.
            NotTextError: the bytes are no text.
            DecodingError: the bytes cannot be decoded.
            FrontMatterError: a record's front matter is broken or unsafe.
        """
        text = source if isinstance(source, str) else source.decode()
        if len(text) > self.config.max_chars:
            raise PageTooLargeError(f"the page has {len(text):,} characters", "raise Config.max_chars, or split it")
        page = self.page(text, form=form, url=url)
        marks, failures = pipeline.run(page, self._rules, strict=self.config.strict)
        decided = body.decide(page, marks, self.config.keep)
        return assemble(page, marks, decided, failures, self.config.keep)
