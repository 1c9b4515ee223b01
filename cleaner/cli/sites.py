"""`cleaner sites`: what was learned, to be looked at."""

from __future__ import annotations

import click

from cleaner.cli.explain import visible
from cleaner.cli.profiles import read_profile


@click.command(short_help="Show what `cleaner learn` has learned.")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--site", help="Only this site.")
def sites(file: str, site: str | None) -> None:
    """Show each site of the profile FILE: its pages, and each line of its template with how many have it, and why."""
    profile = read_profile(file)
    if site is not None and site not in profile.sites:
        raise click.UsageError(f"{file} knows no site {site!r}; it has {len(profile.sites):,} others.")
    for key in [site] if site is not None else sorted(profile.sites):
        found = profile.learned(key)
        dropped = profile.sites[key].dropped
        less = f", counts may be {dropped:,} too low" if dropped else ""
        click.echo(f"{visible(key)}: {profile.sites[key].pages:,} pages, {len(found):,} lines{less}")
        for each in found:
            click.echo(f"  {each.pages:>6,}  {visible(each.text)}")
            click.echo(f"          {each.line.why}")
