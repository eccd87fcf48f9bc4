"""An audit as tables, for a terminal and for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cda.audit.values import Associated, AttributeAudit, Audit, Cross
from cda.clean import clean
from cda.dataset.labels.telling import MOST_VALUES
from cda.dataset.strategies.groups import MIXED, UNMENTIONED

_OUTSIDE = {MIXED: "mixed: several equally often", UNMENTIONED: "none mentioned"}
_PLAIN_WIDTH = 120


def print_audit(audit: Audit, by: str | None) -> None:
    """Print what an audit found.

    Args:
        audit: The audit.
        by: The label by whose values rows are shown.
    """
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PLAIN_WIDTH)
    failed = f", {audit.failed:,} of which could not be looked at" if audit.failed else ""
    console.print(Text(f"{audit.rows:,} rows{failed}; fields: {clean(audit.fields)}; {', '.join(audit.lexicons)}"))
    if not audit.names:
        console.print(Text("names were not looked for: --names swap does"))
    if by is not None and not any(cross.column == by for one in audit.attributes for cross in one.crosses):
        console.print(Text(f"column {clean(by)!r} has no value, or more than {MOST_VALUES}: it is no label"))
    for title, table in tables_of(audit, by):
        console.print()
        console.print(Text(clean(title), style="bold"))
        console.print(table)


def tables_of(audit: Audit, by: str | None) -> Iterator[tuple[str, Table]]:
    """What an audit found, as tables.

    Args:
        audit: The audit.
        by: The label by whose values rows are shown.

    Yields:
        The tables with their titles, in the order in which they are read.
    """
    for one in audit.attributes:
        yield _groups(one)
        yield from (_cross(one, cross) for cross in one.crosses if cross.column == by)
        yield _words(one)
        yield _associated(one, "words", one.associated_words)
        yield _associated(one, "occupations", one.associated_occupations)
        if one.crosses:
            yield _associated(one, "labels", one.associated_labels)
    if audit.left:
        rows = ((one.reason, one.words, one.rows, _listed(one.cues)) for one in audit.left)
        yield _table("left alone", ("reason", "words", "rows", "most often for"), rows)
    if audit.flagged:
        kinds = ((one.category, one.strength, one.words, one.rows) for one in audit.flagged)
        yield _table("cues that make a rewriting questionable", ("category", "strength", "cues", "rows"), kinds)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> tuple[str, Table]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    given = list(rows)
    for place, column in enumerate(columns):
        right = any(isinstance(row[place], int) for row in given)
        table.add_column(Text(clean(column)), justify="right" if right else "left", overflow="fold")
    for row in given:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else clean(cell)) for cell in row))
    return title, table


def _groups(one: AttributeAudit) -> tuple[str, Table]:
    kinds = list(dict.fromkeys(kind for group in one.groups for kind in one.mentions[group]))
    rows: list[tuple[str | int, ...]] = [
        (
            group,
            one.rows[group],
            one.rows_with[group],
            sum(one.mentions[group].values()),
            *(one.mentions[group].get(kind, 0) for kind in kinds),
        )
        for group in one.groups
    ]
    empty = ("",) * (2 + len(kinds))
    rows += [(_OUTSIDE[name], one.rows[name], *empty) for name in _OUTSIDE if one.rows.get(name)]
    columns = ("group", "rows that mention it most", "at all", "mentions", *(f"{kind}s" for kind in kinds))
    return _table(one.attribute, columns, rows)


def _cross(one: AttributeAudit, cross: Cross) -> tuple[str, Table]:
    names = (*one.groups, MIXED, UNMENTIONED)
    rows: list[tuple[str | int, ...]] = []
    for value, counts in cross.rows.items():
        counted = sum(counts.get(group, 0) for group in one.groups)
        first = counts.get(one.groups[0], 0) if one.groups else 0
        share = f"{100 * first / counted:.1f} %" if counted else ""
        rows.append((value, *(counts.get(name, 0) for name in names), share))
    share_of = f"{one.groups[0]} of those that have a group" if one.groups else ""
    return _table(f"{one.attribute}: rows by {cross.column}", (cross.column, *names, share_of), rows)


def _words(one: AttributeAudit) -> tuple[str, Table]:
    rows = [(group, _listed(one.words[group])) for group in one.groups]
    return _table(f"{one.attribute}: the words that mention a group", ("group", "words"), rows)


def _associated(one: AttributeAudit, what: str, found: Mapping[str, tuple[Associated, ...]]) -> tuple[str, Table]:
    rows = [
        (group, ", ".join(f"{term.term} {term.count:,}:{term.elsewhere:,} (z {term.z:.1f})" for term in found[group]))
        for group in one.groups
        if found.get(group)
    ] or [("none", "")]
    where = "rows" if what == "labels" else "sentences"
    title = f"{one.attribute}: {what} that go with a group more than by chance ({where} with it : with others)"
    return _table(title, ("group", what), rows)


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{word} {count:,}" for word, count in counts)
