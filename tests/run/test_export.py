"""A folder written again in another format: with the fields that its run was told."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from run.corpus import job, write_parquet

from cda import Rewriter
from cda.run.augment import augment_files
from cda.run.export import export_folder

ROWS = [{"review": f"She left, number {n}.", "title": f"A film, number {n}"} for n in range(4)]


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "hf", "trl-sft", "axolotl"])
def test_a_folder_whose_field_was_named_goes_into_other_formats(tmp_path, name):
    source = write_parquet(tmp_path / "rows.parquet", ROWS)
    augment_files(job(source, tmp_path / "out", fields=("review",)), Rewriter())
    done = export_folder(str(tmp_path / "out"), str(tmp_path / "exported"), name, ("cda", "export"))
    assert (done.rows, done.written, done.refused) == (8, 8, {})


def test_what_is_exported_for_training_is_the_field_that_was_named(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", ROWS)
    augment_files(job(source, tmp_path / "out", fields=("review",)), Rewriter())
    export_folder(str(tmp_path / "out"), str(tmp_path / "exported"), "axolotl", ("cda", "export"))
    rows = pq.ParquetDataset(tmp_path / "exported" / "data").read().to_pylist()
    assert [row["text"] for row in rows[:2]] == ["She left, number 0.", "He left, number 0."]
