"""The hand-made report with its pictures, drawn once."""

from __future__ import annotations

import pytest
from export_cases import HOSTILE, material

from hvc.export.model import Material


@pytest.fixture(scope="session")
def plain() -> Material:
    return material()


@pytest.fixture(scope="session")
def hostile() -> Material:
    return material("".join(HOSTILE))
