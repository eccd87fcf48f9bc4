"""``cda augment``: whole corpora from the shell."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cda.cli.complete import FILES, FOLDERS, FORMATS, STRATEGIES, words
from cda.cli.config import config_option
from cda.cli.kinds import COMMAS
from cda.cli.manners import manners, say, tell
from cda.cli.options import arguments, listed, rewriter_options
from cda.cli.progress import progress_bar
from cda.cli.run_options import run_options
from cda.cli.summary import print_run, say_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cda.rewriter import Rewriter
    from cda.run.job import AugmentJob


def _as_given(option: click.Option, value: object) -> str:
    if value is False and option.secondary_opts:
        return option.secondary_opts[-1]
    return option.opts[-1] if value is True else f"{option.opts[-1]}={value}"


def _command(ctx: click.Context, resolved: Mapping[str, object]) -> tuple[str, ...]:
    """Give the command that makes the same output: what was given, and the lexicon's version."""
    from cda.run.job import ACTS  # noqa: PLC0415 - the help must not wait for it

    words = ["cda", "augment"]
    acts = ACTS - {"output"}
    for option in ctx.command.params:
        name = option.name or ""
        if not isinstance(option, click.Option) or name in {"lexicon", *acts}:
            continue
        if name not in ctx.params or ctx.get_parameter_source(name) is ParameterSource.DEFAULT:
            continue
        value = ctx.params[name]
        values = value if isinstance(value, tuple) else (value,)
        words += [_as_given(option, one) for one in values]
    asked, lexicon = ctx.params.get("lexicon"), resolved["lexicon"]
    named = ",".join(f"{key}={spec}" for key, spec in lexicon.items()) if isinstance(lexicon, dict) else lexicon
    words.append(f"--lexicon={asked if asked and Path(asked).is_dir() else named}")
    inputs = ctx.params["inputs"]
    return (*words, *(["--"] if any(name.startswith("-") for name in inputs) else []), *inputs)


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, shell_complete=FILES)
@click.option("-o", "--output", default=None, metavar="FOLDER", help="The folder to write to.", shell_complete=FOLDERS)
@click.option("--field", "fields", multiple=True, metavar="PATH", help="A text: a column, or messages[*].content.")
@click.option(
    "--roles", type=COMMAS, default="", metavar="ROLES", help="Of chats: whose messages alone, such as user,assistant."
)
@click.option("--spans", multiple=True, metavar="TEXT=COLUMNS", help="Offsets into a text, or tags of tokens.")
@click.option("--map", "maps", multiple=True, metavar="COLUMN:A=B", help="Exchange labels with the text.")
@click.option(
    "--keep-column", "keep_columns", multiple=True, metavar="NAME", help="A label that may say the attribute."
)
@click.option("--hold-where", multiple=True, metavar="COLUMN=VALUE", help="Rows to leave alone.")
@click.option(
    "--splits", type=COMMAS, default="", metavar="SPLITS", help="The splits to augment.  [default: all but test splits]"
)
@click.option("--split", type=click.FloatRange(0, 1), default=None, metavar="SHARE", help="Make train and test of it.")
@click.option(
    "--strategy",
    default="augment",
    show_default=True,
    shell_complete=words(*STRATEGIES),
    help="augment, substitute, only-pairs, neutralize or balance.",
)
@click.option("--p", default=0.5, show_default=True, help="With substitute: the share of rows that are replaced.")
@click.option("--by", default=None, metavar="COLUMN", help="With balance: within each value of a label.")
@click.option(
    "--unit",
    default="row",
    show_default=True,
    help="With balance: what is counted, row or mention.",
    shell_complete=words("row", "mention"),
)
@click.option("--fixed-size", is_flag=True, help="With balance: replace rows instead of adding some.")
@click.option(
    "--groups", type=COMMAS, default="", metavar="GROUPS", help="With balance: these groups alone, such as black,white."
)
@click.option(
    "--format",
    "format_",
    default="hf",
    show_default=True,
    help="hf, parquet, jsonl, csv, trl-sft, ...",
    shell_complete=words(*FORMATS),
)
@rewriter_options(guards="hold", names="swap")
@click.option("--id-column", default=None, metavar="NAME", help="The column that names a row in the pairs.")
@click.option("--with-ids", is_flag=True, help="Add cda_id, cda_source_id, cda_attribute, cda_group.")
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="What a row that cannot be read does: end the run, or go to .cda/rejects.jsonl.",
)
@run_options
@click.option("--overwrite", is_flag=True, help="Replace what a former run wrote to the folder.")
@config_option
@manners
@click.pass_context
def augment(  # noqa: PLR0913 - a parameter for each option
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    output: str | None,
    fields: tuple[str, ...],
    roles: str,
    spans: tuple[str, ...],
    maps: tuple[str, ...],
    keep_columns: tuple[str, ...],
    hold_where: tuple[str, ...],
    splits: str,
    split: float | None,
    strategy: str,
    p: float,
    by: str | None,
    unit: str,
    fixed_size: bool,
    groups: str,
    format_: str,
    attribute: str,
    id_column: str | None,
    with_ids: bool,
    on_error: Any,
    shard_rows: int | None,
    max_failed: int,
    engine: str,
    address: str | None,
    workers: int,
    shard: tuple[int, int] | None,
    resume: bool,
    overwrite: bool,
    **options: Any,
) -> None:
    """Write every row of INPUT and its counterfactual to a folder that Hugging Face opens.

    INPUT is a Parquet, JSON, CSV or text file, a folder with a dataset, or a quoted pattern of files; on this machine,
    or an address such as s3:// or hf://.

    Example: cda augment reviews.parquet -o reviews-cda

    A run that was cut off goes on with: cda augment --resume reviews-cda
    """
    if resume and output is None:
        _continue(inputs, workers=workers, engine=engine, address=address, max_failed=max_failed, shard=shard)
        return
    if not inputs or output is None:
        raise click.UsageError("give INPUT... and --output FOLDER, or --resume FOLDER")
    from cda.rewriter import Rewriter  # noqa: PLC0415 - the help must not wait for it
    from cda.run.job import AugmentJob  # noqa: PLC0415

    if strategy == "neutralize" and options["to"] is None:
        options["to"] = "neutral"
    if strategy == "balance" and options["to"] is None and attribute != "gender":
        options["to"] = "all"  # more than two groups: a way to each of them
    rewriter = Rewriter(**arguments(attribute, options))
    job = AugmentJob(
        inputs=inputs,
        output=output,
        fields=fields,
        roles=listed(roles),
        spans=spans,
        maps=maps,
        keep_columns=keep_columns,
        hold_where=hold_where,
        splits=listed(splits),
        split=split,
        strategy=strategy,
        p=p,
        by=by,
        unit=unit,
        fixed_size=fixed_size,
        groups=listed(groups),
        format=format_,
        seed=options["seed"],
        id_column=id_column,
        with_ids=with_ids,
        on_error=on_error,
        shard_rows=shard_rows,
        max_failed=max_failed,
        engine=engine,
        address=address,
        workers=workers,
        shard=shard,
        resume=resume,
        overwrite=overwrite,
        command=_command(ctx, rewriter.options()),
    )
    _run(job, rewriter)


def _continue(inputs: tuple[str, ...], **act: Any) -> None:
    """Go on with the run in a folder: what it does stands in its plan."""
    from cda.again import job_in  # noqa: PLC0415 - the help must not wait for it

    if len(inputs) != 1:
        raise click.UsageError("give one folder: cda augment --resume FOLDER")
    _run(*job_in(inputs[0], **act))


def _run(job: AugmentJob, rewriter: Rewriter) -> None:
    from cda.run.augment import augment_files  # noqa: PLC0415 - the help must not wait for it

    tell(rewriter)
    with progress_bar("augment") as progress:
        print_run(partial(augment_files, job, rewriter, progress=progress, started=say_fields))
    if job.shard is not None:
        say(f"when all machines are done: cda finish {job.output}")
