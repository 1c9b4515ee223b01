"""`cleaner clean`: pages in, articles out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from cleaner.cli.common import (
    EXIT_FAILED,
    STDIN,
    loading,
    read_page,
    say,
    settings,
    settings_options,
    stdin_is_terminal,
)
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.api import Cleaner
    from cleaner.model import Article, Form
    from cleaner.writers import Format


@click.command(short_help="Clean pages to standard output.")
@click.argument("files", metavar="[FILE…|-]", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["txt", "md", "json"]),
    default="txt",
    show_default=True,
    help="Of the output.",
)
@click.option("--url", help="The page's address: it chooses the site's settings.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a page holds no article.")
@settings_options
def clean(
    files: tuple[str, ...],
    format_: str,
    url: str | None,
    strict: bool,
    form: str,
    keep: tuple[str, ...],
    off: tuple[str, ...],
    config: Path | None,
) -> None:
    """Write the articles of FILEs, or of standard input, to standard output, in UTF-8.

    Bodies of several pages stand apart by a blank line; with --format json each page is a line.
    """
    if not files:
        if stdin_is_terminal():
            raise click.UsageError(f"name a FILE, or pipe a page in.\n\n{click.get_current_context().get_help()}")
        files = (STDIN,)
    if url and len(files) > 1:
        raise click.UsageError("--url goes with one FILE.")
    with loading():
        from cleaner.api import Cleaner

        cleaner = Cleaner(settings(config, keep, off))
    failed = False
    written = False
    for path in files:
        article = _article(cleaner, path, cast("Form", form), url)
        if article is None or (strict and article.status != "ok"):
            failed = True
        if article is not None:
            written = _write(article, cast("Format", format_), written) or written
    if failed:
        raise SystemExit(EXIT_FAILED)


def _article(cleaner: Cleaner, path: str, form: Form, url: str | None) -> Article | None:
    """The article of a file; None, and a line to standard error, where it fails."""
    from cleaner.batch.inputs import reason, shown
    from cleaner.many import CleanOne

    name = "standard input" if path == STDIN else shown(path)
    try:
        source = read_page(path)
    except OSError as error:
        say(f"{name}: {reason(error)}")
        return None
    article = CleanOne(cleaner, form)((source, url))
    if isinstance(article, CleanerError):
        say(f"{name}: {article}")
        return None
    if article.status != "ok":
        say(f"{name}: holds no article")
    for failure in article.failed_rules:
        say(f"{name}: rule {failure.rule} crashed and was skipped: {failure.error}")
    return article


def _write(article: Article, format_: Format, again: bool) -> bool:
    from cleaner.writers import encode

    data = encode(article, format_)
    if data:
        sys.stdout.buffer.write(b"\n" + data if again and format_ != "json" else data)
        sys.stdout.buffer.flush()
    return bool(data)
