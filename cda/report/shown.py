"""The pairs that were drawn, with their texts: what a reader of the report looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cda.audit.phrases import PERSONAL, named
from cda.audit.wording import STRENGTHS, category_name, cue_name, reason_name
from cda.clean import short
from cda.dataset.kinds import kind_of
from cda.dataset.shown import by_field, original_at, text_at
from cda.dataset.views.shapes import COLUMN_ROLES, ROLE_KEYS
from cda.marked import Mark, Piece
from cda.report.counts import Pair
from cda.report.drawing import Drawn
from cda.report.pieces import cost, pieces
from cda.storage.store import Store
from cda.verify.content import Content
from cda.verify.rows import rows_of

BYTES = 1_800_000
"""How much of a page all texts may take together."""

_MOST = 6_000
"""How much of it one pair may take."""

_LEAST_TEXT = 120
_WORDS = 8
"""How many words of one reason are named below a pair."""

_SAID = 60
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a row.

    Args:
        field: Where it stands, such as ``messages[0].content``; empty where the rows have but one text.
        speaker: Who says it; empty where nobody is named.
        pieces: The text with its edits.
        more: How many edits there is no room for.
    """

    field: str
    speaker: str
    pieces: tuple[Piece, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Why:
    """Why words were left alone, or what is questionable.

    Args:
        what: The reason or the category, in words.
        said: The words, each with what decided; for names of people only how many.
    """

    what: str
    said: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair, as it is shown.

    Args:
        split: Its split.
        row: The place of its original in ``default``, from 0; of its counterfactual where there is no original.
        source_id: Its id.
        outcome: What became of it.
        group: The group that it was written to; empty where nothing was written.
        kinds: Kinds of its edits.
        reasons: Reasons for which words were left alone.
        flags: Categories of its cues.
        random: Whether it belongs to the random sample.
        edits: How many words changed.
        texts: Its texts; none where the format of the rows does not show them.
        words: Where there are no texts, old and new words.
        left: Words that were left alone, by reason.
        questions: Cues, by category.
        further: How many texts there is no room for.
        error: What went wrong; empty where nothing did.
    """

    split: str
    row: int | None
    source_id: str
    outcome: str
    group: str
    kinds: tuple[str, ...]
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    random: bool
    edits: int
    texts: tuple[Text, ...]
    words: tuple[tuple[str, str], ...]
    left: tuple[Why, ...]
    questions: tuple[Why, ...]
    further: int
    error: str


def shown(store: Store, content: Content, drawn: Sequence[Drawn], told: Mapping[str, str]) -> list[Shown]:
    """Read the texts of the pairs that were drawn.

    Args:
        store: The folder.
        content: Its files.
        drawn: The pairs.
        told: How phrases and cues may be listed; see `cda.audit.phrases.phrases`.

    Returns:
        The pairs in the same order.
    """
    most = min(_MOST, BYTES // (len(drawn) or 1))
    usual = Counter(one["field"] for item in drawn for one in (*item.pair["edits"], *item.pair["held"]))
    usual_field = min(usual, key=lambda field: (-usual[field], field), default="text")
    found: dict[tuple[str, int], Shown] = {}
    for split, names in content.default.items():
        reader = rows_of(store, names)
        wanted = [one for one in drawn if one.split == split]
        for one in sorted(wanted, key=lambda one: (_places(one.pair) or [-1], one.number)):
            rows = reader.take(_places(one.pair)) if reader else {}
            texts = _originals(one.pair, rows, usual_field)
            found[split, one.number] = _shown(one, texts, most, told, single=len(usual) <= 1)
    return [found.get((one.split, one.number)) or _shown(one, {}, most, told, single=True) for one in drawn]


def _places(pair: Pair) -> list[int]:
    return [place for place in (pair["row"], pair["counterfactual_row"]) if place is not None]


def _originals(pair: Pair, rows: Mapping[int, Row], usual: str) -> dict[str, tuple[str, str]]:
    """Field to original and speaker, of the fields of which something is to be shown."""
    fields = dict.fromkeys(one["field"] for one in (*pair["edits"], *pair["held"], *pair["flags"]))
    original = rows.get(pair["row"])
    row = rows.get(pair["counterfactual_row"]) if original is None else original
    if row is None:
        return {}
    edits, found = by_field(pair["edits"]), {}
    for field in fields or {usual: None}:
        text = original_at(row, field, edits.get(field, []), replaced=original is None)
        if text is not None:
            found[field] = (text, _speaker(row, field))
    return found


def _speaker(row: Row, field: str) -> str:
    message = field.rpartition(".")[0]
    roles = [text_at(row, f"{message}.{key}") for key in ROLE_KEYS] if message else []
    return next((role for role in roles if role), "") or COLUMN_ROLES.get(field, "")


def _shown(
    drawn: Drawn, originals: Mapping[str, tuple[str, str]], most: int, told: Mapping[str, str], *, single: bool
) -> Shown:
    pair, spent = drawn.pair, 0
    texts: list[Text] = []
    marks: dict[str, list[Mark]] = {}
    for field, mark in _marks(pair):
        marks.setdefault(field, []).append(mark)
    for field, (text, speaker) in originals.items():
        room = most - spent
        if texts and room < _LEAST_TEXT:
            break
        parts, more = pieces(text, marks.get(field, ()), room)
        spent += sum(map(cost, parts))
        texts.append(Text("" if single else short(field, 80), short(speaker, 40), parts, more))
    place = pair["row"] if pair["row"] is not None else pair["counterfactual_row"]
    words = [] if originals else [(short(one["old"], _SAID), short(one["new"], _SAID)) for one in pair["edits"]]
    return Shown(
        drawn.split,
        place,
        short(pair["source_id"], 80),
        pair["outcome"],
        pair["group"] or "",
        tuple(dict.fromkeys(kind_of(one["entry"]) for one in pair["edits"])),
        tuple(dict.fromkeys(one["reason"] for one in pair["held"])),
        tuple(dict.fromkeys(one["category"] for one in pair["flags"])),
        drawn.random,
        len(pair["edits"]),
        tuple(texts),
        tuple(words[: 3 * _WORDS]),
        tuple(_left(pair, told)),
        tuple(_questions(pair)),
        len(originals) - len(texts),
        short(pair["error"] or "", 400),
    )


def _marks(pair: Pair) -> Iterator[tuple[str, Mark]]:
    """What stands out in the texts of a pair, each with the field of its text."""
    for one in pair["edits"]:
        yield one["field"], Mark("edit", one["start"], one["end"], one["new"], one["entry"])
    for one in pair["held"]:
        why = f"left alone: {reason_name(one['reason'])}"
        yield one["field"], Mark("held", one["start"], one["end"], why=why)
    for one in pair["flags"]:
        yield one["field"], Mark("flag", one["start"], one["end"], why=f"cue: {category_name(one['category'])}")


def _left(pair: Pair, told: Mapping[str, str]) -> Iterator[Why]:
    by_reason: dict[str, list[Mapping[str, Any]]] = {}
    for one in pair["held"]:
        by_reason.setdefault(one["reason"], []).append(one)
    for reason, some in by_reason.items():
        if reason in PERSONAL:
            yield Why(reason_name(reason), f"{len(some):,} {'word' if len(some) == 1 else 'words'}")
            continue
        yield Why(reason_name(reason), _by_cue(some, reason, told))


def _by_cue(held: Sequence[Mapping[str, Any]], reason: str, told: Mapping[str, str]) -> str:
    """Words that one thing decided about stand together."""
    by_cue: dict[str, dict[str, None]] = {}
    for one in held:
        by_cue.setdefault(cue_name(named(one["cue"], told), reason), {})[one["text"]] = None
    said = []
    for cue, texts in by_cue.items():
        words = _listed([f"“{short(text, _SAID)}”" for text in texts])
        plain = not cue or {cue.lower()} == {text.lower() for text in texts}
        said.append(words if plain else f"{words} ({short(cue, _SAID)})")
    return "; ".join(said[:_WORDS]) + ("; …" if len(said) > _WORDS else "")


def _questions(pair: Pair) -> Iterator[Why]:
    by_category: dict[tuple[str, str], list[str]] = {}
    for one in pair["flags"]:
        by_category.setdefault((one["category"], one["strength"]), []).append(one["text"])
    for (category, strength), texts in by_category.items():
        words = _listed([f"“{short(text, _SAID)}”" for text in dict.fromkeys(texts)])
        yield Why(category_name(category), f"{words}, {STRENGTHS.get(strength, strength)}")


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _WORDS
    return ", ".join(words[:_WORDS]) + (f" and {more:,} more" if more > 0 else "")
