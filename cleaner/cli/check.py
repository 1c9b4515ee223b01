"""`cleaner check`: whether a batch run's result is whole."""

from __future__ import annotations

import click

from cleaner.cli.common import EXIT_FAILED


@click.command(short_help="See whether a batch run's result is whole.")
@click.argument("out", metavar="OUT", type=click.Path())
def check(out: str) -> None:
    """Compare the outputs in OUT with the record of the run: every page once, every output as it was written.

    Exits with 1 when something is missing, damaged or half-done.
    """
    from cleaner.batch.check import check as look

    found = look(out)
    counts = found.report.outcomes
    click.echo(", ".join(f"{counts[name]:,} {name}" for name in ("ok", "no-article", "failed", "skipped")))
    for problem in found.problems:
        click.echo(f"  {problem}")
    if found.count > len(found.problems):
        click.echo(f"  … {found.count:,} in all")
    click.echo("not whole" if found.count else f"whole: {found.report.pages:,} pages")
    if found.count:
        raise SystemExit(EXIT_FAILED)
