"""Runs over files: what comes out for what goes in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cda
from cda.cli.augment import augment as augment_command
from cda.errors import (
    BrokenInput,
    CdaError,
    MissingField,
    ModelMissing,
    OptionError,
    OutputError,
    OutputExists,
    RowsFailed,
    TellingColumn,
)
from cda.export.parquet import Limits
from cda.rewriter import Rewriter
from cda.run.augment import augment_files
from cda.run.job import AugmentJob, Summary

if TYPE_CHECKING:
    from pathlib import Path


TEXTS = [
    "She told her brother.",
    "It rained.",
    None,
    "",
    "The actress thanked her father. \U0001f600 He smiled.",
    "He\x00 left.",
]


class FailsOnBoom(Rewriter):
    """The real engine, but for a text that breaks it."""

    def variants(self, rows, ids=None):
        """Rewrite rows, and fail at the word 'boom'."""
        rows = list(rows)
        if any("boom" in text for row in rows for text in row.values()):
            raise ZeroDivisionError("boom \ud800")
        yield from super().variants(rows, ids)


class HasNoModel(Rewriter):
    """The real engine, but for a model that is missing when it is needed."""

    def variants(self, _rows, _ids=None):
        """Fail for want of a model."""
        raise ModelMissing("there is no model")


@pytest.fixture(scope="module")
def rewriter():
    return cda.Rewriter()


def write(path: Path, table: pa.Table | list) -> str:
    if isinstance(table, pa.Table):
        pq.write_table(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table), "utf-8")
    return str(path)


def run(
    rewriter: Rewriter, tmp_path: Path, table: pa.Table | list, **options
) -> tuple[list[dict], list[dict], Summary]:
    name = write(tmp_path / ("in.parquet" if isinstance(table, pa.Table) else "in.jsonl"), table)
    out = tmp_path / "out"
    summary = augment_files(AugmentJob((name,), str(out), **options), rewriter)
    return rows_of(out / "data"), rows_of(out / "pairs"), summary


def files_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def rows_of(folder: Path) -> list[dict]:
    return [row for path in files_of(folder) for row in pq.read_table(path).to_pylist()]


def check_pairs(default: list[dict], pairs: list[dict], field: str = "text") -> None:
    for pair in pairs:
        if pair["counterfactual_row"] is None:
            assert not pair["edits"]
            continue
        assert pair["counterfactual_row"] == pair["row"] + 1
        old, new = default[pair["row"]][field], default[pair["counterfactual_row"]][field]
        rebuilt, last = [], 0
        for edit in pair["edits"]:
            assert old[edit["start"] : edit["end"]] == edit["old"]
            assert new[edit["new_start"] : edit["new_end"]] == edit["new"]
            rebuilt += [old[last : edit["start"]], edit["new"]]
            last = edit["end"]
        assert "".join([*rebuilt, old[last:]]) == new != old


def test_a_counterfactual_follows_its_original_and_copies_the_other_columns(rewriter, tmp_path):
    table = pa.table({"label": [1, 2], "text": ["She told her brother.", "It rained."], "more": [[1, 2], None]})
    default, pairs, summary = run(rewriter, tmp_path, table)
    assert [(row["label"], row["text"], row["more"]) for row in default] == [
        (1, "She told her brother.", [1, 2]),
        (1, "He told his sister.", [1, 2]),
        (2, "It rained.", None),
    ]
    assert [pair["outcome"] for pair in pairs] == ["augmented", "no_mention"]
    assert (summary.rows, summary.counterfactuals, summary.splits) == (2, 1, {"train": 3})


def test_null_and_empty_texts_stay_as_they_are(rewriter, tmp_path):
    default, pairs, _ = run(rewriter, tmp_path, pa.table({"text": pa.array(TEXTS, pa.string())}))
    originals = [default[pair["row"]]["text"] for pair in pairs]
    assert originals == TEXTS
    assert [pair["outcome"] for pair in pairs][2:4] == ["no_mention", "no_mention"]


def test_a_null_in_one_field_stays_null_in_the_counterfactual(rewriter, tmp_path):
    table = pa.table({"a": ["She left.", "He left."], "b": pa.array([None, ""], pa.string())})
    default, _, _ = run(rewriter, tmp_path, table, fields=("a", "b"))
    assert [(row["a"], row["b"]) for row in default] == [
        ("She left.", None),
        ("He left.", None),
        ("He left.", ""),
        ("She left.", ""),
    ]


def test_pairs_tell_where_every_edit_stands_in_both_texts(rewriter, tmp_path):
    default, pairs, _ = run(rewriter, tmp_path, pa.table({"text": pa.array(TEXTS, pa.string())}))
    assert sum(len(pair["edits"]) for pair in pairs) >= 5
    check_pairs(default, pairs)


def test_pairs_name_the_group_that_was_written_to(rewriter, tmp_path):
    texts = ["He left.", "She left.", "She met her brother.", "It rained."]
    _, pairs, _ = run(rewriter, tmp_path, pa.table({"text": texts}))
    assert [pair["group"] for pair in pairs] == ["feminine", "masculine", "swapped", None]


def test_the_group_asked_for_is_the_group_in_the_pairs(tmp_path):
    _, pairs, _ = run(cda.Rewriter(to="masculine"), tmp_path, pa.table({"text": ["She met her brother.", "He left."]}))
    assert [(pair["group"], pair["outcome"]) for pair in pairs] == [("masculine", "augmented"), (None, "unchanged")]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_a_text_column_keeps_its_type(kind, rewriter, tmp_path):
    table = pa.table({"text": pa.array(["She left.", None, "He left."], pa.string()).cast(kind)})
    default, _, _ = run(rewriter, tmp_path, table)
    assert [row["text"] for row in default] == ["She left.", "He left.", None, "He left.", "She left."]
    assert pq.read_schema(files_of(tmp_path / "out" / "data")[0]).field("text").type == kind


def test_a_narrow_dictionary_has_room_for_the_counterfactuals(rewriter, tmp_path):
    texts = [f"She has {number}." for number in range(100)]
    table = pa.table({"text": pa.array(texts).cast(pa.dictionary(pa.int8(), pa.string()))})
    default, _, _ = run(rewriter, tmp_path, table)
    assert [row["text"] for row in default[1::2]] == [f"He has {number}." for number in range(100)]


def test_columns_of_views_are_copied(rewriter, tmp_path):
    table = pa.table(
        {"text": ["She left."], "view": pa.array([["a" * 20]], pa.list_(pa.string())).cast(pa.list_(pa.string_view()))}
    )
    default, _, _ = run(rewriter, tmp_path, table)
    assert [row["view"] for row in default] == [["a" * 20]] * 2


def test_the_same_input_gives_the_same_bytes(rewriter, tmp_path):
    table = pa.table({"text": pa.array(TEXTS * 50, pa.string())})
    name = write(tmp_path / "in.parquet", table)
    for out in ("a", "b"):
        augment_files(AugmentJob((name,), str(tmp_path / out), command=("cda",)), rewriter)
    first, second = ({p.relative_to(tmp_path / o): p.read_bytes() for p in (tmp_path / o).rglob("*.*")
                      if p.is_file()} for o in ("a", "b"))  # fmt: skip
    assert first == second
    assert len(first) == 5


def test_ids_are_added_where_asked_for(rewriter, tmp_path):
    table = pa.table({"text": ["She left.", "It rained."]})
    default, pairs, _ = run(rewriter, tmp_path, table, with_ids=True)
    assert [row["cda_group"] for row in default] == [None, "masculine", None]
    assert [row["cda_attribute"] for row in default] == [None, "gender", None]
    assert len({row["cda_id"] for row in default}) == 3
    assert default[0]["cda_id"] == default[0]["cda_source_id"] == default[1]["cda_source_id"] == pairs[0]["source_id"]


def test_ids_are_the_same_wherever_the_file_lies(rewriter, tmp_path):
    found = []
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        _, pairs, _ = run(rewriter, tmp_path / folder, pa.table({"text": ["She left.", "He left."]}))
        found.append([pair["source_id"] for pair in pairs])
    assert found[0] == found[1]
    assert len(set(found[0])) == 2


def test_files_of_one_name_give_different_ids(rewriter, tmp_path):
    names = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        names.append(write(tmp_path / folder / "in.jsonl", [{"text": "She left."}]))
    augment_files(AugmentJob(tuple(names), str(tmp_path / "out")), rewriter)
    pairs = rows_of(tmp_path / "out" / "pairs")
    assert len({pair["source_id"] for pair in pairs}) == 2
    assert [pair["row"] for pair in pairs] == [0, 2]


def test_an_id_column_names_the_rows(rewriter, tmp_path):
    table = pa.table({"text": ["She left.", "He left."], "key": [7, None]})
    _, pairs, _ = run(rewriter, tmp_path, table, id_column="key")
    assert pairs[0]["source_id"] == "7"
    assert len(pairs[1]["source_id"]) == 32


def test_an_id_column_that_is_not_there_is_an_error_before_anything_is_written(rewriter, tmp_path):
    with pytest.raises(MissingField, match="'key'"):
        run(rewriter, tmp_path, pa.table({"text": ["She left."]}), id_column="key")
    assert not (tmp_path / "out").exists()


def test_columns_that_with_ids_would_write_over_are_an_error(rewriter, tmp_path):
    with pytest.raises(OptionError, match="cda_id"):
        run(rewriter, tmp_path, pa.table({"text": ["a"], "cda_id": ["b"]}), with_ids=True)


def test_a_row_of_half_a_surrogate_pair_goes_to_the_rejects_and_the_pairs(rewriter, tmp_path):
    rows = [{"text": "She left."}, {"text": "she \ud800"}, {"text": "He left."}]
    default, pairs, summary = run(rewriter, tmp_path, rows)
    assert [row["text"] for row in default] == ["She left.", "He left.", "He left.", "She left."]
    assert [(pair["row"], pair["outcome"]) for pair in pairs] == [(0, "augmented"), (None, "failed"), (2, "augmented")]
    assert "CDA-D07" in pairs[1]["error"]
    rejects = [json.loads(line) for line in (tmp_path / "out/.cda/rejects.jsonl").read_text().splitlines()]
    assert [(reject["row"], reject["line"], json.loads(reject["raw"])) for reject in rejects] == [(1, 2, rows[1])]
    assert (summary.rows, summary.outcomes["failed"]) == (3, 1)


def test_a_broken_line_is_skipped_where_that_was_asked_for(rewriter, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "She left."}\n{"text": \n', "utf-8")
    with pytest.raises(BrokenInput):
        augment_files(AugmentJob((str(path),), str(tmp_path / "out")), rewriter)
    assert not (tmp_path / "out").exists()
    summary = augment_files(AugmentJob((str(path),), str(tmp_path / "out"), on_error="skip"), rewriter)
    assert summary.outcomes == {"augmented": 1, "failed": 1}


def test_a_row_that_breaks_the_engine_fails_alone(tmp_path):
    table = pa.table({"text": ["She left.", "She said boom.", "He left."]})
    with pytest.raises(RowsFailed, match="1 rows failed"):
        run(FailsOnBoom(), tmp_path, table)
    default, pairs, summary = run(FailsOnBoom(), tmp_path, table, max_failed=1, overwrite=True)
    assert [row["text"] for row in default][2:] == ["She said boom.", "He left.", "She left."]
    assert [pair["outcome"] for pair in pairs] == ["augmented", "failed", "augmented"]
    assert (pairs[1]["row"], pairs[1]["counterfactual_row"]) == (2, None)
    assert "ZeroDivisionError" in pairs[1]["error"]
    reject = json.loads((tmp_path / "out/.cda/rejects.jsonl").read_text())
    assert (reject["row"], json.loads(reject["raw"])) == (1, {"text": "She said boom."})
    assert summary.outcomes == {"augmented": 2, "failed": 1}


def test_an_engine_that_cannot_work_at_all_ends_the_run_and_leaves_nothing(tmp_path):
    with pytest.raises(ModelMissing):
        run(HasNoModel(), tmp_path, pa.table({"text": ["She left."]}))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_empty_is_left_alone(rewriter, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    for overwrite in (False, True):
        with pytest.raises(OutputExists) as error:
            run(rewriter, tmp_path, pa.table({"text": ["She left."]}), overwrite=overwrite)
        assert ("mine.txt" in str(error.value)) is overwrite
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_overwriting_replaces_what_a_former_run_wrote(rewriter, tmp_path):
    table = pa.table({"text": ["She left.", "He left."]})
    run(rewriter, tmp_path, table, limits=Limits(shard_rows=1))
    assert len(files_of(tmp_path / "out" / "data")) == 1
    run(rewriter, tmp_path, table, limits=Limits(block_rows=1, group_rows=1, shard_rows=1), overwrite=True)
    assert len(files_of(tmp_path / "out" / "data")) == 2
    default, _, _ = run(rewriter, tmp_path, table, overwrite=True)
    assert len(files_of(tmp_path / "out" / "data")) == 1
    assert len(default) == 4


def test_a_run_that_was_cut_off_can_be_done_again(rewriter, tmp_path):
    tmp = tmp_path / "out" / ".cda" / "tmp"
    work = tmp_path / "out" / ".cda" / "work" / "00000"
    for name in (tmp / "0-data-00000.parquet", work / "00000000-0-data-0.parquet"):
        name.parent.mkdir(parents=True)
        name.write_text("half")
    table = pa.table({"text": ["She left."]})
    with pytest.raises(OutputExists, match="did not end"):
        run(rewriter, tmp_path, table)
    default, _, _ = run(rewriter, tmp_path, table, overwrite=True)
    assert [row["text"] for row in default] == ["She left.", "He left."]
    assert not tmp.exists()
    assert not work.exists()


def test_overwriting_leaves_a_data_folder_that_no_run_wrote(rewriter, tmp_path):
    (tmp_path / "out" / "data").mkdir(parents=True)
    (tmp_path / "out" / "data" / "train.parquet").write_text("precious")
    with pytest.raises(OutputExists, match=r"data/train\.parquet"):
        run(rewriter, tmp_path, pa.table({"text": ["She left."]}), overwrite=True)
    assert (tmp_path / "out" / "data" / "train.parquet").read_text() == "precious"


def test_a_failed_run_leaves_the_former_output(tmp_path, rewriter):
    before, _, _ = run(rewriter, tmp_path, pa.table({"text": ["She left."]}))
    with pytest.raises(CdaError):
        run(HasNoModel(), tmp_path, pa.table({"text": ["He left."]}), overwrite=True)
    assert rows_of(tmp_path / "out" / "data") == before
    assert not (tmp_path / "out" / ".cda" / "tmp").exists()


def test_an_output_within_an_input_is_refused(rewriter, tmp_path):
    _, _, _ = run(rewriter, tmp_path, pa.table({"text": ["She left."]}))
    out = tmp_path / "out"
    inside = next((out / "data").glob("*.parquet"))
    for inputs, output in (((out,), out), ((out,), out / "new"), ((inside,), out)):
        with pytest.raises(OptionError):
            augment_files(AugmentJob(tuple(map(str, inputs)), str(output), overwrite=True), rewriter)


def test_an_output_that_cannot_be_made_is_an_error(rewriter, tmp_path):
    (tmp_path / "file").write_text("")
    name = write(tmp_path / "in.jsonl", [{"text": "She left."}])
    with pytest.raises(OutputError):
        augment_files(AugmentJob((name,), str(tmp_path / "file" / "out")), rewriter)
    with pytest.raises(OutputExists, match="is a file"):
        augment_files(AugmentJob((name,), str(tmp_path / "file")), rewriter)


def test_the_splits_of_a_folder_are_kept_and_numbered_apart(rewriter, tmp_path):
    (tmp_path / "in" / "data").mkdir(parents=True)
    for split, text in (("train", "She left."), ("test", "He left.")):
        write(tmp_path / "in" / "data" / f"{split}-00000-of-00001.parquet", pa.table({"text": [text]}))
    job = AugmentJob((str(tmp_path / "in"),), str(tmp_path / "out"), splits=("train", "test"))
    summary = augment_files(job, rewriter)
    assert summary.splits == {"train": 2, "test": 2}
    pairs = rows_of(tmp_path / "out" / "pairs")
    assert [pair["row"] for pair in pairs] == [0, 0]
    assert len({pair["source_id"] for pair in pairs}) == 2


def test_a_test_split_is_left_alone_unless_it_is_named(rewriter, tmp_path):
    (tmp_path / "in" / "data").mkdir(parents=True)
    for split in ("train", "test"):
        write(tmp_path / "in" / "data" / f"{split}-00000-of-00001.parquet", pa.table({"text": ["She left."]}))
    summary = augment_files(AugmentJob((str(tmp_path / "in"),), str(tmp_path / "out")), rewriter)
    assert summary.splits == {"train": 2, "test": 1}
    assert summary.outcomes == {"augmented": 1, "not_selected": 1}


def test_only_a_test_split_is_an_error_that_says_how_to_name_it(rewriter, tmp_path):
    (tmp_path / "in" / "data").mkdir(parents=True)
    write(tmp_path / "in" / "data" / "test-00000-of-00001.parquet", pa.table({"text": ["She left."]}))
    with pytest.raises(OptionError, match="only test splits") as caught:
        augment_files(AugmentJob((str(tmp_path / "in"),), str(tmp_path / "out")), rewriter)
    assert "--splits test" in caught.value.hint


CHAT = [[{"role": "user", "content": "Is she here?"}, {"role": "assistant", "content": "She left."}], None, []]


def test_a_chat_is_rewritten_message_by_message_and_nothing_else_of_it_changes(rewriter, tmp_path):
    kind = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string()), ("weight", pa.int8())]))
    rows = [chat and [{**message, "weight": 1} for message in chat] for chat in CHAT]
    said = []
    name = write(tmp_path / "in.parquet", pa.table({"messages": pa.array(rows, kind), "n": [1, 2, 3]}))
    augment_files(AugmentJob((name,), str(tmp_path / "out")), rewriter, started=said.append)
    out = pq.read_table(files_of(tmp_path / "out" / "data")[0])
    assert said == ["messages (chat)"]
    assert out.schema.field("messages").type == kind
    new = [
        {**message, "content": text, "weight": 1}
        for message, text in zip(CHAT[0], ["Is he here?", "He left."], strict=True)
    ]
    assert out.to_pylist() == [
        {"messages": rows[0], "n": 1},
        {"messages": new, "n": 1},
        {"messages": None, "n": 2},
        {"messages": [], "n": 3},
    ]
    edits = rows_of(tmp_path / "out" / "pairs")[0]["edits"]
    assert [edit["field"] for edit in edits] == ["messages[0].content", "messages[1].content"]


def test_a_column_that_says_the_attribute_stops_the_run_before_anything_is_written(rewriter, tmp_path):
    table = pa.table({"text": ["She left.", "He left."], "speaker_gender": ["F", "M"]})
    with pytest.raises(TellingColumn, match="speaker_gender") as caught:
        run(rewriter, tmp_path, table)
    assert not (tmp_path / "out").exists()
    for way in ("--map 'speaker_gender:F=M'", "--keep-column speaker_gender", "--hold-where"):
        assert way in caught.value.hint


def test_a_mapped_label_changes_with_the_text(rewriter, tmp_path):
    table = pa.table({"text": ["She left.", "It rained."], "speaker_gender": ["F", "M"]})
    run(rewriter, tmp_path, table, maps=("speaker_gender:F=M",))
    rows = rows_of(tmp_path / "out" / "data")
    assert [row["speaker_gender"] for row in rows] == ["F", "M", "M"]
    assert "speaker_gender:F=M" in (tmp_path / "out" / "README.md").read_text("utf-8").replace("\\", "")


def test_a_held_label_leaves_its_rows_alone_and_says_so(rewriter, tmp_path):
    table = pa.table({"text": ["She left.", "She came."], "target": ["women", "none"]})
    default, pairs, summary = run(rewriter, tmp_path, table, hold_where=("target=women",))
    assert [row["text"] for row in default] == ["She left.", "She came.", "He came."]
    assert summary.outcomes == {"augmented": 1, "held": 1}
    held = pairs[0]["held"]
    assert [(one["text"], one["reason"], one["cue"]) for one in held] == [("She", "user", "target=women")]


def test_a_label_that_goes_with_the_groups_stops_the_run_and_one_that_does_not_passes(rewriter, tmp_path):
    texts = ["She left.", "He left."] * 20
    telling = pa.table({"text": texts, "kind": ["a", "b"] * 20})
    with pytest.raises(TellingColumn, match="goes with the groups"):
        run(rewriter, tmp_path, telling)
    default, _, _ = run(rewriter, tmp_path, pa.table({"text": texts, "sentiment": ["pos", "pos", "neg", "neg"] * 10}))
    assert len(default) == 80


def test_the_output_of_a_run_can_be_the_input_of_another(rewriter, tmp_path):
    run(rewriter, tmp_path, pa.table({"text": ["She left.", "It rained."]}))
    summary = augment_files(AugmentJob((str(tmp_path / "out"),), str(tmp_path / "again")), rewriter)
    assert summary.rows == 3
    texts = [row["text"] for row in rows_of(tmp_path / "again" / "data")]
    assert texts == ["She left.", "He left.", "He left.", "She left.", "It rained."]


def test_progress_is_told_with_the_total_of_parquet(rewriter, tmp_path):
    told = []
    name = write(tmp_path / "in.parquet", pa.table({"text": ["She left."] * 5}))
    job = AugmentJob((name,), str(tmp_path / "out"), limits=Limits(block_rows=2), shard_rows=2)
    augment_files(job, rewriter, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_the_command_prints_its_summary_and_a_card_that_repeats_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in it.jsonl", [{"body": "She left.", "n": 1}, {"body": "It rained.", "n": 2}])
    words = ["in it.jsonl", "-o", "out", "--field", "body", "--to", "masculine", "--with-ids"]
    result = CliRunner().invoke(augment_command, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "rows in: 2\ncounterfactuals made: 1\nrows without mention: 1\n" in result.stdout
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "--output=out --field=body --to=masculine --with-ids --lexicon=gender@" in card
    assert "'in it.jsonl'" in card


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.none() | st.text() | st.sampled_from(["She told her brother.", "\x00he", "His \U0001f600\u0301"]))
)
def test_every_original_is_there_and_in_order(texts, rewriter, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    limits = Limits(block_rows=3, block_bytes=64, group_rows=4, shard_rows=5)
    table = pa.table({"text": pa.array(texts, pa.string())})
    default, pairs, summary = run(rewriter, folder, table, limits=limits)
    assert [default[pair["row"]]["text"] for pair in pairs] == texts
    assert len(default) == len(texts) + summary.counterfactuals
    check_pairs(default, pairs)
