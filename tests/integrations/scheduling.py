"""How the tests are shared out among the processes of pytest-xdist."""

from __future__ import annotations

from xdist.scheduler import LoadGroupScheduling

from tests.integrations.needs import engine_of


class EngineScheduling(LoadGroupScheduling):
    """Tests of an engine that takes long to start stay in one process; every other test is by itself.

    xdist's own marks would do, were they heard: it writes the group where pytest no longer looks since 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return engine_of(nodeid) or nodeid
