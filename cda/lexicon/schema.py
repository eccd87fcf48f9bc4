"""The rows of a lexicon's tables, as people write them, checked with pydantic."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cda.types import Strength

Pos = Literal["PRON", "DET", "NOUN", "TITLE", "ADJ", "VERB"]
Number = Literal["sg", "pl", "na"]
GuardName = Literal[
    "noun",
    "adjective",
    "unnamed",
    "title",
    "lower",
    "small",
    "capital",
    "possessed",
    "alone",
    "animate",
    "apart",
    "counted",
    "meant",
    "unaddressed",
    "person",
    "colour",
    "either_case",
]
Case = Literal["exact", "any"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._\-]*$", max_length=120)]


def _words(separator: str | None) -> BeforeValidator:
    def split(cell: object) -> object:
        return tuple(word.strip() for word in cell.split(separator) if word.strip()) if isinstance(cell, str) else cell

    return BeforeValidator(split)


def _none_or_some(groups: tuple[str, ...]) -> tuple[str, ...]:
    if len(groups) == 1:
        raise ValueError("there is one group; give two or more, or none where nothing is rewritten by the lexicon")
    return groups


def _different(groups: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(groups)) != len(groups):
        raise ValueError("a group stands twice")
    return groups


Words = Annotated[tuple[str, ...], _words(None)]
List = Annotated[tuple[str, ...], _words(",")]


class Row(BaseModel):
    """What all rows share: no unknown columns, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EntryRow(Row):
    """A row of ``entries.tsv``, the forms already gathered by group."""

    id: Id
    pos: Pos
    number: Number
    forms: dict[str, str]
    directions: str
    tier: Literal["core", "extended", "conditional"]
    status: Literal["", "current", "contested", "dated", "offensive", "slur"] = ""
    guards: Words = ()
    sources: Words = ()
    note: str = ""

    @model_validator(mode="after")
    def _directions_and_guards_are_known(self) -> Self:
        whole = {"both", "none", *(f"to-{group}" for group in self.forms)}
        sources = {f"from-{group}" for group in self.forms}
        named = set(self.directions.split())
        if self.directions not in whole and not (named and named <= sources):
            raise ValueError(f"directions {self.directions!r}: use both, none, to-<group> or from-<group>")
        known = set(GuardName.__args__)  # type: ignore[attr-defined]
        for guard in self.guards:
            group, _, name = guard.rpartition(":")
            if name not in known or (group and group not in self.forms):
                raise ValueError(f"guard {guard!r}: use one of {', '.join(sorted(known))}, or <group>:<guard>")
        if not any(form.strip() for form in self.forms.values()):
            raise ValueError("an entry needs at least one form")
        return self


class PatternRow(EntryRow):
    """A row of ``patterns.tsv``, the forms already gathered by group: an entry whose forms have a star."""

    stems: List = ()
    exceptions: List = ()

    @model_validator(mode="after")
    def _every_form_can_be_found(self) -> Self:
        if not any("*" in form for form in self.forms.values()):
            raise ValueError("a pattern needs a form with a star where the stem stands")
        for form in filter(None, self.forms.values()):
            if not self.stems and "*" in form and not (form.startswith("*") and form[1:].isalpha()):
                raise ValueError(f"form {form!r}: a pattern for any stem begins with the star, letters follow")
        return self


class EmojiRow(Row):
    """A row of ``emoji.tsv``, the forms already gathered by group."""

    id: Id
    forms: dict[str, str]
    note: str = ""


class SenseRow(Row):
    """A row of ``senses.tsv``: a neighbour that says whether a form means somebody."""

    id: Id
    forms: List
    when: Literal["next", "previous", "near", "bare-next", "bare-previous"]
    words: List
    reading: Literal["person", "not_person"]
    note: str = ""


class ProtectedRow(Row):
    """A row of ``protected.tsv``: a phrase in which nothing is rewritten."""

    id: Id
    phrase: Annotated[str, Field(min_length=1)]
    case: Case
    category: str = ""
    sources: Words = ()
    note: str = ""


class CueRow(Row):
    """A row of ``cues.tsv``: what makes a rewrite false or absurd."""

    id: Id
    cue: Annotated[str, Field(min_length=1)]
    group: str
    strength: Strength
    scope: Literal["referent", "sentence", "row"]
    category: str
    case: Case
    sources: Words = ()
    note: str = ""


class OccupationRow(Row):
    """A row of ``occupations.tsv``."""

    id: Id
    one: Annotated[str, Field(min_length=1)]
    several: str = ""
    guards: Annotated[tuple[Literal["noun"], ...], _words(None)] = ()
    sources: Words = ()
    note: str = ""


class Manifest(Row):
    """``manifest.json``: what a lexicon is."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9\-]*$", max_length=60)]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+(\.dev\d+)?$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    attribute: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    groups: Annotated[tuple[str, ...], AfterValidator(_none_or_some), AfterValidator(_different)]
    title: str = ""
    licence: str = ""
    extends: str | None = None
    rows: dict[str, int] = {}
    sha256: str = ""
