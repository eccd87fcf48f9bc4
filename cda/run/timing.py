"""How long a phase of a run takes, for whoever listens to the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

_LOG = logging.getLogger(__name__)


@contextmanager
def timed(phase: str) -> Iterator[None]:
    """Log how long something took, once it is done.

    Args:
        phase: What is done, such as ``plan``.
    """
    began = perf_counter()
    yield
    _LOG.info("%s: %.2f s", phase, perf_counter() - began)
