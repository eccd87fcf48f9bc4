"""Data sets that ``datasets`` has opened."""

from __future__ import annotations

import datasets
import pytest

import cda
from cda.dataset.columns import map_batch
from cda.errors import FieldNotText, MissingField, OptionError
from cda.hub import augment

FEATURES = datasets.Features(
    {"label": datasets.ClassLabel(names=["bad", "good"]), "text": datasets.Value("string")},
)
ROWS = {"label": [1, 0, 1, 0], "text": ["She told her brother.", "It rained.", None, ""]}
EXPECTED = [
    {"label": 1, "text": "She told her brother."},
    {"label": 1, "text": "He told his sister."},
    {"label": 0, "text": "It rained."},
    {"label": 1, "text": None},
    {"label": 0, "text": ""},
]


@pytest.fixture(scope="module")
def rewriter():
    return cda.Rewriter()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "cache"))


def table():
    return datasets.Dataset.from_dict(ROWS, features=FEATURES)


def test_a_dataset_keeps_its_features_and_its_order():
    out = augment(table())
    assert isinstance(out, datasets.Dataset)
    assert out.features == FEATURES
    assert list(out) == EXPECTED


def test_a_dataset_dict_keeps_its_splits():
    out = augment(datasets.DatasetDict(train=table(), test=table().select([1])))
    assert type(out) is datasets.DatasetDict
    assert list(out["train"]) == EXPECTED
    assert out["test"]["text"][:] == ["It rained."]


def test_a_stream_keeps_its_features():
    out = augment(table().to_iterable_dataset())
    assert isinstance(out, datasets.IterableDataset)
    assert out.features == FEATURES
    assert list(out) == EXPECTED


def test_a_stream_without_features_is_augmented():
    stream = datasets.IterableDataset.from_generator(
        lambda: iter([{"n": 1, "body": None}, {"n": 2, "body": "She left."}])
    )
    assert list(augment(stream)) == [
        {"n": 1, "body": None},
        {"n": 2, "body": "She left."},
        {"n": 2, "body": "He left."},
    ]


def test_the_splits_of_a_stream_are_kept():
    out = augment(datasets.IterableDatasetDict({"train": table().to_iterable_dataset()}))
    assert type(out) is datasets.IterableDatasetDict
    assert list(out["train"]) == EXPECTED


def test_a_dataset_without_rows_stays_without_rows():
    out = augment(table().select([]))
    assert len(out) == 0
    assert out.features == FEATURES


def test_a_format_is_kept_and_does_not_disturb():
    out = augment(table().with_format("numpy", columns=["label"]))
    assert out.format["type"] == "numpy"
    assert out.format["columns"] == ["label"]
    assert list(out.with_format(None)) == EXPECTED


@pytest.mark.parametrize("kind", ["numpy", "arrow", "pandas"])
def test_the_format_of_a_stream_does_not_disturb(kind):
    out = augment(table().to_iterable_dataset().with_format(kind))
    assert list(out.with_format(None)) == EXPECTED
    assert out._formatting.format_type == kind


def test_options_go_to_the_rewriter():
    out = augment(table(), to="feminine")
    assert out["text"][1] == "She told her sister."


def test_what_a_guard_speaks_against_is_held_unless_asked_otherwise():
    rows = datasets.Dataset.from_dict({"text": ["She is pregnant."]})
    assert augment(rows)["text"][:] == ["She is pregnant."]
    assert augment(rows, guards="flag")["text"][:] == ["She is pregnant.", "He is pregnant."]


@pytest.mark.parametrize("fields", ["text", []])
def test_fields_are_a_list_of_columns(fields):
    with pytest.raises(OptionError, match="list of columns"):
        augment(table(), fields=fields)


def test_an_unknown_field_is_named_with_the_columns_there_are():
    for data in (table(), table().to_iterable_dataset()):
        with pytest.raises(MissingField) as error:
            augment(data, fields=["txet"])
        assert "'txet'" in str(error.value)
        assert "label, text" in str(error.value)


def test_what_is_no_data_set_is_refused():
    with pytest.raises(OptionError, match="list"):
        augment(["She left."])


def test_a_field_of_numbers_is_refused():
    with pytest.raises(FieldNotText):
        augment(table(), fields=["label"])


def test_a_batch_gives_every_column_back(rewriter):
    out = map_batch(rewriter, ROWS)
    assert [{"label": label, "text": text} for label, text in zip(out["label"], out["text"], strict=True)] == EXPECTED


def test_a_batch_is_not_changed(rewriter):
    batch = {"text": ["She left."]}
    map_batch(rewriter, batch)
    assert batch == {"text": ["She left."]}


def test_map_takes_the_function_directly(rewriter):
    out = table().map(lambda batch: map_batch(rewriter, batch, ["text"]), batched=True, batch_size=2)
    assert list(out) == EXPECTED


def test_a_batch_without_rows_gives_its_columns_back(rewriter):
    assert map_batch(rewriter, {"a": [], "b": []}) == {"a": [], "b": []}
    assert map_batch(rewriter, {}) == {}


def test_the_only_column_of_strings_is_the_text(rewriter):
    assert map_batch(rewriter, {"n": [1], "body": ["He left."]}) == {"n": [1, 1], "body": ["He left.", "She left."]}
    assert map_batch(rewriter, {"empty": [None], "body": ["He left."]})["body"] == ["He left.", "She left."]


def test_two_columns_of_strings_need_a_choice(rewriter):
    with pytest.raises(MissingField) as error:
        map_batch(rewriter, {"a": ["He left."], "b": ["He left."]})
    assert "a, b" in str(error.value)


def test_several_fields_are_rewritten_together(rewriter):
    out = map_batch(rewriter, {"a": ["He left."], "b": ["It rained."], "c": ["He"]}, ["a", "b"])
    assert out == {"a": ["He left.", "She left."], "b": ["It rained."] * 2, "c": ["He"] * 2}


def test_an_unknown_field_of_a_batch_is_an_error(rewriter):
    with pytest.raises(MissingField, match="'b'"):
        map_batch(rewriter, {"a": ["He left."]}, ["b"])


def test_a_value_that_is_no_string_is_an_error(rewriter):
    with pytest.raises(FieldNotText, match="int"):
        map_batch(rewriter, {"text": ["He left.", 1]})


def test_two_runs_with_one_engine_share_the_cache_and_other_options_do_not():
    first, same, other = augment(table()), augment(table()), augment(table(), to="feminine")
    assert first._fingerprint == same._fingerprint != other._fingerprint


@pytest.mark.parametrize(
    ("given", "meant"),
    [("field", "fields"), ("map", "maps"), ("keep_column", "keep_columns"), ("atribute", "attribute")],
)
def test_an_option_that_is_not_there_is_named_with_the_one_that_was_meant(given, meant):
    with pytest.raises(OptionError, match=f"no option '{given}'") as caught:
        augment(table(), **{given: "text"})
    assert f"did you mean {meant!r}?" in caught.value.hint


def test_an_option_like_no_other_is_named_with_those_there_are():
    with pytest.raises(OptionError, match="no option 'zzz'") as caught:
        augment(table(), zzz=1)
    assert {"fields", "keep_columns", "guards"} <= set(caught.value.hint.removeprefix("the options are: ").split(", "))


def test_who_names_no_column_is_told_how_in_python_too():
    with pytest.raises(MissingField) as caught:
        augment(datasets.Dataset.from_dict({"a": ["She left."], "b": ["It rained."]}))
    assert "--field NAME" in caught.value.hint
    assert "fields=['NAME']" in caught.value.hint


def test_a_probability_without_a_substitution_is_refused():
    with pytest.raises(OptionError, match=r"p=0\.3 is for the strategy 'substitute'"):
        augment(table(), p=0.3)
    with pytest.raises(OptionError, match="no probability"):
        augment(table(), p=2)
