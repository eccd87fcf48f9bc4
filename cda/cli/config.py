"""The options of a command from a TOML file.

What may stand in the file is read off the command itself: a new option of the command needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import click

from cda.cli.kinds import ByKey, Commas
from cda.errors import ConfigUnreadable, ConfigValue, UnknownKey
from cda.guess import guessed

Command = TypeVar("Command", bound=Callable[..., Any])

NOT_IN_A_FILE = frozenset({"config", "help", "overwrite", "quiet", "resume", "shard", "verbose"})
"""Options that speak of one act: a file that says them would say them of every later run, and on every machine."""

_TYPES = {bool: "true or false", int: "a whole number", float: "a number", str: "text", list: "a list", dict: "a table"}


def config_option(command: Command) -> Command:
    """Add ``--config FILE`` to a command: what the file says holds where the command line says nothing.

    Args:
        command: The function under the options.

    Returns:
        The same, with the option.
    """
    return click.option(
        "--config",
        cls=_Config,
        type=click.Path(path_type=Path),
        default=None,
        is_eager=True,
        expose_value=False,
        metavar="FILE",
        help="Options in TOML, as 'cda init' writes them; what is given here wins. Paths in it are relative to the "
        "current folder, as they are here.",
    )(command)


class _Config(click.Option):
    """The option itself. It is eager, so that the others find what the file says."""

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        value, args = super().handle_parse_result(ctx, opts, args)
        if value is None or ctx.resilient_parsing:
            return value, args
        ctx.default_map = {**(ctx.default_map or {}), **read_config(value, ctx)}
        # Before 8.3, click takes an argument that nobody gave for one that was given, and empty.
        empty = [name for name, given in opts.items() if given == ()]
        for name in empty:
            del cast("dict[str, Any]", opts)[name]
        return value, args


def keys(command: click.Command) -> dict[str, click.Parameter]:
    """What may stand in a file for a command.

    Args:
        command: The command.

    Returns:
        Key to parameter, in the order of the command.

    Example:
        >>> from cda.cli.augment import augment
        >>> list(keys(augment))[:3]
        ['input', 'output', 'field']
    """
    named = {_key(param): param for param in command.params}
    return {key: param for key, param in named.items() if key not in NOT_IN_A_FILE}


def read_config(file: Path, ctx: click.Context) -> dict[str, object]:
    """Read a file with options, and check each as the command line checks it.

    Args:
        file: The file.
        ctx: The context of the command.

    Returns:
        The values by the names of the parameters, such as could have been given on the command line.

    Raises:
        ConfigUnreadable: If the file is missing or no TOML.
        UnknownKey: If a key is no option of the command, or none that a file may have.
        ConfigValue: If a value is of a wrong type, or the option cannot have it.
    """
    known = keys(ctx.command)
    values: dict[str, object] = {}
    for key, value in _table(file).items():
        if key not in known:
            raise _unknown(file, key, known)
        entry = _Entry(file, key, known[key])
        given = entry.given(value)
        _check(ctx, entry, given)
        if given is not False or entry.param.secondary_opts:  # on the command line, a flag that is off is not there
            values[entry.param.name or ""] = given
    return values


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of a file, with the parameter that it stands for."""

    file: Path
    key: str
    param: click.Parameter

    def given(self, value: object) -> object:
        """The value as it would have been given on the command line, but for flags and repeated options."""
        param = self.param
        if isinstance(param, click.Option) and param.is_flag:
            return value if isinstance(value, bool) else self.refuse_type(value)
        if param.multiple or param.nargs == -1:
            return [self.text(one) for one in (value if isinstance(value, list) else [value])]
        if isinstance(param.type, Commas) and isinstance(value, list):
            return ",".join(self.part(one) for one in value)
        if isinstance(param.type, ByKey) and isinstance(value, dict):
            return self.pairs(value)
        return self.text(value)

    def pairs(self, table: Mapping[str, object]) -> str:
        """A table as ``key=value,key=value``."""
        if not table:
            self.refuse("is an empty table")
        for key in table:
            if not key.strip() or set(key) & set(",=\0"):
                self.refuse(f"has the key {key!r}, which no attribute can be named")
        inner = {key: _Entry(self.file, f"{self.key}.{key}", self.param) for key in table}
        return ",".join(f"{key}={inner[key].part(value)}" for key, value in table.items())

    def part(self, value: object) -> str:
        """One of several things that commas separate."""
        if not isinstance(value, str):
            self.refuse_type(value, "text in quotes")
        if "," in value:
            hint = "give each item in quotes of its own; none can have a comma in it"
            self.refuse(f"has the item {value!r}, and commas separate items", hint)
        return self.text(value)

    def text(self, value: object) -> str:
        """One value."""
        kinds: tuple[type, ...] = (str,)
        if isinstance(self.param.type, click.types.IntParamType):
            kinds = (int,)
        elif isinstance(self.param.type, click.types.FloatParamType):
            kinds = (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            self.refuse_type(value)
        if "\0" in str(value):  # TOML has it, no command line does, and no path
            self.refuse("has the character U+0000 in it")
        return str(value)

    def takes(self) -> str:
        """What the option takes, in words."""
        kind, param = self.param.type, self.param
        if isinstance(param, click.Option) and param.is_flag:
            return "true or false"
        if isinstance(kind, click.types.IntParamType):
            return "a whole number"
        if isinstance(kind, click.types.FloatParamType):
            return "a number"
        if isinstance(kind, click.Choice):
            return " or ".join(f'"{choice}"' for choice in kind.choices)
        if param.multiple or param.nargs == -1 or isinstance(kind, Commas):
            return "text in quotes, or a list of it"
        return 'text in quotes, or a table such as { gender = "..." }' if isinstance(kind, ByKey) else "text in quotes"

    def refuse_type(self, value: object, takes: str = "") -> NoReturn:
        """Say that a value is of a wrong type."""
        takes = takes or self.takes()
        self.refuse(f"is {_TYPES.get(type(value), 'a date or a time')}", f"{self.key} takes {takes}")

    def refuse(self, what: str, hint: str = "") -> NoReturn:
        """Say what is wrong with a value."""
        hint = hint or f"{self.key} takes {self.takes()}"
        raise ConfigValue(f"{self.key!r} {what}", where=f"{self.file}, key {self.key}", hint=hint)


def _key(param: click.Parameter) -> str:
    """The long name of an option; of an argument the name that the help shows."""
    if isinstance(param, click.Argument):
        return (param.metavar or param.name or "").strip("[].").lower()
    return max(param.opts, key=len).lstrip("-")


def _table(file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - the help must not wait for it

    where = str(file)
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))  # as Windows writes it, too
    except OSError as error:
        hint = "'cda init' writes one with every option" if isinstance(error, FileNotFoundError) else "give a TOML file"
        raise ConfigUnreadable(f"the file cannot be read: {error.strerror}", where=where, hint=hint) from error
    except (ValueError, RecursionError) as error:  # what is no TOML, no UTF-8, a number too long or too many brackets
        hint = "a line is key = value, with text in quotes, such as output = \"out\"; see what 'cda init' writes"
        raise ConfigUnreadable(f"the file is no TOML: {error}", where=where, hint=hint) from error


def _unknown(file: Path, key: str, known: Mapping[str, click.Parameter]) -> UnknownKey:
    where = f"{file}, key {key}"
    if key in NOT_IN_A_FILE:
        hint = f"take it out of the file, and give --{key} on the command line when it is meant"
        return UnknownKey(f"{key!r} may not stand in a file: it speaks of one run", where=where, hint=hint)
    hint = guessed(key.lower(), known=known, number=1).strip() or f"the keys are: {', '.join(known)}"
    return UnknownKey(f"there is no option {key!r}", where=where, hint=hint)


def _check(ctx: click.Context, entry: _Entry, given: object) -> None:
    """Let click convert a value, as it does on the command line, to say where a wrong one stands."""
    try:
        value = entry.param.type_cast_value(ctx, given)
        if entry.param.callback is not None:
            entry.param.callback(ctx, entry.param, value)
    except click.BadParameter as error:
        entry.refuse(f"has a wrong value: {error.message}")
