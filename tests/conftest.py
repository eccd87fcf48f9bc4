"""What several test folders share: a builder of lexicon folders, and one rewriter."""

from __future__ import annotations

import json

import pytest

import cda

HEADERS = {
    "entries.tsv": "id pos number masculine feminine neutral directions tier guards sources note",
    "senses.tsv": "id forms when words reading note",
    "protected.tsv": "id phrase case category sources note",
    "cues.tsv": "id cue group strength scope category case sources note",
    "sources.tsv": "key title licence where note",
    "rejected.tsv": "masculine feminine reason sources",
}


def _cells(name, row):
    """A row is written with ``|`` between its cells; cells left off at the end are empty."""
    columns = HEADERS[name].split()
    cells = [cell.strip() for cell in row.split("|")]
    return "\t".join(cells + [""] * (len(columns) - len(cells)))


@pytest.fixture
def lexicon_folder(tmp_path):
    """Write a lexicon folder: manifest keys by name, tables as ``entries=[...]`` and so on."""

    def build(folder="mine", *, manifest=None, **tables):
        target = tmp_path / folder
        target.mkdir(parents=True)
        keys = {
            "id": "mine",
            "version": "1.0.0",
            "language": "en",
            "attribute": "gender",
            "groups": ["masculine", "feminine", "neutral"],
        }
        (target / "manifest.json").write_text(json.dumps({**keys, **(manifest or {})}), encoding="utf-8")
        for table, rows in tables.items():
            name = f"{table}.tsv"
            lines = ["\t".join(HEADERS[name].split()), *(_cells(name, row) for row in rows)]
            (target / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return target

    return build


@pytest.fixture(scope="session")
def rewriter():
    return cda.Rewriter()
