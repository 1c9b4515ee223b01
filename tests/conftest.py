"""Options and reports that all tests share."""

from __future__ import annotations

import pytest

from cleaner.integrations import golden as golden_options

UPDATED = "golden-updated"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the golden options where the installed package did not bring them, as in a checkout on the path."""
    if not pluginmanager.has_plugin(golden_options.NAME):
        golden_options.pytest_addoption(parser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what `--update-golden` did; the lines come with the reports, from xdist's workers too."""
    lines = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == UPDATED
    ]
    if lines:
        terminalreporter.section("golden cases rewritten")
        for line in lines:
            terminalreporter.line(line)
