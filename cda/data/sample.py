"""The sample that ships with the toolkit: ``python -m cda.data.sample FILE`` writes it to a file."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path


def sample() -> bytes:
    """The sample as JSON lines with ``id``, ``text`` and ``label``; the project wrote every sentence of it."""
    return resources.files("cda").joinpath("data/sample-en.jsonl").read_bytes()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(sample())
