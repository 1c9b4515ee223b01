"""The one way through: source in, `Article` out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleaner import pipeline
from cleaner.assemble import assemble
from cleaner.compiled import Compiled, Settings, host_of, user_marks
from cleaner.config import SITE_TEMPLATE, Config
from cleaner.errors import CleanerError, ConfigError, PageTooLargeError
from cleaner.language import detect
from cleaner.many import clean_many, page_of
from cleaner.model import Article, Form, Page, Rule
from cleaner.readers import read
from cleaner.readers.decode import decode, repair
from cleaner.readers.html_opinion import with_opinion
from cleaner.shape import outline

Source = str | bytes | tuple[str | bytes, str | None]
"""A page, or a page and its address."""
HARD = 0.7
"""Of HTML whose body is less sure than this, a second reader is asked: one page in ninety.

On left-out sites (five folds; mean word F1 of English pages, its tenth percentile; the same of the world's; English
pages asked): never 0.9544, 0.902; 0.9786, 0.932; none. Below 0.7 0.9554, 0.903; 0.9786, 0.932; 1 %. Below 0.8 0.9552,
0.902; 0.9786, 0.932; 3 %. Below 0.88 0.9554, 0.902; 0.9777, 0.929; 6 %. Below 0.92 0.9559, 0.903; 0.9779, 0.929; 11 %.
Asking takes longer than all else does.
"""


class Cleaner:
    """A compiled configuration. Immutable, thread-safe, picklable.

    Args:
        config: the settings; None for the defaults.
    """

    def __init__(self, config: Config | None = None) -> None:
        self._config = _checked(config)
        # They bring numpy and the rules, which nobody needs who only imports this package.
        from cleaner.body import decide
        from cleaner.reread import reread
        from cleaner.rules._head import find_head

        self._decide, self._reread, self._find_head = decide, reread, find_head
        self._compiled = Compiled(self.config)

    @property
    def config(self) -> Config:
        """The settings that it was made with."""
        return self._config

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Config]]:
        return type(self), (self.config,)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run on every page."""
        return self._compiled.settings("").rules

    def page(self, source: str, *, form: Form = "auto", url: str | None = None, site: str | None = None) -> Page:
        """Read `source` and find its phrases; what every rule is given."""
        page = read(source, form, url or "")
        prose = outline(page.blocks)
        language = page.facts.language or detect(page.blocks[max(prose.first, 0) : prose.last + 1] or page.blocks)
        hits = self._settings(page).find(page.blocks)
        key = site if site is not None else host_of(page.url or page.facts.url).removeprefix("www.")
        learned = self._compiled.template_hits(key, page.blocks)
        if learned:
            hits[SITE_TEMPLATE] = (*hits.get(SITE_TEMPLATE, ()), *learned)
        page = replace(page, outline=prose, hits=hits, language=language)
        return replace(page, head=self._find_head(page))

    def _settings(self, page: Page) -> Settings:
        return self._compiled.settings(page.url or page.facts.url)

    def clean(
        self,
        source: str | bytes,
        *,
        form: Form = "auto",
        url: str | None = None,
        encoding: str | None = None,
        site: str | None = None,
    ) -> Article:
        """The article of one page.

        Args:
            source: the page. Lone surrogates in a `str`, which no file can hold, are read as U+FFFD.
            form: what the page is written in; found from its content by default.
            url: the page's address, where it is known.
            encoding: what `bytes` are encoded in; found from their content by default.
            site: the key of the site whose learned template counts; the address's host without `www.` by default.

        Raises:
            PageTooLargeError: the page is longer than the configuration allows.
            NotTextError: the bytes are no text.
            DecodingError: `encoding` is unknown, or the bytes are not in it.
            ConfigError: `form` is unknown, or `url` no text.
            FrontMatterError: a record's front matter is broken or unsafe.
            PatternTimeoutError: the configuration's line patterns took too long.
        """
        given = page_of((source, url))
        if isinstance(given, CleanerError):
            raise given
        text = self._text(source, encoding)
        page = self.page(text, form=form, url=url, site=site)
        settings = self._settings(page)
        marks, failures = pipeline.run(page, settings.rules, strict=self.config.strict)
        if settings.patterns or settings.lines:
            marks = pipeline.in_order([*marks, *user_marks(settings, page, self.config.pattern_seconds)])
        decided = self._decide(page, marks, settings.keep)
        if page.form == "html" and decided.is_article and decided.confidence < HARD:
            asked = with_opinion(page, text)
            if asked is not page:
                page, decided = asked, self._decide(asked, marks, settings.keep)
        decided, more = self._reread(page, decided, settings.rules, settings.keep, strict=self.config.strict)
        failures = list(dict.fromkeys([*failures, *more]))
        return assemble(page, marks, decided, failures, settings.keep)

    def _text(self, source: str | bytes, encoding: str | None) -> str:
        most = self.config.max_chars
        # No encoding takes more than four bytes a character: what is longer need not be decoded to be refused.
        if len(source) > (most if isinstance(source, str) else 4 * most + 4):
            unit = "characters" if isinstance(source, str) else "bytes"
            raise PageTooLargeError(f"the page has {len(source):,} {unit}", "raise Config.max_chars, or split it")
        text = repair(source) if isinstance(source, str) else decode(source, encoding)
        if len(text) > most:
            raise PageTooLargeError(f"the page has {len(text):,} characters", "raise Config.max_chars, or split it")
        return text

    def map(
        self, sources: Iterable[Source], *, workers: int = 1, form: Form = "auto"
    ) -> Iterator[Article | CleanerError]:
        """The articles of many pages: lazy, in the order of `sources`, which is read only a little ahead.

        A page that fails does not end the run: its error stands in the place of its article. An exception that is no
        `CleanerError` comes as an `UnexpectedError`.

        Args:
            sources: pages as `str` or `bytes`, or pairs of a page and its address.
            workers: processes; 1 works in this one. More need the usual guard, `if __name__ == "__main__":`.
            form: the form of all pages.

        Raises:
            ConfigError: `form` is unknown.
            ValueError: `workers` is not 1 or more.
            WorkerStartError: the processes cannot start.
        """
        return clean_many(self, sources, workers, form)


def cleaner_for(config: Config | None) -> Cleaner:
    """A shared `Cleaner`. It is immutable, so that sharing it changes no answer.

    Raises:
        ConfigError: `config` is something else.
    """
    return _shared(_checked(config))


_shared = functools.lru_cache(maxsize=16)(Cleaner)


def _checked(config: object) -> Config:
    """`config`, or the defaults."""
    if config is None:
        return Config()
    if isinstance(config, Config):
        return config
    remedy = "give a Config: Config.of(table), Config.load(path), or Config(off=...)"
    raise ConfigError(f"the configuration is of type {type(config).__name__}", remedy)
