"""Profiles of sites, on their way from and to files."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli.common import EXIT_INTERRUPTED, read_page, say
from cleaner.cli.running import get_ready, progress, stopping
from cleaner.errors import ConfigError, OutputError

if TYPE_CHECKING:
    from cleaner.batch.learn import Lesson
    from cleaner.batch.plan import Options
    from cleaner.config import Config
    from cleaner.sites import Profile


def read_profile(path: str) -> Profile:
    """The profile in a file.

    Raises:
        ConfigError: it cannot be read, or holds none.
    """
    from cleaner.batch.inputs import reason, shown
    from cleaner.sites import Profile

    try:
        data = read_page(path)
    except OSError as error:
        raise ConfigError(f"{shown(path)}: {reason(error)}", "make one with `cleaner learn`") from error
    return Profile.from_json(data, shown(path))


def write_profile(path: str, profile: Profile, *, replace: bool) -> None:
    """Write a profile, whole or not at all.

    Raises:
        OutputError: the file exists and `replace` is not set, or the system refuses.
    """
    from cleaner.batch.inputs import reason, shown
    from cleaner.batch.outputs import write_whole

    try:
        write_whole(path, f"{profile.to_json()}\n".encode(), replace=replace)
    except FileExistsError as error:
        raise OutputError(f"{shown(path)} exists", "name another file, or allow --overwrite") from error
    except OSError as error:
        raise OutputError(f"{shown(path)}: {reason(error)}", "name a file that can be written") from error


def with_profile(config: Config, profile: Profile) -> Config:
    """`config`, with the templates of `profile`."""
    return dataclasses.replace(config, sites=(*config.sites, *profile))


def learned(options: Options, config: Config) -> Profile:
    """What the inputs of a run share: learned now, or by the sitting of the run that goes on.

    Raises:
        OutputError: the run's output cannot be written to.
    """
    from cleaner.batch.inputs import STDIN
    from cleaner.batch.plan import plan, profile_path
    from cleaner.sites import Profile

    if STDIN in options.inputs.paths:
        raise OutputError("--learn reads its inputs twice, and standard input is gone then", "save it to a file first")
    path = profile_path(options)
    if options.resume and Path(path).exists():
        return read_profile(path)
    # Whatever would refuse the run does so before the first pass.
    plan(options, config)
    profile = Profile()
    say("learning what the sites' pages share")
    counted(options, profile, "nothing was cleaned")
    write_profile(path, profile, replace=True)
    return profile


def counted(options: Options, profile: Profile, otherwise: str) -> Lesson:
    """Count the lines of the inputs in `profile`; where that is interrupted, say what comes of it, and exit."""
    get_ready()
    from cleaner.batch.learn import learn

    with stopping() as stop, progress() as watcher:
        lesson = learn(options, profile, watcher, stop)
    if lesson.stopped:
        say(f"stopped: interrupted while learning; {otherwise}")
        raise SystemExit(EXIT_INTERRUPTED)
    return lesson
