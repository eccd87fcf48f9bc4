"""A component for spaCy pipelines: ``nlp.add_pipe("cda_detector")``.

The words are found in the text of a document by the lexicons and the model that the options name, as everywhere in cda.
Tags, entities and clusters that other components of the same pipeline gave to the document are not read: the detector
asks its model about windows and sentences, each a text of its own, and what is found must not depend on who else is in
the pipeline. To have a tagger, parser, recognizer and coreference of your own decide, save the pipeline before you add
the component, and name its folder: ``config={"model": "path/to/pipeline"}``.

spaCy imports this module by its entry point when ``cda_detector`` is first asked for; importing it registers the
factory and nothing else.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from cda.errors import OptionError
from cda.rewriter import Rewriter
from cda.types import Held, Mention, Rewrite

_RECORDS = "cda"
"""The key of ``doc.user_data`` under which a component keeps, by its ``spans_key``, what no span has room for."""

_DEFAULTS: dict[str, Any] = {
    "attribute": "gender",
    "spans_key": "cda",
    "names": "keep",
    "lexicon": None,
    "model": None,
    "guards": "flag",
    "keep_names": None,
    "public_figures": "hold",
    "hostile": "hold",
}


class CdaDetector(Pipe):
    """Finds the words of a document that refer to people of a group; see `make_detector`.

    Args:
        options: Options of `Rewriter` as JSON-able values.
        name: The name of the component in its pipeline.
        spans_key: The key of ``doc.spans``.

    Raises:
        CdaError: If an option is wrong.

    Example:
        >>> import spacy
        >>> doc = CdaDetector({"attribute": "gender"})(spacy.blank("en").make_doc("She met her uncle."))
        >>> [(span.text, span.label_, span._.cda_entry) for span in doc.spans["cda"]][2]
        ('uncle', 'gender:masculine', 'noun.uncle-aunt')
    """

    def __init__(self, options: Mapping[str, Any], *, name: str = "cda_detector", spans_key: str = "cda") -> None:
        self.name = name
        self.spans_key = spans_key
        self.options = dict(options)
        self.rewriter = _rewriter(self.options)
        register_extensions()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options alone: a process that unpickles loads its own lexicon and model."""
        return _restored, (self.options, self.name, self.spans_key)

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
        self._annotate(doc, self.rewriter(doc.text))
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
        while docs := list(islice(waiting, batch_size)):
            try:
                rewrites = list(self.rewriter.pipe([doc.text for doc in docs]))
            except Exception:  # noqa: BLE001 - which document it was shows when each goes alone
                yield from self._one_by_one(docs)
                continue
            for doc, rewrite in zip(docs, rewrites, strict=True):
                self._annotate(doc, rewrite)
                yield doc

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

    def _annotate(self, doc: Doc, rewrite: Rewrite) -> None:
        spans = [_span(doc, mention) for mention in rewrite.mentions]
        doc.spans[self.spans_key] = spans
        kinds = {_key(span): mention.kind for span, mention in zip(spans, rewrite.mentions, strict=True)}
        held = [[one.start, one.end, one.text, one.reason, one.cue] for one in rewrite.held]
        # Plain values, so that they go to other processes and into files with the document.
        records = {**_records(doc), self.spans_key: {"options": self.options, "kinds": kinds, "held": held}}
        doc.user_data[_RECORDS] = records


@Language.factory(
    "cda_detector",
    default_config=_DEFAULTS,
    assigns=["doc.spans", "doc._.cda_held", "doc._.cda_swap", "span._.cda_entry", "span._.cda_kind"],
)
def make_detector(  # noqa: PLR0913, PLR0917 - the options are the public contract
    nlp: Language,  # noqa: ARG001 - spaCy gives it to every factory
    name: str,
    attribute: str | list[str],
    spans_key: str,
    names: str | dict[str, str],
    lexicon: str | dict[str, str] | None,
    model: str | None,
    guards: str,
    keep_names: list[str] | None,
    public_figures: str,
    hostile: str,
) -> CdaDetector:
    """Make the component; spaCy calls it for ``nlp.add_pipe("cda_detector", config={...})``.

    Args:
        nlp: The pipeline; its other components are not asked (see above, and ``model``).
        name: The name of the component in it.
        attribute: What is detected: ``gender``, ``race``, or the attribute of another lexicon; a list for several.
        spans_key: The key of ``doc.spans``.
        names: ``keep``, ``hold`` or ``swap`` (then names are mentions too); also a dict by attribute.
        lexicon: The lexicon, with or without version, or the path of a folder; also a dict by attribute.
        model: A spaCy package or path whose tagger, parser, recognizer and coreference decide; ``None`` for
            ``en_core_web_sm`` 3.8.0.
        guards: ``flag``, ``hold`` (what a cue speaks against is held) or ``off``.
        keep_names: Names that are never touched, nor what refers to them.
        public_figures: ``hold`` does the same for well-known people that are named in full; ``swap`` does not.
        hostile: With ``guards="hold"``, whether insults hold (``hold``) or not (``swap``).

    Returns:
        The component.

    Raises:
        CdaError: If an option is wrong.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("cda_detector", config={"attribute": ["gender", "race"]})
        >>> doc = nlp("A black waitress smiled.")
        >>> [span.label_ for span in doc.spans["cda"]]
        ['race:black', 'gender:feminine']
    """
    options = {
        "attribute": attribute,
        "names": names,
        "lexicon": lexicon,
        "model": model,
        "guards": guards,
        "keep_names": keep_names,
        "public_figures": public_figures,
        "hostile": hostile,
    }
    return CdaDetector(options, name=name, spans_key=spans_key)


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
    key = _key(span)
    found = (record["kinds"].get(key) for record in _records(span.doc).values())
    return next((kind for kind in found if kind), None)


def _held(doc: Doc) -> tuple[Held, ...]:
    """The words that were seen and left alone, sorted by place; offsets are those of ``doc.text``."""
    held = {Held(*one) for record in _records(doc).values() for one in record["held"]}
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
    records = _records(doc)
    if spans_key is None and len(records) > 1:
        hint = f"give spans_key: {', '.join(sorted(records))}"
        raise OptionError("several components have seen this document, with options of their own", hint=hint)
    if spans_key is not None and spans_key not in records:
        hint = f"those who did: {', '.join(sorted(records)) or 'none'}"
        raise OptionError(f"no component with spans_key={spans_key!r} has seen this document", hint=hint)
    record: Mapping[str, Any] = records[spans_key] if spans_key else next(iter(records.values()), {})
    return _rewriter({**record.get("options", {}), **options})(doc.text).text


_EXTENSIONS: tuple[tuple[Any, str, str, Callable[..., Any]], ...] = (
    (Span, "cda_entry", "getter", _entry),
    (Span, "cda_kind", "getter", _kind),
    (Doc, "cda_held", "getter", _held),
    (Doc, "cda_swap", "method", _swap),
)


def _records(doc: Doc) -> Mapping[str, Any]:
    records: Mapping[str, Any] = doc.user_data.get(_RECORDS, {})
    return records


def _span(doc: Doc, mention: Mention) -> Span:
    """The tokens that a mention stands in."""
    label = f"{mention.attribute}:{mention.group}"
    span = doc.char_span(mention.start, mention.end, label, span_id=mention.entry, alignment_mode="expand")
    if span is None:  # every character belongs to a token or to the blank after one, and no mention is blank
        raise AssertionError(f"no tokens for {mention}")
    return span


def _key(span: Span) -> str:
    """What tells a span from others, of another attribute or component too, that stand at the same place."""
    return f"{span.start_char}:{span.end_char} {span.label_} {span.id_}"


def _restored(options: Mapping[str, Any], name: str, spans_key: str) -> CdaDetector:
    return CdaDetector(options, name=name, spans_key=spans_key)


def _rewriter(options: Mapping[str, Any]) -> Rewriter:
    """A rewriter, the same one for the same options: ``cda_swap`` loads no second model beside its component's."""
    try:
        asked = json.dumps(dict(options), sort_keys=True)
    except TypeError:
        return Rewriter(**options)
    return _cached(asked)


@lru_cache(maxsize=8)
def _cached(options: str) -> Rewriter:
    return Rewriter(**json.loads(options))
