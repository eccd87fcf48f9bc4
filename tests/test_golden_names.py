"""What a careful editor would write where names change; {X} stands for the counterpart of X in the lexicon."""

from __future__ import annotations

import re

import pytest
from golden_rows import golden

from cda import Rewriter
from cda.lexicon.names import load_names
from cda.naming.rename import nickname_for

ROWS = golden("names")
NAME = re.compile(r"\{(\w+)(?: of (\w+))?\}")


@pytest.fixture(scope="module")
def rewriter():
    return Rewriter(names="swap")


def filled(expected):
    """The expected sentence with the counterparts of the lexicon, in capitals where the names are."""

    def nickname(name, full):
        names = load_names()
        entry = names.get(name)
        return nickname_for(entry, full, names.get(full).counterpart, names) or entry.counterpart

    def counterpart(match):
        if match[2]:
            return nickname(match[1], match[2])
        entry = load_names().get(match[1])
        assert entry is not None, match[1]
        assert entry.counterpart, match[1]
        return entry.counterpart.upper() if match[1].isupper() else entry.counterpart

    return NAME.sub(counterpart, expected)


@pytest.mark.parametrize(("phenomenon", "source", "expected"), ROWS, ids=[f"{row[0]}-{row[1]:.40}" for row in ROWS])
def test_names_change_as_an_editor_would_change_them(rewriter, phenomenon, source, expected):
    assert rewriter(source).text == filled(expected), phenomenon


@pytest.mark.xfail(reason="known to be wrong; a row that comes right moves to names.tsv")
@pytest.mark.parametrize(("phenomenon", "source", "expected"), golden("names_open"))
def test_names_that_are_not_yet_right(rewriter, phenomenon, source, expected):
    assert rewriter(source).text == filled(expected), phenomenon


@pytest.mark.parametrize(("phenomenon", "source", "expected"), ROWS, ids=[f"{row[0]}-{row[1]:.40}" for row in ROWS])
def test_the_inverse_restores_the_names(rewriter, phenomenon, source, expected):
    assert rewriter(source).inverse() == source, (phenomenon, expected)
