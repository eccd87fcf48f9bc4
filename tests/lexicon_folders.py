"""Lexicon folders for tests, written from rows in which ``|`` stands between cells."""

from __future__ import annotations

import json

HEADERS = {
    "entries.tsv": "id pos number masculine feminine neutral directions tier guards sources note",
    "senses.tsv": "id forms when words reading note",
    "protected.tsv": "id phrase case category sources note",
    "cues.tsv": "id cue group strength scope category case sources note",
    "sources.tsv": "key title licence where note",
    "rejected.tsv": "masculine feminine reason sources",
}


def write_lexicon(target, *, manifest=None, **tables):
    """Write a folder: manifest keys over sound ones, tables as ``entries=[...]``; cells left off are empty."""
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
        columns = HEADERS[f"{table}.tsv"].split()
        lines = ["\t".join(columns)]
        for row in rows:
            cells = [cell.strip() for cell in row.split("|")]
            lines.append("\t".join(cells + [""] * (len(columns) - len(cells))))
        (target / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target
