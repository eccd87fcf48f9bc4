"""What the components before this one say of a document decides; what they do not say is asked of the model.

The documents are made by hand and say what the model does not, so that it shows who was asked.
"""

from __future__ import annotations

import gc
import sys
from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import cda
from cda.errors import OptionError
from cda.model import find_model
from cda.reading import Passage
from cda.spacy_component import CdaDetector
from cda.spacy_component.documents import annotations_of, known_of
from cda.spacy_component.labels import PENN, RELATIONS

VOCAB = spacy.blank("en").vocab
DUCK = ("They", "saw", "her", "duck", ".")
NOUN = ("PRP", "VBD", "PRP$", "NN", ".")
VERB = ("PRP", "VBD", "PRP", "VB", ".")
"""Two readings of the same words; without a document the first one is chosen."""

DRIVER = ("The", "driver", "of", "the", "car", "is", "black", ".")
DRIVER_TAGS = ["DT", "NN", "IN", "DT", "NN", "VBZ", "JJ", "."]
OF_THE_DRIVER = (["det", "nsubj", "prep", "det", "pobj", "ROOT", "acomp", "punct"], [1, 5, 1, 4, 2, 5, 5, 5])
OF_THE_CAR = (["det", "dep", "prep", "det", "nsubj", "ROOT", "acomp", "punct"], [1, 5, 1, 4, 5, 5, 5, 5])

MEETING = ("Ada", "Byron", "met", "the", "queen", ".", "She", "left", ".")
ADA, QUEEN, SHE = (0, 2), (3, 5), (6, 7)


def doc_of(words, **said):
    """A document with a blank before every word but a mark."""
    spaces = [after != "." for after in [*words[1:], "."]]
    return Doc(VOCAB, words=list(words), spaces=spaces, **{key: list(values) for key, values in said.items()})


def detector(**config):
    own = {key: config.pop(key) for key in ("annotations", "nlp") if key in config}
    return CdaDetector({"attribute": "gender", **config}, **own)


def found(doc, component=None):
    """The mentions in a document: words and entries."""
    return [(span.text, span.id_) for span in (component or detector())(doc).spans["cda"]]


def clustered(*clusters):
    doc = doc_of(MEETING)
    for number, cluster in enumerate(clusters, 1):
        doc.spans[f"coref_clusters_{number}"] = [Span(doc, first, last) for first, last in cluster]
    return doc


@pytest.mark.parametrize(("tags", "entry"), [(NOUN, "det.his-her"), (VERB, "pron.him-her")])
def test_the_tags_of_the_document_decide(tags, entry):
    assert found(doc_of(DUCK, tags=tags)) == [("her", entry)]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"tags": ["PRON", "VERB", "PRON", "VERB", "PUNCT"]},
        {"tags": ["PRP", "VBD", "PPO", "VB", "."]},
        {"tags": ["PRP", "VBD", "", "VB", "."]},
        {"pos": ["PRON", "VERB", "PRON", "VERB", "PUNCT"]},
    ],
    ids=["none", "universal", "one of another set", "not of this word", "coarse"],
)
def test_where_the_document_has_no_penn_tag_for_the_word_the_model_decides(said):
    assert found(doc_of(DUCK, **said)) == [("her", "det.his-her")]


def test_to_ignore_annotations_is_to_go_by_the_text_alone():
    assert found(doc_of(DUCK, tags=VERB), detector(annotations="ignore")) == [("her", "det.his-her")]
    nlp = spacy.blank("en")
    nlp.add_pipe("cda_detector", config={"annotations": "ignore"})
    assert found(doc_of(DUCK, tags=VERB), nlp.get_pipe("cda_detector")) == [("her", "det.his-her")]


def test_annotations_are_used_or_ignored_and_nothing_else():
    with pytest.raises(OptionError, match="annotations='maybe'"):
        detector(annotations="maybe")


@pytest.mark.parametrize(("parse", "expected"), [(OF_THE_DRIVER, ["black"]), (OF_THE_CAR, [])])
def test_the_parse_of_the_document_decides_whose_colour_it_is(parse, expected):
    deps, heads = parse
    doc = doc_of(DRIVER, tags=DRIVER_TAGS, deps=deps, heads=heads)
    assert [word for word, _ in found(doc, detector(attribute="race"))] == expected


@pytest.mark.parametrize(
    ("tags", "deps", "heads"),
    [
        (None, *OF_THE_CAR),
        (["DET", "NOUN", "ADP", "DET", "NOUN", "AUX", "ADJ", "PUNCT"], *OF_THE_CAR),
        (DRIVER_TAGS, ["det", "obl", *OF_THE_CAR[0][2:]], OF_THE_CAR[1]),
        (DRIVER_TAGS, [*OF_THE_CAR[0][:-1], ""], OF_THE_CAR[1]),
        (DRIVER_TAGS, OF_THE_CAR[0], [1, 2, 1, *OF_THE_CAR[1][3:]]),
    ],
    ids=["no tags", "other tags", "other relations", "a word without", "a circle"],
)
def test_a_parse_that_cannot_be_read_leaves_the_answer_to_the_model(tags, deps, heads):
    doc = doc_of(DRIVER, deps=deps, heads=heads, **({"tags": tags} if tags else {}))
    assert [word for word, _ in found(doc, detector(attribute="race"))] == ["black"]


def test_the_entities_of_the_document_decide_who_is_a_person():
    words = ("Victoria", "is", "a", "station", ".")
    names = detector(names="swap")
    assert found(doc_of(words), names) == []
    assert [word for word, _ in found(doc_of(words, ents=["B-PERSON", *"OOOO"]), names)] == ["Victoria"]


DANCE = ("We", "saw", "Austin", "dance", ".")


def test_without_the_label_of_persons_entities_say_nothing_of_persons():
    names = detector(names="swap")
    assert [word for word, _ in found(doc_of(DANCE), names)] == ["Austin"]
    for ents in (["B-DATE", *"OOOO"], ["O", "O", "B-PER", "O", "O"], ["O"] * 5):
        assert [word for word, _ in found(doc_of(DANCE, ents=ents), names)] == ["Austin"]


def ruled(*patterns, after=(), **config):
    """A pipeline whose entities are those that are listed."""
    nlp = spacy.blank("en")
    rules = [{"label": label, "pattern": text} for label, text in patterns]
    nlp.add_pipe("entity_ruler").add_patterns(rules)
    nlp.add_pipe("cda_detector", config={"names": "swap", **config})
    if after:
        later = [{"label": label, "pattern": text} for label, text in after]
        nlp.add_pipe("entity_ruler", name="later").add_patterns(later)
    return nlp


@pytest.mark.parametrize(
    ("patterns", "after", "expected"),
    [
        ([("PERSON", "Ada Byron")], [], []),
        ([("DRUG", "Aspirin")], [], ["Austin"]),
        ([("DRUG", "Aspirin")], [("PERSON", "Ada Byron")], ["Austin"]),
    ],
    ids=["knows persons", "knows none", "comes later"],
)
def test_that_nobody_is_named_is_believed_of_a_component_before_that_knows_persons(patterns, after, expected):
    nlp = ruled(*patterns, after=after)
    texts = ["We saw Austin dance."] * 2
    for doc in (nlp(texts[0]), *nlp.pipe(texts)):
        assert [span.text for span in doc.spans["cda"]] == expected


@pytest.mark.parametrize(
    ("clusters", "expected"),
    [([(ADA, SHE)], ["Ada Byron", "She"]), ([(QUEEN, SHE)], ["Ada Byron"]), ([], ["Ada Byron", "She"])],
    ids=["Ada", "the queen", "without clusters"],
)
def test_the_clusters_of_the_document_decide_who_is_meant(clusters, expected):
    doc = detector(keep_names=["Ada Byron"])(clustered(*clusters))
    assert [one.text for one in doc._.cda_held] == expected


def test_documents_of_one_text_in_a_batch_each_say_their_own():
    docs = [doc_of(DUCK, tags=tags) for tags in (VERB, NOUN, VERB)]
    docs[1:1] = [doc_of(DUCK), doc_of(("It", "rained", "."))]
    entries = [[span.id_ for span in doc.spans["cda"]] for doc in detector().pipe(docs)]
    assert entries == [["pron.him-her"], ["det.his-her"], [], ["det.his-her"], ["pron.him-her"]]


def test_one_by_one_gives_what_batches_give():
    def some():
        yield from (doc_of(DUCK, tags=VERB), clustered((QUEEN, SHE)), doc_of(("Nobody", "came", ".")))

    component = detector(keep_names=["Ada Byron"])
    alone = [found(doc, component) for doc in some()]
    for size in (1, 2, 3):
        together = component.pipe(some(), batch_size=size)
        assert [[(span.text, span.id_) for span in doc.spans["cda"]] for doc in together] == alone


def test_a_swap_goes_by_what_the_detector_went_by():
    doc = detector()(doc_of(DUCK, tags=VERB))
    assert doc._.cda_swap() == "They saw him duck."
    later = detector()(doc_of(DUCK))
    for token, tag in zip(later, VERB, strict=True):
        token.tag_ = tag
    assert later._.cda_swap() == "They saw his duck."
    assert detector(annotations="ignore")(doc_of(DUCK, tags=VERB))._.cda_swap() == "They saw his duck."


def test_a_neutral_swap_goes_by_the_parse():
    words, tags = ("He", "of", "all", "people", "sings", "."), ["PRP", "IN", "DT", "NNS", "VBZ", "."]
    deps, heads = ["nsubj", "prep", "det", "pobj", "ROOT", "punct"], [4, 0, 3, 1, 4, 4]
    assert detector()(doc_of(words))._.cda_swap(to="neutral") == "They of all people sings."
    doc = detector()(doc_of(words, tags=tags, deps=deps, heads=heads))
    assert doc._.cda_swap(to="neutral") == "They of all people sing."


@pytest.mark.parametrize("attributes", [None, ["ORTH"]], ids=["all", "words alone"])
def test_a_document_from_a_file_is_swapped_by_what_it_still_says(attributes):
    doc = detector()(doc_of(DUCK, tags=VERB))
    stored = DocBin(store_user_data=True, **({"attrs": attributes} if attributes else {}))
    stored.add(doc)
    (back,) = DocBin().from_bytes(stored.to_bytes()).get_docs(spacy.blank("en").vocab)
    assert [span._.cda_entry for span in back.spans["cda"]] == ["pron.him-her"]
    assert back._.cda_swap() == ("They saw his duck." if attributes else "They saw him duck.")


def test_no_document_is_kept():
    component = detector(names="swap", keep_names=["Ada Byron"])
    doc = clustered((QUEEN, SHE))
    tagged = doc_of(DUCK, tags=VERB)
    gc.collect()
    before = [sys.getrefcount(one) for one in (doc, tagged)]
    list(component.pipe([doc, tagged]))
    component(doc)
    doc._.cda_swap()
    for group in (doc.spans, tagged.spans):
        group.clear()
    gc.collect()
    assert [sys.getrefcount(one) for one in (doc, tagged)] == before


def test_a_document_that_cannot_be_read_goes_to_the_error_handler_alone(monkeypatch):
    nlp = spacy.blank("en")
    nlp.add_pipe("cda_detector")
    told = []
    nlp.set_error_handler(lambda name, _, docs, error: told.append((name, len(docs), str(error))))

    def failing(doc, **options):
        if doc.text.startswith("Bad"):
            raise RuntimeError("bad")
        return annotations_of(doc, **options)

    monkeypatch.setattr("cda.spacy_component.component.annotations_of", failing)
    docs = list(nlp.pipe([doc_of(DUCK, tags=VERB), doc_of(("Bad", ".")), doc_of(DUCK, tags=NOUN)]))
    assert [doc.spans["cda"][0].id_ for doc in docs] == ["pron.him-her", "det.his-her"]
    assert told == [("cda_detector", 1, "bad")]


@Language.component("cda_test_verbs")
def verbs(doc):
    for token in doc:
        token.tag_ = "VB"
    return doc


@pytest.mark.parametrize("names", ["keep", "swap"])
def test_other_processes_go_by_the_documents_too(names):
    nlp = ruled(("PERSON", "Ada Byron"), names=names)
    nlp.add_pipe("cda_test_verbs", before="cda_detector")
    texts = ["They saw her duck.", "We saw Austin dance.", "Ada Byron left."] * 2
    docs = list(map(nlp, texts))
    expected = [[(span.text, span.id_) for span in doc.spans["cda"]] for doc in docs]
    assert expected[0] == [("her", "pron.him-her")]
    assert expected[1] == []
    others = nlp.pipe(texts, n_process=2, batch_size=2)
    assert [[(span.text, span.id_) for span in doc.spans["cda"]] for doc in others] == expected


def test_a_pickled_component_remembers_that_persons_were_recognized():
    component = ruled(("PERSON", "Ada Byron")).get_pipe("cda_detector")
    made, given_ = component.__reduce__()
    assert found(doc_of(DANCE, ents=["O"] * 5), made(*given_)) == []


TEXTS = (
    "Anna Berg saw her duck, and Jordan Low saw his. The black driver she met is tall.",
    "Mary told Will that the actress had left.\r\nHe did not believe her.",
    "Yesterday, in Charlotte, the prince\u00a0and Victoria\u200b danced 👩‍🦰.",
)


@pytest.fixture(scope="module")
def trained():
    return spacy.load(find_model()[0])


def test_a_pipeline_of_the_same_model_says_what_the_model_says_of_these_texts(trained):
    config = {"attribute": ["gender", "race"], "names": {"gender": "swap"}}
    last = detector(**config, nlp=trained)
    for doc in trained.pipe(TEXTS):
        assert set(annotations_of(doc, people=True)) == {"tags", "parse", "entities"}
        assert found(doc, last) == found(trained.make_doc(doc.text), last)


@pytest.mark.parametrize(("where", "expected"), [({"last": True}, "pron.him-her"), ({"first": True}, "det.his-her")])
def test_a_component_goes_by_those_before_it_and_not_by_those_after_it(where, expected):
    nlp = spacy.load(find_model()[0], exclude=["parser", "ner", "lemmatizer"])
    nlp.add_pipe("cda_test_verbs")
    nlp.add_pipe("cda_detector", **where)
    for doc in (nlp("They saw her duck."), *nlp.pipe(["They saw her duck."])):
        assert [span.id_ for span in doc.spans["cda"]] == [expected]
        assert doc._.cda_swap() == ("They saw him duck." if "last" in where else "They saw his duck.")


PIECES = ("she", "her", "his", "black", "Mary", "Will", "duck", "is", "'s", "-", ".", "her duck", "é👩‍🦰", "\n", " ")


@st.composite
def documents(draw):
    """Documents with any tokens, that say anything."""
    words = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
    size = len(words)

    def some(values):
        return draw(st.none() | st.lists(st.sampled_from(values), min_size=size, max_size=size))

    said = {
        "tags": some(["PRP", "PRP$", "NN", "JJ", "VBZ", ""]),
        "deps": some(["nsubj", "amod", "conj", "ROOT", ""]),
        "ents": some(["O", "B-PERSON", "B-ORG", ""]),
    }
    if said["deps"]:
        said["heads"] = draw(st.lists(st.integers(0, size - 1), min_size=size, max_size=size))
    doc = Doc(VOCAB, words=words, spaces=draw(st.lists(st.booleans(), min_size=size, max_size=size)), **said)
    if draw(st.booleans()):
        first = draw(st.integers(0, size - 1))
        doc.spans["coref_clusters_1"] = [doc[first : first + 1], doc[size - 1 : size]]
    return doc


@given(documents())
def test_whatever_a_document_says_mentions_lie_in_their_spans_and_batches_change_nothing(doc):
    component = anything()
    other = doc.copy()
    (seen,) = component.pipe([other])
    spans = found(doc, component)
    assert [(span.text, span.id_) for span in seen.spans["cda"]] == spans
    for span in doc.spans["cda"]:
        assert doc.text[span.start_char : span.end_char] == span.text
    assert isinstance(doc._.cda_swap(to={"gender": "neutral"}), str)


@cache
def anything():
    return detector(attribute=["gender", "race"], names={"gender": "swap"}, keep_names=["Mary"])


@given(documents(), st.data())
def test_the_tokens_of_a_passage_are_those_with_a_character_in_it(doc, data):
    text = doc.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    tokens = known_of({text: (doc, ["tags"])}).tags(Passage(text, start, end))
    inside = [one for one in doc if one.idx < end and one.idx + len(one) > start]
    if tokens is None:
        assert not all(one.tag_ or one.is_space for one in inside)
    else:
        expected = [text[max(one.idx, start) : min(one.idx + len(one), end)] for one in inside]
        assert [text[start:end][one.start : one.end] for one in tokens] == expected
        assert [one.tag for one in tokens] == [one.tag_ for one in inside]


def test_of_other_texts_nothing_is_known():
    known = known_of({"They left.": (doc_of(("They", "left", ".")), ["tags", "parse", "entities", "clusters"])})
    assert known.tags(Passage("We left.", 0, 2)) is known.clusters("We left.") is None


def test_the_labels_are_those_of_the_model(trained):
    assert set(trained.get_pipe("tagger").labels) <= PENN
    assert set(trained.get_pipe("parser").labels) <= RELATIONS


def test_what_is_found_in_a_document_without_annotations_is_what_detect_finds():
    for text in TEXTS:
        spans = found(spacy.blank("en")(text), detector())
        assert [entry for _, entry in spans] == [mention.entry for mention in cda.detect(text)]
