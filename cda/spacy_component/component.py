"""The component."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from cda.errors import OptionError
from cda.spacy_component.documents import annotations_of, known_of, recognizes_people
from cda.spacy_component.extensions import register_extensions
from cda.spacy_component.records import record
from cda.spacy_component.rewriters import rewriter_of
from cda.types import Mention, Rewrite

_ANNOTATIONS = ("use", "ignore")


class CdaDetector(Pipe):
    """Finds the words of a document that refer to people of a group; see `cda.spacy_component.factory.make_detector`.

    Args:
        options: Options of `Rewriter` as JSON-able values.
        name: The name of the component in its pipeline.
        spans_key: The key of ``doc.spans``.
        annotations: ``use`` to go by what a document says already, ``ignore`` to go by its text alone.
        nlp: The pipeline it stands in: the labels of the components before it say whether a document in which no entity
            is marked names nobody. ``None`` where that is not known.

    Raises:
        CdaError: If an option is wrong.

    Example:
        >>> import spacy
        >>> doc = CdaDetector({"attribute": "gender"})(spacy.blank("en").make_doc("She met her uncle."))
        >>> [(span.text, span.label_, span._.cda_entry) for span in doc.spans["cda"]][2]
        ('uncle', 'gender:masculine', 'noun.uncle-aunt')
    """

    def __init__(
        self,
        options: Mapping[str, Any],
        *,
        name: str = "cda_detector",
        spans_key: str = "cda",
        annotations: str = "use",
        nlp: Language | None = None,
    ) -> None:
        if annotations not in _ANNOTATIONS:
            hint = f"use {' or '.join(_ANNOTATIONS)}"
            raise OptionError(f"annotations={annotations!r} is no choice", hint=hint)
        self.name = name
        self.spans_key = spans_key
        self.annotations = annotations
        self.options = dict(options)
        self.rewriter = rewriter_of(self.options)
        self._nlp = nlp
        self._after_recognizer = False
        register_extensions()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options alone: a process that unpickles loads its own lexicon and model.

        Of the pipeline no more goes with them than whether it recognizes persons.
        """
        return _restored, (self.options, self.name, self.spans_key, self.annotations, self._people())

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document.

        Args:
            doc: Any document; it is changed in place.

        Returns:
            The document.

        Raises:
            CdaError: If the model that is needed is missing or damaged.

        Example:
            >>> import spacy
            >>> doc = CdaDetector({})(spacy.blank("en").make_doc("It rained."))
            >>> len(doc.spans["cda"])
            0
        """
        self._annotate([doc], people=self._people())
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Annotate many documents: the fast way, batches inside, order kept.

        Args:
            stream: Any documents.
            batch_size: How many go through together; what is found does not depend on it.

        Yields:
            The documents. One that cannot be annotated goes to the error handler of the pipeline.

        Example:
            >>> import spacy
            >>> docs = CdaDetector({}).pipe(map(spacy.blank("en").make_doc, ["She left.", "He stayed."]))
            >>> [doc.spans["cda"][0].label_ for doc in docs]
            ['gender:feminine', 'gender:masculine']
        """
        waiting = iter(stream)
        people = self._people()
        while docs := list(islice(waiting, batch_size)):
            try:
                self._annotate(docs, people=people)
            except Exception:  # noqa: BLE001 - which document it was shows when each goes alone
                yield from self._one_by_one(docs)
            else:
                yield from docs

    def to_bytes(self, **_options: Any) -> bytes:
        """Nothing: all that the component needs stands in the configuration of the pipeline.

        Returns:
            No bytes.

        Example:
            >>> CdaDetector({}).to_bytes()
            b''
        """
        return b""

    def from_bytes(self, _data: bytes, **_options: Any) -> "CdaDetector":
        """Take nothing from bytes.

        Returns:
            The component.

        Example:
            >>> CdaDetector({}).from_bytes(b"").name
            'cda_detector'
        """
        return self

    def to_disk(self, _path: Any, **_options: Any) -> None:
        """Write nothing: all that the component needs stands in the configuration of the pipeline.

        Example:
            >>> CdaDetector({}).to_disk("nowhere")
        """

    def from_disk(self, _path: Any, **_options: Any) -> "CdaDetector":
        """Read nothing.

        Returns:
            The component.

        Example:
            >>> CdaDetector({}).from_disk("nowhere").name
            'cda_detector'
        """
        return self

    def _one_by_one(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        handle = self.get_error_handler()
        for doc in docs:
            try:
                self(doc)
            except Exception as error:  # noqa: BLE001 - the user's handler decides which are errors
                handle(self.name, self, [doc], error)
            else:
                yield doc

    def _people(self) -> bool:
        """Whether a recognizer of persons has seen the documents that come."""
        return self._after_recognizer or (self._nlp is not None and recognizes_people(self._nlp, self))

    def _annotate(self, docs: Sequence[Doc], *, people: bool) -> None:
        use = self.annotations == "use"
        annotations = [annotations_of(doc, people=people) if use else () for doc in docs]
        for doc, used, rewrite in zip(docs, annotations, self._rewrites(docs, annotations), strict=True):
            spans = [_span(doc, mention) for mention in rewrite.mentions]
            doc.spans[self.spans_key] = spans
            record(doc, self.spans_key, spans, rewrite, options=self.options, annotations=used)

    def _rewrites(self, docs: Sequence[Doc], annotations: Sequence[tuple[str, ...]]) -> list[Rewrite]:
        """The rewrite of each document, by what it says already; no document is kept when they are made."""
        texts = [doc.text for doc in docs]
        if not any(annotations):
            return list(self.rewriter.pipe(texts))
        found: dict[int, Rewrite] = {}
        for places in _rounds(texts):
            known = known_of({texts[place]: (docs[place], annotations[place]) for place in places})
            found.update(
                zip(places, self.rewriter.knowing(known).pipe([texts[place] for place in places]), strict=True)
            )
        return [found[place] for place in range(len(docs))]


def _span(doc: Doc, mention: Mention) -> Span:
    """The tokens that a mention stands in."""
    label = f"{mention.attribute}:{mention.group}"
    span = doc.char_span(mention.start, mention.end, label, span_id=mention.entry, alignment_mode="expand")
    if span is None:  # every character belongs to a token or to the blank after one, and no mention is blank
        raise AssertionError(f"no tokens for {mention}")
    return span


def _rounds(texts: Sequence[str]) -> list[list[int]]:
    """The places of some texts, in rounds in which none comes twice: two documents may have one text."""
    rounds: list[list[int]] = []
    times: Counter[str] = Counter()
    for place, text in enumerate(texts):
        if times[text] == len(rounds):
            rounds.append([])
        rounds[times[text]].append(place)
        times[text] += 1
    return rounds


def _restored(
    options: Mapping[str, Any],
    name: str,
    spans_key: str,
    annotations: str,
    people: bool,  # noqa: FBT001 - pickled in this order
) -> CdaDetector:
    made = CdaDetector(options, name=name, spans_key=spans_key, annotations=annotations)
    made._after_recognizer = people  # noqa: SLF001 - its own
    return made
