from __future__ import annotations

import pytest

from tests.benchmark.adapters import ADAPTERS, Adapter, measure
from tests.integrations.needs import needs


@pytest.mark.parametrize("adapter", ADAPTERS[:3], ids=lambda adapter: adapter.name)
def test_an_adapter_adds_less_than_a_tenth(adapter: Adapter) -> None:
    """Those that the others stand on; the best of three tries, as another program can slow one of two equals down."""
    needs("pyarrow")

    def added() -> float:
        [(_, clean, whole)] = measure(60, 5, (adapter.name,))
        return whole / clean - 1

    assert any(added() < 0.10 for _ in range(3))


@pytest.mark.filterwarnings("default")
def test_a_round_measures_every_adapter_that_is_installed() -> None:
    needs("pyarrow")
    told = list(measure(3, 1))
    assert {name for name, _, _ in told} >= {adapter.name for adapter in ADAPTERS[:3]}
    assert all(clean > 0 and whole > 0 for _, clean, whole in told)
