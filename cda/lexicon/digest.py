"""The content hash of a lexicon: what its manifest promises and every output names."""

from __future__ import annotations

import hashlib
from pathlib import Path

TABLES = (
    "cues.tsv",
    "emoji.tsv",
    "entries.tsv",
    "figures.tsv",
    "names.tsv",
    "nicknames.tsv",
    "patterns.tsv",
    "protected.tsv",
    "race_names.tsv",
    "rejected.tsv",
    "senses.tsv",
    "sources.tsv",
    "surnames.tsv",
)
"""The tables that a lexicon may have, in the order in which they are hashed; one that is absent is not hashed."""


def content_hash(folder: Path) -> str:
    """Hash the tables of a lexicon folder.

    Args:
        folder: The folder of one version.

    Returns:
        SHA-256 over each table's name, a NUL, its bytes and a NUL, in alphabetical order; 64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for name in TABLES:
        path = folder / name
        if path.is_file():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
