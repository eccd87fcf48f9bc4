"""What makes the component, with the options that stand in the configuration of a pipeline."""

from typing import Any

from spacy.language import Language

from cda.english import LANGUAGE
from cda.errors import OptionError
from cda.spacy_component.component import CdaDetector

_LANGUAGES = (LANGUAGE, "xx")
"""The languages that a pipeline may have; spaCy calls one ``xx`` that is of no language."""

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
    "annotations": "use",
}


@Language.factory(
    "cda_detector",
    default_config=_DEFAULTS,
    assigns=["doc.spans", "doc._.cda_held", "doc._.cda_swap", "span._.cda_entry", "span._.cda_kind"],
)
def make_detector(  # noqa: PLR0913, PLR0917 - the options are the public contract
    nlp: Language,
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
    annotations: str,
) -> CdaDetector:
    """Make the component; spaCy calls it for ``nlp.add_pipe("cda_detector", config={...})``.

    Args:
        nlp: The pipeline.
        name: The name of the component in it.
        attribute: What is detected: ``gender``, ``race``, or the attribute of another lexicon; a list for several.
        spans_key: The key of ``doc.spans``.
        names: ``keep``, ``hold`` or ``swap`` (then names are mentions too); also a dict by attribute.
        lexicon: The lexicon, with or without version, or the path of a folder; also a dict by attribute.
        model: A spaCy package or path whose tagger, parser, recognizer and coreference decide what the document does
            not say; ``None`` for ``en_core_web_sm`` 3.8.0.
        guards: ``flag``, ``hold`` (what a cue speaks against is held) or ``off``.
        keep_names: Names that are never touched, nor what refers to them.
        public_figures: ``hold`` does the same for well-known people that are named in full; ``swap`` does not.
        hostile: With ``guards="hold"``, whether insults hold (``hold``) or not (``swap``).
        annotations: ``use`` goes by the tags, parse, entities and coreference clusters that components before this one
            gave to the document, as far as cda knows their labels; what is found can then depend on these components.
            ``ignore`` goes by the text alone.

    Returns:
        The component.

    Raises:
        CdaError: If an option is wrong, or the pipeline is of another language than English.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("cda_detector", config={"attribute": ["gender", "race"]})
        >>> doc = nlp("A black waitress smiled.")
        >>> [span.label_ for span in doc.spans["cda"]]
        ['race:black', 'gender:feminine']
    """
    if nlp.lang not in _LANGUAGES:
        what = f"the pipeline is of the language {nlp.lang!r}, and the rules are those of {LANGUAGE!r}"
        raise OptionError(what, hint="add the component to an English pipeline, or to spacy.blank('en')")
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
    return CdaDetector(options, name=name, spans_key=spans_key, annotations=annotations, nlp=nlp)
