"""A component for spaCy pipelines: ``nlp.add_pipe("cda_detector")``.

The words are found in the text of a document by the lexicons that the options name, as everywhere in cda. What these
leave open is answered by the document itself, where components before this one have annotated it:

- tags (``token.tag_``), where all of them are Penn tags, as those of spaCy's English pipelines;
- the parse (``token.dep_``, ``token.head``), where its relations are those of spaCy's English pipelines and the tags
  count;
- entities (``doc.ents``), where a component before this one, or an entity of the document, has the label ``PERSON``;
- coreference (``doc.spans["coref_clusters_*"]``), where there is any such key.

What is missing, or has other labels, is asked of cda's own model, or of the one that ``model`` names, a window or a
sentence at a time. So what is found can depend on who stands before this component in the pipeline;
``config={"annotations": "ignore"}`` makes it depend on the text and the options alone.

spaCy imports this module by its entry point when ``cda_detector`` is first asked for; importing it registers the
factory and nothing else.
"""

from cda.spacy_component.component import CdaDetector
from cda.spacy_component.extensions import register_extensions
from cda.spacy_component.factory import make_detector

__all__ = ["CdaDetector", "make_detector", "register_extensions"]
