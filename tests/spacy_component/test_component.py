"""The component in pipelines, other processes, files.

An installation that is older than the entry point does not know it: importing the module registers the factory too.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span

import cda
from cda.errors import OptionError
from cda.model import find_model
from cda.spacy_component import CdaDetector, make_detector, register_extensions

ROOT = Path(__file__).parents[2]
TEXTS = ("Anna Berg said she met a Latina.", "He left Burger King.", "It rained.", "")
HOLDING = {"attribute": ["gender", "race"], "names": {"gender": "hold"}, "lexicon": {"gender": "gender@1"}}
ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]


def pipeline(name="cda_detector", nlp=None, **config):
    nlp = nlp or spacy.blank("en")
    nlp.add_pipe("cda_detector", name=name, config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


@pytest.fixture(scope="module")
def holding():
    return pipeline(**HOLDING)


def seen(doc, key="cda"):
    """Everything that the component says of a document."""
    spans = [(span.text, span.label_, span._.cda_entry, span._.cda_kind) for span in doc.spans[key]]
    return spans, doc._.cda_held, doc._.cda_swap()


def test_the_entry_point_is_the_factory():
    point = EntryPoint("cda_detector", ENTRY_POINTS["spacy_factories"]["cda_detector"], "spacy_factories")
    assert point.load() is make_detector


def test_an_installed_package_gives_the_component_without_an_import_of_cda(tmp_path):
    about = tmp_path / "installed-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: installed\nVersion: 1\n", encoding="utf-8")
    lines = [f"{name} = {where}" for name, where in ENTRY_POINTS["spacy_factories"].items()]
    (about / "entry_points.txt").write_text("\n".join(["[spacy_factories]", *lines, ""]), encoding="utf-8")
    code = """
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("cda_detector")
print([span.label_ for doc in [nlp("She left.")] for span in doc.spans["cda"]])
"""
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "['gender:feminine']\n", done.stderr


def test_importing_it_registers_no_extension():
    code = "import cda.spacy_component; from spacy.tokens import Doc, Span; print(Doc.has_extension('cda_held'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_mention_is_a_span_with_group_entry_and_kind(nlp):
    doc = nlp("She met her uncle.")
    assert seen(doc)[0] == [
        ("She", "gender:feminine", "pron.he-she", "pronoun"),
        ("her", "gender:feminine", "det.his-her", "pronoun"),
        ("uncle", "gender:masculine", "noun.uncle-aunt", "noun"),
    ]


def test_it_finds_what_detect_finds(nlp):
    text = "The actress thanked her fans, and Smith's wife his."
    found = [(one.start, one.end, f"{one.attribute}:{one.group}", one.entry) for one in cda.detect(text)]
    doc = nlp(text)
    assert [(one.start_char, one.end_char, one.label_, one.id_) for one in doc.spans["cda"]] == found


@given(st.text(st.sampled_from("she he's/-#😀👩‍🦰 \n\t.,'\u00a0\u200bé") | st.characters(codec="utf-8"), max_size=60))
def test_every_mention_of_any_text_lies_in_its_span(nlp, text):
    doc = nlp(text)
    found = cda.detect(text)
    assert len(found) == len(doc.spans["cda"])
    for mention, span in zip(found, doc.spans["cda"], strict=True):
        assert span.start_char <= mention.start < mention.end <= span.end_char


def test_a_mention_is_widened_to_its_token(nlp):
    doc = nlp("I met Mr. Smith.")
    assert [mention.text for mention in cda.detect(doc.text)] == ["Mr"]
    assert [span.text for span in doc.spans["cda"]] == ["Mr."]


def test_a_mention_within_a_token_gives_the_whole_token(nlp):
    doc = Doc(nlp.vocab, words=["she/he", "left"])
    assert {span.text for span in nlp.get_pipe("cda_detector")(doc).spans["cda"]} == {"she/he"}


def test_two_attributes_of_one_word_have_an_entry_each(holding):
    spans = seen(holding("She is a Latina."))[0]
    assert [one[1:] for one in spans if one[0] == "Latina"] == [
        ("gender:feminine", "noun.latino-latina", "noun"),
        ("race:hispanic", "noun.latina", "noun"),
    ]


def test_a_span_of_somebody_else_at_the_same_place_has_no_entry(nlp):
    doc = nlp("She left.")
    assert doc.spans["cda"][0]._.cda_entry == "pron.he-she"
    assert doc[0:1]._.cda_entry is None
    assert Span(doc, 0, 1, label="PERSON", span_id="Q42")._.cda_kind is None


def test_held_words_have_their_reasons(holding):
    held = [(one.text, one.reason, one.cue) for text in TEXTS for one in holding(text)._.cda_held]
    assert held == [("she", "kept_name", "Anna Berg"), ("Burger King", "protected", "protect.burger_king")]


def test_the_options_reach_the_detector():
    doc = pipeline(names="swap")("Mary smiled at us.")
    assert [(span.text, span._.cda_kind) for span in doc.spans["cda"]] == [("Mary", "name")]
    doc = pipeline(keep_names=["Ada Byron"])("Ada Byron said she left.")
    assert [one.reason for one in doc._.cda_held] == ["user", "user"]
    doc = pipeline(guards="hold")("She is pregnant.")
    assert [one.reason for one in doc._.cda_held] == ["guard"]


def test_swap_has_the_options_of_the_component(holding):
    assert holding(TEXTS[0])._.cda_swap() == "Anna Berg said she met a white man."


def test_swap_takes_options_that_win_over_those_of_the_component(nlp):
    doc = nlp("He met her.")
    assert doc._.cda_swap() == "She met him."
    assert doc._.cda_swap(to="feminine") == "She met her."
    assert doc._.cda_swap(keep_names={"Ada"}) == "She met him."
    with pytest.raises(OptionError, match="guards='x'"):
        doc._.cda_swap(guards="x")


def test_a_document_that_no_component_saw_is_swapped_with_the_defaults(nlp):
    doc = nlp.make_doc("He left Burger King.")
    assert (doc._.cda_held, doc._.cda_swap()) == ((), "She left Burger King.")


def test_two_components_keep_what_they_found_apart():
    nlp = pipeline("race", pipeline("gender"), attribute="race", spans_key="race")
    doc = nlp("A black waitress met her.")
    assert [span.label_ for span in doc.spans["cda"]] == ["gender:feminine", "gender:feminine"]
    assert [span.label_ for span in doc.spans["race"]] == ["race:black"]
    assert all(span._.cda_entry for key in ("cda", "race") for span in doc.spans[key])
    assert doc._.cda_swap(spans_key="race") == "A white waitress met her."
    with pytest.raises(OptionError, match="several components"):
        doc._.cda_swap()
    with pytest.raises(OptionError, match="no component"):
        doc._.cda_swap(spans_key="other")


def test_to_see_a_document_twice_changes_nothing(nlp):
    once = nlp("She met her uncle.")
    before = seen(once)
    assert seen(nlp.get_pipe("cda_detector")(once)) == before


@pytest.mark.parametrize("config", [{"guards": "x"}, {"attribute": "gendr"}, {"model": "no_such_model"}])
def test_a_wrong_option_is_told_when_the_component_is_made(config):
    with pytest.raises(cda.CdaError):
        pipeline(**config)


def test_the_extensions_survive_components_made_twice_and_refuse_to_replace_others():
    pipeline("two", pipeline("one"), spans_key="two")
    ours = Doc.remove_extension("cda_held")
    Doc.set_extension("cda_held", default="theirs")
    try:
        with pytest.raises(ValueError, match="E090"):
            register_extensions()
    finally:
        Doc.set_extension("cda_held", getter=ours[2], force=True)


def test_pipe_gives_what_one_by_one_gives(holding):
    alone = [seen(holding(text)) for text in TEXTS]
    assert [seen(doc) for doc in holding.pipe(TEXTS * 3, batch_size=5)] == alone * 3


def test_a_document_that_cannot_be_annotated_goes_to_the_error_handler_alone(monkeypatch):
    nlp = pipeline()
    rewriter = cda.Rewriter()

    class Failing:
        def __call__(self, text):
            if "bad" in text:
                raise RuntimeError(text)
            return rewriter(text)

        def pipe(self, texts):
            return map(self, texts)

    told = []
    monkeypatch.setattr(nlp.get_pipe("cda_detector"), "rewriter", Failing())
    nlp.set_error_handler(lambda name, _, docs, error: told.append((name, [doc.text for doc in docs], str(error))))
    docs = list(nlp.pipe(["She left.", "He is bad.", "He left."]))
    assert [doc.text for doc in docs] == ["She left.", "He left."]
    assert [len(doc.spans["cda"]) for doc in docs] == [1, 1]
    assert told == [("cda_detector", ["He is bad."], "He is bad.")]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_give_the_same(holding, tmp_path, method):
    script = tmp_path / "script.py"
    script.write_text(
        f"""
import json, multiprocessing, spacy
import cda.spacy_component
if __name__ == "__main__":
    multiprocessing.set_start_method({method!r})
    nlp = spacy.blank("en")
    nlp.add_pipe("cda_detector", config={HOLDING!r})
    for doc in nlp.pipe({TEXTS!r}, n_process=2, batch_size=2):
        spans = [(span.text, span.label_, span._.cda_entry, span._.cda_kind) for span in doc.spans["cda"]]
        held = [(one.start, one.end, one.text, one.reason, one.cue) for one in doc._.cda_held]
        print(json.dumps([spans, held, doc._.cda_swap()]))
""",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    expected = []
    for text in TEXTS:
        spans, held, swapped = seen(holding(text))
        held = [[one.start, one.end, one.text, one.reason, one.cue] for one in held]
        expected.append([[list(one) for one in spans], held, swapped])
    assert [json.loads(line) for line in done.stdout.splitlines()] == expected


def test_documents_come_back_from_a_doc_bin(holding):
    docs = list(holding.pipe(TEXTS))
    data = DocBin(docs=docs, store_user_data=True).to_bytes()
    back = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
    assert [seen(doc) for doc in back] == [seen(doc) for doc in docs]


def test_documents_come_back_from_bytes(holding):
    for doc in holding.pipe(TEXTS):
        assert seen(Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())) == seen(doc)


def test_a_pipeline_comes_back_from_a_folder_and_from_bytes(holding, tmp_path):
    holding.to_disk(tmp_path / "model")
    json.dumps(holding.config["components"]["cda_detector"])
    for back in (spacy.load(tmp_path / "model"), pipeline(**HOLDING).from_bytes(holding.to_bytes())):
        assert [seen(doc) for doc in back.pipe(TEXTS)] == [seen(doc) for doc in holding.pipe(TEXTS)]
        assert back.get_pipe("cda_detector").options == holding.get_pipe("cda_detector").options


def test_a_trained_pipeline_keeps_what_its_own_components_say(tmp_path):
    trained = spacy.load(find_model()[0], exclude=["parser", "lemmatizer", "attribute_ruler"])
    plain = trained("Anna Berg saw her dog.")
    trained.to_disk(tmp_path / "own")
    doc = pipeline(nlp=trained, names="hold", model=str(tmp_path / "own"))("Anna Berg saw her dog.")
    assert [token.tag_ for token in doc] == [token.tag_ for token in plain]
    assert [(one.text, one.label_) for one in doc.ents] == [(one.text, one.label_) for one in plain.ents]
    assert [span.label_ for span in doc.spans["cda"]] == ["gender:feminine"]
    assert [(one.text, one.reason) for one in doc._.cda_held] == [("her", "kept_name")]


def test_the_model_that_is_named_decides(tmp_path):
    own = spacy.blank("en")
    own.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Victoria"}])
    own.to_disk(tmp_path / "own")
    text = "Victoria is a station."
    doc = pipeline(names="swap")(text)
    assert len(doc.spans["cda"]) == 0
    doc = pipeline(names="swap", model=str(tmp_path / "own"))(text)
    assert [(span.text, span._.cda_kind) for span in doc.spans["cda"]] == [("Victoria", "name")]


def test_a_component_can_be_pickled_with_its_options():
    made = CdaDetector({"attribute": "race"}, name="one", spans_key="two")
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own bytes
    assert (again.options, again.name, again.spans_key) == (made.options, "one", "two")


def test_a_pipeline_of_another_language_is_refused():
    with pytest.raises(OptionError, match="of the language 'de'"):
        pipeline(nlp=spacy.blank("de"))
    assert pipeline(nlp=spacy.blank("xx"))("She left.")._.cda_swap() == "He left."


def test_an_option_of_a_swap_that_is_not_there_is_named_with_the_one_that_was_meant(nlp):
    with pytest.raises(OptionError, match="no option 'atribute'") as caught:
        nlp("She left.")._.cda_swap(atribute="race")
    assert caught.value.hint == "did you mean 'attribute'?"
