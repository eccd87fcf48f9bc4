"""The values that cross stages: frozen, slotted, built from the standard library alone.

Offsets are code points into the text they speak of. Constructors refuse what cannot be true, so that a value that
exists is a value that can be trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

Group = str
"""A group of an attribute. Gender has ``masculine``, ``feminine`` and ``neutral``."""

Kind = Literal["pronoun", "noun", "title", "adjective", "name", "emoji"]
"""What sort of word a mention is."""

Reason = Literal[
    "not_person", "protected", "guard", "kept_name", "already_balanced", "ambiguous", "user", "public_figure"
]
"""Why a word that was seen is left as it is."""

REASONS: tuple[Reason, ...] = get_args(Reason)
"""The reasons there are."""

Strength = Literal["block", "note"]
"""How strongly a cue speaks against a rewrite: ``block`` makes it false or absurd, ``note`` is worth knowing."""


_Setter = Callable[[object, object], None]


def _setters(kind: type) -> tuple[_Setter, ...]:
    """What fills the slots of a frozen value, in the order of its fields.

    The constructor that ``dataclass`` writes looks each slot up by its name; there are three values for each word that
    changes, and in half the time they are made by one that does not.
    """
    return tuple(getattr(kind, field.name).__set__ for field in fields(kind))


def _no_span(start: int, end: int, text: str, what: str) -> ValueError:
    return ValueError(f"{what} [{start}:{end}] cannot hold the {len(text)} characters of {text!r}")


@dataclass(frozen=True, slots=True, init=False)
class Mention:
    """A span judged to refer to people of a group.

    Args:
        start: First code point of the span.
        end: One past the last code point.
        text: The span as it stands in the text.
        attribute: The attribute, such as ``gender``.
        group: The group the lexicon gives to the words, such as ``feminine``. It speaks of words, not of a person.
        kind: What sort of word it is.
        entry: The id of the lexicon entry that decided it.

    Raises:
        ValueError: If the offsets cannot hold the text.

    Example:
        >>> Mention(0, 3, "She", "gender", "feminine", "pronoun", "pron.he-she").group
        'feminine'
    """

    start: int
    end: int
    text: str
    attribute: str
    group: Group
    kind: Kind
    entry: str

    def __init__(  # noqa: PLR0913, PLR0917 - a field each
        self, start: int, end: int, text: str, attribute: str, group: Group, kind: Kind, entry: str
    ) -> None:
        if start < 0 or end - start != len(text):
            raise _no_span(start, end, text, "mention")
        put_start, put_end, put_text, put_attribute, put_group, put_kind, put_entry = _SLOTS_OF_MENTION
        put_start(self, start)
        put_end(self, end)
        put_text(self, text)
        put_attribute(self, attribute)
        put_group(self, group)
        put_kind(self, kind)
        put_entry(self, entry)


_SLOTS_OF_MENTION = _setters(Mention)


@dataclass(frozen=True, slots=True, init=False)
class Held:
    """A span that was seen and left alone on purpose.

    Args:
        start: First code point of the span.
        end: One past the last code point.
        text: The span as it stands in the text.
        reason: Why it was left alone.
        cue: What decided it: a protected phrase, a cue, a rule's name. Empty where there is nothing more to say.

    Raises:
        ValueError: If the offsets cannot hold the text.

    Example:
        >>> Held(0, 11, "Burger King", "protected", "Burger King").reason
        'protected'
    """

    start: int
    end: int
    text: str
    reason: Reason
    cue: str = ""

    def __init__(self, start: int, end: int, text: str, reason: Reason, cue: str = "") -> None:
        if start < 0 or end - start != len(text):
            raise _no_span(start, end, text, "held span")
        put_start, put_end, put_text, put_reason, put_cue = _SLOTS_OF_HELD
        put_start(self, start)
        put_end(self, end)
        put_text(self, text)
        put_reason(self, reason)
        put_cue(self, cue)


_SLOTS_OF_HELD = _setters(Held)


@dataclass(frozen=True, slots=True)
class Flag:
    """A cue that makes a rewrite questionable, where it stands.

    Args:
        start: First code point of the cue in the original text.
        end: One past the last code point.
        text: The cue as it stands in the text.
        cue: The id of the cue in the lexicon.
        strength: ``block`` or ``note``.
        category: The kind of cue, such as ``pregnancy_birth``.

    Raises:
        ValueError: If the offsets cannot hold the text.

    Example:
        >>> Flag(6, 14, "pregnant", "cue.pregnant", "block", "pregnancy_birth").strength
        'block'
    """

    start: int
    end: int
    text: str
    cue: str
    strength: Strength
    category: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise _no_span(self.start, self.end, self.text, "flag")


@dataclass(frozen=True, slots=True, init=False)
class Edit:
    """A planned replacement in a text.

    Args:
        start: First code point that is replaced.
        end: One past the last code point that is replaced.
        old: What stands there.
        new: What is written instead. It differs from ``old``.
        entry: The id of the lexicon entry, or of the rule of English, that asked for it.
        note: What is out of the ordinary about it, such as why a name did not get its own counterpart.

    Raises:
        ValueError: If the offsets cannot hold ``old``, or nothing would change.

    Example:
        >>> Edit(0, 3, "She", "He", "pron.he-she").new
        'He'
    """

    start: int
    end: int
    old: str
    new: str
    entry: str
    note: str = ""

    def __init__(  # noqa: PLR0913, PLR0917 - a field each
        self, start: int, end: int, old: str, new: str, entry: str, note: str = ""
    ) -> None:
        if start < 0 or end - start != len(old):
            raise _no_span(start, end, old, "edit")
        if old == new:
            raise ValueError(f"an edit that changes nothing: {old!r} at {start}")
        put_start, put_end, put_old, put_new, put_entry, put_note = _SLOTS_OF_EDIT
        put_start(self, start)
        put_end(self, end)
        put_old(self, old)
        put_new(self, new)
        put_entry(self, entry)
        put_note(self, note)


_SLOTS_OF_EDIT = _setters(Edit)


@dataclass(frozen=True, slots=True, init=False)
class AppliedEdit:
    """An edit that was made, with its place in the old text and in the new one.

    Args:
        start: First code point in the original text.
        end: One past the last code point in the original text.
        new_start: First code point in the rewritten text.
        new_end: One past the last code point in the rewritten text.
        old: What stood in the original.
        new: What stands in the rewritten text.
        entry: The id of the lexicon entry, or of the rule of English, that asked for it.
        note: What is out of the ordinary about it.

    Raises:
        ValueError: If the offsets cannot hold the texts.

    Example:
        >>> AppliedEdit(0, 3, 0, 2, "She", "He", "pron.he-she").new_end
        2
    """

    start: int
    end: int
    new_start: int
    new_end: int
    old: str
    new: str
    entry: str
    note: str = ""

    def __init__(  # noqa: PLR0913, PLR0917 - a field each
        self, start: int, end: int, new_start: int, new_end: int, old: str, new: str, entry: str, note: str = ""
    ) -> None:
        if start < 0 or end - start != len(old):
            raise _no_span(start, end, old, "edit")
        if new_start < 0 or new_end - new_start != len(new):
            raise _no_span(new_start, new_end, new, "edit (new text)")
        put_start, put_end, put_new_start, put_new_end, put_old, put_new, put_entry, put_note = _SLOTS_OF_APPLIED
        put_start(self, start)
        put_end(self, end)
        put_new_start(self, new_start)
        put_new_end(self, new_end)
        put_old(self, old)
        put_new(self, new)
        put_entry(self, entry)
        put_note(self, note)


_SLOTS_OF_APPLIED = _setters(AppliedEdit)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text, its rewriting, and everything that happened in between.

    Args:
        original: The text that went in.
        text: The text that came out.
        edits: What was changed: sorted, disjoint, each standing where it says in both texts.
        mentions: Words judged to refer to people of a group, sorted by place.
        held: Words seen and left alone, each with its reason.
        flags: Cues that make the rewrite questionable.

    Raises:
        ValueError: If the edits do not lead from ``original`` to ``text``.

    Example:
        >>> edit = AppliedEdit(0, 3, 0, 2, "She", "He", "pron.he-she")
        >>> Rewrite("She left.", "He left.", (edit,)).changed
        True
    """

    original: str
    text: str
    edits: tuple[AppliedEdit, ...] = ()
    mentions: tuple[Mention, ...] = ()
    held: tuple[Held, ...] = ()
    flags: tuple[Flag, ...] = ()

    def __post_init__(self) -> None:
        original, text = self.original, self.text
        old_end = new_end = 0
        for edit in self.edits:
            start, new_start = edit.start, edit.new_start
            kept = start - old_end
            if kept < 0 or new_start - new_end != kept:
                raise ValueError(f"edits overlap or are out of order at {start}")
            end, now_end = edit.end, edit.new_end
            if original[start:end] != edit.old or text[new_start:now_end] != edit.new:
                raise ValueError(f"the edit at {start} does not stand where it says")
            if original[old_end:start] != text[new_end:new_start]:
                raise ValueError(f"text outside the edits changed before {start}")
            old_end, new_end = end, now_end
        if original[old_end:] != text[new_end:]:
            raise ValueError("text outside the edits changed after the last edit")

    @property
    def changed(self) -> bool:
        """Whether the rewriting differs from the original."""
        return self.text != self.original

    def inverse(self) -> str:
        """Undo the edits on the rewritten text.

        Returns:
            The original text, rebuilt from ``text`` and ``edits`` alone.

        Example:
            >>> edit = AppliedEdit(0, 3, 0, 2, "She", "He", "pron.he-she")
            >>> Rewrite("She left.", "He left.", (edit,)).inverse()
            'She left.'
        """
        pieces: list[str] = []
        last = 0
        for edit in self.edits:
            pieces += (self.text[last : edit.new_start], edit.old)
            last = edit.new_end
        pieces.append(self.text[last:])
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class RowRewrite(Mapping[str, Rewrite]):
    """The rewriting of a row: a mapping from each text field to its rewrite, all made under one plan.

    Args:
        rewrites: Field name to rewrite, in the order of the row.
        guarded: The groups for whose cues mentions were held.
        attribute: The attribute that was changed, such as ``gender``; ``gender+race`` where both were. Where nothing
            was changed, what was to be.
        group: The group that the words were written to, ``swapped`` where they were exchanged both ways, several joined
            by ``+`` in the order of the attributes. ``None`` where nothing was changed.

    Example:
        >>> row = RowRewrite({"text": Rewrite("Hello.", "Hello.")})
        >>> row["text"].text, row.changed
        ('Hello.', False)
    """

    rewrites: Mapping[str, Rewrite]
    guarded: tuple[Group, ...] = ()
    attribute: str = ""
    group: Group | None = None

    def __getitem__(self, field: str) -> Rewrite:
        return self.rewrites[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rewrites)

    def __len__(self) -> int:
        return len(self.rewrites)

    @property
    def changed(self) -> bool:
        """Whether any field differs from its original."""
        return any(rewrite.changed for rewrite in self.rewrites.values())

    @property
    def texts(self) -> dict[str, str]:
        """The rewritten text of every field."""
        return {field: rewrite.text for field, rewrite in self.rewrites.items()}

    def undone(self) -> RowRewrite:
        """The row with nothing changed: what was found in it and why it was left alone remain.

        Returns:
            A rewriting whose texts are the originals.

        Example:
            >>> edit = AppliedEdit(0, 3, 0, 2, "She", "He", "pron.he-she")
            >>> RowRewrite({"text": Rewrite("She left.", "He left.", (edit,))}).undone().texts
            {'text': 'She left.'}
        """
        kept = {
            field: Rewrite(one.original, one.original, (), one.mentions, one.held, one.flags)
            for field, one in self.rewrites.items()
        }
        return RowRewrite(kept, self.guarded, self.attribute)
