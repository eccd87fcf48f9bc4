from __future__ import annotations

import importlib
import shutil

import pytest

import cda
from cda.errors import ModelHashError, ModelMissing
from cda.model import DEFAULT_MODEL, digest_of, expected_hashes, find_model, hashes_of, verify_model
from cda.tagging import Tagger, tag_at

TEXT = "They called her at noon."


@pytest.fixture
def copied_model(tmp_path, monkeypatch):
    """The installed model as a package of its own that is found first; the folder with its data."""
    data = tmp_path / DEFAULT_MODEL / f"{DEFAULT_MODEL}-3.8.0"
    shutil.copytree(find_model()[0], data)
    (tmp_path / DEFAULT_MODEL / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    verify_model.cache_clear()
    yield data
    verify_model.cache_clear()


def alter(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def test_the_installed_model_is_intact():
    ref = verify_model()
    assert (ref.name, ref.version) == ("en_core_web_sm", "3.8.0")
    found = hashes_of(find_model()[0])
    assert {path: found.get(path) for path in expected_hashes()} == expected_hashes()
    assert ref.sha256 == digest_of(expected_hashes())


def test_the_hash_does_not_depend_on_the_package_that_the_model_came_in(copied_model):
    assert find_model() == (copied_model, DEFAULT_MODEL)
    copied = verify_model()
    assert copied.package == DEFAULT_MODEL
    assert copied.sha256 == digest_of(expected_hashes())


@pytest.mark.parametrize("path", ["tagger/model", "tok2vec/model", "tokenizer", "config.cfg", "vocab/strings.json"])
def test_one_changed_byte_is_found_and_the_file_named(copied_model, path):
    alter(copied_model / path)
    with pytest.raises(ModelHashError, match="1 files") as caught:
        verify_model()
    assert path in caught.value.message
    assert caught.value.where == str(copied_model)
    assert "pip install" in caught.value.hint


def test_a_missing_file_is_found(copied_model):
    (copied_model / "tagger" / "model").unlink()
    with pytest.raises(ModelHashError, match="tagger/model"):
        verify_model()


def test_a_changed_model_is_never_used(copied_model):
    alter(copied_model / "tagger" / "model")
    with pytest.raises(ModelHashError):
        Tagger().tags([TEXT])


def test_the_notes_of_a_package_may_differ(copied_model):
    (copied_model / "meta.json").write_text((copied_model / "meta.json").read_text(encoding="utf-8") + "\n", "utf-8")
    assert verify_model().sha256 == digest_of(expected_hashes())


def test_a_model_of_ones_own_is_taken_by_its_path_and_has_its_own_hash(copied_model):
    alter(copied_model / "ner" / "model")
    ref = verify_model(str(copied_model))
    assert ref.package == str(copied_model)
    assert ref.sha256 != digest_of(expected_hashes())


@pytest.mark.parametrize("name", ["no_such_model", "json", "./no/such/model", "en_core_web_sm-3.8.0", "a.b"])
def test_an_unknown_model_is_an_error_with_a_hint(name):
    with pytest.raises(ModelMissing) as caught:
        verify_model(name)
    assert repr(name) in caught.value.message
    assert "config.cfg" in caught.value.hint


def test_a_rewriter_with_an_unknown_model_says_so_when_it_needs_one():
    with pytest.raises(ModelMissing, match="no_such_model"):
        _ = cda.Rewriter(model="no_such_model").model


def test_several_windows_are_tagged_as_each_alone():
    tagger = Tagger()
    windows = ["They called her at noon.", "", "Her boat sank.", "half a pair: \udcff her oar"]
    assert tagger.tags(windows) == [tagger.tags([window])[0] for window in windows]
    assert tagger.tags([]) == []


def test_tokens_stand_where_they_say():
    text = "Her boat, they said, couldn't sink."
    (tokens,) = Tagger().tags([text])
    assert "".join(text[token.start : token.end] for token in tokens) == text.replace(" ", "")
    assert (tag_at(tokens, 0), tag_at(tokens, 4), tag_at(tokens, len(text))) == ("PRP$", "NN", "")
