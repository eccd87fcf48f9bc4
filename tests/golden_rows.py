"""Reading the golden sentences: tab-separated, with backslash escapes in the cells."""

from __future__ import annotations

import re
from pathlib import Path

_ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\"}


def golden(name: str) -> list[tuple[str, ...]]:
    text = (Path(__file__).parent / "golden" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n")[1:] if line and not line.startswith("#")]
    return [
        tuple(re.sub(r"\\[nrt\\]", lambda match: _ESCAPES[match[0]], cell) for cell in line.split("\t"))
        for line in lines
    ]
