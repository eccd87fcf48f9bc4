"""*her* and *his* by weights that were learnt from text, for what the next word alone leaves open.

A linear model over the words beside the pronoun. It was trained on pronouns whose form says whether they stand before
a noun (*my*, *their*) or alone (*me*, *them*), each hidden behind a placeholder; ``benchmarks/train_possessive.py``
makes the weights. A word that the model knows brings itself and its class, a group of words that are used alike; any
other word brings its ending and its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import Literal

from cda.english.possessive import Use
from cda.english.scoring import REMEMBERED, Scorer
from cda.english.tables import words
from cda.english.templates import LETTERS, ORDER, TEMPLATES, Feature, Reader, Word

REACH = 90
"""Code points on either side that the model looks at."""

SCALE = 1000
"""The weights are whole numbers: log-odds times this."""

_SEEN = 3
_NEAR = 40
"""Code points in which there are most often enough words."""
_LONGEST_TAG = 14

_TOKEN = re.compile(r"<[^<>]{0,12}>|\n\s*\n|\w+(?:[-'’‐‑]\w+)*|[^\w\s]")
_OPENING = frozenset("\"'“‘(*_«[`")
_BREAKS = frozenset("<\n")
_ENDS = frozenset('.!?…:;"”“•|')
_ENDING = re.compile(
    r"(?:tion|sion|ment|ness|ship|hood|ful|less|able|ible|ward|ing|ous|ity|ive|est|ish|ism|ist|ed|ly|er|or|al|ic|ss|s|y|e)$"
)
_INFLECTION = re.compile(r"(?:ing|ied|ies|ed|es|s|e|y)$")


_NOTHING = Word("", "¶", "¶", "", "¶")
_BREAK = "\n"
_PLAIN: tuple[str, str] = ("", "")


def trained_use(text: str, start: int, end: int) -> tuple[Use, float]:
    """What the words beside *her* or *his* make likely.

    Meant for what :func:`cda.english.possessive.certain_use` leaves open; ``REACH`` code points on either side count.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        The use, and how sure it is: log-odds, 0 or more.

    Example:
        >>> trained_use("The walk gave her strength.", 14, 17)[0], trained_use("She met her brother.", 8, 11)[0]
        ('PRON', 'DET')
    """
    score = table()["his" if text[start:end].lower() == "his" else "her"].score(*_beside(text, start, end))
    return ("PRON" if score > 0 else "DET"), abs(score) / SCALE


def features(text: str, start: int, end: int, reader: Reader) -> list[Feature]:
    """The features of a place in a text; the pronoun itself is never one.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.
        reader: Reads the words beside it.

    Returns:
        Features: the letters that say what each is about, then what stands there. For *his* only one word before
        counts, since what stands alone is too rare to learn more from.
    """
    beside, flags = _beside(text, start, end)
    seen = {"u": flags}
    for place, (token, plain) in zip(ORDER, beside, strict=True):
        seen |= _seen(place, reader(token, plain))
    return [(name, *(seen[letter] for letter in letters)) for name, letters in TEMPLATES.items()]


def _beside(text: str, start: int, end: int) -> tuple[list[tuple[str, bool]], str]:
    """The words beside a pronoun in `ORDER`, each with whether a capital says nothing there; and its own flags."""
    pronoun = text[start:end]
    loud = end - start > 1 and pronoun.isupper()
    before = _before(text, start)
    after = [match[0] for match in islice(_TOKEN.finditer(text, end, min(len(text), end + REACH)), _SEEN + 1)]
    quoted = bool(after) and after[0] in _OPENING
    left = [(token, loud or index == 0 or before[index - 1] in _ENDS) for index, token in enumerate(before)]
    left = left[::-1][: _SEEN if pronoun.lower() == "her" else 1]
    right = [(token, loud) for token in after[quoted : quoted + _SEEN]]
    flags = ("q" if quoted else "") + ("U" if pronoun[:1].isupper() and not loud else "")
    nothing = [(_BREAK, True)]
    return [*left, *nothing * (_SEEN - len(left)), *right, *nothing * (_SEEN - len(right))], flags


def _before(text: str, start: int) -> list[str]:
    """The last words before a place, one more than count: looked for near by first, since most words are short."""
    near = text.find(" ", max(0, start - _NEAR), start)
    # A word that ends before a blank is no part of anything longer, unless a tag such as <br /> was opened before it.
    if near > 0 and text[near - 1].isalnum() and "<" not in text[max(0, near - _LONGEST_TAG) : near]:
        found: list[str] = _TOKEN.findall(text, near, start)
        if len(found) > _SEEN:
            return found[-_SEEN - 1 :]
    every: list[str] = _TOKEN.findall(text, max(0, start - REACH), start)
    return every[-_SEEN - 1 :]


def _seen(place: str, word: Word) -> dict[str, str]:
    """What is seen of the word at a place, by letters."""
    form, group, kind, ending, shape = word
    root = stem(form) if form else group
    more = {"a": (root,), "b": (root,), "x": (root, ending, f"{shape}{ending}"), "y": (ending,)}.get(place, ())
    return dict(zip(LETTERS[place], (form or group, *more, group, kind), strict=True))


def reader_of(classes: Mapping[str, tuple[str, str]]) -> Reader:
    """What reads words by their classes, and remembers those that it has read.

    Args:
        classes: Class and wide class of each word that the model knows, lower case.

    Returns:
        The reader.
    """
    return lru_cache(maxsize=REMEMBERED)(lambda token, plain: _word(token, classes, plain=plain))


def _word(token: str, classes: Mapping[str, tuple[str, str]], *, plain: bool) -> Word:
    """A token as the model sees it; ``plain`` where a capital letter says nothing."""
    first = token[0]
    if not (first.isalnum() or first == "_"):
        return _NOTHING if first in _BREAKS else Word("", token, token, "", ".")
    low = token.lower().replace("’", "'")
    case = _cases().get(low)
    if case:
        return Word("", case, case, "", "x")
    last = low.rpartition("-")[2]
    found = _ENDING.search(last)
    ending = found[0] if found else ""
    group, kind = classes.get(low, _PLAIN)
    if first.isupper() and not plain:
        shape = "X'" if low.endswith(("'s", "s'")) else "X"
        return Word("", f"^{group}", f"^{kind}", ending, shape)
    if group:
        return Word(low, group, kind, ending, "x")
    joined = last != low
    if low.endswith("'s"):
        group, ending, shape = "'s", "", "'"
    elif any(letter.isdigit() for letter in low):
        group = shape = "0-" if joined else "0"
        ending = ""
    else:
        shape = "-" if joined else "x"
        group = f"~-{ending}" if joined else f"~{ending}"
    return Word("", group, group, ending, shape)


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A rough stem: all forms of a verb share it.

    Args:
        word: A word, lower case.

    Returns:
        The stem, which need not be a word.

    Example:
        >>> stem("gave") == stem("giving"), stem("carries") == stem("carry"), stem("stopped") == stem("stop")
        (True, True, True)
    """
    base = verb_forms().get(word, word)
    cut = _INFLECTION.sub("", base) if len(base) > 3 else base  # noqa: PLR2004 - "use" and "was" are no "u" and "wa"
    return cut[:-1] if len(cut) > 2 and cut[-1] == cut[-2] else cut  # noqa: PLR2004


@lru_cache(maxsize=1)
def table() -> Mapping[str, Scorer]:
    """The trained model by pronoun, read once."""
    weights, classes = read_table()
    reader = reader_of(classes)

    def seen(place: str, token: str, plain: bool) -> Mapping[str, str]:  # noqa: FBT001 - as `Reader`
        return _seen(place, reader(token, plain))

    return {pronoun: Scorer(some, seen) for pronoun, some in weights.items()}


def read_table() -> tuple[Mapping[str, Sequence[tuple[Feature, int]]], Mapping[str, tuple[str, str]]]:
    """What the file of the model holds: features and weights by pronoun, and the classes of words."""
    text = resources.files("cda.english").joinpath("tables/possessive_weights.tsv").read_text(encoding="utf-8")
    weights: dict[str, list[tuple[Feature, int]]] = {"her": [], "his": []}
    classes: dict[str, tuple[str, str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            key, _, value = line.partition("\t")
            kind, _, name = key.partition(":")
            if kind == "class":
                group, _, wide = value.partition(" ")
                classes[name] = (group, wide)
            else:
                weights[kind].append((tuple(name.split(" ")), int(value)))
    return weights, classes


@lru_cache(maxsize=1)
def _cases() -> dict[str, str]:
    """The case of a pronoun of persons: the model must not tell one person from another."""
    return {word: f"<{case}>" for case, word in _pairs("person_pronouns")}


@lru_cache(maxsize=1)
def verb_forms() -> dict[str, str]:
    """The base of each irregular form of a verb."""
    return dict(_pairs("verb_forms"))


def _pairs(name: Literal["person_pronouns", "verb_forms"]) -> list[tuple[str, str]]:
    """The pairs of a table, in order."""
    return sorted((first, second) for first, _, second in (entry.partition(":") for entry in words(name)))
