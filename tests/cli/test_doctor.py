from __future__ import annotations

from click.testing import CliRunner

import cda
from cda.cli import cli
from cda.lexicon.find import load
from cda.model import verify_model


def test_all_is_well_where_everything_is_installed():
    result = CliRunner().invoke(cli, ["doctor"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"cda {cda.__version__}, Python 3.")
    assert result.output.splitlines()[-1] == "all is well"
    assert "FAIL" not in result.output


def test_packages_model_and_lexicons_are_named():
    output = CliRunner().invoke(cli, ["doctor"]).output
    for fact in (
        "spacy ",
        "ahocorasick-rs ",
        "pyarrow ",
        "model en_core_web_sm 3.8.0",
        f"lexicon {load('gender').ref}",
    ):
        assert f"  ok    {fact}" in output
    assert verify_model().sha256[:16] in output
    assert load("gender").ref.sha256[:16] in output


def test_a_model_that_is_not_there_is_a_failure_that_says_what_to_do():
    result = CliRunner().invoke(cli, ["doctor", "--model", "no_such_model"])
    assert result.exit_code == 1
    assert "  FAIL  CDA-M01: there is no spaCy model 'no_such_model'" in result.output
    assert "what to do:" in result.output
    assert "all is well" not in result.output
