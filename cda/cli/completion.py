"""``cda completion``: what makes a shell complete the words of a command."""

from __future__ import annotations

import click

from cda.cli.manners import manners

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_CDA_COMPLETE"
"""The variable by which the script asks ``cda`` what a word could become."""


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@manners
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which SHELL completes commands, options, their values and files.

    \b
    To have it in every new shell:
      bash   cda completion bash >> ~/.bashrc
      zsh    cda completion zsh > FOLDER/_cda, in a folder of $fpath, before compinit runs
      fish   cda completion fish > ~/.config/fish/completions/cda.fish
    In this one alone:
      bash   eval "$(cda completion bash)"
      zsh    autoload -Uz compinit && compinit; eval "$(cda completion zsh)"
      fish   cda completion fish | source
    """  # noqa: D301 - by this character click keeps lines as they are
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - the help must not wait for it

    kind = get_completion_class(shell)
    if kind is not None:
        script = kind(ctx.find_root().command, {}, "cda", VARIABLE).source()
        # What click writes for fish takes commas for separators in words such as gender,race, and in descriptions.
        click.echo(script.replace('string split ","', 'string split --max 1 ","'))
