"""Any cut of a file into stretches gives the rows of the file, however it is read."""

from __future__ import annotations

import itertools
from functools import partial

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run.corpus import rows, write_array, write_csv, write_lines, write_parquet, write_text

from cda.dataset.read import open_sources
from cda.dataset.read.files import MARKED
from cda.dataset.read.kind import READERS
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Stretch

NUMBER = 47


def write_arrow(path, some):
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, pa.table({"n": [0]}).schema) as out:
        for start in range(0, len(some), 10):
            out.write_table(pa.table({"n": [row["n"] for row in some[start : start + 10]]}))
    return str(path)


def write_broken(path, some):
    lines = [f'{{"text": "She left.", "n": {row["n"]}}}' if row["n"] % 9 else "{no json" for row in some]
    path.write_text("\n\n".join(lines), "utf-8")
    return str(path)


FILES = {
    "one.parquet": write_parquet,
    "groups.parquet": partial(write_parquet, group=8),
    "lines.jsonl": write_lines,
    "lines.jsonl.gz": write_lines,
    "array.json": write_array,
    "table.csv": write_csv,
    "plain.txt": write_text,
    "broken.jsonl": write_broken,
    "a.arrow": write_arrow,
}
"""Files of every kind, each with what writes rows into it."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    names = [write(folder / name, rows(NUMBER)) for name, write in FILES.items()]
    return {name: open_sources((name,), on_error="skip")[0] for name in names}


def test_there_is_a_file_for_every_reader(sources):
    assert {type(source) for source in sources.values()} == set(READERS)


def read(source, stretches, tapes):
    for stretch in stretches:
        for block in source.stretch(7, stretch, tapes):
            values = iter(block.table.to_pylist())
            found = [(row, next(values)) for row in block.rows] + [
                (one.row, one.raw, one.line) for one in block.rejects
            ]
            yield from sorted(found, key=lambda one: one[0])


@settings(max_examples=60)
@given(cuts=st.lists(st.integers(0, NUMBER), max_size=6), order=st.randoms(use_true_random=False))
def test_stretches_in_any_order_give_the_rows_of_the_file(sources, cuts, order):
    for source in sources.values():
        whole = list(read(source, [Stretch()], Tapes()))
        assert len(whole) == source.extent().rows == NUMBER
        edges = sorted({0, NUMBER, *cuts})
        stretches = [Stretch(start, stop) for start, stop in itertools.pairwise(edges)]
        order.shuffle(stretches)
        assert sorted(read(source, stretches, Tapes()), key=lambda one: one[0]) == whole


def test_a_stretch_is_cut_into_the_same_blocks_whatever_was_read_before(sources):
    for source in sources.values():
        alone = [block.table.num_rows for block in source.stretch(7, Stretch(20, 41), Tapes())]
        tapes = Tapes()
        list(source.stretch(7, Stretch(3, 11), tapes))
        assert [block.table.num_rows for block in source.stretch(7, Stretch(20, 41), tapes)] == alone


def test_lines_are_read_from_the_mark_before_them(tmp_path):
    name = write_lines(tmp_path / "long.jsonl", rows(2 * MARKED + 5))
    source = open_sources((name,))[0]
    extent = source.extent()
    assert [mark.row for mark in extent.marks] == [0, MARKED, 2 * MARKED]
    path, byte = tmp_path / "long.jsonl", extent.marks[2].byte
    path.write_bytes(b"#" * byte + path.read_bytes()[byte:])  # nothing before the mark can be read
    found = list(read(source, [Stretch(2 * MARKED + 1, 2 * MARKED + 3, extent.marks[2])], Tapes()))
    assert [(row, value["n"]) for row, value in found] == [
        (2 * MARKED + 1, 2 * MARKED + 1),
        (2 * MARKED + 2, 2 * MARKED + 2),
    ]
