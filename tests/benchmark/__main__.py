"""`python -m tests.benchmark quality`, `speed`, `batch`, `sites`, `adapters`, `fit` and `corpus`."""

from __future__ import annotations

import argparse
import sys

from tests.benchmark import adapters, batch, fit, public, quality, sites, speed


def arguments() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Measures cleaner.")
    commands = parser.add_subparsers(dest="command", required=True)
    quality.add_arguments(commands.add_parser("quality", help="bodies against a corpus, beside other systems"))
    speed.add_arguments(commands.add_parser("speed", help="milliseconds by page size, and start-up times"))
    adapters.add_arguments(commands.add_parser("adapters", help="what each adapter adds to the cost of cleaning"))
    batch.add_arguments(commands.add_parser("batch", help="runs over many pages: speed by kind, memory"))
    sites.add_arguments(commands.add_parser("sites", help="what the lines that a site's pages share add"))
    fit.add_arguments(commands.add_parser("fit", help="make the weights of the body step"))
    public.add_arguments(commands.add_parser("corpus", help="make a corpus from the public ones"))
    return parser


def main() -> int:
    """Run what the command line asks for."""
    options = arguments().parse_args()
    commands_by_name = {
        "quality": quality.run,
        "speed": speed.run,
        "adapters": adapters.run,
        "batch": batch.run,
        "sites": sites.run,
        "fit": fit.run,
        "corpus": public.run,
    }
    return commands_by_name[options.command](options)


if __name__ == "__main__":
    sys.exit(main())
