"""`cleaner explain`: a page with what went, by which rule and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from cleaner.cli.common import EXIT_FAILED, STDIN, read_page, say, settings, settings_options, stdin_is_terminal
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from rich.console import Console

    from cleaner.model import Article, Form

PLAIN_WIDTH = 120
_LONGEST = 400


@click.command(short_help="Show what goes from a page, and why.")
@click.argument("file", metavar="[FILE|-]", default=STDIN, type=click.Path(allow_dash=True))
@click.option(
    "--json", "as_json", is_flag=True, help="For programs: the metadata, and every line with rule and reason."
)
@click.option("--url", help="The page's address: it chooses the site's settings.")
@settings_options
def explain(
    file: str,
    as_json: bool,
    url: str | None,
    form: str,
    keep: tuple[str, ...],
    off: tuple[str, ...],
    config: Path | None,
) -> None:
    """Show FILE with what stays as it is, and what goes dim, its rule and reason beside it.

    Colours are off when the output is no terminal, or NO_COLOR is set.
    """
    if file == STDIN and stdin_is_terminal():
        raise click.UsageError("name a FILE, or pipe a page in.")
    from cleaner.api import Cleaner
    from cleaner.batch.inputs import reason, shown
    from cleaner.many import CleanOne

    cleaner = Cleaner(settings(config, keep, off))
    name = "standard input" if file == STDIN else shown(file)
    try:
        source = read_page(file)
    except OSError as error:
        say(f"{name}: {reason(error)}")
        raise SystemExit(EXIT_FAILED) from error
    article = CleanOne(cleaner, cast("Form", form))((source, url))
    if isinstance(article, CleanerError):
        say(f"{name}: {article}")
        raise SystemExit(EXIT_FAILED)
    if as_json:
        from cleaner.report.explained import as_plain

        line = json.dumps(as_plain(article), ensure_ascii=False)
        sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "backslashreplace"))
    else:
        from rich.console import Console

        console = Console(highlight=False, markup=False, emoji=False)
        show(article, console if console.is_terminal else Console(width=PLAIN_WIDTH, no_color=True, highlight=False))


def show(article: Article, console: Console) -> None:
    """Print the explained page."""
    from rich.table import Table
    from rich.text import Text

    from cleaner.report.explained import rows, summary

    for label, value in summary(article):
        console.print(Text(f"{label:>12}  {visible(value)}", style="bold" if label == "title" else ""))
    console.print()
    side = max(24, console.width // 3)
    for row in rows(article):
        # A table a row: pages of a million lines come out as they go.
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(ratio=1)
        table.add_column(width=side)
        style = "" if row.kept else "dim"
        why = Text() if row.kept else Text.assemble((row.rule, "cyan"), f"  {visible(row.reason)}", style="dim")
        if row.path:
            why.append(f"\n{row.path}", style="dim")
        table.add_row(Text(visible(_short(row.text) if not row.kept else row.text), style=style), why)
        console.print(table)
        if row.kept:
            console.print()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def visible(text: str) -> str:
    """`text` without characters that could steer the terminal."""
    return (
        text
        if text.isprintable()
        else "".join(c if c.isprintable() or c in " \u00a0\u3000" else "\ufffd" for c in text)
    )
