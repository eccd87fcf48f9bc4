"""The card of a run, drawn up from what it did."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cda._version import __version__
from cda.export.balance_table import markdown
from cda.export.card import CardFacts, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cda.engine import Engine
    from cda.run.job import AugmentJob, Summary


def _with_rows(splits: Mapping[str, int]) -> tuple[str, ...]:
    filled = tuple(name for name, rows in splits.items() if rows) or tuple(splits)
    # Where files say no types, a column of nulls in what is opened first would have none: test splits come last.
    return tuple(sorted(filled, key=lambda name: name.startswith("test")))


def pattern_of(names: Sequence[str]) -> str:
    """What names all files of a split: ``data/train-*.parquet``, or a folder of its own."""
    first = PurePosixPath(names[0])
    stem, mark, _ = first.name.partition("-")
    return str(first.with_name(f"{stem}{mark}*{first.suffix}" if mark else f"*{first.suffix}"))


def _status(name: str) -> str:
    return f"a {name}" if name == "slur" else name


_WHAT = {
    "augment": "The rows of the input, each directly followed by its counterfactuals.",
    "substitute": "The rows of the input, some of them (by a hash of id and seed) replaced by a counterfactual.",
    "only-pairs": "The rows of the input that have a counterfactual, each directly followed by its counterfactuals.",
    "neutralize": "The rows of the input, each that a neutral rewriting changes replaced by it.",
    "balance": "The rows of the input with as many counterfactuals as make the groups equal.",
}

_NOTES = {
    "gender": "Gender is treated as binary here: words of one group are exchanged for words of the other. People who "
    "are neither are not represented by it.",
    "race": "Race means seven groups of the United States as words name them there. A group is that of a word or a "
    "name in the text, never that of a person.",
}
_NAMES = (
    "Names were changed by US data (Census 2020, SSA). Shares of names by group are counts; they say nothing of "
    "anybody who bears a name."
)
_HOSTILE = (
    "Rows with insults or slurs were rewritten as well (`--hostile swap`), for training classifiers of hostility: "
    "these rows are hostile to the group that they name now."
)


def what_of(strategy: str) -> str:
    """Say which rows a strategy writes.

    Args:
        strategy: Its name.

    Returns:
        A sentence.

    Example:
        >>> what_of("augment")
        'The rows of the input, each directly followed by its counterfactuals.'
    """
    return _WHAT[strategy]


def notes_of(attributes: Sequence[str], options: Mapping[str, object]) -> tuple[str, ...]:
    """Say what a reader of a dataset must know of the attributes and options that it was made with.

    Args:
        attributes: The attributes.
        options: The options of the rewriter, by name.

    Returns:
        A sentence or more each.
    """
    names = options.get("names")
    swapped = "swap" in (names.values() if isinstance(names, dict) else (names,))
    notes = [_NOTES[attribute] for attribute in attributes if attribute in _NOTES]
    return (*notes, *([_NAMES] if swapped else ()), *([_HOSTILE] if options.get("hostile") == "swap" else ()))


def _choices(job: AugmentJob) -> dict[str, tuple[str, ...]]:
    """What was said of splits, roles, spans and columns that say the attribute."""
    return {
        "splits": job.splits,
        "roles": job.roles,
        "spans": job.spans,
        "map": job.maps,
        "keep-column": job.keep_columns,
        "hold-where": job.hold_where,
    }


def card_of(  # noqa: PLR0913, PLR0917 - each is one independent fact about the run
    job: AugmentJob,
    rewriter: Engine,
    fields: Sequence[str],
    summary: Summary,
    content: str,
    names: Mapping[str, Sequence[str]],
) -> str:
    """Write the card of a run.

    Args:
        job: What was to be done.
        rewriter: The engine.
        fields: The text fields.
        summary: What was done.
        content: The hash of the data files.
        names: Split to its data files.

    Returns:
        The text of README.md.
    """
    figures = {"rows in": summary.rows, "counterfactuals": summary.counterfactuals}
    figures |= {f"rows out, split {name}": count for name, count in summary.splits.items()}
    figures |= {f"outcome {name}": count for name, count in summary.outcomes.items()}
    figures |= {f"counterfactuals to {group}": count for group, count in summary.written.items()}
    figures |= {f"rows with a word that is {_status(name)}": count for name, count in summary.status.items()}
    figures |= {f"rows held for cues of the {group} group": count for group, count in summary.guarded.items()}
    figures |= {f"words held: {name}": count for name, count in summary.held.items()}
    model = rewriter.model
    provenance: dict[str, str] = {}
    for lexicon in rewriter.lexicons:
        provenance |= {f"lexicon {lexicon.id}": lexicon.version, f"lexicon {lexicon.id} sha256": lexicon.sha256}
    provenance |= {
        "model": f"{model.name} {model.version}",
        "model sha256": model.sha256,
        "cda-toolkit": __version__,
    }
    options: dict[str, object] = {"strategy": job.strategy, "format": job.format}
    options |= {"p": job.p} if job.strategy == "substitute" else {}
    if job.strategy == "balance":
        options |= {"by": job.by, "unit": job.unit, "fixed-size": job.fixed_size, "groups": list(job.groups)}
    options |= {"split": job.split} if job.split is not None else {}
    options |= {"field": list(fields), "id-column": job.id_column}
    options |= {name: list(given) for name, given in _choices(job).items() if given}
    options |= {"with-ids": job.with_ids, "on-error": job.on_error} | rewriter.options()
    return render(
        CardFacts(
            content=content,
            splits={name: pattern_of(names[name]) for name in _with_rows(summary.splits)},
            pair_splits={name: f"pairs/{name}-*.parquet" for name in _with_rows(summary.pair_splits)}
            if all(name.endswith(".parquet") for some in names.values() for name in some)
            else {},
            attribute=" and ".join(rewriter.attributes),
            to=rewriter.to,
            fields=tuple(fields),
            with_ids=job.with_ids,
            counts=figures,
            provenance=provenance,
            options=options,
            notes=notes_of(rewriter.attributes, rewriter.options()),
            what=what_of(job.strategy),
            balance="\n".join(
                f"Split `{name}`, counted by {report.unit}s:\n\n{markdown(report)}"
                for name, report in summary.balances.items()
            ),
            command=job.command or ("cda", "augment", *job.inputs, "--output", job.output),
        )
    )
