from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from page.browser import chromium

from cda import Rewriter

settings.register_profile(
    "cda",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),  # a change is judged by the same examples each time; at a desk they vary
)
settings.load_profile("cda")


@pytest.fixture(scope="session")
def rewriter() -> Rewriter:
    return Rewriter()


@pytest.fixture(scope="module")
def browser():
    """A browser for the tests of a file: it keeps a loop running, which tests of other files must not find."""
    with chromium() as browser:
        yield browser
