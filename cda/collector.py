"""Python's garbage collector, kept out of the way while a batch is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running; what was switched on before is switched on again.

    A batch makes tens of thousands of small values, none of which refers back to what holds it: each is freed when it
    is no longer used. The collector would look at all of them, and at every lexicon, over and over, for up to a tenth
    of the time. It runs between batches.

    Example:
        >>> with paused():
        ...     gc.isenabled()
        False
        >>> gc.isenabled()
        True
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
