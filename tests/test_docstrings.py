"""Everything that users call says in its docstring what it takes, gives and raises, and shows it by an example.

That the examples are right, pytest sees by itself: it runs those of every module.
"""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

MODULES = (
    "cda",
    "cda.api",
    "cda.export.formats",
    "cda.hub",
    "cda.pandas",
    "cda.review",
    "cda.rewriter",
    "cda.spacy_component",
    "cda.tables",
    "cda.verify",
)
"""Of these everything that is in ``__all__``, or that they define, is for users."""

MORE = (
    "cda.reading.Known",
    "cda.reading.Passage",
    "cda.run.augment.augment_files",
    "cda.run.augment.finish_run",
    "cda.run.export.export_folder",
)
"""What users call of other modules."""

SECTION = re.compile(r"^(\w+):$", re.MULTILINE)


def of_module(name: str) -> list[str]:
    module = import_module(name)
    if hasattr(module, "__all__"):
        return [one for one in module.__all__ if callable(getattr(module, one))]
    mine = (one for one, value in vars(module).items() if getattr(value, "__module__", "") == name and callable(value))
    return sorted(one for one in mine if not one.startswith("_"))


def public() -> Iterator[tuple[str, Any]]:
    """Functions, classes and the methods of these, each once."""
    named = [(module, one) for module in MODULES for one in of_module(module)]
    named += [tuple(one.rsplit(".", 1)) for one in MORE]
    seen = set()
    for module, name in named:
        value = getattr(import_module(module), name)
        if id(value) in seen or not (inspect.isfunction(value) or inspect.isclass(value)):
            continue
        seen.add(id(value))
        yield f"{module}.{name}", value
        for method, function in methods(value) if inspect.isclass(value) else ():
            yield f"{module}.{name}.{method}", function


def methods(owner: type) -> Iterator[tuple[str, Any]]:
    for name, value in vars(owner).items():
        function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        own = inspect.isfunction(function) and function.__module__ == owner.__module__
        if isinstance(value, property) or (own and (name == "__call__" or not name.startswith("_"))):
            yield name, function


def sections(text: str) -> dict[str, str]:
    """The sections of a docstring by their names; the first, of no name, is what stands before."""
    parts = SECTION.split(inspect.cleandoc(text))
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def parameters(value: Any) -> list[str]:
    try:
        found = inspect.signature(value).parameters
    except ValueError:  # a protocol, an exception
        return []
    return [name for name in found if name not in {"self", "cls", "args", "kwargs"} and not name.startswith("_")]


def missing(value: Any) -> list[str]:
    """What a docstring lacks."""
    if not value.__doc__:
        return ["a docstring"]
    said = sections(value.__doc__)
    lacks = [] if said[""].strip().splitlines()[0].endswith((".", ":", "?")) else ["a first line that is a sentence"]
    if isinstance(value, property):
        return lacks
    taken = set(re.findall(r"^    \*{0,2}(\w+):", said.get("Args", ""), re.MULTILINE))
    lacks += [f"Args: {name}" for name in parameters(value) if name not in taken]
    lacks += [f"Args: {name}, which it does not take" for name in sorted(taken - set(parameters(value)))]
    if gives(value) and not said.keys() & {"Returns", "Yields"}:
        lacks.append("Returns")
    if raises(value) and "Raises" not in said:
        lacks.append("Raises")
    examples = doctest.DocTestParser().get_examples(said.get("Example", ""))
    if not examples or any(one.options.get(doctest.SKIP) for one in examples):
        lacks.append("an example that runs")
    return lacks


def gives(value: Any) -> bool:
    return inspect.isfunction(value) and value.__annotations__.get("return") not in {None, "None"}


def raises(value: Any) -> bool:
    """Whether a function, or what makes a value of a class, has a statement that raises."""
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    makers = {"__init__", "__post_init__"}
    of_class = [one for one in getattr(found, "body", ()) if getattr(one, "name", "") in makers]
    looked_at = of_class if isinstance(found, ast.ClassDef) else [found]
    return any(isinstance(node, ast.Raise) and node.exc for one in looked_at for node in ast.walk(one))


def test_everything_public_says_what_it_takes_gives_and_raises_and_has_an_example():
    lacking = {name: lacks for name, value in public() if (lacks := missing(value))}
    assert not lacking, "\n".join(f"{name}: {', '.join(lacks)}" for name, lacks in lacking.items())


def test_the_public_names_are_found():
    names = {name for name, _ in public()}
    assert len(names) > 60
    assert {"cda.swap", "cda.Rewriter.pipe", "cda.Rewrite.inverse", "cda.pandas.CdaAccessor.detect"} <= names
    assert {"cda.spacy_component.CdaDetector.__call__", "cda.verify.verify_folder", "cda.review.Share.share"} <= names


def bare(text, number):
    return text * number


def undocumented(text: str) -> str:
    """Says nothing more."""
    if not text:
        raise ValueError
    return text


def speaking_of_something_else():
    def stale(text: str) -> None:
        """Speaks of something else.

        Args:
            texts: What it does not take.

        Example:
            >>> stale("")  # doctest: +SKIP
        """

    return stale


@pytest.mark.parametrize(
    ("function", "lacks"),
    [
        (bare, ["a docstring"]),
        (undocumented, ["Args: text", "Returns", "Raises", "an example that runs"]),
        (speaking_of_something_else(), ["Args: text", "Args: texts, which it does not take", "an example that runs"]),
        (missing, ["Args: value", "Returns", "an example that runs"]),
    ],
)
def test_what_is_not_said_is_told(function, lacks):
    assert missing(function) == lacks
