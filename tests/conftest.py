"""Options and reports that all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from cleaner.integrations import golden as golden_options

UPDATED = "golden-updated"

# The same examples on every run, so that a check says the same twice; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile(
    "check", max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "explore", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the golden options where the installed package did not bring them, as in a checkout on the path."""
    if not pluginmanager.has_plugin(golden_options.NAME):
        golden_options.pytest_addoption(parser)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With `--dist loadgroup`, the tests of an engine stay together."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from tests.integrations.scheduling import EngineScheduling

    return EngineScheduling(config, log)


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
