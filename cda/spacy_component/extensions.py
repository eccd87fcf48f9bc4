"""What can be asked of documents and spans that a component has seen, such as ``doc._.cda_swap()``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from spacy.tokens import Doc, Span

from cda.errors import OptionError
from cda.options import check_names
from cda.spacy_component.documents import annotations_of, known_of
from cda.spacy_component.records import records, span_key
from cda.spacy_component.rewriters import rewriter_of
from cda.types import Held


def register_extensions() -> None:
    """Register ``span._.cda_entry``, ``span._.cda_kind``, ``doc._.cda_held`` and ``doc._.cda_swap``.

    Making the component does it. Call it where documents are read that were annotated elsewhere. Twice does no harm.

    Raises:
        ValueError: If one of the names is taken by another extension.

    Example:
        >>> register_extensions()
        >>> Doc.has_extension("cda_held")
        True
    """
    for owner, name, sort, function in _EXTENSIONS:
        if not (owner.has_extension(name) and function in owner.get_extension(name)):
            owner.set_extension(name, **{sort: function})


def _entry(span: Span) -> str | None:
    """The id of the lexicon entry that decided a span of a component; ``None`` of any other span."""
    return span.id_ if _kind(span) else None


def _kind(span: Span) -> str | None:
    """What sort of word a span of a component is, such as ``pronoun``; ``None`` of any other span."""
    key = span_key(span)
    found = (record["kinds"].get(key) for record in records(span.doc).values())
    return next((kind for kind in found if kind), None)


def _held(doc: Doc) -> tuple[Held, ...]:
    """The words that were seen and left alone, sorted by place; offsets are those of ``doc.text``."""
    held = {Held(*one) for record in records(doc).values() for one in record["held"]}
    return tuple(sorted(held, key=lambda one: (one.start, one.end, one.reason, one.cue)))


def _swap(doc: Doc, *, spans_key: str | None = None, **options: Any) -> str:
    """Rewrite the text of a document.

    Args:
        doc: The document; spaCy gives it.
        spans_key: Whose options hold, where several components have seen the document.
        **options: Options of `Rewriter`, such as ``to="feminine"``; they win over those of the component.

    Returns:
        The rewritten text.

    Raises:
        OptionError: If an option is wrong, or it is not clear which component's options hold.
    """
    check_names(options, ("spans_key",))
    seen = records(doc)
    if spans_key is None and len(seen) > 1:
        hint = f"give spans_key: {', '.join(sorted(seen))}"
        raise OptionError("several components have seen this document, with options of their own", hint=hint)
    if spans_key is not None and spans_key not in seen:
        hint = f"those who did: {', '.join(sorted(seen)) or 'none'}"
        raise OptionError(f"no component with spans_key={spans_key!r} has seen this document", hint=hint)
    record: Mapping[str, Any] = seen[spans_key] if spans_key else next(iter(seen.values()), {})
    rewriter = rewriter_of({**record.get("options", {}), **options})
    # By what the component went by, so that both agree: of annotations that came later it knew nothing.
    counted = set(record.get("annotations", ())) & set(annotations_of(doc, people=True))
    text = doc.text
    return (rewriter.knowing(known_of({text: (doc, counted)})) if counted else rewriter)(text).text


_EXTENSIONS: tuple[tuple[Any, str, str, Callable[..., Any]], ...] = (
    (Span, "cda_entry", "getter", _entry),
    (Span, "cda_kind", "getter", _kind),
    (Doc, "cda_held", "getter", _held),
    (Doc, "cda_swap", "method", _swap),
)
