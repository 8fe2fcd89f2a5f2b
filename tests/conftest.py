"""The repository's own site, built once; profiles of the property tests."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from tests.once import once
from tests.sites.building import ROOT, build

# Short and repeatable here, long and random on request.
_COMMON = {
    "deadline": None,
    "suppress_health_check": [
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,
    ],
}
hypothesis.settings.register_profile("test", max_examples=150, derandomize=True, **_COMMON)
hypothesis.settings.register_profile("campaign", max_examples=3_000, **_COMMON)
hypothesis.settings.load_profile("test")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The intranet edition, for reading only."""
    return once(tmp_path_factory, "site", lambda out: build(ROOT, out))


@pytest.fixture(scope="session")
def usb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that opens by double-click, for reading only."""
    return once(tmp_path_factory, "usb", lambda out: build(ROOT, out, "--usb"))
