"""What a shell proposes for the value of an option, where the option itself does not say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

Proposals = Callable[["click.Context", "click.Parameter", str], "list[CompletionItem[Any]]"]
"""From what was typed so far of a value to what it could become."""

# What the library knows, and would take too long to say while somebody waits for a key; tests hold the two together.
ATTRIBUTES = ("gender", "race", "religion", "age")
ENGINES = ("local", "ray", "spark")
FORMATS = (
    "hf",
    "parquet",
    "jsonl",
    "csv",
    "trl-sft",
    "trl-dpo",
    "trl-kto",
    "axolotl",
    "llamafactory",
    "openai-sft",
    "openai-dpo",
)
OUTCOMES = ("augmented", "held", "unchanged", "no_mention", "not_selected", "failed")
STRATEGIES = ("augment", "substitute", "only-pairs", "neutralize", "balance")


def words(*known: object) -> Proposals:
    """Propose some words; after a comma, more of them.

    Args:
        known: The words.

    Returns:
        What ``shell_complete`` of a parameter takes.
    """

    def proposed(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem[Any]]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell that asks needs it

        before, comma, last = typed.rpartition(",")
        return [CompletionItem(f"{before}{comma}{word}") for word in map(str, known) if word.startswith(last)]

    return proposed


def _paths(kind: str) -> Proposals:
    def proposed(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem[Any]]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell that asks needs it

        return [CompletionItem(typed, type=kind)]

    return proposed


FILES = _paths("file")
"""Let the shell propose files and folders."""

FOLDERS = _paths("dir")
"""Let the shell propose folders."""
