"""What all tests share: the option that rewrites the golden report, no test that is timed, and what coverage counts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

# A busy machine is no defect: examples are bounded by their number, not by the clock.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; read the diff")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave random examples out of coverage: a line that only chance reaches is not held, and being watched doubles the time."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
