"""Rewriters by their options: ``cda_swap`` loads no second model beside its component's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cda.rewriter import Rewriter


def rewriter_of(options: Mapping[str, Any]) -> Rewriter:
    """A rewriter, the same one for the same options where these are JSON-able.

    Args:
        options: Options of `Rewriter`.

    Returns:
        The rewriter.

    Raises:
        CdaError: If an option is wrong.

    Example:
        >>> rewriter_of({"to": "feminine"}) is rewriter_of({"to": "feminine"})
        True
    """
    try:
        asked = json.dumps(dict(options), sort_keys=True)
    except TypeError:
        return Rewriter(**options)
    return _cached(asked)


@lru_cache(maxsize=8)
def _cached(options: str) -> Rewriter:
    return Rewriter(**json.loads(options))
