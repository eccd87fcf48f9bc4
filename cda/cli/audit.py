"""``cda audit``: what a corpus says of groups, before anything is changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from cda.cli.complete import FILES
from cda.cli.kinds import COMMAS
from cda.cli.manners import manners, say, tell
from cda.cli.options import arguments, listed, rewriter_options


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, shell_complete=FILES)
@click.option("--by", default=None, metavar="COLUMN", help="Rows by the values of this label.")
@click.option("--field", "fields", multiple=True, metavar="PATH", help="A text: a column, or messages[*].content.")
@click.option("--roles", type=COMMAS, default="", metavar="ROLES", help="Of chats: whose messages alone.")
@click.option("--splits", type=COMMAS, default="", metavar="SPLITS", help="These splits alone.  [default: all]")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="How many words to name a group.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--html", default=None, metavar="FILE", help="Write a page as well.", shell_complete=FILES)
@click.option("--overwrite", is_flag=True, help="Replace a file that is no page of cda, too.")
@click.option("--workers", default=1, show_default=True, metavar="N", help="Processes.")
@rewriter_options(guards="hold", names="swap")
@manners
def audit(  # noqa: PLR0913 - a parameter for each option
    *,
    inputs: tuple[str, ...],
    by: str | None,
    fields: tuple[str, ...],
    roles: str,
    splits: str,
    top: int,
    as_json: bool,
    html: str | None,
    overwrite: bool,
    workers: int,
    attribute: str,
    **options: Any,
) -> None:
    """Count who is mentioned in INPUT, beside which words, and what would be left alone. Nothing is changed.

    The options of the rewriting are those of 'cda augment', so that what is held here is what is held there.

    Example: cda audit reviews.parquet --by label --html audit.html
    """
    from cda.audit.files import audit_files  # noqa: PLC0415 - the help must not wait for it
    from cda.cli.audit_tables import print_audit  # noqa: PLC0415
    from cda.cli.progress import progress_bar  # noqa: PLC0415
    from cda.rewriter import Rewriter  # noqa: PLC0415
    from cda.run.job import AugmentJob  # noqa: PLC0415

    if html is not None:
        from cda.page.file import refuse  # noqa: PLC0415 - as above

        refuse(html, overwrite=overwrite)
    rewriter = Rewriter(**arguments(attribute, options))
    job = AugmentJob(
        inputs, "", fields, roles=listed(roles), splits=listed(splits), by=by, workers=workers, seed=options["seed"]
    )
    tell(rewriter)
    with progress_bar("audit") as progress:
        found = audit_files(job, rewriter, top=top, progress=progress)
    if as_json:
        click.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        print_audit(found, by)
    if html is not None:
        from cda.audit.page import audit_page  # noqa: PLC0415 - as above
        from cda.page.file import write_page  # noqa: PLC0415

        write_page(html, audit_page(found))
        say(f"page: {html}; open it in a browser", err=True)
