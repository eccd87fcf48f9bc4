"""The dataset card: a README.md that Hugging Face reads and that says how the data came about."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&])")
_DIRECTIONS: Mapping[str | None, str] = {
    None: "each word to its opposite",
    "all": "one counterfactual for every other group",
}
_APART = (
    "\n`pairs` is Parquet, which the loader of this folder is not: open it with "
    '`load_dataset("parquet", data_files="pairs/*.parquet")`.\n'
)
_LINE_END = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card tells.

    Args:
        content: The hash of the data files.
        splits: The splits of ``default``, in order, each with the pattern of its files. Hugging Face opens no data set
            that names a split without rows.
        pair_splits: The same for ``pairs``; none where the rows are no Parquet, since a data set is all of one kind of
            file to Hugging Face.
        attribute: The attribute that was changed.
        to: The group that was asked for, where one was; ``all`` for every group.
        fields: The text fields.
        with_ids: Whether the rows carry their ids.
        counts: What was counted, in the order in which it is shown.
        provenance: Lexicon, model and tool.
        options: The resolved options.
        command: The command that makes the data again.
        notes: What must be known of the attributes and options, a sentence or more each.
        what: A sentence that says which rows there are.
        balance: A table of groups before and after, in Markdown; empty where nothing was balanced.
    """

    content: str
    splits: Mapping[str, str]
    pair_splits: Mapping[str, str]
    attribute: str
    to: str | None
    fields: tuple[str, ...]
    with_ids: bool
    counts: Mapping[str, int]
    provenance: Mapping[str, str]
    options: Mapping[str, object]
    command: tuple[str, ...]
    notes: tuple[str, ...] = ()
    what: str = "Originals and counterfactuals."
    balance: str = ""


def escape(text: str) -> str:
    r"""Make a user's string plain in Markdown.

    Args:
        text: Any string.

    Returns:
        One line in which nothing is markup.

    Example:
        >>> print(escape("a|b_c"))
        a\|b\_c
    """
    return _SPECIAL.sub(r"\\\1", _LINE_END.sub(" ", text))


def fenced(text: str) -> str:
    """Put text into a code block that it cannot end.

    Args:
        text: The text.

    Returns:
        The block.
    """
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}shell\n{text}\n{fence}"


def _config(name: str, splits: Mapping[str, str], content: str, *, default: bool) -> list[str]:
    lines = [f"- config_name: {name}"]
    lines += ["  default: true"] if default else []
    # Hugging Face finds what it has cached by this header alone: without the hash, a folder that was written again, or
    # another of the same name, would give the rows of the first.
    lines += [f"  description: {json.dumps(f'sha256 {content}')}", "  data_files:"]
    for split, pattern in splits.items():
        # A JSON string is a YAML string: no name of a split can break the header.
        lines += [f"  - split: {json.dumps(split)}", f"    path: {json.dumps(pattern)}"]
    return lines


def _table(rows: Iterable[tuple[str, object]]) -> str:
    return "\n".join(f"| {escape(name)} | {escape(_shown(value))} |" for name, value in rows)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def render(facts: CardFacts) -> str:
    """Write the card.

    Args:
        facts: What it tells.

    Returns:
        The text of README.md. The same facts give the same card.
    """
    template = Template(resources.files(__package__).joinpath("card.md").read_text("utf-8"))
    configs = _config("default", facts.splits, facts.content, default=True)
    configs += _config("pairs", facts.pair_splits, facts.content, default=False) if facts.pair_splits else []
    ids = (
        ", and `cda_id`, `cda_source_id`, `cda_attribute` and `cda_group` that join it to `pairs`"
        if facts.with_ids
        else ""
    )
    card = template.substitute(
        configs="\n".join(configs),
        attribute=escape(facts.attribute),
        direction=_DIRECTIONS.get(facts.to) or f"to the {escape(facts.to or '')} form",
        what=facts.what,
        balance=f"## Balance\n\n{facts.balance}\n\n" if facts.balance else "",
        notes="\n".join(f"- {note}" for note in facts.notes),
        open_pairs="" if facts.pair_splits else _APART,
        id_columns=ids,
        fields=", ".join(escape(field) for field in facts.fields),
        counts=_table(facts.counts.items()),
        provenance=_table(facts.provenance.items()),
        options=_table(facts.options.items()),
        command=fenced(shlex.join(facts.command)),
    )
    return card.encode("utf-8", "backslashreplace").decode("utf-8")
