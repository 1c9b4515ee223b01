"""What a run will do: the pages found, the outputs named, everything refused that can be refused before work."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaner.batch.inputs import Entry, Found, find, shown
from cleaner.batch.outputs import JSONL_NAME, check_apart, name_outputs, prepare
from cleaner.batch.workers import Task
from cleaner.errors import OutputError
from cleaner.model import Form
from cleaner.writers import Format


@dataclass(frozen=True, slots=True)
class Options:
    """What a run does.

    Attributes:
        inputs: files and directories.
        out: the outputs' folder; for `jsonl`, the file, or a folder to make `articles.jsonl` in.
        format: of the outputs.
        globs: which files of directories; empty for all.
        jobs: worker processes.
        form: the form of all pages.
        overwrite: whether outputs that exist are written anew.
        seconds: what one page may take before its worker is ended; None for no limit.
    """

    inputs: Sequence[str]
    out: str
    format: Format = "txt"
    globs: Sequence[str] = ()
    jobs: int = 1
    form: Form = "auto"
    overwrite: bool = False
    seconds: float | None = None


@dataclass(slots=True)
class Plan:
    """What there is to do."""

    tasks: list[Task] = field(default_factory=list)
    existing: list[str] = field(default_factory=list)
    """Outputs that exist and stay as they are."""
    kept_suffix: list[str] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    target: str = ""
    """The one file that all go into; empty where each has its own."""


def plan(options: Options) -> Plan:
    """Find the inputs and name the outputs.

    Raises:
        InputError: an input does not exist.
        OutputError: the output cannot be written to, lies in an input, or two inputs share one.
    """
    found = find(options.inputs, options.globs)
    made = Plan(found=found)
    if options.format == "jsonl":
        made.target = os.path.join(options.out, JSONL_NAME) if os.path.isdir(options.out) else options.out
        _check_target(made.target, options, found.entries)
        made.tasks = [Task(entry, "") for entry in found.entries]
        return made
    names = name_outputs(found.entries, f".{options.format}")
    check_apart(options.inputs, found.entries, names.names, options.out)
    prepare(options.out)
    made.kept_suffix = names.kept_suffix
    for entry, name in zip(found.entries, names.names, strict=True):
        output = os.path.join(options.out, name)
        if not options.overwrite and os.path.lexists(output) and not os.path.isdir(output):
            made.existing.append(shown(name))
        else:
            made.tasks.append(Task(entry, output))
    return made


def _check_target(target: str, options: Options, entries: Sequence[Entry]) -> None:
    folder, name = os.path.split(target)
    check_apart(options.inputs, entries, [name], folder or ".")
    if os.path.lexists(target) and not options.overwrite:
        raise OutputError(f"{shown(target)} exists", "name another file, or allow --overwrite")
    prepare(folder or ".")
