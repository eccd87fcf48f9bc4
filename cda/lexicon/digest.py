"""The content hash of a lexicon: what its manifest promises and every output names."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cda.errors import LexiconHashError

TABLES = (
    "cues.tsv",
    "emoji.tsv",
    "entries.tsv",
    "figures.tsv",
    "names.tsv",
    "nicknames.tsv",
    "occupations.tsv",
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


def verified_hash(folder: Path, name: str, promised: str | None) -> str:
    """Hash the tables of a lexicon folder and hold the hash against what its manifest says.

    Args:
        folder: The folder of one version.
        name: What the lexicon is called in an error: its id and version.
        promised: The hash in the manifest; nothing is compared where there is none.

    Returns:
        The hash, see `content_hash`.

    Raises:
        LexiconHashError: If the content is another.
    """
    digest = content_hash(folder)
    if promised and promised != digest:
        raise LexiconHashError(
            f"the content of lexicon {name} is not what its manifest says",
            where=str(folder),
            hint="a published version never changes; after a change to your own run 'cda lexicon check --stamp'",
        )
    return digest
