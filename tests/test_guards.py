"""What is held: rows and sentences for cues, people for their names, and always the whole of a person."""

from __future__ import annotations

import json
import pickle

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lexicon_folders import write_lexicon
from test_properties import check_rewrite, texts

import cda
from cda import Rewriter
from cda.cli.augment import augment as augment_command
from cda.cli.text import swap as swap_command
from cda.errors import OptionError
from cda.resolution.nearest import NearestResolver
from cda.resolution.rows import join


@pytest.fixture(scope="module")
def holding():
    return Rewriter(guards="hold")


@pytest.fixture(scope="module")
def naming():
    return Rewriter(names="hold")


def held(rewrite):
    return [(one.text, one.reason, one.cue) for one in rewrite.held]


def test_a_blocking_cue_holds_the_whole_row_where_its_person_is_mentioned_again(holding):
    row = holding.row({"a": "She is pregnant. The king slept.", "b": "Her brother came."})
    assert not row.changed
    assert held(row["a"]) == [("She", "guard", "cue.pregnant"), ("king", "guard", "cue.pregnant")]
    assert held(row["b"]) == [("Her", "guard", "cue.pregnant"), ("brother", "guard", "cue.pregnant")]
    assert row.guarded == ("feminine",)


def test_a_blocking_cue_holds_its_sentence_where_its_person_is_mentioned_nowhere_else(holding):
    row = holding.row({"text": "A pregnant woman sat down with her son. The king left. He sang."})
    assert row["text"].text == "A pregnant woman sat down with her son. The queen left. She sang."
    assert [one.text for one in row["text"].held] == ["woman", "her", "son"]


def test_a_person_beside_a_held_one_is_held_in_other_sentences_too(holding):
    out = holding("My brother visited his pregnant wife. He was late. The queen slept.")
    assert out.text == "My brother visited his pregnant wife. He was late. The king slept."
    assert [one.text for one in out.held] == ["brother", "his", "wife", "He"]


def test_a_person_in_another_field_is_mentioned_elsewhere(holding):
    row = holding.row({"prompt": "A pregnant woman sat down.", "chosen": "She sang.", "rejected": "The king sang."})
    assert not row.changed


def test_several_people_are_meant_by_any_word_of_their_group(holding):
    assert not holding("Forty percent of women agree. The girls laughed and the king left.").changed
    assert holding("Forty percent of women agree. The king left.").text == (
        "Forty percent of women agree. The queen left."
    )


def test_a_note_holds_nothing(holding):
    out = holding("He has a beard. She is gay.")
    assert out.text == "She has a beard. He is gay."
    assert [flag.strength for flag in out.flags] == ["note", "note"]


def test_a_held_row_still_has_its_flags(holding):
    assert [flag.cue for flag in holding("She is pregnant.").flags] == ["cue.pregnant"]


def test_flag_reports_and_off_does_neither():
    text = "She is pregnant."
    flag, off = Rewriter(guards="flag")(text), Rewriter(guards="off")(text)
    assert (flag.text, len(flag.flags), flag.held) == ("He is pregnant.", 1, ())
    assert (off.text, off.flags, off.held) == ("He is pregnant.", (), ())


def test_one_direction_holds_only_what_it_would_edit():
    text = "She is pregnant. Her brother is here."
    assert Rewriter(to="feminine", guards="hold")(text).text == "She is pregnant. Her sister is here."
    assert not Rewriter(to="masculine", guards="hold")(text).changed


def test_a_neutral_form_is_not_made_false_by_the_body_but_by_a_claim():
    neutral = Rewriter(to="neutral", guards="hold")
    assert neutral("She is pregnant.").text == "They are pregnant."
    assert not neutral("She was the first woman to win.").changed


def test_a_pair_that_one_word_is_written_for_is_held_as_one():
    text = "The first woman to win it was she. He or she who wins may keep it."
    out = Rewriter(to="neutral", guards="hold")(text)
    assert "they or she" not in out.text.lower()
    assert "he or they" not in out.text.lower()


@pytest.mark.parametrize(
    ("text", "referent"),
    [
        ("The queen met her pregnant daughter.", ["daughter"]),
        ("The queen knew that the girl was pregnant.", ["girl"]),
        ("The king saw him; pregnant again, she left.", ["she"]),
        ("Ann Oak is pregnant. She left.", ["She"]),
        ("The king patted his prostate; the queen laughed.", ["his"]),
        ("I was pregnant when she came.", []),
        ("It made him look pregnant.", []),
        ("The owl is pregnant. The queen left.", []),
    ],
)
def test_a_cue_speaks_of_one_person(rewriter, text, referent):
    detection = rewriter.detect(text)
    assert [detection.found[place].mention.text for one in detection.concerns for place in one.mentions] == referent


@pytest.mark.parametrize(
    "text",
    [
        "The king and a group of women left.",
        "He worked with lots of men.",
        "He won the Academy Award for Best Actor.",
        "She prayed for the pope and for her sons.",
        "She hired a wet nurse.",
        "She wrote about the gender gap.",
    ],
)
def test_talk_that_names_a_cue_in_passing_holds_nothing(holding, text):
    assert holding(text).changed
    assert not any(one.reason == "guard" and one.cue.startswith("cue.") for one in holding(text).held)


def test_a_mark_at_the_edge_of_a_cue_must_stand_there(holding):
    assert not holding("40 % of women agree.").changed
    assert holding("A group of women agree.").changed


@pytest.mark.parametrize(
    "text",
    [
        "She gave birth to twins.",
        "He had prostate surgery.",
        "She was the first woman to lead the choir.",
        "The word \u201cshe\u201d is short, he said.",
        "Her ovaries hurt.",
        "His vasectomy failed.",
        "She was breastfeeding.",
        "Women earn less than men there.",
        "She plays in the WNBA.",
        "She carried the child in her womb.",
    ],
)
def test_what_would_be_false_or_absurd_is_held(holding, text):
    assert not holding(text).changed
    assert all(one.reason == "guard" for one in holding(text).held)


def test_a_lexicon_of_ones_own_adds_cues(tmp_path):
    cues = [
        "cue.valkyrie|valkyrie|feminine|block|referent|myth|any",
        "cue.pregnant|pregnant|feminine|note|referent|pregnancy_birth|any",
        "cue.saga|Saga Ball|any|block|row|event|exact",
    ]
    folder = write_lexicon(tmp_path / "own", manifest={"extends": "gender@1.0.0"}, cues=cues)
    own = Rewriter(lexicon=str(folder), guards="hold")
    assert held(own("She is a valkyrie.")) == [("She", "guard", "cue.valkyrie")]
    assert own("She is pregnant.").text == "He is pregnant."
    assert not own("He came. It rained. Here is the Saga Ball.").changed
    assert held(own("She gave birth.")) == [("She", "guard", "cue.gave_birth")]


def test_a_name_keeps_its_pronouns_titles_and_appositions(naming):
    out = naming("Mrs. Angela Harris, a famous actress, met the king. She smiled. He bowed.")
    assert out.text == "Mrs. Angela Harris, a famous actress, met the queen. She smiled. She bowed."
    assert held(out) == [(word, "kept_name", "Angela Harris") for word in ("Mrs", "actress", "She")]


def test_names_are_followed_through_the_fields_of_a_row(naming):
    row = naming.row({"prompt": "Who is Angela Harris?", "chosen": "She is an actress. The king knows her."})
    assert row["chosen"].text == "She is an actress. The queen knows her."


def test_without_names_everything_is_swapped(naming, rewriter):
    text = "The king met her brother. He slept."
    assert naming(text).text == rewriter(text).text == "The queen met his sister. She slept."


def test_listed_names_are_held_with_what_refers_to_them():
    out = Rewriter(keep_names=["Ada Low"])("Ada Low sang. She bowed. Mrs. Low met Peter Oak. He lost his hat.")
    assert out.text == "Ada Low sang. She bowed. Mrs. Low met Peter Oak. She lost her hat."
    assert held(out) == [
        ("Ada Low", "user", "Ada Low"),
        ("She", "user", "Ada Low"),
        ("Mrs", "user", "Ada Low"),
        ("Low", "user", "Low"),
    ]


def test_a_listed_name_that_is_a_word_of_the_lexicon_is_held():
    out = Rewriter(keep_names=["The Waitress"])("The Waitress is a film. The waitress left.")
    assert out.text == "The Waitress is a film. The waiter left."


def test_a_listed_name_is_reported_where_nothing_else_is_found():
    assert held(Rewriter(keep_names=["Ada Low"])("Ada Low.")) == [("Ada Low", "user", "Ada Low")]


def test_who_is_somebody_to_a_name_to_keep_stays_too():
    rewriter = Rewriter(names="swap", keep_names=["Ada Low"])
    assert rewriter("Ada Low left her husband Peter.").text == "Ada Low left her husband Peter."


def test_a_mention_in_a_name_to_keep_is_said_to_be_held_once():
    out = Rewriter(names="swap", keep_names=["Ada Low"])("Who is Ada Low and when was she born?")
    assert held(out) == [("Ada Low", "user", "Ada Low"), ("she", "user", "Ada Low")]


@pytest.mark.parametrize("value", ["Ada Low", [1], [None], [" "], ["\ud800"], 5])
def test_names_to_keep_are_a_list_of_strings(value):
    with pytest.raises(OptionError, match="keep_names"):
        Rewriter(keep_names=value)


def test_a_pickled_holder_gives_the_same():
    rewriter = Rewriter(guards="hold", names="hold", keep_names=("Ada Low",))
    again = pickle.loads(pickle.dumps(rewriter))  # noqa: S301 - our own bytes
    text = "Ada Low is pregnant. She met Angela Harris and her sons. The king left."
    assert again(text) == rewriter(text)
    assert again.options() == rewriter.options()


PEOPLE = st.sampled_from(["aunt", "uncle", "queen", "king", "bloke", "girl", "boy", "sister", "brother", "courtesan"])
ENDS = st.sampled_from(
    ["slept", "is pregnant", "had prostate surgery", "met Ada Low", "saw her", "saw him", "lost her hat", "wept"]
)
SENTENCES = st.one_of(
    st.tuples(st.sampled_from(["The", "A", "My", "Another"]), PEOPLE, ENDS).map(" ".join),
    st.tuples(st.sampled_from(["She", "He", "Her brother", "His wife", "It", "Mrs. Low", "Mr. Low"]), ENDS).map(
        " ".join
    ),
)
ROWS = st.lists(st.lists(SENTENCES, max_size=5).map(lambda some: "".join(f"{one}. " for one in some)), max_size=3)
HOLDERS = {
    (guards, to, keep): Rewriter(guards=guards, to=to, keep_names=keep)
    for guards in ("flag", "hold")
    for to in (None, "masculine")
    for keep in (None, ("Ada Low",))
    if guards == "hold" or keep
}


@given(ROWS, st.sampled_from(sorted(HOLDERS, key=str)))
def test_one_person_never_has_two_genders_in_an_output(fields, options):
    rewriter = HOLDERS[options]
    row = rewriter.row({str(number): text for number, text in enumerate(fields)})
    if options[2]:
        return check_held(row)  # names are found by the model: what is checked is what was held
    joined = join(fields, [rewriter.detect(text) for text in fields])
    clusters = NearestResolver().resolve(joined.text, joined.mentions, (), joined.plurals)
    edited: dict[int, set[bool]] = {}
    places = [
        any(edit.start < mention.end and mention.start < edit.end for edit in rewrite.edits)
        for rewrite in row.values()
        for mention in rewrite.mentions
    ]
    for person, place in zip(clusters.mentions, places, strict=True):
        if person is not None:
            edited.setdefault(person, set()).add(place)
    assert all(len(found) == 1 for found in edited.values())
    return check_held(row)


def check_held(row):
    for rewrite in row.values():
        for one in rewrite.held:
            assert rewrite.original[one.start : one.end] == one.text
            assert not any(edit.start < one.end and one.start < edit.end for edit in rewrite.edits)


@given(texts)
def test_any_text_survives_all_holds(text):
    out = HOLDERS["hold", None, ("Ada Low",)](text)
    check_rewrite(text, out)


@pytest.mark.parametrize("options", [{"guards": "hold"}, {"names": "hold"}, {"keep_names": ["Ada Low"]}])
def test_a_row_does_not_depend_on_the_rows_beside_it(options):
    rewriter = Rewriter(**options)
    rows = [{"a": "She is pregnant."}, {}, {"a": "Ada Low met Angela Harris. She left.", "b": "He sat."}, {"a": ""}]
    assert list(rewriter.rows(rows)) == [rewriter.row(row) for row in rows]


def run(tmp_path, *options):
    rows = ["She is pregnant. She left.", "He left.", "His prostate hurts. He left.", "Ada Low sang. She left."]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"text": row}) + "\n" for row in rows), "utf-8")
    done = CliRunner().invoke(augment_command, [str(source), "-o", str(tmp_path / "out"), *options])
    assert done.exit_code == 0, done.output
    (pairs,) = (tmp_path / "out" / "pairs").glob("*.parquet")
    return done.output, pq.read_table(pairs).to_pylist(), (tmp_path / "out" / "README.md").read_text("utf-8")


def test_a_run_holds_by_default_and_says_how_many_rows_for_which_group(tmp_path):
    output, pairs, card = run(tmp_path)
    assert [pair["outcome"] for pair in pairs] == ["held", "augmented", "held", "augmented"]
    assert {one["cue"] for one in pairs[0]["held"]} == {"cue.pregnant"}
    assert "rows held: 2" in output
    assert "rows held for cues of the feminine group: 1" in output
    assert "| rows held for cues of the masculine group | 1 |" in card


def test_a_run_that_flags_holds_nothing(tmp_path):
    output, pairs, _ = run(tmp_path, "--guards", "flag")
    assert [pair["outcome"] for pair in pairs] == ["augmented"] * 4
    assert "for cues of" not in output


def test_a_run_takes_names_from_a_file_and_the_card_repeats_it(tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("\ufeffAda Low\r\n\r\n", "utf-8")
    _, pairs, card = run(tmp_path, "--keep-names", str(names))
    assert [pair["outcome"] for pair in pairs] == ["held", "augmented", "held", "held"]
    assert f"--keep-names={names}" in card


def test_swap_flags_by_default_and_holds_when_asked():
    text = "She is pregnant.\n"
    assert CliRunner().invoke(swap_command, input=text).output == "He is pregnant.\n"
    assert CliRunner().invoke(swap_command, ["--guards", "hold"], input=text).output == text


def test_a_file_of_names_that_is_not_there_is_an_error_with_its_place(tmp_path):
    done = CliRunner().invoke(swap_command, ["--keep-names", str(tmp_path / "none.txt")], input="x")
    assert isinstance(done.exception, OptionError)
    assert "none.txt" in done.exception.message


def test_a_swap_of_one_text_holds_too():
    assert cda.swap("She is pregnant.", guards="hold") == "She is pregnant."
