"""The command line: `cleaner clean`, `explain`, `batch`, `check`, `learn`, `sites`, `stream`, `rules`.

Exit codes: 0 when all went well; 1 when a page failed, or held no article with `--strict`; 2 for wrong usage or
settings; 3 when a batch run had to stop, a full disk say; 130 when interrupted.
"""

from __future__ import annotations

import io
import os
import sys

import click

from cleaner.cli.batch import batch
from cleaner.cli.check import check
from cleaner.cli.clean import clean
from cleaner.cli.common import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_USAGE, say
from cleaner.cli.explain import explain
from cleaner.cli.learn import learn
from cleaner.cli.rules import rules
from cleaner.cli.sites import sites
from cleaner.cli.stream import stream
from cleaner.errors import CleanerError, ConfigError, InputError, MissingExtraError, OutputError, ResumeError
from cleaner.version import __version__

_EPILOG = """\b
Shell completion: add one of these lines to your shell's start-up file.
  bash   eval "$(_CLEANER_COMPLETE=bash_source cleaner)"
  zsh    eval "$(_CLEANER_COMPLETE=zsh_source cleaner)"
  fish   _CLEANER_COMPLETE=fish_source cleaner | source

\b
Exit codes: 0 all went well; 1 a page failed, or held no article with --strict;
2 wrong usage or settings; 3 a batch run had to stop (a full disk)."""


_USAGE = (ConfigError, InputError, OutputError, ResumeError, MissingExtraError)


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="cleaner %(version)s")
def cli() -> None:
    """Strips the boilerplate from scraped news pages: text dumps, Markdown, HTML and front-matter records."""


for _command in (clean, explain, batch, check, learn, sites, stream, rules):
    cli.add_command(_command)


def main() -> None:
    """The console script: errors are told in a line, without a traceback."""
    # Nothing here is linear algebra: NumPy need not start threads for it, which takes longer than to load the weights.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    if sys.stdout is None:
        say("standard output is closed: leave it open, or send it to /dev/null")
        return EXIT_USAGE
    try:
        cli.main(prog_name="cleaner", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has had enough (`| head`); Python must not complain at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except CleanerError as error:
        say(str(error))
        return EXIT_USAGE if isinstance(error, _USAGE) else EXIT_FAILED
    except OSError as error:
        # Files are read and written where their names are told; what has no name is what all commands write to.
        say(f"{error.filename or 'standard output'}: {str(error.strerror or error).lower()}")
        return EXIT_FAILED
    return 0
