"""Kinds of options that are text on the command line, and more than text in a configuration file."""

from __future__ import annotations

import click


class Commas(click.types.StringParamType):
    """Names separated by commas; a list in a configuration file."""


class ByKey(click.types.StringParamType):
    """One thing for all, or ``key=value`` for each, separated by commas; a table in a configuration file."""


COMMAS = Commas()
BY_KEY = ByKey()
