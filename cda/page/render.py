"""A page from a template: one file, which asks for nothing and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cda._version import __version__
from cda.clean import clean, clean_lines

GENERATOR = "cda-toolkit"
"""What a page says that it was written by."""

_GENERATED = re.compile(rb'<meta name="generator" content="cda-toolkit [^"]*">')
_HEAD = 4_096


def render(package: str, template: str, values: Mapping[str, Any]) -> str:
    """Write a page.

    Args:
        package: The package whose folder ``templates`` has the template; the template extends ``base.html.j2``.
        template: Its name.
        values: What it shows. Strings are escaped and cleaned wherever they stand, in one line; the filter ``lines``
            keeps the lines of a text.

    Returns:
        The page. Its policy allows its own style and script by their hashes, and nothing else: no request, no frame,
        no handler in an attribute.

    Raises:
        jinja2.UndefinedError: If the template asks for something that is not there.
    """
    style, script = _asset("page.css"), _asset("page.js")
    loaders = [PackageLoader(name, encoding="utf-8") for name in dict.fromkeys((package, "cda.page"))]
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_cleaned,
    )
    environment.filters |= {"lines": _lines, "number": _number}
    return environment.get_template(template).render(
        **values,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704 - as above
        generator=f"{GENERATOR} {__version__}",
    )


def policy(style: str, script: str) -> str:
    """What a browser may do for the page.

    Args:
        style: The text of its element ``style``.
        script: The text of its element ``script``.

    Returns:
        The Content-Security-Policy.

    Example:
        >>> policy("", "").split("; ")[0]
        "default-src 'none'"
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",  # the picture of the page in its tab
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def is_ours(beginning: bytes) -> bool:
    """Tell whether a file is a page that was written here.

    Args:
        beginning: Its first bytes, 4,096 or more if there are as many.

    Returns:
        Whether it says so.

    Example:
        >>> is_ours(b"<!doctype html><title>Mine</title>")
        False
    """
    return beginning.lstrip()[:9].lower() == b"<!doctype" and bool(_GENERATED.search(beginning[:_HEAD]))


def _cleaned(value: Any) -> Any:
    """What a template writes: of strings nothing that is invisible and misleads; markup is what was made of such."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(text: str) -> Markup:
    """A text whose lines are kept."""
    return escape(clean_lines(text))


def _number(value: float) -> str:
    return f"{value:,}"


def _asset(name: str) -> str:
    return resources.files("cda.page").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
