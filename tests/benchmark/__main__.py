"""`python -m tests.benchmark quality` and `python -m tests.benchmark speed`."""

from __future__ import annotations

import argparse
import sys

from tests.benchmark import quality, speed


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Measures cleaner.")
    commands = parser.add_subparsers(dest="command", required=True)
    quality.add_arguments(commands.add_parser("quality", help="bodies against a corpus, beside other systems"))
    speed.add_arguments(commands.add_parser("speed", help="milliseconds by page size, and start-up times"))
    options = parser.parse_args()
    return quality.run(options) if options.command == "quality" else speed.run(options)


if __name__ == "__main__":
    sys.exit(main())
