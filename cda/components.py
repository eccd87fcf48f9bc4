"""The components of a spaCy pipeline, run on a batch of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc


def annotated(component: Any, docs: Sequence[Doc]) -> list[Doc]:
    """Let a component annotate documents.

    Args:
        component: A component of a pipeline.
        docs: The documents, tokenized, with what the components before it say.

    Returns:
        The documents as the component leaves them.
    """
    if _goes_by_steps(component):
        component.set_annotations(docs, _stepped(component, docs))
        return list(docs)
    if hasattr(component, "pipe"):
        return list(component.pipe(docs, batch_size=len(docs)))
    return [component(doc) for doc in docs]


def _goes_by_steps(component: Any) -> bool:
    """Whether a component is a parser or recognizer that takes the best step each time."""
    stepping = hasattr(component, "transition_states") and hasattr(component, "moves")
    return stepping and component.cfg.get("beam_width", 1) == 1


def _stepped(component: Any, docs: Sequence[Doc]) -> Any:
    """What ``component.predict`` gives, in half the time.

    spaCy's own loop runs without Python's lock, which its inner functions, from 3.8.8 on, take and give back at each of
    hundreds of checks a token. The same steps with the lock held all the time are those of its search by beam.
    """
    states = component.moves.init_batch(docs)
    if not any(map(len, docs)):
        return states
    model = component.model.predict(docs)
    open_ = [state for state in states if not state.is_final()]
    while open_:
        open_ = component.transition_states(open_, model.predict(open_))
    model.clear_memory()
    return states
