"""What a component notes of a document beside its spans: plain values, which go with it to processes and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Span

from cda.types import Rewrite

_KEY = "cda"
"""The key of ``doc.user_data`` under which each component keeps, by its ``spans_key``, what no span has room for."""


def records(doc: Doc) -> Mapping[str, Any]:
    """What components noted of a document, by their ``spans_key``.

    Args:
        doc: Any document.

    Returns:
        Of each its ``options``, the ``annotations`` of the document that it went by, ``kinds`` of mentions by
        `span_key`, and what it ``held``.

    Example:
        >>> import spacy
        >>> records(spacy.blank("en")("She left."))
        {}
    """
    found: Mapping[str, Any] = doc.user_data.get(_KEY, {})
    return found


def record(  # noqa: PLR0913 - all that is noted
    doc: Doc,
    key: str,
    spans: Sequence[Span],
    rewrite: Rewrite,
    *,
    options: Mapping[str, Any],
    annotations: Sequence[str],
) -> None:
    """Note what a component found.

    Args:
        doc: The document; it is changed in place.
        key: The ``spans_key`` of the component.
        spans: The spans of the mentions, in their order.
        rewrite: What was found.
        options: The options of the component.
        annotations: The annotations of the document that it went by.
    """
    kinds = {span_key(span): mention.kind for span, mention in zip(spans, rewrite.mentions, strict=True)}
    held = [[one.start, one.end, one.text, one.reason, one.cue] for one in rewrite.held]
    mine = {"options": dict(options), "annotations": [*annotations], "kinds": kinds, "held": held}
    doc.user_data[_KEY] = {**records(doc), key: mine}


def span_key(span: Span) -> str:
    """What tells a span from others, of another attribute or component too, that stand at the same place."""
    return f"{span.start_char}:{span.end_char} {span.label_} {span.id_}"
