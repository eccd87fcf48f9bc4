"""The lexicon of occupations: forms that are found, and none that speaks of one group."""

from __future__ import annotations

import json

import pytest

from cda import Rewriter
from cda.errors import LexiconFormatError, UnknownLexicon
from cda.lexicon.occupations import load_occupations

HEADER = "id\tone\tseveral\tguards\tsources\tnote"


@pytest.fixture
def folder(tmp_path):
    def build(*rows, header=HEADER):
        manifest = {"id": "mine", "version": "1.0.0", "language": "en", "attribute": "occupation", "groups": []}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        lines = [header, *(row.replace("|", "\t") for row in rows)]
        (tmp_path / "occupations.tsv").write_text("\n".join(lines) + "\n", "utf-8")
        return str(tmp_path)

    return build


@pytest.mark.parametrize(
    ("form", "name"),
    [("nurses", "nurse"), ("flight attendant", "flight attendant"), ("salespeople", "salesperson"), ("ceo", "CEO")],
)
def test_both_forms_mean_the_occupation(form, name):
    assert load_occupations().forms[form].name == name


def test_no_form_is_a_word_for_one_group():
    rewriter = Rewriter()
    assert [form for form in load_occupations().forms if rewriter.groups_of("gender", form)] == []


def test_the_longest_form_is_known(folder):
    found = load_occupations(folder("occupation.a|real estate agent|||mine|", "occupation.b|cook|cooks|noun|mine|"))
    assert found.longest == 3
    assert [found.forms[form].noun for form in ("real estate agent", "cooks")] == [False, True]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["occupation.a|cook|cooks||mine|", "occupation.b|chef|cooks||mine|"], "stands twice"),
        (["occupation.a|||noun|mine|"], "'one'"),
        (["occupation.a|cook||verb|mine|"], "'guards"),
        (["An occupation|cook|||mine|"], "'id'"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(folder, rows, message):
    with pytest.raises(LexiconFormatError, match=message) as caught:
        load_occupations(folder(*rows))
    assert caught.value.where is not None
    assert f"line {len(rows) + 1}" in caught.value.where


def test_a_lexicon_without_the_table_is_refused():
    with pytest.raises(LexiconFormatError, match=r"no occupations\.tsv"):
        load_occupations("gender@1.0.0")


def test_an_unknown_lexicon_is_told():
    with pytest.raises(UnknownLexicon):
        load_occupations("professions")
