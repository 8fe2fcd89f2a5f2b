"""Profiles of the property tests: short and repeatable here, long and random on request."""

from __future__ import annotations

import hypothesis

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
