"""A page from a template: one file, which asks for nothing and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cda._version import __version__

GENERATOR = "cda-toolkit"
"""What a page says that it was written by."""

_GENERATED = re.compile(rb'<meta name="generator" content="cda-toolkit [^"]*">')
_HEAD = 4_096

# What a browser would not show, or would show as something else: controls, and the marks that turn the direction of a
# text or join what stands apart. A picture of each stands in its place.
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_TURNING = (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SEEN = _PICTURES | {code: f"⟨U+{code:04X}⟩" for code in _TURNING}
_CARRIAGE = re.compile(r"\r\n?")


def render(package: str, template: str, values: Mapping[str, Any]) -> str:
    """Write a page.

    Args:
        package: The package whose folder ``templates`` has the template; the template extends ``base.html.j2``.
        template: Its name.
        values: What it shows. Strings are escaped wherever they stand.

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
    )
    environment.filters |= {"seen": seen, "number": _number}
    page = environment.get_template(template).render(
        **values,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704 - as above
        generator=f"{GENERATOR} {__version__}",
    )
    return page.encode("utf-8", "backslashreplace").decode("utf-8")


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


def seen(text: str) -> str:
    r"""A text in which nothing is invisible that would mislead: a picture or a number stands for a control character.

    Args:
        text: Any text.

    Returns:
        What is shown. Line ends are those of a page.

    Example:
        >>> seen("a\x00b\r\nc\u202ed")
        'a␀b\nc⟨U+202E⟩d'
    """
    return _CARRIAGE.sub("\n", text).translate(_SEEN)


def _number(value: float) -> str:
    return f"{value:,}"


def _asset(name: str) -> str:
    return resources.files("cda.page").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
