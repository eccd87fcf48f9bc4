"""``cda init``: a file with every option of ``cda augment``, to be edited."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click

from cda.cli.augment import augment
from cda.cli.config import keys
from cda.cli.kinds import ByKey, Commas
from cda.cli.manners import manners, say
from cda.cli.options import by_key, listed
from cda.errors import ConfigNotWritten

_HEAD = """\
# Options of 'cda augment', read with: cda augment --config FILE
#
# A line that begins with '#' says nothing: it shows the default, or, in capitals, what belongs there.
# What is given on the command line wins. Paths are relative to the folder in which the command runs.
"""

_HEADINGS = {
    "input": "What is read, and the folder that is written",
    "field": "Texts, spans and labels of the rows",
    "splits": "Splits",
    "strategy": "What is written of a row, and in which format",
    "attribute": "How texts are rewritten",
    "id-column": "Ids, errors and the run itself",
}
"""Where groups of options begin; one that is new belongs to the group in which the command has it."""

_LIVE = {"input": '["reviews.parquet"]', "output": '"reviews-cda"'}
"""The lines that a run cannot do without."""

_BARE_KEY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default="cda.toml", metavar="[FILE]")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@manners
def init(*, file: Path, force: bool) -> None:
    """Write FILE, cda.toml if none is named, with every option of 'cda augment', explained and at its default.

    Example: cda init && cda augment --config cda.toml
    """
    text = config_text(augment)
    try:
        with file.open("w" if force else "x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError as error:
        hint = "give another name, or --force to write over it"
        raise ConfigNotWritten("the file is there already", where=str(file), hint=hint) from error
    except OSError as error:
        hint = "give a file in a folder that is there, and that you may write to"
        raise ConfigNotWritten(f"the file cannot be written: {error.strerror}", where=str(file), hint=hint) from error
    name = click.format_filename(file)
    say(f"wrote {name}; edit it, then: cda augment --config {shlex.quote(name)}")


def config_text(command: click.Command) -> str:
    """A commented file with every option of a command.

    Args:
        command: The command.

    Returns:
        The text of the file: its options are commented out, but for input and output.
    """
    defaults = command.make_context(command.name, [], resilient_parsing=True).params
    parts = [_HEAD]
    for key, param in keys(command).items():
        if key in _HEADINGS:
            parts.append(f"\n# ---- {_HEADINGS[key]} ----\n")
        default = defaults.get(param.name or "")
        line = f"{key} = {_LIVE[key]}" if key in _LIVE else f"# {key} = {_value(param, default)}"
        parts.append(f"\n# {_explained(param, default)}\n{line}\n")
    return "".join(parts)


def _explained(param: click.Parameter, default: object) -> str:
    """The help of an option, and what it does not say on the command line without the line above it."""
    if isinstance(param, click.Argument):
        return "Files, folders with a dataset, or patterns of files."
    parts = [(getattr(param, "help", None) or "").strip()]
    if isinstance(param.type, click.Choice):
        parts.append(f"({' or '.join(map(str, param.type.choices))})")
    if param.multiple:
        parts.append(f"(a list; each: {param.metavar})" if param.metavar else "(a list)")
    elif default is None and not param.required:
        parts.append("(no default)")
    return " ".join(" ".join(parts).split())


def _value(param: click.Parameter, default: object) -> str:
    """The default of an option in TOML; where it has none, a value that it could have."""
    if default is None:
        return _placeholder(param)
    if isinstance(default, str) and isinstance(param.type, Commas):
        names = listed(default)
        return _toml(names[0] if len(names) == 1 else names)
    if isinstance(default, str) and isinstance(param.type, ByKey):
        return _toml(by_key(default))
    return _toml(default)


def _placeholder(param: click.Parameter) -> str:
    kind = param.type
    if isinstance(kind, click.types.FloatParamType):
        low, high = getattr(kind, "min", None), getattr(kind, "max", None)
        return _toml(0.5 if low is None or high is None else (low + high) / 2)
    if isinstance(kind, click.types.IntParamType):
        return _toml(getattr(kind, "min", None) or 1)
    if isinstance(kind, click.Choice):
        return _toml(str(kind.choices[0]))
    return _toml(param.metavar or "TEXT")


def _toml(value: object) -> str:
    """A value in TOML, in one line.

    Example:
        >>> _toml({"gender": "swap"}), _toml(("a", "b")), _toml(True), _toml(0.5)
        ('{ gender = "swap" }', '["a", "b"]', 'true', '0.5')
    """
    if isinstance(value, dict):
        items = (f"{key if set(key) <= _BARE_KEY else _toml(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{ {', '.join(items)} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
