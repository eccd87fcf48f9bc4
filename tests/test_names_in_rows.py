"""One person, one name, in all fields of a row; and what stands beside a name that changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.lexicon.names import load_names

NAMES = load_names()
REWRITER = Rewriter(names="swap")


def other(name):
    return NAMES.get(name).counterpart


def test_a_name_is_the_same_in_all_fields_of_a_row():
    row = REWRITER.row(
        {"prompt": "Who is Margaret Low?", "chosen": "Margaret is my aunt.", "rejected": "MARGARET left."}
    )
    assert row.texts == {
        "prompt": f"Who is {other('Margaret')} Low?",
        "chosen": f"{other('Margaret')} is my uncle.",
        "rejected": f"{other('Margaret').upper()} left.",
    }


def test_a_nickname_follows_a_full_name_of_another_field():
    row = REWRITER.row({"a": "Edward Low is late.", "b": "Ted Low is his son."})
    ted = row["b"].text.split()[0]
    assert ted in {name for family in NAMES.families[other("Edward").upper()] for name in family}


def test_where_the_counterpart_stays_as_a_surname_another_name_is_written_and_the_edit_says_why():
    counterpart = other("Peter")
    out = REWRITER(f"Peter met Mr. {counterpart}.")
    (edit,) = [edit for edit in out.edits if edit.old == "Peter"]
    assert edit.new != counterpart
    assert edit.note


def test_the_possessive_of_a_name_in_s_gets_its_s():
    assert REWRITER("James' hat is new.").text == f"{other('James')}'s hat is new."


def test_the_article_before_a_name_fits_the_new_one():
    text = REWRITER("It is an Adam Low film.").text
    assert text == f"It is a{'n' if other('Adam')[0] in 'AEIOU' else ''} {other('Adam')} Low film."


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("keep", "John said she was late."),
        ("hold", "John said he was late."),
        ("swap", f"{other('John')} said she was late."),
    ],
)
def test_what_keep_hold_and_swap_do(names, expected):
    assert Rewriter(names=names)("John said he was late.").text == expected


def test_in_one_direction_names_of_the_target_stay():
    assert Rewriter(names="swap", to="feminine")("Mary met Peter.").text == f"Mary met {other('Peter')}."


def test_a_neutral_rewriting_keeps_names():
    assert Rewriter(names="swap", to="neutral")("Mary lost her hat.").text == "Mary lost their hat."


def test_who_is_held_keeps_the_name_too():
    text = "Margaret is pregnant. Peter laughed."
    out = Rewriter(names="swap", guards="hold")(text)
    assert out.text == f"Margaret is pregnant. {other('Peter')} laughed."


def test_a_listed_name_is_never_touched():
    out = Rewriter(names="swap", keep_names=["Margaret Low"])("Margaret Low met Peter. Margaret said she was late.")
    assert out.text == f"Margaret Low met {other('Peter')}. Margaret said she was late."


@pytest.mark.parametrize("figures", ["hold", "swap"])
def test_public_figures_are_held_or_not(figures):
    text = "Who was Albert Einstein and when was he born?"
    assert Rewriter(names="swap", public_figures=figures)(text).changed == (figures == "swap")


def test_names_by_race_change_together_with_words():
    out = Rewriter("race", names="swap")("Tyrone Washington is a black man.")
    assert out.text.endswith(" is a white man.")
    assert {edit.old for edit in out.edits} == {"Tyrone", "Washington", "black"}
    assert out.inverse() == "Tyrone Washington is a black man."


def test_both_attributes_give_a_name_that_fits_both():
    text = "Tyrone laughed."
    out = Rewriter(["gender", "race"], names="swap", to={"race": "white"})(text)
    entry = NAMES.get(out.text.split()[0])
    assert (entry.group, max(entry.shares) == entry.shares[0]) == ("feminine", True)


def test_a_name_that_changes_in_a_message_changes_in_tool_calls_of_any_field():
    row = REWRITER.row(
        {
            "messages[0].content": "Please book a table for Margaret Low, she is late.",
            "messages[1].content": '{"name": "book_table", "arguments": {"guest": "Margaret Low", "for": "her"}}',
            "messages[2].content": 'Booked: {"guest": "Margaret", "Margaret": 1}. Margaret left.',
        }
    )
    assert list(row.texts.values()) == [
        f"Please book a table for {other('Margaret')} Low, he is late.",
        f'{{"name": "book_table", "arguments": {{"guest": "{other("Margaret")} Low", "for": "her"}}}}',
        f'Booked: {{"guest": "{other("Margaret")}", "Margaret": 1}}. {other("Margaret")} left.',
    ]


def test_a_listed_name_stays_in_tool_calls_beside_names_that_change():
    rewriter = Rewriter(names="swap", keep_names=["Margaret Low"])
    row = rewriter.row(
        {
            "said": "Somebody called Peter.",
            "call": '{"to": "Margaret Low", "by": "Peter"}',
        }
    )
    assert '"to": "Margaret Low"' in row.texts["call"]
    assert f'"by": "{other("Peter")}"' in row.texts["call"]


ROWS = st.lists(
    st.sampled_from(
        [
            "Mary met Peter.",
            "Will Turner laughed.",
            "It rained.",
            "Susan's brother John left.",
            "PETER: Yes, Mary?",
            "Ted.",
        ]
    ),
    min_size=1,
    max_size=4,
)


@given(ROWS)
def test_the_inverse_restores_a_row_and_a_batch_gives_what_single_rows_give(texts):
    fields = {str(number): text for number, text in enumerate(texts)}
    row = REWRITER.row(fields)
    assert {name: out.inverse() for name, out in row.items()} == fields
    assert list(REWRITER.rows([{"x": "Nobody."}, fields]))[1] == row


@pytest.mark.parametrize("answer", ["Georgia.", "April.", "Austin", "“Florence”"])
def test_an_answer_of_one_word_that_may_be_a_place_or_a_time_stays(answer):
    assert not REWRITER.row({"question": "What is it?", "answer": answer}).changed


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who came?", "Jennifer."),
        ("Victoria came in, and she sat down. Who is meant?", "Victoria"),
        ("Who?", "Mary Low"),
    ],
)
def test_an_answer_that_is_a_person_changes(question, answer):
    row = REWRITER.row({"question": question, "answer": answer})
    assert row["answer"].changed
