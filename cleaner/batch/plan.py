"""What a run will do: everything that can be refused before work, and where a run that was stopped goes on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from cleaner.batch.inputs import STDIN, Inputs, shown
from cleaner.batch.items import Shape, packing_of
from cleaner.batch.manifest import NAME, Record, header, records, remove, section
from cleaner.batch.opened import Reading
from cleaner.batch.outputs import check_apart, prepare
from cleaner.batch.parquet import Parts
from cleaner.batch.sinks import Files, Lines, Sink
from cleaner.config import Config
from cleaner.errors import OutputError, ResumeError
from cleaner.model import Form
from cleaner.writers import Format

JSONL_NAME = "articles.jsonl"
SITES_NAME = "run.sites.json"
PART_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Options:
    """What a run does.

    Attributes:
        inputs: what it reads.
        out: the outputs' folder; for `jsonl`, the file, or a folder to make `articles.jsonl` in.
        format: of the outputs.
        how: how archives are read.
        jobs: worker processes.
        form: the form of all pages.
        overwrite: whether outputs that exist are written anew.
        resume: whether a run that was stopped goes on.
        retry: whether pages that failed are tried again then; only where each has an output of its own.
        accept_changes: whether it does with other settings, another version or other inputs.
        seconds: what one page may take before its worker is ended; None for no limit.
        memory: bytes that a worker may take before it is ended; None for no limit.
        part_rows: rows of a Parquet part.
        site_key: how a page's site is found, see `sites.key_of`; empty where no site counts.
    """

    inputs: Inputs
    out: str
    how: Reading
    format: Shape = "txt"
    jobs: int = 1
    form: Form = "auto"
    overwrite: bool = False
    resume: bool = False
    retry: bool = False
    accept_changes: bool = False
    seconds: float | None = None
    memory: int | None = None
    part_rows: int = PART_ROWS
    site_key: str = ""

    @property
    def own_files(self) -> bool:
        """True where each page has an output of its own."""
        return self.format not in ("jsonl", "parquet")

    @property
    def page_format(self) -> Format:
        """The format of an output of its own."""
        return "jsonl" if self.format == "parquet" else self.format


@dataclass(slots=True)
class Plan:
    """Where a run begins."""

    options: Options
    config: Config
    head: Record
    manifest: str
    sink: Sink
    cut: int = 0
    """Bytes of the manifest that count; 0 for a new run."""
    mark: Mapping[str, object] | None = None
    """How far the shared outputs have come."""
    overwrite: bool = False
    end: Record | None = None
    """The last line's content, where the run was finished."""
    accepted: list[str] = field(default_factory=list)
    """What has changed since the run began."""

    @property
    def complete(self) -> bool:
        """True when there is nothing to do: a finished file takes no more pages."""
        return self.end is not None and not self.options.own_files


def plan(options: Options, config: Config) -> Plan:
    """See where the run begins, and that nothing stands in its way.

    Raises:
        InputError: an input does not exist.
        OutputError: the output cannot be written to, exists, or lies in an input.
        ResumeError: settings, version or inputs are not those that the run began with.
        MissingExtraError: the output needs a package that is not installed.
    """
    options.inputs.check()
    target = _target(options)
    folder = os.path.dirname(target) or "." if options.format == "jsonl" else options.out
    check_apart([path for path in options.inputs.paths if path != STDIN], target)
    sink = _sink(options, target)
    prepare(folder)
    manifest = f"{target}.{NAME}" if options.format == "jsonl" else os.path.join(options.out, NAME)
    made = Plan(options, config, _head(options, config), manifest, sink, overwrite=options.overwrite)
    if os.path.lexists(manifest) and os.path.getsize(manifest):
        _go_on(made) if options.resume else _begin_anew(made)
    elif options.format == "jsonl" and os.path.lexists(target) and not options.overwrite:
        raise OutputError(f"{shown(target)} exists", "name another file, or allow --overwrite")
    return made


def profile_path(options: Options) -> str:
    """Where `--learn` keeps what it has learned, beside the manifest."""
    target = _target(options)
    return f"{target}.{SITES_NAME}" if options.format == "jsonl" else os.path.join(options.out, SITES_NAME)


def _target(options: Options) -> str:
    """The path that a run makes: a file, or a folder."""
    if options.format == "jsonl" and os.path.isdir(options.out):
        return os.path.join(options.out, JSONL_NAME)
    return options.out


def _sink(options: Options, target: str) -> Sink:
    if options.format == "parquet":
        return Parts(options.out, options.part_rows)
    if options.format == "jsonl":
        packing = packing_of(target)
        if packing in ("bz2", "xz"):
            raise OutputError(
                f"{shown(target)}: lines are not written as .{packing}", "name it .jsonl, .jsonl.gz or .jsonl.zst"
            )
        return Lines(target, packing)
    return Files()


def _head(options: Options, config: Config) -> Record:
    how = options.how
    about: Record = {
        "format": options.format,
        "form": options.form,
        "inputs": [shown(path) for path in options.inputs.paths],
        "listed": len(options.inputs.listed),
        "globs": list(options.inputs.globs),
        "fields": [how.text, how.url, how.id, how.site],
        "site_key": options.site_key,
    }
    if options.format == "parquet":
        about["part_rows"] = options.part_rows
    return header(config, {**about, "overwrite": options.overwrite})


def _begin_anew(made: Plan) -> None:
    """Take away what an earlier run left, if that is allowed; its outputs are written over one by one."""
    if not made.options.overwrite:
        raise OutputError(
            f"{shown(made.manifest)}: a run is recorded here", "go on with it by --resume, or begin anew by --overwrite"
        )
    if made.options.format == "parquet":
        for _, record in records(made.manifest):
            commit = section(record, "commit")
            if commit is not None:
                remove(os.path.join(made.options.out, os.path.basename(str(commit["output"]))))
    remove(made.manifest)


def _go_on(made: Plan) -> None:
    """Find where the run was stopped."""
    head: Record | None = None
    for end, record in records(made.manifest):
        found = section(record, "run")
        head = head or found
        head = section(record, "resume") or head
        made.mark = section(record, "commit") or made.mark
        made.end = section(record, "end")
        if made.options.own_files or "commit" in record or found or made.end is not None:
            made.cut = end
    if head is None:
        with open(made.manifest, "rb") as file:
            if b"\n" not in file.read(100_000):
                # Struck down in its first moment.
                return
        raise ResumeError(f"{shown(made.manifest)}: is no record of a run", "begin anew by --overwrite")
    made.overwrite = cast("bool", head.get("overwrite", False))
    _compare(made, head)


_FIRM = ("format", "part_rows")


def _compare(made: Plan, head: Record) -> None:
    """Notice what is not as it was when the run began."""
    for key, now in made.head.items():
        before = head.get(key)
        if key == "overwrite" or before == now:
            continue
        what = f"{key} was {before!r} and is {now!r}" if key != "config" else "the settings are others"
        if key in _FIRM or not made.options.accept_changes:
            remedy = "go on as it began, or begin anew by --overwrite"
            remedy += "" if key in _FIRM else "; --accept-changes goes on with pages of both sorts"
            raise ResumeError(f"{shown(made.manifest)}: since the run began, {what}", remedy)
        made.accepted.append(what)
