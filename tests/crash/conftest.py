from __future__ import annotations

import json

import pytest
from crash.runs import TEXTS, ran, whole


@pytest.fixture(scope="session")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("crash") / "rows.jsonl"
    lines = [
        json.dumps({"text": f"{TEXTS[number % 5]} No {number}.", "label": ("good", "bad")[number % 3 == 0]})
        for number in range(60)
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    known = {}

    def run(*words):
        if words not in known:
            folder = tmp_path_factory.mktemp("whole") / "out"
            assert ran(["augment", *words, "-o", str(folder)], folder).status == 0
            known[words] = whole(folder)
        return known[words]

    return run
