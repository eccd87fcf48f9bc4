"""Which resolver a model calls for."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from cda.model import find_model, verify_model
from cda.resolution.coref import CorefResolver, has_coref
from cda.resolution.nearest import NearestResolver
from cda.resolution.resolver import Resolver


def resolver_for(model: str | None) -> Resolver:
    """The resolver that goes with a model.

    Args:
        model: A package or a path; ``None`` for the default model.

    Returns:
        The model's own coreference component where its pipeline has one, else the project's resolver.

    Example:
        >>> type(resolver_for(None)).__name__
        'NearestResolver'
    """
    return CorefResolver(partial(_read, str(model))) if has_coref(model) else NearestResolver()


def _read(model: str, text: str) -> Any:
    return _pipeline(model)(text)


@lru_cache(maxsize=2)
def _pipeline(model: str) -> Any:
    import spacy  # noqa: PLC0415 - takes most of a second, and most rewritings never need it

    verify_model(model)
    return spacy.load(find_model(model)[0])
