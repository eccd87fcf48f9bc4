"""The formats in which rows are written, by name."""

from __future__ import annotations

from collections.abc import Mapping

from cda.errors import OptionError
from cda.export.formats.axolotl import AXOLOTL
from cda.export.formats.csv import Csv
from cda.export.formats.format import Format
from cda.export.formats.hf import HuggingFace
from cda.export.formats.jsonl import JsonLines
from cda.export.formats.llamafactory import LLAMAFACTORY
from cda.export.formats.openai_dpo import OPENAI_DPO
from cda.export.formats.openai_sft import OPENAI_SFT
from cda.export.formats.parquet import Parquet
from cda.export.formats.trl_dpo import TRL_DPO
from cda.export.formats.trl_kto import TRL_KTO
from cda.export.formats.trl_sft import TRL_SFT
from cda.guess import guessed

_ALL: tuple[Format, ...] = (
    HuggingFace(),
    Parquet(),
    JsonLines(),
    Csv(),
    TRL_SFT,
    TRL_DPO,
    TRL_KTO,
    AXOLOTL,
    LLAMAFACTORY,
    OPENAI_SFT,
    OPENAI_DPO,
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""The formats, the default first."""


def format_named(name: str) -> Format:
    """Find a format.

    Args:
        name: Its name.

    Returns:
        The format.

    Raises:
        OptionError: If there is none of this name.

    Example:
        >>> format_named("trl-sft").name
        'trl-sft'
    """
    if name not in FORMATS:
        guess = guessed(name, known=FORMATS, number=2)
        raise OptionError(f"there is no format {name!r}", hint=f"{guess}the formats are: {', '.join(FORMATS)}")
    return FORMATS[name]
