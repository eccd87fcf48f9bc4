"""Rows with several counterfactuals: one for each group, one for each attribute, both together."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasets import load_dataset
from lexicon_folders import write_lexicon

from cda import Rewriter
from cda.errors import OptionError
from cda.run.augment import augment_files
from cda.run.job import AugmentJob

TEXTS = ["An urbanite met his aunt.", "It rained.", "The villager saw an urbanite.", "Her uncle slept."]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon") / "place"
    groups = ["urban", "rural", "suburban"]
    write_lexicon(folder, manifest={"id": "place", "attribute": "place", "groups": groups})
    header = ["id", "pos", "number", *groups, "directions", "tier"]
    row = ["noun.place", "NOUN", "sg", "urbanite", "villager", "suburbanite", "both", "core"]
    (folder / "entries.tsv").write_text("\t".join(header) + "\n" + "\t".join(row) + "\n", "utf-8")
    return str(folder)


def run(tmp_path, rewriter, texts=TEXTS, **options):
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": [f"r{n}" for n in range(len(texts))], "text": texts}), source)
    job = AugmentJob((str(source),), str(tmp_path / "out"), id_column="id", **options)
    summary = augment_files(job, rewriter)
    read = load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))["train"]
    pairs = load_dataset(str(tmp_path / "out"), "pairs", cache_dir=str(tmp_path / "cache"))["train"]
    return [*read], [*pairs], summary


def test_a_row_is_followed_by_a_counterfactual_for_every_other_group(tmp_path, place):
    rewriter = Rewriter("place", to="all", lexicon=place)
    rows, pairs, summary = run(tmp_path, rewriter, TEXTS[:3], with_ids=True)
    assert [(row["text"], row["cda_group"]) for row in rows] == [
        ("An urbanite met his aunt.", None),
        ("A villager met his aunt.", "rural"),
        ("A suburbanite met his aunt.", "suburban"),
        ("It rained.", None),
        ("The villager saw an urbanite.", None),
        ("The urbanite saw an urbanite.", "urban"),
        ("The villager saw a villager.", "rural"),
        ("The suburbanite saw a suburbanite.", "suburban"),
    ]
    assert len({row["cda_id"] for row in rows}) == len(rows)
    assert [(pair["source_id"], pair["row"], pair["counterfactual_row"], pair["group"]) for pair in pairs] == [
        ("r0", 0, 1, "rural"),
        ("r0", 0, 2, "suburban"),
        ("r1", 3, None, None),
        ("r2", 4, 5, "urban"),
        ("r2", 4, 6, "rural"),
        ("r2", 4, 7, "suburban"),
    ]
    assert (summary.rows, summary.counterfactuals) == (3, 5)
    assert summary.outcomes == {"augmented": 2, "no_mention": 1}
    assert summary.written == {"rural": 2, "suburban": 2, "urban": 1}


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ("joint", [("gender+place", "feminine+rural"), ("gender", "swapped")]),
        ("each", [("gender", "feminine"), ("place", "rural"), ("gender", "swapped")]),
        (
            "all",
            [("gender", "feminine"), ("place", "rural"), ("gender+place", "feminine+rural"), ("gender", "swapped")],
        ),
    ],
)
def test_attributes_change_alone_or_together(tmp_path, place, combine, expected):
    rewriter = Rewriter(["gender", "place"], lexicon={"place": place}, combine=combine)
    _, pairs, _ = run(tmp_path, rewriter, ["An urbanite met his uncle.", TEXTS[3]])
    assert [(pair["attribute"], pair["group"]) for pair in pairs if pair["outcome"] == "augmented"] == expected


def test_a_word_that_both_change_and_that_has_no_form_for_both_counts_for_the_one_that_is_made(place):
    (found,) = Rewriter(["gender", "place"], lexicon={"place": place}).variants([{"text": "The villager slept."}])
    assert (found[0].attribute, found[0].group) == ("place", "urban")


def test_every_pair_leads_from_the_original_to_its_counterfactual(tmp_path, place):
    rewriter = Rewriter(["gender", "place"], to={"place": "all"}, lexicon={"place": place}, combine="all")
    rows, pairs, _ = run(tmp_path, rewriter)
    for pair in pairs:
        text = rows[pair["row"]]["text"]
        if pair["counterfactual_row"] is not None:
            for edit in reversed(pair["edits"]):
                assert text[edit["start"] : edit["end"]] == edit["old"]
                text = text[: edit["start"]] + edit["new"] + text[edit["end"] :]
            assert text == rows[pair["counterfactual_row"]]["text"]
    assert {pair["row"] for pair in pairs} == {n for n, row in enumerate(rows) if row["text"] in TEXTS}


def test_no_two_counterfactuals_of_a_row_are_the_same(place):
    rewriter = Rewriter(["gender", "place"], lexicon={"place": place}, combine="all")
    (found,) = rewriter.variants([{"text": "Her uncle slept."}])
    assert [one.texts["text"] for one in found] == ["His aunt slept."]


def test_a_group_without_opposite_depends_on_the_id_and_the_seed_alone(place):
    rewriter = Rewriter("place", lexicon=place)
    rows = [{"text": "The suburbanite left."}] * 40
    ids = [f"row {n}" for n in range(40)]
    first = [row[0].texts["text"] for row in rewriter.variants(rows, ids)]
    again = [row[0].texts["text"] for row in rewriter.variants(reversed(rows), reversed(ids))]
    assert first == again[::-1]
    assert set(first) == {"The urbanite left.", "The villager left."}
    other = [row[0].texts["text"] for row in Rewriter("place", lexicon=place, seed=1).variants(rows, ids)]
    assert other != first


def test_one_text_of_several_counterfactuals_is_refused_with_a_way_out(place):
    with pytest.raises(OptionError) as caught:
        Rewriter("place", to="all", lexicon=place)("An urbanite.")
    assert "all()" in caught.value.hint


def test_map_batch_gives_every_counterfactual_after_its_row(place):
    batch = {"text": ["An urbanite.", "It rained."], "label": [1, 0]}
    assert Rewriter("place", to="all", lexicon=place).map_batch(batch) == {
        "text": ["An urbanite.", "A villager.", "A suburbanite.", "It rained."],
        "label": [1, 1, 1, 0],
    }


def test_the_card_names_every_lexicon(tmp_path, place):
    run(tmp_path, Rewriter(["gender", "place"], lexicon={"place": place}))
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "lexicon place sha256" in card
    assert "lexicon gender sha256" in card
    assert json.dumps(place, ensure_ascii=False).strip('"').rsplit("/", 1)[-1] in card
