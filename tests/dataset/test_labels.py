"""Columns that say the attribute: how they are found, and what becomes of them."""

from __future__ import annotations

import pyarrow as pa
import pytest

from cda.dataset.labels.choices import exchanged, parse_choices
from cda.dataset.labels.columns import LabelColumn
from cda.dataset.labels.telling import by_association, by_name, by_values, groups_named
from cda.errors import OptionError
from cda.rewriter import Rewriter

GROUPS = ("masculine", "feminine")


@pytest.fixture(scope="module")
def forms():
    rewriter = Rewriter()
    return lambda word: rewriter.groups_of("gender", word)


@pytest.mark.parametrize("column", ["gender", "speaker_gender", "authorSex", "is_female", "pronoun", "woman"])
def test_a_name_that_speaks_of_the_attribute_tells_it(column, forms):
    assert by_name(column, "gender", GROUPS, forms)


@pytest.mark.parametrize("column", ["label", "sentiment", "split", "source", "toxicity", "gendarme", "essex"])
def test_a_name_that_speaks_of_something_else_tells_nothing(column, forms):
    assert by_name(column, "gender", GROUPS, forms) is None


@pytest.mark.parametrize(
    ("value", "group"),
    [("women", "feminine"), ("F", "feminine"), ("Male", "masculine"), ("older_men", "masculine"), ("she", "feminine")],
)
def test_a_value_that_is_a_word_of_a_group_names_it(value, group, forms):
    assert groups_named(value, "gender", GROUPS, forms) == {group}


def test_values_of_other_things_name_no_group(forms):
    assert by_values(["pos", "neg", "world", "sports", "anger", "en"], "gender", GROUPS, forms) == ()


def test_a_long_text_is_no_label(forms):
    assert groups_named("the woman in the house next door", "gender", GROUPS, forms) == frozenset()


def test_a_strong_association_is_told_and_one_of_a_few_rows_is_not():
    pairs = [("a", "feminine"), ("b", "masculine")]
    assert by_association(pairs * 20) == pytest.approx(1.0)
    assert by_association(pairs) is None
    assert by_association([*pairs, ("a", "masculine"), ("b", "feminine")] * 20) is None


def test_a_value_for_each_row_is_no_association():
    assert by_association([(str(n), GROUPS[n % 2]) for n in range(40)]) is None


def test_exchanged_labels_go_both_ways():
    maps = parse_choices(["sex:F=M"]).maps["sex"]
    assert [exchanged(value, maps, [], lambda _: ()) for value in ("F", "M", "X", None)] == ["M", "F", "X", None]


def test_a_label_that_says_what_was_written_stays_in_one_direction():
    maps = parse_choices(["sex:female=male"]).maps["sex"]
    says = {"female": ["feminine"], "male": ["masculine"]}
    assert exchanged("female", maps, ["feminine"], says.__getitem__) == "female"
    assert exchanged("male", maps, ["feminine"], says.__getitem__) == "female"


def test_several_labels_may_become_one_and_that_one_stays():
    maps = parse_choices(["sex:female=unknown,male=unknown"]).maps["sex"]
    assert maps == {"female": "unknown", "male": "unknown"}


@pytest.mark.parametrize("text", ["sex", "sex:F", "sex:F=", "sex:F=F", ":F=M"])
def test_an_exchange_that_cannot_be_read_is_an_error(text):
    with pytest.raises(OptionError):
        parse_choices([text])


def test_a_column_cannot_be_kept_and_exchanged():
    with pytest.raises(OptionError):
        parse_choices(["sex:F=M"], kept=["sex"])


@pytest.mark.parametrize(
    ("column", "names", "shown"),
    [
        (pa.array([1, None, 0]), ("neg", "pos"), ["pos", None, "neg"]),
        (pa.array([True, None, False]), (), ["true", None, "false"]),
        (pa.array(["a", None, "b"]).dictionary_encode(), (), ["a", None, "b"]),
        (pa.array([3, None, 4], pa.int8()), (), ["3", None, "4"]),
    ],
)
def test_labels_are_shown_as_text_and_come_back_in_their_type(column, names, shown):
    label = LabelColumn("label", names)
    assert label.values(column) == shown
    again = label.column(shown, column.type)
    assert again.to_pylist() == column.to_pylist()
    assert again.type == column.type
