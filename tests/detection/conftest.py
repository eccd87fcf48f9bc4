from __future__ import annotations

import pytest
from lexicon_folders import write_lexicon


@pytest.fixture
def lexicon_folder(tmp_path):
    """Write a lexicon folder under a name; see ``write_lexicon``."""

    def build(name="mine", **parts):
        return write_lexicon(tmp_path / name, **parts)

    return build
