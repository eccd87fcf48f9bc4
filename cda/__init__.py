"""cda: counterfactual data augmentation of text.

`swap` and `detect` for one text, `Rewriter` for many, `augment` for datasets. Nothing heavy is imported until it is
used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cda._version import __version__

if TYPE_CHECKING:
    from cda.api import detect, swap
    from cda.errors import CdaError
    from cda.hub import augment
    from cda.pandas import swap_series
    from cda.rewriter import Rewriter
    from cda.tables import ArrowAugmenter, augment_table
    from cda.types import AppliedEdit, Flag, Held, Mention, Rewrite, RowRewrite

__all__ = [
    "AppliedEdit",
    "ArrowAugmenter",
    "CdaError",
    "Flag",
    "Held",
    "Mention",
    "Rewrite",
    "Rewriter",
    "RowRewrite",
    "__version__",
    "augment",
    "augment_table",
    "detect",
    "swap",
    "swap_series",
]

_HOMES = {
    "AppliedEdit": "cda.types",
    "ArrowAugmenter": "cda.tables",
    "CdaError": "cda.errors",
    "Flag": "cda.types",
    "Held": "cda.types",
    "Mention": "cda.types",
    "Rewrite": "cda.types",
    "Rewriter": "cda.rewriter",
    "RowRewrite": "cda.types",
    "augment": "cda.hub",
    "augment_table": "cda.tables",
    "detect": "cda.api",
    "swap": "cda.api",
    "swap_series": "cda.pandas",
}


if not TYPE_CHECKING:  # or every name would be there to those who check types

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used."""
        if name not in _HOMES:
            raise AttributeError(f"module 'cda' has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
