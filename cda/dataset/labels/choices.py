"""What the user said of columns that say the attribute: exchange their values, keep them, or hold some rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cda.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    Says = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What becomes of label columns.

    Args:
        maps: Column to what each of its values becomes in a counterfactual.
        kept: Columns that stay as they are, whatever they say.
        holds: Column to the values whose rows are left alone.
    """

    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    holds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of which something was said, each once."""
        return tuple(dict.fromkeys((*self.maps, *sorted(self.kept), *self.holds)))

    def held(self, row: Mapping[str, str | None]) -> str | None:
        """Tell why a row is left alone.

        Args:
            row: Its labels, as text.

        Returns:
            ``COLUMN=VALUE``, or ``None`` where it is not.
        """
        return next((f"{name}={row[name]}" for name, values in self.holds.items() if row.get(name) in values), None)


def parse_choices(maps: Sequence[str] = (), kept: Sequence[str] = (), holds: Sequence[str] = ()) -> Choices:
    """Read what was said of label columns.

    Args:
        maps: ``COLUMN:VALUE=VALUE``, with commas between several pairs; the values become each other.
        kept: Names of columns.
        holds: ``COLUMN=VALUE``.

    Returns:
        The choices.

    Raises:
        OptionError: If one cannot be read, or a column is both exchanged and kept.

    Example:
        >>> choices = parse_choices(["speaker_gender:F=M"], holds=["topic=birth"])
        >>> choices.maps["speaker_gender"]["M"], choices.held({"topic": "birth"})
        ('F', 'topic=birth')
    """
    pairs: dict[str, list[tuple[str, str]]] = {}
    for text in maps:
        column, mark, values = text.rpartition(":")
        if not (mark and column):
            raise _unreadable("--map", text, "COLUMN:VALUE=VALUE, such as speaker_gender:female=male")
        pairs.setdefault(column, []).extend(_pair(text, one) for one in values.split(","))
    found: dict[str, set[str]] = {}
    for text in holds:
        column, mark, value = text.partition("=")
        if not (mark and column.strip()):
            raise _unreadable("--hold-where", text, "COLUMN=VALUE, such as target=women")
        found.setdefault(column.strip(), set()).add(value.strip())
    both = sorted(set(pairs) & set(kept))
    if both:
        hint = "give --map or --keep-column, in Python maps or keep_columns"
        raise OptionError(f"column {both[0]!r} is to be kept and to be changed", hint=hint)
    exchanges = {column: _both_ways(some) for column, some in pairs.items()}
    return Choices(exchanges, frozenset(kept), {column: frozenset(values) for column, values in found.items()})


def exchanged(value: str | None, pairs: Mapping[str, str], written: Collection[str], says: Says) -> str | None:
    """What a label becomes in a counterfactual.

    Args:
        value: The label of the original.
        pairs: What each value becomes.
        written: The groups that the text was written to, where it was written in one direction; else nothing.
        says: Tells which groups a value names.

    Returns:
        The label of the counterfactual: the original's where it has no partner, or says already what was written.
    """
    if value is None or value not in pairs or (written and set(says(value)) & set(written)):
        return value
    return pairs[value]


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each value to its partner; what several values become has no single way back, and stays."""
    some = list(dict.fromkeys(pairs))
    targets = Counter(second for _, second in some)
    forward = dict(some)
    back = {second: first for first, second in some if targets[second] == 1 and second not in forward}
    return {**back, **forward}


def _pair(text: str, pair: str) -> tuple[str, str]:
    first, mark, second = pair.partition("=")
    if not (mark and first.strip() and second.strip()) or first.strip() == second.strip():
        raise _unreadable("--map", text, "COLUMN:VALUE=VALUE, such as speaker_gender:female=male")
    return first.strip(), second.strip()


def _unreadable(option: str, text: str, form: str) -> OptionError:
    return OptionError(f"{option} {text!r} cannot be read", hint=f"write {form}")
