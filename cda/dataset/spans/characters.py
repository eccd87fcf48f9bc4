"""Spans told in code points (answers, entities, pairs of offsets, alone or in lists) follow the edits to their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cda.dataset.spans.carry import CUT_HINT, carried
from cda.errors import SpanCut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cda.dataset.spans.keys import Keys
    from cda.types import Rewrite


@dataclass(frozen=True, slots=True)
class _Span:
    """A span as it was read.

    Args:
        start: First code point.
        end: One past the last one.
        inclusive: Whether the column names the last one instead.
    """

    start: int
    end: int
    inclusive: bool = False


def follow_spans(value: Any, keys: Keys | None, rewrite: Rewrite) -> Any:
    """Let the spans in a value follow the edits to their text.

    Args:
        value: A mapping with the keys, of numbers or of lists in step; two offsets; a list of such; or ``None``.
        keys: Under which keys a span is told; ``None`` for bare pairs of offsets, the end exclusive.
        rewrite: The rewriting of the text.

    Returns:
        The value with new offsets, and with the new text of spans where it is written beside them. What says that there
        is no span (no start, or -1, and no text) is as it was.

    Raises:
        SpanCut: If offsets do not fit the text, or an edit cuts a span.

    Example:
        >>> from cda.dataset.spans.keys import Keys
        >>> from cda.types import AppliedEdit, Rewrite
        >>> rewrite = Rewrite("She met Al.", "He met Al.", (AppliedEdit(0, 3, 0, 2, "She", "He", ""),))
        >>> keys = Keys("copy", "answer_start", copies=("text",))
        >>> follow_spans({"text": ["Al"], "answer_start": [8]}, keys, rewrite)
        {'text': ['Al'], 'answer_start': [7]}
    """
    if value is None:
        return None
    if isinstance(value, Mapping):
        return _record(value, keys, rewrite) if keys else value
    if any(isinstance(item, int) for item in value):
        start, end = _pair(value)
        span = _read(start, end, (), rewrite)
        return list(value) if span is None else list(_moved(span, rewrite))
    return [follow_spans(item, keys, rewrite) for item in value]


def _record(record: Mapping[str, Any], keys: Keys, rewrite: Rewrite) -> dict[str, Any]:
    cells = {name: record[name] for name in keys.names}
    if cells[keys.start] == []:
        return dict(record)
    if _several(cells[keys.start], keys):
        return {**record, **_parallel(cells, keys, rewrite)}
    copies = [cells[name] for name in keys.copies if cells[name] is not None]
    span = _read(*_offsets(cells, keys, copies), copies, rewrite)
    if span is None:
        return dict(record)
    start, end = _moved(span, rewrite)
    text = rewrite.text[start : end + span.inclusive]
    return {**record, **_told(start, end, keys), **{name: text for name in keys.copies if cells[name] is not None}}


def _several(start: Any, keys: Keys) -> bool:
    """Whether this is a list of starts, or of pairs, with lists in step beside it."""
    if not isinstance(start, list):
        return False
    return keys.ends != "pair" or not any(isinstance(item, int) for item in start)


def _parallel(cells: Mapping[str, Any], keys: Keys, rewrite: Rewrite) -> dict[str, Any]:
    """Each of several spans whose starts, ends and texts stand in lists of their own."""
    lists = {name: cell for name, cell in cells.items() if cell is not None}
    lengths = {name: len(cell) for name, cell in lists.items()}
    if len(set(lengths.values())) > 1 or (keys.end and keys.end not in lists):
        raise SpanCut(
            "lists that go together are not of one length: "
            + ", ".join(f"{lengths.get(name, 'no')} {name!r}" for name in cells),
            hint="every span needs one value in each",
        )
    new: dict[str, Any] = {name: [] for name in lists}
    for at in range(lengths[keys.start]):
        one = _record({name: lists[name][at] if name in lists else None for name in cells}, keys, rewrite)
        for name in lists:
            new[name].append(one[name])
    return new


def _offsets(cells: Mapping[str, Any], keys: Keys, copies: Sequence[str]) -> tuple[int | None, int | None]:
    """The start and the end as they are told."""
    start = cells[keys.start]
    if keys.ends == "pair":
        return (None, None) if start is None else _pair(start)
    if keys.ends == "end" or start is None:
        return start, cells[keys.end] if keys.end else None
    if keys.ends == "length":
        return start, None if cells[keys.end] is None else start + cells[keys.end]
    return start, start + (len(copies[0]) if copies else 0)


def _told(start: int, end: int, keys: Keys) -> dict[str, Any]:
    """A start and an end as the column tells them."""
    told: dict[str, dict[str, Any]] = {
        "pair": {keys.start: [start, end]},
        "end": {keys.start: start, keys.end: end},
        "length": {keys.start: start, keys.end: end - start},
        "copy": {keys.start: start},
    }
    return told[keys.ends]


def _pair(value: Sequence[int | None]) -> tuple[int | None, int | None]:
    if len(value) != 2:  # noqa: PLR2004 - a start and an end
        raise SpanCut(f"{list(value)} is no start and end", hint="give two offsets for each span")
    return value[0], value[1]


def _read(start: int | None, end: int | None, copies: Sequence[str], rewrite: Rewrite) -> _Span | None:
    """The span that is told; ``None`` where none is."""
    text = rewrite.original
    if start in {None, -1} and not any(copies) and (end is None or end <= 0):
        return None
    if start is not None and end is not None and start >= 0:
        for inclusive in (False, True)[: 1 + bool(copies)]:
            stop = end + inclusive
            if start <= stop <= len(text) and all(copy == text[start:stop] for copy in copies):
                return _Span(start, stop, inclusive)
    beside = f" for {copies[0]!r}" if copies else ""
    raise SpanCut(
        f"offsets {start} and {end}{beside} do not fit the text of {len(text)} characters",
        hint="offsets are code points into the text as it is, not bytes, UTF-16 units or words",
    )


def _moved(span: _Span, rewrite: Rewrite) -> tuple[int, int]:
    """The offsets in the rewritten text, told as the old ones were."""
    start, end = carried(span.start, span.end, rewrite.edits)
    if start == end and span.start < span.end:
        old = rewrite.original[span.start : span.end]
        raise SpanCut(f"nothing is left of the span {old!r}", hint=CUT_HINT)
    return start, end - span.inclusive
