"""`cleaner learn`: what the pages of sites share."""

from __future__ import annotations

import os
from typing import cast

import click

from cleaner.cli.common import EXIT_FAILED
from cleaner.cli.profiles import counted, read_profile, write_profile
from cleaner.cli.reading import Ask, processors, reading_options, site_key_option
from cleaner.errors import OutputError
from cleaner.model import Form


@click.command(short_help="Learn the lines that the pages of a site share.")
@click.argument("inputs", metavar="[IN…]", nargs=-1, type=click.Path(allow_dash=True))
@click.option("-o", "--output", "out", metavar="FILE", required=True, type=click.Path(), help="The profile to write.")
@click.option("--add", metavar="FILE", multiple=True, type=click.Path(), help="Add this profile. May be repeated.")
@reading_options
@site_key_option
@click.option("--overwrite", is_flag=True, help="Write over FILE if it exists.")
@click.option(
    "--form",
    type=click.Choice(["auto", "dump", "markdown", "html", "record"]),
    default="auto",
    show_default=True,
    help="What the pages are; auto looks at each.",
)
def learn(
    inputs: tuple[str, ...],
    out: str,
    add: tuple[str, ...],
    site_key: str,
    overwrite: bool,
    form: str,
    **ask: object,
) -> None:
    """Count the lines of the pages IN per site, and write which are the site's own: menus, slogans, tickers.

    `cleaner batch --sites FILE` removes them. Without IN, the profiles that --add names become one.
    """
    from cleaner.batch.inputs import shown
    from cleaner.batch.learn import Lesson
    from cleaner.batch.plan import Options
    from cleaner.config import Config
    from cleaner.sites import Profile

    if os.path.lexists(out) and not overwrite:
        raise OutputError(f"{shown(out)} exists", "name another file, or allow --overwrite")
    profile, lesson = Profile(), Lesson()
    for path in add:
        profile.merge(read_profile(path))
    asked = Ask.of(ask)
    if inputs or asked.files_from or not add:
        options = Options(
            asked.inputs(inputs),
            "",
            asked.reading(Config(), site_key),
            jobs=asked.jobs or processors(),
            form=cast("Form", form),
            seconds=asked.timeout,
            memory=asked.memory_bytes,
            site_key=site_key,
        )
        options.inputs.check()
        lesson = counted(options, profile, "nothing was written")
    write_profile(out, profile, replace=overwrite)
    lines = sum(len(profile.learned(site)) for site in profile.sites)
    click.echo(f"{lesson.pages:,} pages read, {lesson.failed:,} failed; {len(profile.sites):,} sites, {lines:,} lines")
    if lesson.failed:
        raise SystemExit(EXIT_FAILED)
