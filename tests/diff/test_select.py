"""Which pairs are drawn, and that their texts are those of the data."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from counted import steps
from run.corpus import job, rows, write_lines, write_parquet

from cda import Rewriter
from cda.diff import Wanted, sample
from cda.diff.texts import texts_of
from cda.errors import InputError, OptionError, RunUnfinished
from cda.marked import pieces
from cda.run.augment import augment_files

SOME = [
    *rows(60),
    {"text": "She is pregnant. Her uncle ate at Burger King.", "n": 99},
    {"text": "A nurse came.", "n": 100},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("diff")
    source = write_parquet(place / "in.parquet", SOME)
    augment_files(
        job(source, place / "out", split=0.7, splits=("train", "test"), id_column="n"), Rewriter(guards="hold")
    )
    return str(place / "out")


def drawn(folder, wanted=None, number=1000, *more):
    return list(sample(folder, wanted or Wanted(), number, *more).examples)


def texts(found):
    return [one.text for example in found for one in example.texts]


def test_all_pairs_come_in_the_order_of_the_data_with_their_texts(folder):
    found = drawn(folder)
    assert {one.outcome for one in found} == {"augmented"}
    assert [one.split for one in found] == sorted(one.split for one in found)
    for split in ("train", "test"):
        numbers = [int(one.source_id) for one in found if one.split == split]
        assert numbers == sorted(numbers)
        assert len(numbers) > 3
    given = {row["text"] for row in SOME}
    assert set(texts(found)) <= given


def test_both_sides_of_a_pair_are_rows_of_the_data(folder):
    written = {row["text"] for row in _written(folder)}
    for example in drawn(folder):
        for one in example.texts:
            shown = list(pieces(one.text, one.marks))
            assert {"".join(piece.old for piece in shown), "".join(piece.new for piece in shown)} <= written


def _written(folder):
    return [row for file in Path(folder).glob("data/*.parquet") for row in pq.read_table(file).to_pylist()]


def test_a_sample_is_the_same_for_a_seed_and_a_larger_one_has_it_in_it(folder):
    first, again, other = ([one.source_id for one in drawn(folder, None, 8, seed)] for seed in (1, 1, 2))
    assert first == again != other
    assert set(first) <= {one.source_id for one in drawn(folder, None, 12, 1)}
    assert first != [one.source_id for one in drawn(folder)][:8]


def test_it_says_how_many_there_are(folder):
    found = sample(folder, Wanted(), 4)
    every = sample(folder, Wanted(), 1000)
    assert (found.looked, found.matching, found.drawn) == (62, every.drawn, 4)
    assert every.matching == every.drawn == len(list(every.examples)) > 20


def test_one_split_alone(folder):
    assert {one.split for one in drawn(folder, Wanted(), 1000, 0, "test")} == {"test"}
    with pytest.raises(OptionError, match="there is no split 'dev'"):
        sample(folder, Wanted(), 4, 0, "dev")


def test_rules_are_names_or_patterns(folder):
    found = drawn(folder, Wanted(rule="noun.king-queen"))
    assert found
    assert all(text.startswith("The king") for text in texts(found))
    more = drawn(folder, Wanted(rule="noun.*"))
    assert len(more) > len(found)
    assert not drawn(folder, Wanted(rule="noun.kin"))


def test_a_text_is_found_by_what_it_was_and_by_what_it_became(folder):
    assert set(texts(drawn(folder, Wanted(grep=re.compile("^The king"))))) == set(
        texts(drawn(folder, Wanted(grep=re.compile("^The queen"))))
    )
    assert set(texts(drawn(folder, Wanted(grep=re.compile(r"queen.* No \d\.$"))))) == {
        "The king waved. No 1.",
        "The king waved. No 7.",
    }


def test_what_is_asked_holds_all_at_once(folder):
    assert not drawn(folder, Wanted(rule="noun.king-queen", grep=re.compile("uncle")))
    assert len(drawn(folder, Wanted(rule="noun.king-queen", grep=re.compile("king")))) == len(
        drawn(folder, Wanted(rule="noun.king-queen"))
    )


def test_rows_with_words_left_alone_are_shown_whether_they_have_a_counterfactual_or_not(folder):
    (found,) = drawn(folder, Wanted(held="guard"))
    assert (found.outcome, found.group) == ("held", None)
    (one,) = found.texts
    assert one.text == SOME[60]["text"]
    assert {(word["text"], word["reason"]) for word in one.held} == {
        ("She", "guard"),
        ("Her", "guard"),
        ("uncle", "guard"),
    }
    assert [one.text[mark.start : mark.end] for mark in one.marks] == [word["text"] for word in one.held]
    reasons = {
        word["reason"] for example in drawn(folder, Wanted(held="*")) for text in example.texts for word in text.held
    }
    assert reasons == {"guard", "protected", "public_figure"}
    with pytest.raises(OptionError, match="'gard'"):
        Wanted(held="gard")


def test_flags_are_shown_with_their_category(folder):
    (found,) = drawn(folder, Wanted(flagged="pregnancy*"))
    ((flag,),) = (one.flags for one in found.texts)
    assert (flag["text"], flag["category"]) == ("pregnant", "pregnancy_birth")
    assert not drawn(folder, Wanted(flagged="pregnancy*", outcome="augmented"))


def test_a_category_that_no_lexicon_and_no_row_has_is_refused(folder):
    with pytest.raises(OptionError, match="'nosuch'") as refused:
        sample(folder, Wanted(flagged="nosuch"), 3)
    assert "pregnancy_birth or " in refused.value.hint
    assert sample(folder, Wanted(flagged="slur"), 3).matching == 0
    assert sample(folder, Wanted(flagged="*", grep=re.compile("no such text")), 3).matching == 0
    Wanted(flagged="of_a_lexicon_of_mine").refuse_unknown({"of_a_lexicon_of_mine"})


def test_what_is_looked_for_is_found_in_as_many_steps_as_there_are_matches():
    def of_text(number):
        edits = [
            {"field": "text", "start": 5 * n, "end": 5 * n + 3, "new_start": 4 * n, "new_end": 4 * n + 2}
            | {"old": "She", "new": "He", "entry": "pron.he-she"}
            for n in range(number)
        ]
        pair = {"row": 0, "edits": edits, "held": [], "flags": []}
        row = {"text": "She. " * number}
        return lambda: texts_of(pair, row, Wanted(grep=re.compile("He")), "")

    (found,) = of_text(3)()
    assert [(mark.start, mark.end) for mark in found.marks if mark.kind == "same"] == [(0, 3), (5, 8), (10, 13)]
    assert steps(of_text(800)) < 4.5 * steps(of_text(200))


def test_many_texts_of_a_row_take_as_many_steps_as_there_are():
    def of_row(number):
        said = {f"t{n}": "She." for n in range(number)}
        edits = [
            {"field": name, "start": 0, "end": 3, "new_start": 0, "new_end": 2, "old": "She", "new": "He"}
            for name in said
        ]
        pair = {"row": 0, "edits": edits, "held": [], "flags": []}
        return lambda: texts_of(pair, said, Wanted(), "")

    assert steps(of_row(800)) < 4.5 * steps(of_row(200))


def test_rows_in_which_nothing_is_marked_are_shown_whole(folder):
    assert texts(drawn(folder, Wanted(outcome="no_mention", grep=re.compile("nurse")))) == ["A nurse came."]
    with pytest.raises(OptionError, match="'nothing'"):
        Wanted(outcome="nothing")


CHAT = [
    {"messages": [{"role": "user", "content": "Who is the waitress?"}, {"role": "assistant", "content": "My aunt."}]},
    {"messages": [{"role": "user", "content": "Did it rain?"}, {"role": "assistant", "content": "It did."}]},
]


def test_a_chat_has_a_text_for_each_message(tmp_path):
    augment_files(job(write_lines(tmp_path / "in.jsonl", CHAT), tmp_path / "out"), Rewriter())
    (found,) = drawn(str(tmp_path / "out"))
    assert [(one.field, one.text) for one in found.texts] == [
        ("messages[0].content", "Who is the waitress?"),
        ("messages[1].content", "My aunt."),
    ]


@pytest.mark.parametrize("strategy", ["substitute", "neutralize"])
def test_an_original_that_was_replaced_is_rebuilt(tmp_path, strategy):
    source = write_parquet(tmp_path / "in.parquet", SOME)
    to, replaced = ("neutral", {}) if strategy == "neutralize" else (None, {"p": 1.0})
    augment_files(job(source, tmp_path / "out", strategy=strategy, **replaced), Rewriter(to=to))
    found = texts(drawn(str(tmp_path / "out")))
    assert len(found) > 20
    assert set(found) <= {row["text"] for row in SOME}


def test_a_row_that_was_not_written_is_shown_by_its_words(tmp_path):
    source = write_parquet(tmp_path / "in.parquet", SOME)
    augment_files(job(source, tmp_path / "out", strategy="only-pairs"), Rewriter(guards="hold"))
    (found,) = drawn(str(tmp_path / "out"), Wanted(held="guard"))
    ((one,),) = (found.texts,)
    assert one.text is None
    assert [word["text"] for word in one.held] == ["She", "Her", "uncle"]


@pytest.mark.parametrize("format_", ["parquet", "jsonl", "csv"])
def test_every_format_with_the_columns_of_the_input_can_be_shown(tmp_path, format_):
    some = [{"text": "She said:\r\n\"her, 'his'\"", "n": 1}, {"text": "", "n": 2}, {"text": "Her uncle.\n", "n": 3}]
    augment_files(job(write_parquet(tmp_path / "in.parquet", some), tmp_path / "out", format=format_), Rewriter())
    assert texts(drawn(str(tmp_path / "out"))) == [some[0]["text"], some[2]["text"]]


def test_counterfactuals_of_several_groups_are_pairs_of_their_own(tmp_path):
    some = [{"text": "The Asian doctor met a Black nurse.", "n": 0}]
    source = write_parquet(tmp_path / "in.parquet", some)
    augment_files(job(source, tmp_path / "out"), Rewriter(attribute="race", to="all"))
    found = drawn(str(tmp_path / "out"))
    assert len({one.group for one in found}) == len(found) > 2
    assert set(texts(found)) == {some[0]["text"]}


def test_a_folder_in_a_store_of_objects(tmp_path):
    source = write_parquet(tmp_path / "in.parquet", SOME)
    augment_files(job(source, "memory://diff/out"), Rewriter())
    assert texts(drawn("memory://diff/out"))[0] == SOME[0]["text"]


def test_texts_that_were_exported_away_are_an_error(tmp_path):
    augment_files(job(write_lines(tmp_path / "in.jsonl", CHAT), tmp_path / "out", format="trl-sft"), Rewriter())
    prompts = [{"prompt": "Who is she?", "completion": "My aunt."}]
    augment_files(job(write_lines(tmp_path / "b.jsonl", prompts), tmp_path / "b", format="openai-sft"), Rewriter())
    with pytest.raises(InputError, match="the rows have no field 'prompt'"):
        drawn(str(tmp_path / "b"))


def test_a_folder_without_a_run_is_an_error(tmp_path):
    with pytest.raises(RunUnfinished):
        sample(str(tmp_path), Wanted(), 3)


def test_strings_that_are_no_texts_of_the_run_are_not_shown(tmp_path):
    chat = [{"role": "user", "content": "It rained."}, {"role": "assistant", "content": "So it did."}]
    source = write_lines(tmp_path / "in.jsonl", [{"messages": chat, "origin": "weather"}] * 2)
    augment_files(job(source, tmp_path / "out"), Rewriter())
    found = drawn(str(tmp_path / "out"), Wanted(outcome="no_mention"))
    assert texts(found) == ["It rained.", "So it did."] * 2
    (tmp_path / "out" / ".cda" / "plan.json").unlink()  # then any string may be one
    assert "weather" in texts(drawn(str(tmp_path / "out"), Wanted(outcome="no_mention")))
