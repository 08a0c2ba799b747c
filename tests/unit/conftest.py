"""How Hypothesis searches in unit tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A deadline would measure the machine's load. A build server tries the same examples each time, so that a change is
# judged by its own code.
settings.register_profile(
    "unit",
    database=None,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unit")
