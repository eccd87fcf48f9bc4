"""What a report counts is what the run counted, and names are never among it."""

from __future__ import annotations

import pytest
from report.folders import pairs_of, written
from run.corpus import rows

from cda.audit.phrases import HOSTILE, OTHER, named, phrases
from cda.report.counts import Counting, count
from cda.report.drawing import EXAMPLES, Drawing
from cda.storage.store import store_at
from cda.verify.content import content_of

WAYS = {
    "a swap": {},
    "both directions of race": {"attribute": "race", "to": "all"},
    "some replaced": {"strategy": "substitute"},
    "pairs alone": {"strategy": "only-pairs"},
    "a balance": {"strategy": "balance", "by": "n"},
    "two splits, one of them left alone": {"split": 0.7},
    "names": {"names": "swap"},
}
PEOPLE = (
    "A black teacher met two white men.",
    "An Asian nurse.",
    "Black Friday is near.",
    "Mary and John met Tom Hanks.",
)


def some_rows():
    texts = [{"text": PEOPLE[n % len(PEOPLE)], "n": n % 2} for n in range(20)]
    return [*({**row, "n": row["n"] % 2} for row in rows(40)), *texts]


@pytest.mark.parametrize("way", WAYS)
def test_all_figures_are_those_of_the_run(tmp_path, way):
    folder = written(tmp_path, some_rows(), keep_columns=("n",), **WAYS[way])
    summary = content_of(store_at(folder)).summary
    counted = count(pairs_of(folder), {})
    assert counted.rows == summary["rows"]
    assert counted.outcomes == summary["outcomes"]
    assert counted.written == summary["written"]
    assert counted.counterfactuals == summary["counterfactuals"]
    assert {one.reason: one.words for one in counted.left} == summary["held"]
    assert sum(sum(some.values()) for some in counted.splits.values()) == counted.rows
    assert counted.edits == sum(len(pair["edits"]) for _, pair in pairs_of(folder))


def pair(**some):
    empty = {"source": "in.jsonl", "source_id": "a", "row": 0, "counterfactual_row": None, "outcome": "no_mention"}
    empty |= {"attribute": "gender", "group": None}
    return {**empty, "edits": [], "held": [], "flags": [], **some}


def held(reason, cue, start=0):
    return {"field": "text", "start": start, "end": start + 3, "text": "abc", "reason": reason, "cue": cue}


def edit(entry, old, new):
    return {"field": "text", "start": 0, "old": old, "new": new, "entry": entry}


def test_names_are_counted_and_not_listed():
    some = [held("public_figure", "Tom Hanks"), held("user", "Ann Smith", 9), held("kept_name", "named", 20)]
    edits = [edit("name.mary", "Mary", "John"), edit("noun.latino-latina name.maria", "Maria", "Juan")]
    counted = count([("train", pair(held=some, edits=[*edits, edit("pron.he-she", "She", "He")]))], {})
    assert counted.kinds == {"name": 2, "pron": 1}
    assert [key for key, _ in counted.entries] == [("pron", "she", "he")]
    assert {one.reason: one.cues for one in counted.left} == {"public_figure": (), "user": (), "kept_name": ()}


def test_phrases_that_may_be_names_stand_together_and_insults_are_not_written():
    told = phrases(["gender@1.1.0", "race-us@1.0.0", "gone@9.9.9"])
    assert told["protect.burger_king"] == "Burger King"
    assert told["protect.stephen_king"] == OTHER
    assert "Jack Black" not in told.values()
    assert set(told.values()) >= {OTHER, HOSTILE}
    assert named("protect.of_a_lexicon_that_is_gone", told) == OTHER
    two = [held("protected", "protect.stephen_king"), held("protected", "protect.god_father", 9)]
    counted = count([("train", pair(held=two))], told)
    assert counted.left[0].cues == ((OTHER, 2),)


def test_a_word_that_is_held_in_several_versions_of_a_row_counts_once():
    several = [pair(held=[held("guard", "cue.x")], counterfactual_row=n, group="a") for n in (1, 2, 3)]
    counted = count([("train", one) for one in several], {})
    assert (counted.rows, counted.left[0].words, counted.left[0].rows) == (1, 1, 1)
    assert counted.written == {"a": 3}


def test_rows_that_failed_count_each_though_they_have_one_id():
    failed = [("train", pair(row=None, outcome="failed")) for _ in range(3)]
    assert count([*failed, ("train", pair(row=None))], {}).outcomes == {"no_mention": 1, "failed": 3}


def test_rows_of_one_id_that_were_replaced_count_each_as_far_as_they_can_be_told_apart():
    replaced = [pair(row=None, counterfactual_row=n, outcome="augmented", group="feminine") for n in range(5)]
    assert count([("train", one) for one in replaced], {}).outcomes == {"augmented": 5}
    several = [{**replaced[0], "group": "a"}, {**replaced[1], "group": "b"}, {**replaced[2], "group": "a"}]
    assert count([("train", one) for one in several], {}).outcomes == {"augmented": 2}
    files = [{**replaced[0], "source": "a"}, {**replaced[0], "source": "b", "group": "masculine"}]
    assert count([("train", one) for one in files], {}).rows == 2


def test_a_row_of_which_some_versions_were_not_chosen_is_one_row():
    left = [pair(row=None, outcome="not_selected") for _ in range(3)]
    written = pair(row=None, counterfactual_row=0, outcome="augmented", group="a")
    assert count([("train", one) for one in (left[0], written, *left[1:])], {}).outcomes == {"augmented": 1}


def many(number):
    reasons = ("guard", "protected", "public_figure")
    for n in range(number):
        some = [held(reasons[n % 3], "cue.x")] if n % 50 == 0 else []
        edits = [] if n % 10 == 0 else [edit("noun.x" if n % 7 else "title.y", "a", "b")]
        outcome = "augmented" if edits else ("held" if some else "no_mention")
        yield (
            "train",
            pair(source_id=f"{n}", row=n, outcome=outcome, group="a" if edits else None, held=some, edits=edits),
        )


def drawn(number, seed=0, rows=2_000):
    drawing = Drawing(number, seed)
    for split, one in many(rows):
        drawing.add(split, one)
    return drawing.drawn()


def test_the_sample_is_random_and_the_same_for_a_seed():
    first, again, other = ([one.number for one in drawn(50, seed) if one.random] for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == 50
    assert first != sorted(first)
    assert [one.number for one in drawn(20, 1) if one.random] == first[:20]


def test_the_random_ones_all_have_edits_and_every_outcome_and_reason_has_examples():
    found = drawn(50)
    assert all(one.pair["edits"] for one in found if one.random)
    assert len({one.number for one in found}) == len(found)
    for outcome in ("augmented", "held", "no_mention"):
        assert sum(one.pair["outcome"] == outcome for one in found) >= EXAMPLES
    for reason in ("guard", "protected", "public_figure"):
        assert sum(reason in {hold["reason"] for hold in one.pair["held"]} for one in found) >= EXAMPLES


def test_what_is_kept_does_not_grow_with_the_rows():
    assert len(drawn(10, rows=500)) <= len(drawn(10, rows=5_000)) <= 10 + 8 * EXAMPLES


def test_nothing_is_counted_of_nothing():
    assert Counting().counted({}).rows == 0
