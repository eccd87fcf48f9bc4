"""What the names of a row become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.detection.person import Part, PersonName
from cda.lexicon.names import load_names, name_key
from cda.naming.rename import modal, rename, written
from cda.naming.rename_race import GIVEN, group_of_race, rename_race

NAMES = load_names()
PAIRED = [entry for entry in NAMES.entries() if entry.counterpart][:3000]
SWAP = {"masculine": "feminine", "feminine": "masculine"}
SHOWN = [key for part, key in NAMES.race if part == "first"]


def person(first, last=None):
    given_name = Part(0, len(first), first, NAMES.get(first))
    start = len(first) + 1
    family = (Part(start, start + len(last), last, None),) if last else ()
    text = f"{first} {last}" if last else first
    return PersonName(0, len(text), text, (given_name,), family)


ROWS = st.lists(st.sampled_from([entry.name for entry in PAIRED]), min_size=1, max_size=8, unique=True)


def follows_another_gender(name, names):
    heads = {family[0] for family in NAMES.families.get(name_key(name), ())} & set(names) - {name}
    return any(NAMES.get(head).group != NAMES.get(name).group for head in heads)


@given(ROWS)
def test_no_two_names_of_a_row_become_the_same_and_all_change_gender(names):
    names = [name for name in names if not follows_another_gender(name, names)]
    found = rename([person(name) for name in names], frozenset(), NAMES, SWAP)
    assert found.keys() == {name_key(name) for name in names}
    assert len({name_key(one.new) for one in found.values()}) == len(names)
    assert all(NAMES.get(key).group != NAMES.get(one.new).group for key, one in found.items())


@given(ROWS)
def test_the_result_of_a_row_has_no_name_twice(names):
    found = rename([person(name) for name in names], frozenset(), NAMES, SWAP)
    after = [name_key(found[name_key(name)].new) if name_key(name) in found else name_key(name) for name in names]
    assert len(set(after)) == len(names)


@given(ROWS)
def test_names_that_are_alone_in_their_row_are_restored_by_a_second_swap_and_keep_their_census_group(names):
    for name in names:
        (once,) = rename([person(name)], frozenset(), NAMES, SWAP).values()
        (twice,) = rename([person(once.new)], frozenset(), NAMES, SWAP).values()
        assert name_key(twice.new) == name_key(name)
        assert once.note == ""


@given(ROWS, st.data())
def test_a_name_that_stays_in_the_row_is_never_written(names, data):
    counterparts = [name_key(NAMES.get(name).counterpart) for name in names]
    stays = frozenset(data.draw(st.sets(st.sampled_from(counterparts)))) - {name_key(name) for name in names}
    found = rename([person(name) for name in names], stays, NAMES, SWAP)
    assert not {name_key(one.new) for one in found.values()} & stays


@given(ROWS)
def test_the_order_of_the_names_does_not_matter(names):
    people = [person(name) for name in names]
    assert rename(people, frozenset(), NAMES, SWAP) == rename(people[::-1], frozenset(), NAMES, SWAP)


def test_two_counterparts_in_a_row_trade_places():
    mary = NAMES.get("Mary")
    found = rename([person("Mary"), person(mary.counterpart)], frozenset(), NAMES, SWAP)
    assert (found["MARY"].new, found[name_key(mary.counterpart)].new) == (mary.counterpart, "Mary")


def test_where_the_counterpart_stays_the_next_name_is_taken_with_a_note():
    counterpart = NAMES.get("Mary").counterpart
    (renaming,) = rename([person("Mary")], frozenset({name_key(counterpart)}), NAMES, SWAP).values()
    assert renaming.new != counterpart
    assert counterpart in renaming.note
    assert modal(NAMES.get(renaming.new)) == modal(NAMES.get(counterpart))


def test_a_row_full_of_names_that_stay_leaves_a_name_as_it_is():
    every = frozenset(name_key(entry.name) for entry in NAMES.entries()) - {"MARY"}
    assert rename([person("Mary")], every, NAMES, SWAP) == {}


def test_in_one_direction_names_of_the_other_gender_stay():
    found = rename([person("Mary"), person("Peter")], frozenset(), NAMES, {"masculine": "feminine"})
    assert found.keys() == {"PETER"}


def test_a_nickname_of_several_names_follows_the_full_name_of_the_row():
    with_edward = rename([person("Ted"), person("Edward")], frozenset(), NAMES, SWAP)
    with_theodore = rename([person("Ted"), person("Theodore")], frozenset(), NAMES, SWAP)
    for found, head in ((with_edward, "EDWARD"), (with_theodore, "THEODORE")):
        family = NAMES.families[name_key(found[head].new)][0]
        assert found["TED"].new in family


def test_a_nickname_beside_its_full_name_becomes_a_nickname_of_what_that_becomes():
    found = rename([person("Bill"), person("William")], frozenset(), NAMES, SWAP)
    assert found["BILL"].new in NAMES.families[name_key(found["WILLIAM"].new)][0]


@pytest.mark.parametrize("entry", [entry for entry in PAIRED if name_key(entry.name) in NAMES.families])
def test_a_nickname_keeps_its_gender_apart_whatever_its_full_name_becomes(entry):
    for family in NAMES.families[name_key(entry.name)]:
        head = NAMES.get(family[0])
        if head.counterpart and head.group == entry.group and head is not entry:
            found = rename([person(entry.name), person(head.name)], frozenset(), NAMES, SWAP)
            assert NAMES.get(found[name_key(entry.name)].new).group not in {entry.group, "neutral"}


def test_a_nickname_of_both_genders_goes_with_its_full_name():
    found = rename([person("Samantha"), person("Sam")], frozenset(), NAMES, SWAP)
    new = found["SAM"].new if "SAM" in found else "Sam"
    assert NAMES.get(found["SAMANTHA"].new).group == "masculine"
    assert NAMES.get(new).group == "masculine"
    assert rename([person("Samantha"), person("Sam")], frozenset(), NAMES, {"masculine": "feminine"}) == {}


def test_a_middle_name_of_the_other_gender_stays():
    mary, lincoln = Part(0, 4, "Mary", NAMES.get("Mary")), Part(5, 12, "Lincoln", NAMES.get("Lincoln"))
    found = rename([PersonName(0, 12, "Mary Lincoln", (mary, lincoln), ())], frozenset(), NAMES, SWAP)
    assert found.keys() == {"MARY"}


def test_a_first_name_that_somebody_has_as_a_surname_changes_all_the_same():
    assert "SCOTT" in rename([person("Scott"), person("Mary", "Scott")], frozenset({"SCOTT"}), NAMES, SWAP)


def test_a_name_that_both_genders_have_is_not_renamed():
    assert rename([person("Jordan")], frozenset(), NAMES, SWAP) == {}


def test_capitals_are_kept():
    assert (written("MARY", "McKenna"), written("Mary", "McKenna")) == ("MCKENNA", "McKenna")
    assert (written("J", "Mary"), written("TJ", "Mary"), written("JO", "Al")) == ("Mary", "Mary", "AL")


@given(st.sampled_from(SHOWN), st.sampled_from(["white", "black", "asian", "hispanic"]))
def test_a_name_by_race_goes_within_its_row_and_comes_back(key, target):
    row = NAMES.race["first", key]
    name = person(row.forms[row.group])
    group = group_of_race(name, NAMES)
    assert group == row.group
    found = rename_race([name], frozenset(), NAMES, {group: target} if target != group else {})
    if target == group or target not in row.forms:
        assert found == {}
    else:
        new = person(found[GIVEN, key].new)
        assert group_of_race(new, NAMES) == target
        back = rename_race([new], frozenset(), NAMES, {target: group})
        assert name_key(back[GIVEN, name_key(new.text)].new) == key
        assert NAMES.race["first", name_key(new.text)].gender == row.gender


def test_first_and_last_name_change_together_or_not_at_all():
    assert group_of_race(person("Tyrone", "Washington"), NAMES) == "black"
    assert group_of_race(person("Tyrone", "Nguyen"), NAMES) is None
    assert group_of_race(person("Tyrone", "Smith"), NAMES) is None


def test_where_one_name_cannot_change_no_other_that_shares_a_word_does():
    whole, mixed = person("Tyrone", "Washington"), person("Tyrone", "Smith")
    assert rename_race([whole, mixed], frozenset(), NAMES, {"black": "white"}) == {}
    assert rename_race([whole], frozenset(), NAMES, {"black": "white"})
