"""The command line: thin commands over the library. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from cda._version import __version__
from cda.cli.manners import manners
from cda.errors import CdaError
from cda.guess import guessed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMMANDS = {
    "audit": ("cda.cli.audit", "Who is mentioned in a corpus, beside which words; nothing is changed."),
    "augment": ("cda.cli.augment", "Originals and counterfactuals of a corpus, into a dataset folder."),
    "completion": ("cda.cli.completion", "What makes bash, zsh or fish complete commands, options and values."),
    "detect": ("cda.cli.text", "The words for people in a text, one JSON object a mention."),
    "diff": ("cda.cli.diff", "Originals and counterfactuals of a dataset folder, the changes marked."),
    "doctor": ("cda.cli.doctor", "What is installed, which model, is it intact, which lexicons."),
    "export": ("cda.cli.export", "A dataset folder in another format, such as trl-sft."),
    "finish": ("cda.cli.finish", "A dataset folder made whole, once all machines have done their shards."),
    "init": ("cda.cli.init", "A file with every option of cda augment, for --config."),
    "lexicon": ("cda.cli.lexicon", "List, show, check and compare lexicons."),
    "report": ("cda.cli.report", "What was done to a dataset folder, as a page in one file."),
    "review": ("cda.cli.review", "A sample of edits for people to judge, and the share that is right."),
    "swap": ("cda.cli.text", "Lines in, rewritten lines out."),
    "verify": ("cda.cli.finish", "A dataset folder checked: hashes, counts, ids, the places of every edit."),
}


class _Lazy(click.Group):
    """A group that imports a command when it is called, so that the help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(_COMMANDS[cmd_name][0]), cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            guess = guessed(name, known=_COMMANDS).strip() or f"Commands are {', '.join(_COMMANDS)}."
            raise click.UsageError(f"No such command {name!r}. {guess.capitalize()}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell that asks needs it

        # The method of a group imports every command, to ask it for its help.
        own = [CompletionItem(name, help=text) for name, (_, text) in _COMMANDS.items() if name.startswith(incomplete)]
        return [*own, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="cda")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@manners
@click.pass_context
def cli(ctx: click.Context, *, debug: bool) -> None:
    """Counterfactual data augmentation of text: change a social attribute, and nothing else."""
    ctx.obj = {"debug": debug}


def main() -> None:
    """Run the command line; errors for people go to standard error, with an exit status."""
    try:
        cli(standalone_mode=False, prog_name="cda", complete_var="_CDA_COMPLETE")
    except CdaError as error:
        if "--debug" in sys.argv[1:]:
            raise
        click.echo(str(error), err=True)
        sys.exit(error.exit_status)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
