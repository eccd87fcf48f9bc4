"""The slow and obvious rewriter, which the fast one must equal: the same rules without any shortcut.

The tagger reads the whole text, parser and recognizer one sentence alone, each through spaCy's whole pipeline, a text
at a time. No cheap question stands before a dear one, nothing is looked for near by first, every word of every form is
compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar
from unittest.mock import patch

from cda import Rewriter
from cda.detection.normal import _wide
from cda.english.possessive import Use
from cda.english.sentences import _FURTHEST
from cda.english.templates import Feature, Reader
from cda.english.trained import SCALE, features, read_table, reader_of
from cda.model import ModelRef, find_model, verify_model
from cda.naming.closed import Phrases, _is_apart
from cda.pipeline import encodable
from cda.types import RowRewrite

if TYPE_CHECKING:
    from spacy.tokens import Doc

_T = TypeVar("_T")


class SlowPipeline:
    """As `cda.pipeline.Pipeline`, with every component and one text at a time."""

    def __init__(self, name: str | None, **_: object) -> None:
        self.name = name

    @cached_property
    def ref(self) -> ModelRef:
        """Which model it is."""
        return verify_model(self.name)

    @cached_property
    def _nlp(self) -> Any:
        import spacy  # noqa: PLC0415 - as the fast one

        return spacy.load(find_model(self.name)[0])

    def read(self, texts: Sequence[str], take: Callable[[Doc], _T]) -> list[_T]:
        """Read texts, one after the other."""
        return [take(self._nlp(encodable(text))) for text in texts]


def _yes(*_: object) -> bool:
    return True


def _no(*_: object) -> bool:
    return False


def _nothing(*_: object) -> str:
    return ""


def _whole(text: str, _start: int, _end: int) -> tuple[int, int]:
    return 0, len(text)


@cache
def _model() -> tuple[Mapping[str, Mapping[Feature, int]], Reader]:
    weights, classes = read_table()
    return {pronoun: dict(some) for pronoun, some in weights.items()}, reader_of(classes)


def _trained_use(text: str, start: int, end: int) -> tuple[Use, float]:
    weights, reader = _model()
    own = weights["his" if text[start:end].lower() == "his" else "her"]
    score = sum(own.get(feature, 0) for feature in features(text, start, end, reader))
    return ("PRON" if score > 0 else "DET"), abs(score) / SCALE


def _in_phrase(phrases: Phrases, text: str, start: int, end: int) -> bool:
    return any(
        first < end and start < first + len(phrase) and _is_apart(text, first, first + len(phrase))
        for phrase in phrases.phrases
        for first in range(max(0, start - len(phrase)), end)
        if text.startswith(phrase, first)
    )


SHORTCUTS: Mapping[tuple[str, str], Any] = {
    ("cda.tagging", "Pipeline"): SlowPipeline,
    ("cda.parsing", "Pipeline"): SlowPipeline,
    ("cda.recognition", "Pipeline"): SlowPipeline,
    ("cda.detection.detector", "window"): _whole,
    ("cda.detection.index", "normal"): lambda text: _wide(text, text.lower()),
    ("cda.detection.index", "_Rows.of_word"): lambda _: None,
    ("cda.detection.titles", "ends_in"): _yes,
    ("cda.detection.zones", "_HINT"): re.compile(""),
    ("cda.detection.zones", "_LISTING"): re.compile(""),
    ("cda.english.trained", "_NEAR"): 0,
    ("cda.english.use", "plain_next"): _nothing,
    ("cda.english.use", "trained_use"): _trained_use,
    ("cda.english.possessive", "plain_next"): _nothing,
    ("cda.english.possessive", "ends_in"): _yes,
    ("cda.english.stands_alone", "may_stand_alone_before"): _yes,
    ("cda.english.stands_alone", "ends_in"): _yes,
    ("cda.english.stands_alone", "trained_use"): _trained_use,
    ("cda.english.sentences", "_NEAR"): _FURTHEST,
    ("cda.english.sentences", "_ends_word"): _no,
    ("cda.naming.closed", "Phrases.hold"): _in_phrase,
    ("cda.naming.evidence", "ends_in"): _yes,
    ("cda.naming.things", "ends_in"): _yes,
    ("cda.naming.things", "_goes_on"): _yes,
    ("cda.naming.verdict", "ends_in"): _yes,
    ("cda.resolution.nearest", "reaches"): _yes,
}
"""What is cut short, by the module that does it, and what stands in its place here."""


@contextmanager
def without_shortcuts() -> Iterator[None]:
    """Let every rewriter that is made and used within it go the long way."""
    with ExitStack() as stack:
        for (module, name), slow in SHORTCUTS.items():
            owner: Any = import_module(module)
            *path, last = name.split(".")
            for part in path:
                owner = getattr(owner, part)
            stack.enter_context(patch.object(owner, last, slow))
        yield


def slowly(rows: Sequence[Mapping[str, str]], **options: Any) -> list[tuple[RowRewrite, ...]]:
    """The rewritings of rows, one row at a time and without shortcuts."""
    with without_shortcuts():
        rewriter = Rewriter(**options)
        return [next(rewriter.variants([row])) for row in rows]
