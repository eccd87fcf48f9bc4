from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from lexicon_folders import write_lexicon

import cda
from cda import Rewriter
from cda.api import detect, swap
from cda.errors import FieldNotText, OptionError, UnknownLexicon

TEXT = "The actress told her brother that Mr. Oak had seen him."


@pytest.fixture(scope="module")
def directed(rewriter):
    return {None: rewriter, "masculine": Rewriter(to="masculine"), "feminine": Rewriter(to="feminine")}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("names", "drop"),
        ("names", ""),
        ("guards", "on"),
        ("guards", "FLAG"),
        ("reflexive", "theirself"),
        ("to", "neuter"),
        ("to", ""),
    ],
)
def test_a_value_that_an_option_cannot_have_is_an_error_that_shows_the_choice(option, value):
    with pytest.raises(OptionError) as caught:
        Rewriter(**{option: value})
    assert repr(value) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "value",
    [
        {"names": "keep"},
        {"names": "hold"},
        {"guards": "off"},
        {"guards": "flag"},
        {"guards": "hold"},
        {"reflexive": "themselves"},
    ],
)
def test_every_value_that_is_built_is_accepted(value):
    assert Rewriter(**value)("She left.").text == "He left."


def test_an_option_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match="gendre"):
        Rewriter(gendre="x")


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (None, "The actor told his sister that Ms. Oak had seen her."),
        ("masculine", "The actor told his brother that Mr. Oak had seen him."),
        ("feminine", "The actress told her sister that Ms. Oak had seen her."),
    ],
)
def test_a_direction_leaves_the_words_of_its_own_group_alone(directed, to, expected):
    rewrite = directed[to](TEXT)
    assert rewrite.text == expected
    assert len(rewrite.mentions) == 5


def test_words_of_the_group_that_is_asked_for_are_mentions_and_not_held(directed):
    rewrite = directed["masculine"]("He and his brother left.")
    assert not rewrite.changed
    assert [mention.text for mention in rewrite.mentions] == ["He", "his", "brother"]
    assert rewrite.held == ()


def test_what_has_no_counterpart_is_held_with_its_reason(rewriter):
    rewrite = rewriter("A bloke told her.")
    assert rewrite.text == "A bloke told him."
    assert [(held.text, held.reason, held.cue) for held in rewrite.held] == [("bloke", "guard", "no_counterpart")]


@pytest.mark.parametrize("options", [{}, {"to": "feminine"}, {"to": {"gender": "masculine"}, "guards": "off"}])
def test_a_pickled_rewriter_gives_the_same(options):
    rewriter = Rewriter(**options)
    again = pickle.loads(pickle.dumps(rewriter))  # noqa: S301 - our own bytes
    texts = [TEXT, "She is pregnant; they called her at noon.", ""]
    assert list(again.pipe(texts)) == list(rewriter.pipe(texts))
    assert again.options() == rewriter.options()


def test_a_pickled_rewriter_is_small_even_after_use(rewriter):
    rewriter(TEXT)
    assert len(pickle.dumps(rewriter)) < 1000


def test_options_are_told_with_the_lexicon_resolved():
    rewriter = Rewriter(to={"gender": "feminine"}, seed=7)
    told = rewriter.options()
    assert told["lexicon"] == str(rewriter.lexicon)
    assert told["lexicon"].startswith("gender@1.")
    assert (told["attribute"], told["to"], told["names"], told["guards"]) == ("gender", "feminine", "keep", "flag")
    assert (told["model"], told["nouns"], told["reflexive"], told["seed"]) == (None, True, "themself", 7)


def test_options_may_be_given_by_attribute(directed):
    by_name = Rewriter(attribute=["gender"], to={"gender": "masculine"}, lexicon={"gender": "gender@1.0.0"})
    assert by_name(TEXT) == directed["masculine"](TEXT)


@pytest.mark.parametrize("option", ["to", "lexicon"])
def test_an_option_by_an_attribute_that_is_not_rewritten_is_an_error(option):
    with pytest.raises(OptionError, match="'age'"):
        Rewriter(**{option: {"age": "x"}})


def test_an_empty_dict_of_options_is_as_none(rewriter):
    assert Rewriter(to={}, lexicon={})(TEXT) == rewriter(TEXT)


def test_an_unknown_lexicon_is_an_error_before_any_text():
    with pytest.raises(UnknownLexicon):
        Rewriter(lexicon="gendr")


def test_a_lexicon_of_another_attribute_is_refused(tmp_path):
    rows = ["noun.x|NOUN|sg|alfo|alfa||both|core"]
    folder = write_lexicon(tmp_path / "age", manifest={"attribute": "age"}, entries=rows)
    with pytest.raises(OptionError, match="about age, not about gender"):
        Rewriter(lexicon=str(folder))


def test_a_lexicon_of_another_language_is_refused_as_the_rules_of_english_would_break_its_texts(tmp_path):
    rows = ["noun.amigo|NOUN|sg|amigo|compañera||both|core"]
    spanish = write_lexicon(tmp_path / "es", manifest={"language": "es"}, entries=rows)
    with pytest.raises(OptionError, match=r"'es'.*'en'") as caught:
        Rewriter(lexicon=str(spanish))
    assert caught.value.where == str(spanish)
    english = write_lexicon(tmp_path / "en", entries=rows)
    assert Rewriter(lexicon=str(english))("Vio a compañera.").text == "Vio an amigo."


def test_a_lexicon_of_ones_own_is_the_only_one_that_counts_unless_it_extends(tmp_path):
    rows = ["noun.wizard-witch|NOUN|sg|alfo|alfa||both|core"]
    alone = write_lexicon(tmp_path / "alone", entries=rows)
    above = write_lexicon(
        tmp_path / "above",
        manifest={"extends": "gender@1.0.0"},
        entries=["noun.alfo-alfa|NOUN|sg|alfo|alfa||both|core"],
    )
    assert Rewriter(lexicon=str(alone))("An alfo told his mother.").text == "An alfa told his mother."
    assert Rewriter(lexicon=str(above))("An alfo told his mother.").text == "An alfa told her father."


def test_a_lexicon_without_rows_changes_nothing(tmp_path):
    assert not Rewriter(lexicon=str(write_lexicon(tmp_path / "empty")))(TEXT).changed


def test_a_row_keeps_its_fields_and_their_order(rewriter):
    row = rewriter.row({"z": "She left.", "a": "", "m": "It rained.", "b": "Her brother."})
    assert list(row.texts.items()) == [("z", "He left."), ("a", ""), ("m", "It rained."), ("b", "His sister.")]


def test_a_row_without_fields_is_a_row_without_fields(rewriter):
    assert rewriter.row({}).texts == {}


def test_the_fields_of_a_row_are_rewritten_as_each_text_alone(rewriter):
    row = {"first": TEXT, "second": "They called her at noon."}
    assert dict(rewriter.row(row)) == {field: rewriter(text) for field, text in row.items()}


def test_rows_may_have_different_fields_and_come_in_order(rewriter):
    rows = [{"a": "He left."}, {}, {"b": "She left.", "c": "x"}]
    assert [row.texts for row in rewriter.rows(rows)] == [{"a": "She left."}, {}, {"b": "He left.", "c": "x"}]


def test_a_stream_longer_than_a_batch_keeps_its_order(rewriter):
    texts = [f"Number {number}: he left." for number in range(1100)]
    assert [out.text for out in rewriter.pipe(iter(texts))] == [text.replace("he", "she") for text in texts]


def test_a_stream_is_read_as_it_is_asked_for(rewriter):
    taken = []

    def texts():
        for number in range(5000):
            taken.append(number)
            yield "He left."

    next(rewriter.pipe(texts()))
    assert len(taken) < 5000


def test_all_gives_the_one_rewriting_of_gender(rewriter):
    assert rewriter.all(TEXT) == (rewriter(TEXT),)


def test_detect_finds_what_a_rewriting_tells(rewriter):
    text = "She saw the Burger King. A pregnant queen left."
    detection, rewrite = rewriter.detect(text), rewriter(text)
    assert tuple(one.mention for one in detection.found) == rewrite.mentions
    assert (detection.held, detection.flags) == (rewrite.held, rewrite.flags)


def test_swap_and_detect_are_the_short_way(rewriter):
    assert swap(TEXT) == rewriter(TEXT).text
    assert swap("She left.", to="feminine") == "She left."
    assert swap("She left.", to={"gender": "masculine"}) == "He left."
    assert detect(TEXT) == rewriter(TEXT).mentions


def test_the_short_way_refuses_wrong_options_too():
    with pytest.raises(OptionError):
        swap("x", to="neuter")
    with pytest.raises(OptionError):
        detect("x", gendre="x")
    with pytest.raises(TypeError):
        Rewriter(gendre="x")


@pytest.mark.parametrize(
    "first", ["from cda import Rewriter, swap, detect", "import cda.rewriter\nfrom cda import swap, detect"]
)
def test_swap_and_detect_are_functions_whatever_was_imported_before(first):
    code = f"{first}\nassert swap('He left.') == 'She left.'\nassert detect('He left.')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


def test_a_name_that_cda_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="swop"):
        _ = cda.swop
    assert set(cda.__all__) == set(dir(cda))
    assert all(hasattr(cda, name) for name in cda.__all__)


@pytest.mark.parametrize(
    "options",
    [
        {"attribute": 5},
        {"attribute": None},
        {"attribute": {"gender", "race"}},
        {"lexicon": 3},
        {"lexicon": {"names": 3}},
        {"model": 3},
        {"names": None},
        {"names": ["swap"]},
        {"nouns": 0},
        {"seed": True},
        {"to": 3},
    ],
)
def test_an_option_of_another_type_is_named_in_the_error(options):
    (name,) = options
    with pytest.raises(OptionError, match=name) as error:
        Rewriter(**options)
    assert error.value.hint


@pytest.mark.parametrize("value", [None, 3, b"She left."])
def test_what_is_no_text_is_refused_with_the_name_of_its_field(value):
    with pytest.raises(FieldNotText, match="'answer'"):
        Rewriter().row({"text": "She left.", "answer": value})


@pytest.mark.parametrize("call", [cda.swap, cda.detect])
def test_an_option_that_is_not_there_is_named_with_the_one_that_was_meant(call):
    with pytest.raises(OptionError, match="no option 'atribute'") as caught:
        call("She left.", atribute="race")
    assert caught.value.hint == "did you mean 'attribute'?"


def test_an_unknown_attribute_is_told_before_what_other_options_say_of_attributes():
    with pytest.raises(OptionError, match="no attribute 'genders'") as caught:
        Rewriter("genders", names={"gender": "swap"})
    assert caught.value.hint.startswith("did you mean 'gender'?")


@pytest.mark.parametrize("option", ["lexicon", "to"])
def test_who_does_not_say_of_which_of_several_attributes_is_told_the_form(option):
    with pytest.raises(OptionError, match="does not say of which attribute") as caught:
        Rewriter(["gender", "race"], **{option: "./place"})
    assert f"--{option} gender=./place or race=./place" in caught.value.hint
    assert "a dict by attribute in Python" in caught.value.hint


def test_a_group_that_is_not_there_is_named_with_the_one_that_was_meant():
    with pytest.raises(OptionError, match="no group 'female'") as caught:
        Rewriter(to="female")
    assert caught.value.hint.startswith("did you mean 'feminine'?")
