"""Which splits are augmented: test splits are left alone unless they are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cda.dataset.strategies.selection import Selection
from cda.errors import OptionError
from cda.guess import guessed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cda.dataset.strategies.selection import RowFacts

_FOR_TESTS = "test"


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """The strategy of splits that are not augmented: every row as it is."""

    name: str = "left-alone"

    def wants(self, id: str) -> bool:  # noqa: A002 - the field's own term
        """Rewrite no row."""
        del id
        return False

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002 - as above
        """Write the original alone."""
        del id, facts
        return Selection(original=True, counterfactuals=())


def augmented_splits(there: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """Choose the splits to augment.

    Args:
        there: The splits of the inputs.
        asked: Those that the user named.

    Returns:
        What was asked, else all whose names do not begin with ``test``.

    Raises:
        OptionError: If one that was named is not there, or there are only test splits and none was named.

    Example:
        >>> augmented_splits(["train", "test"], [])
        ('train',)
    """
    missing = [name for name in asked if name not in there]
    if missing:
        raise OptionError(
            f"there is no split {missing[0]!r}",
            hint=f"{guessed(missing[0], known=there)}the splits are: {', '.join(there)}",
        )
    chosen = tuple(asked) or tuple(name for name in there if not name.startswith(_FOR_TESTS))
    if there and not chosen:
        raise OptionError(
            "there are only test splits, which are left alone unless they are named",
            hint=f"name what is to be augmented with --splits {','.join(there)}",
        )
    return chosen
