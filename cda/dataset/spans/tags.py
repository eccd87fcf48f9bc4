"""Tags of words whose number changes: an entity stays one entity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cda.dataset.spans.carry import CUT_HINT
from cda.errors import SpanCut

Tag = str | int | None
"""A tag as it stands in a column: a string, or a number that may have a name."""

_OUTSIDE = "O"
_BEGINS = frozenset("BSU")
_ENDS = {"E": "E", "S": "E", "L": "L", "U": "L"}
"""The letters that end an entity, and what ends one of several words in the same scheme."""
_ALONE = {"E": "S", "L": "U"}
"""What an entity of one word has, by what ends one of several."""
_TYPED = re.compile(r"([BIESLU])([-_].+)")
_BARE = frozenset("BIOESLU")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the tags of a column are to be read.

    Args:
        names: The names of numbered tags, in order; empty for strings, and for numbers without names. Names or strings
            such as ``B-PER`` are those of entities (BIO, IOB1, BIOES, BILOU: each letter says enough by itself); all
            others are plain.
    """

    names: tuple[str, ...] = ()

    def name(self, tag: Tag) -> str | None:
        """The tag as a string; ``None`` where it has no name."""
        if isinstance(tag, int):
            return self.names[tag] if 0 <= tag < len(self.names) else None
        return tag

    def tag(self, name: str, like: Tag) -> Tag:
        """The tag of a name, a number where ``like`` is one.

        Raises:
            SpanCut: If the column has no such label.
        """
        if not isinstance(like, int):
            return name
        if name not in self.names:
            raise SpanCut(f"the column has no label {name!r}, which the words need now", hint=CUT_HINT)
        return self.names.index(name)


def follow_tags(old: Sequence[Tag], count: int, scheme: Scheme, row: Sequence[Tag]) -> list[Tag]:
    """Give tags to words that took the place of others.

    Args:
        old: The tags of the words that were there, at least one.
        count: The number of words that stand there now.
        scheme: How the column is to be read.
        row: All tags of the row: strings are read as those of entities where they look like it together.

    Returns:
        ``count`` tags. Where the number is the same, the old ones; else an entity that began there begins there, and
        one that ended there ends there.

    Raises:
        SpanCut: If the words belonged to different things, or no word is left.

    Example:
        >>> follow_tags(["B-PER"], 2, Scheme(), ["O", "B-PER"])
        ['B-PER', 'I-PER']
    """
    if count == len(old):
        return list(old)
    if not count:
        # Even a word outside can be what keeps two entities apart.
        raise SpanCut(f"no word is left of what was tagged {_shown(old, scheme)}", hint=CUT_HINT)
    names = scheme.names or tuple(tag for tag in row if isinstance(tag, str))
    parts = [_parted(scheme.name(tag)) for tag in old] if _of_entities(names) else []
    if not any(parts):
        return _repeated(old, count)
    letters, kinds = zip(*(part or ("", "") for part in parts), strict=True)
    connected = _BEGINS.isdisjoint(letters[1:]) and _ENDS.keys().isdisjoint(letters[:-1])
    if not (all(parts) and len(set(kinds)) == 1 and connected):
        raise _different(old, scheme)
    return [scheme.tag(letter + kinds[0], old[0]) for letter in _letters(letters[0], letters[-1], count)]


def _of_entities(names: Sequence[str]) -> bool:
    """Whether tags are those of entities; a few odd ones among them (``X``) do not count against it."""
    typed = [match[1] for name in names if (match := _TYPED.fullmatch(name))]
    if "B" in typed or "I" in typed:
        return True
    if typed:
        return all(name == _OUTSIDE or _TYPED.fullmatch(name) for name in names)
    return ("B" in names or "I" in names) and _BARE.issuperset(names)


def _parted(name: str | None) -> tuple[str, str] | None:
    """The letter of a tag, and the rest of it; ``None`` for one outside of entities."""
    if name is None or name == _OUTSIDE:
        return None
    match = _TYPED.fullmatch(name)
    if match:
        return match[1], match[2]
    return (name, "") if name in _BARE else None


def _letters(first: str, last: str, count: int) -> Iterator[str]:
    """The letters of the words of an entity, or of a part of one."""
    begin, end = ("B" if first in _BEGINS else "I"), _ENDS.get(last, "I")
    if count == 1:
        yield begin if end == "I" else _ALONE[end] if begin == "B" else end
        return
    yield begin
    yield from "I" * (count - 2)
    yield end


def _repeated(old: Sequence[Tag], count: int) -> list[Tag]:
    if len(set(old)) > 1:
        raise _different(old, Scheme())
    return [old[0]] * count


def _different(old: Sequence[Tag], scheme: Scheme) -> SpanCut:
    return SpanCut(f"words tagged {_shown(old, scheme)} became another number of words", hint=CUT_HINT)


def _shown(old: Sequence[Tag], scheme: Scheme) -> str:
    return ", ".join(str(scheme.name(tag) if scheme.name(tag) is not None else tag) for tag in old)
