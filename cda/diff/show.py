"""Pairs as people read them: coloured on a terminal, as lines that can be searched in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cda.clean import clean
from cda.diff.select import Example
from cda.diff.texts import Found
from cda.marked import Kind, Piece, pieces

_NOT_WRITTEN = "(the row was not written)"

_BRACKETS = {"edit": ("[-", "-]", "{+", "+}"), "held": ("[=", "=]"), "flag": ("[!", "!]")}
"""How words are marked without colours; edits as ``git diff --word-diff`` does."""

_STYLES: dict[tuple[Kind, str], str] = {
    ("edit", "-"): "bold red",
    ("edit", "+"): "bold green",
    ("held", "-"): "bold yellow",
    ("held", "+"): "bold yellow",
    ("flag", "-"): "bold magenta",
    ("flag", "+"): "bold magenta",
    ("cut", "-"): "dim",
    ("cut", "+"): "dim",
}

Side = Literal["-", "+"]


def lines(example: Example) -> Iterator[str]:
    """Give a pair as lines of columns, with tabs between them.

    Args:
        example: The pair.

    Yields:
        A line for each text: split, id of the source, group of the counterfactual or else the outcome, field,
        ``text``, and the text, its edits as ``[-her-]{+his+}``, words left alone as ``[=her=]``, flags as ``[!her!]``.
        Then for each word left alone and each flag that is shown a line with ``held``, the word, the reason and what
        decided it; or with ``flag``, the words, the category and the cue.
    """
    head = (example.split, example.source_id, example.group or example.outcome)
    for one in example.texts:
        yield _columns(*head, one.field, "text", _NOT_WRITTEN if one.text is None else _bracketed(_pieces(one)))
        for kind, words, why, what in _notes(one):
            yield _columns(*head, one.field, kind, words, why, what)
    if example.error is not None or not example.texts:
        yield _columns(*head, "", "error" if example.error is not None else "text", example.error or _NOT_WRITTEN)


def panel(example: Example, *, coloured: bool) -> RenderableType:
    """Give a pair as a terminal shows it.

    Args:
        example: The pair.
        coloured: Whether the terminal has colours; without, words are marked as in `lines`.

    Returns:
        What rich prints.
    """
    became = example.outcome if example.group is None else f"{example.attribute} {example.group}"
    head = f"{example.split} {example.source_id}"
    parts: list[RenderableType] = []
    for one in example.texts:
        body = Table.grid(padding=(0, 1, 0, 0))
        body.add_column(no_wrap=True)
        body.add_column(overflow="fold")
        for sign, text in _sides(one, coloured=coloured):
            body.add_row(sign, text)
        for kind, words, why, what in _notes(one):
            body.add_row("", Text(clean(f"{kind}: {words} ({why}{', ' * bool(what)}{what})"), style="italic"))
        parts += [Text(clean(f"{head} {one.field} ({became})"), style="dim"), body]
    if example.error is not None or not example.texts:
        parts += [Text(clean(f"{head} ({became})"), style="dim"), Text(clean(example.error or _NOT_WRITTEN))]
    return Group(*parts, "")


def _sides(one: Found, *, coloured: bool) -> Iterator[tuple[str, Text]]:
    """The original and the counterfactual; one of them where they are the same."""
    if one.text is None:
        yield "", Text(_NOT_WRITTEN, style="dim")
        return
    found = _pieces(one)
    changed = any(piece.kind == "edit" for piece in found)
    sides: Sequence[Side] = ("-", "+") if changed else ("-",)
    for side in sides:
        text = Text()
        for piece in found:
            words = clean(piece.old if side == "-" else piece.new)
            if not coloured:
                words = _in_brackets(piece.kind, words, side)
            text.append(words, style=_STYLES.get((piece.kind, side)) if coloured else None)
        yield side if changed else "", text


def _pieces(one: Found) -> tuple[Piece, ...]:
    return tuple(pieces(one.text or "", one.marks))


def _bracketed(found: Sequence[Piece]) -> str:
    return "".join(
        _in_brackets(piece.kind, clean(piece.old), "-")
        + (_in_brackets(piece.kind, clean(piece.new), "+") if piece.kind == "edit" else "")
        for piece in found
    )


def _in_brackets(kind: Kind, words: str, side: Side) -> str:
    """Words between what marks them; what is empty needs no mark."""
    around = _BRACKETS.get(kind)
    if around is None or not words:
        return words
    left, right = around[:2] if side == "-" or kind != "edit" else around[2:]
    return f"{left}{words}{right}"


def _notes(one: Found) -> Iterator[tuple[str, str, str, str]]:
    """What is said beneath a text: the kind, the words, why, and what decided it."""
    yield from (("held", word["text"], word["reason"], word["cue"]) for word in one.held)
    yield from (("flag", flag["text"], flag["category"], flag["cue"]) for flag in one.flags)


def _columns(*cells: str) -> str:
    return "\t".join(map(clean, cells))
