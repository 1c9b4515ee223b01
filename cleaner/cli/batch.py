"""`cleaner batch`: pages in any number and packing in, articles out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from cleaner.batch.items import Shape, shape_of
from cleaner.cli.common import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_STOPPED, say, settings, settings_options
from cleaner.cli.profiles import learned, read_profile, with_profile
from cleaner.cli.reading import Ask, processors, reading_options, site_key_option
from cleaner.cli.running import get_ready, progress, stopping

if TYPE_CHECKING:
    from cleaner.batch.plan import Options
    from cleaner.batch.report import Report
    from cleaner.config import Config
    from cleaner.model import Form

_FORMATS = ("txt", "md", "json", "jsonl", "parquet")


@click.command(short_help="Clean directories, archives and tables of pages.")
@click.argument("inputs", metavar="[IN…]", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(),
    help="Folder of the outputs; the file, where it ends with .jsonl, .jsonl.gz or .jsonl.zst.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="A file a page, one file with a line a page, or a table in parts.  [default: as OUT ends, else txt]",
)
@reading_options
@click.option("--sites", metavar="FILE", type=click.Path(), help="Use what `cleaner learn` has learned of the sites.")
@click.option("--learn", is_flag=True, help="Learn what the sites' pages share first, then clean: two passes.")
@site_key_option
@click.option("--overwrite", is_flag=True, help="Begin anew, and write outputs that exist anew.")
@click.option("--resume", is_flag=True, help="Go on with the run that OUT holds, if there is one.")
@click.option("--retry", is_flag=True, help="With --resume, try the pages that failed again (txt, md, json).")
@click.option("--accept-changes", is_flag=True, help="Go on even if settings, version or inputs are not as they were.")
@click.option(
    "--part-pages", type=click.IntRange(1), default=10_000, show_default=True, help="Pages of a Parquet part."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a page holds no article.")
@settings_options
def batch(
    inputs: tuple[str, ...],
    strict: bool,
    form: str,
    keep: tuple[str, ...],
    off: tuple[str, ...],
    config: Path | None,
    **wishes: object,
) -> None:
    """Clean the pages of files, directories and archives IN; - is standard input.

    Structure and names are kept in OUT: a/b.html becomes a/b.txt. What became of each page stands in OUT/run.jsonl.
    """
    wish, ask = Wish.of(wishes)
    wish.check()
    if wishes["format_"] is None and wish.format_ != "txt":
        say(f"writing {wish.format_}, as the name of the output ends; --format says otherwise")
    # What comes before the first page is over when the workers are ready.
    get_ready()
    made = settings(config, keep, off)
    options = _options(ask, inputs, wish, cast("Form", form), made)
    if wish.sites:
        made = with_profile(made, read_profile(wish.sites))
    if wish.learn:
        made = with_profile(made, learned(options, made))
    report = _run(options, made)
    if report.stopped:
        interrupted = report.stopped == _INTERRUPTED
        say(f"stopped: {report.stopped}; what is recorded is whole: go on with --resume")
        raise SystemExit(EXIT_INTERRUPTED if interrupted else EXIT_STOPPED)
    if report.outcomes["failed"] or (strict and report.outcomes["no-article"]):
        raise SystemExit(EXIT_FAILED)


@dataclass(frozen=True, slots=True)
class Wish:
    """The options that this command has to itself."""

    out: str
    format_: Shape
    sites: str | None
    learn: bool
    site_key: str
    overwrite: bool
    resume: bool
    retry: bool
    accept_changes: bool
    part_pages: int

    @classmethod
    def of(cls, options: dict[str, object]) -> tuple[Wish, Ask]:
        """The command's own options, and those that it shares with others; without a format, the one that OUT tells."""
        own = {field.name for field in fields(cls)}
        shared = {name: value for name, value in options.items() if name not in own}
        format_ = options["format_"] or shape_of(str(options["out"])) or "txt"
        wish = {name: options[name] for name in own} | {"format_": format_}
        return cls(**cast("Any", wish)), Ask.of(shared)

    def check(self) -> None:
        """See that they go together."""
        if self.sites and self.learn:
            raise click.UsageError("--learn makes its own profile: leave --sites out.")
        if self.overwrite and self.resume:
            raise click.UsageError("--overwrite begins anew, --resume goes on: choose one.")
        if self.retry and not (self.resume and self.format_ in ("txt", "md", "json")):
            raise click.UsageError("--retry goes with --resume, and with outputs that have a file a page.")


def _options(ask: Ask, inputs: tuple[str, ...], wish: Wish, form: Form, config: Config) -> Options:
    from cleaner.batch.plan import Options

    return Options(
        ask.inputs(inputs),
        wish.out,
        ask.reading(config, wish.site_key),
        wish.format_,
        ask.jobs or processors(),
        form,
        wish.overwrite,
        wish.resume,
        wish.retry,
        wish.accept_changes,
        ask.timeout,
        ask.memory_bytes,
        wish.part_pages,
        wish.site_key if wish.sites or wish.learn else "",
    )


_INTERRUPTED = "interrupted"


def _run(options: Options, config: Config) -> Report:
    from cleaner.batch.plan import plan
    from cleaner.batch.report import Report
    from cleaner.batch.run import run
    from cleaner.cli.told import print_report, say_beforehand

    made = plan(options, config)
    say_beforehand(made)
    report = Report()
    try:
        with stopping() as stop, progress() as watcher:
            run(made, watcher, report, stop)
    except KeyboardInterrupt:
        report.stopped = _INTERRUPTED
    print_report(report, made)
    return report
