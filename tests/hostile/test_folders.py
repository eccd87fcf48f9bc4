"""A dataset folder of somebody else's: nothing outside it is read, nothing outside the output written, nothing run."""

from __future__ import annotations

import json
import signal

import pyarrow as pa
import pytest

from cda import Rewriter
from cda.dataset.read.card_yaml import plain_yaml
from cda.errors import CdaError
from cda.run.augment import augment_files
from cda.run.job import AugmentJob

ROW = '{"text": "She left."}\n'
OUTSIDE = '{"text": "Nobody may read of her uncle."}\n'


@pytest.fixture(scope="module")
def rewriter():
    return Rewriter()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(ROW)
    (tmp_path / "outside.jsonl").write_text(OUTSIDE)
    save(tmp_path / "other")
    return tmp_path / "in"


@pytest.fixture(autouse=True)
def in_time():
    signal.alarm(60)
    yield
    signal.alarm(0)


def save(folder, state=None):
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({"text": ["She left."]})
    with pa.OSFile(str(folder / "d.arrow"), "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write(table)
    plain = json.dumps({"_data_files": [{"filename": "d.arrow"}], "_split": "train"})
    (folder / "state.json").write_text(plain if state is None else state)


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def run(rewriter, folder):
    return augment_files(AugmentJob((str(folder),), str(folder.parent / "out")), rewriter)


def refused(rewriter, folder):
    before = files_of(folder.parent)
    with pytest.raises(CdaError) as raised:
        run(rewriter, folder)
    assert files_of(folder.parent) == before
    assert len(str(raised.value)) < 2000
    return raised.value


def with_card(folder, front):
    (folder / "README.md").write_text(f"---\n{front}\n---\nA dataset.\n", "utf-8")


def with_split(folder, split, path="a.jsonl"):
    entry = json.dumps({"split": split, "path": path})
    with_card(folder, f"configs:\n- config_name: default\n  data_files:\n  - {entry}")


@pytest.mark.parametrize(
    "split",
    [
        *("../../evil", "/etc/evil", "a/b", "a\\b", "..", ".", "", ".hidden", "a\x00b", "a\nb", "*", "train[:10%]"),
        *("\u202etrain", "x" * 300, "a:b", "a|b", "=cmd|x", "{0}", '"', "\ud800"),
    ],
    ids=ascii,
)
def test_a_split_of_a_card_has_a_name_that_a_file_can_have(rewriter, folder, split):
    with_split(folder, split)
    assert refused(rewriter, folder).code == "CDA-D04"


@pytest.mark.parametrize("split", ["train", "\u00e9t\u00e9", "a-b", "my split", "v1.0"])
def test_other_names_of_splits_stay(rewriter, folder, split):
    with_split(folder, split)
    assert run(rewriter, folder).splits == {split: 2}


@pytest.mark.parametrize(
    "path",
    [
        *(
            "../outside.jsonl",
            "/etc/passwd",
            "**/../../*",
            "a/../../outside.jsonl",
            "http://x/y.jsonl",
            "hf://x/y",
            "~/x",
        ),
        *("file:///etc/passwd", "a.jsonl\x00", "[", "*" * 99 + "b", "$HOME", "..\\outside.jsonl", "x" * 999),
    ],
    ids=lambda path: ascii(path)[:40],
)
def test_a_card_leads_to_no_file_outside_its_folder(rewriter, folder, path):
    with_split(folder, "train", path)
    assert refused(rewriter, folder).code == "CDA-D03"


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 13)
)
MERGES = "a0: &a0 {k: 1, l: 2, m: 3}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 10)
)
CONFIG = "configs:\n- config_name: default\n"
CARDS = {
    "aliases": LAUGHS,
    "aliases for a path": f"{LAUGHS}{CONFIG}  data_files:\n  - split: train\n    path: [*a12]",
    "aliases for a folder": f"{LAUGHS}{CONFIG}  data_dir: *a12",
    "aliases for a config": f"{LAUGHS}configs:\n- config_name: *a12\n- config_name: *a12",
    "aliases that are merged": MERGES,
    "itself": "configs: &c\n- *c",
    "itself as a path": "configs:\n- &c\n  config_name: default\n  data_files: *c",
    "brackets": f"a: {'[' * 20_000}",
    "brackets that are closed": f"a: {'[' * 900}{']' * 900}",
    "indents": "\n".join(f"{' ' * n}a:" for n in range(2000)),
    "object": "a: !!python/object/apply:os.mkdir ['{}']",
    "object as a key": "? !!python/object/apply:os.mkdir ['{}']\n: x",
    "module": "a: !!python/module:antigravity",
    "name": "a: !!python/name:os.system",
    "date": "a: 2001-99-99",
    "time": "a: !!timestamp x",
    "digits": f"a: {'9' * 5000}",
    "number": "a: !!int x",
    "no number": "a: !!int ''",
    "fraction": "a: !!float x",
    "truth": "a: !!bool x",
    "bytes": "a: !!binary x",
    "key": "a: {[b]: c}",
    "tab": "a: \tb\n\tc",
    "quote": "a: '",
    "unknown alias": "a: *b",
    "version": "%YAML 9.9\n---\na: b",
}


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_that_is_a_trap_is_an_error(rewriter, folder, kind):
    made = folder.parent / "made"
    with_card(folder, CARDS[kind].replace("{}", str(made)))
    assert refused(rewriter, folder).code == "CDA-D04"
    assert not made.exists()


def test_a_card_may_repeat_itself_by_aliases():
    assert plain_yaml("a: &a [1, 2]\nb: *a\nc: {<<: {d: *a}}") == {"a": [1, 2], "b": [1, 2], "c": {"d": [1, 2]}}
    assert plain_yaml("") is None


@pytest.mark.parametrize(
    "splits",
    [
        *('["../other"]', '["/etc"]', '["a/../../other"]', '"train"', "5", '{"a": 1}', "[null]", '[["x"]]'),
        *('["a\\u0000b"]', '["x"]', f'["{"x" * 300}"]', "[" * 50_000, "9" * 5000),
    ],
    ids=lambda splits: splits[:40],
)
def test_the_splits_of_a_saved_dataset_are_folders_in_it(rewriter, folder, splits):
    (folder / "dataset_dict.json").write_text(f'{{"splits": {splits}}}')
    assert refused(rewriter, folder).code == "CDA-D04"


@pytest.mark.parametrize("name", ["../other/d.arrow", "/etc/passwd", "a\x00b", 5, None, ["d.arrow"]], ids=ascii)
def test_the_files_of_a_saved_dataset_stand_in_it(rewriter, folder, name):
    save(folder, json.dumps({"_data_files": [{"filename": name}]}))
    assert refused(rewriter, folder).code == "CDA-D04"


@pytest.mark.parametrize(
    "features",
    ['{"a": ' * 500 + "1" + "}" * 500, '{"text": {"_type": "os.system"}}', '{"text": {"_type": "__import__"}}', "5"],
    ids=lambda features: features[:40],
)
def test_the_columns_of_a_saved_dataset_are_types_and_nothing_that_is_run(rewriter, folder, features):
    save(folder, '{"_data_files": []}')
    (folder / "dataset_info.json").write_text(f'{{"features": {features}}}')
    assert refused(rewriter, folder).code == "CDA-D04"


@pytest.mark.parametrize(
    "name",
    ["*", "b[1]", "a'\"b", "\udcff", "\u202ea", "a%s{0}", "=cmd|", "a:b", "a,b", "x" * 150],
    ids=ascii,
)
def test_a_file_whose_name_makes_no_split_belongs_to_train(rewriter, folder, name):
    (folder / "a.jsonl").rename(folder / f"{name}-00000-of-00001.jsonl")
    assert run(rewriter, folder).splits == {"train": 2}
    assert "data/train-00000-of-00001.parquet" in files_of(folder.parent / "out")


def test_a_folder_that_a_run_wrote_may_be_trusted_no_more_than_others(rewriter, folder):
    run(rewriter, folder)
    out = folder.parent / "out"
    manifest = json.loads((out / ".cda" / "run.json").read_text())
    manifest["files"].append("../outside.jsonl")
    (out / ".cda" / "run.json").write_text(json.dumps(manifest))
    augment_files(AugmentJob((str(folder),), str(out), overwrite=True), rewriter)
    assert (folder.parent / "outside.jsonl").read_text() == OUTSIDE
