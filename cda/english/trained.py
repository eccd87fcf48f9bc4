"""*her* and *his* by weights that were learnt from text, for what the next word alone leaves open.

A linear model over the words beside the pronoun. It was trained on pronouns whose form says whether they stand before
a noun (*my*, *their*) or alone (*me*, *them*), each hidden behind a placeholder; ``benchmarks/train_possessive.py``
makes the weights. A word that the model knows brings itself and its class, a group of words that are used alike; any
other word brings its ending and its shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import resources
from itertools import repeat
from typing import Literal, NamedTuple

from cda.english.possessive import Use
from cda.english.tables import words

REACH = 90
"""Code points on either side that the model looks at."""

SCALE = 1000
"""The weights are whole numbers: log-odds times this."""

_SEEN = 3
_REMEMBERED = 1 << 14
"""Words of which is remembered how the model sees them, and of which stem they are."""

_TOKEN = re.compile(r"<[^<>]{0,12}>|\n\s*\n|\w+(?:[-'’‐‑]\w+)*|[^\w\s]")
_OPENING = frozenset("\"'“‘(*_«[`")
_BREAKS = frozenset("<\n")
_ENDS = frozenset('.!?…:;"”“•|')
_ENDING = re.compile(
    r"(?:tion|sion|ment|ness|ship|hood|ful|less|able|ible|ward|ing|ous|ity|ive|est|ish|ism|ist|ed|ly|er|or|al|ic|ss|s|y|e)$"
)
_INFLECTION = re.compile(r"(?:ing|ied|ies|ed|es|s|e|y)$")


class Word(NamedTuple):
    """What the model sees of a word.

    Args:
        form: The word, lower case, or nothing for a word that the model does not know.
        group: Its class, or what its shape and ending say.
        kind: Its wide class; a class is about a third of one.
        ending: Its ending.
        shape: ``x`` for a plain word, ``X`` with a capital, ``0`` with a digit, ``-`` with a hyphen, ``'`` a genitive.
    """

    form: str
    group: str
    kind: str
    ending: str
    shape: str


Feature = tuple[str, ...]
"""What stands at one or more places, after the letters of the places; the model writes it with blanks between."""

Reader = Callable[[str, bool], Word]
"""Reads a token as the model sees it; the second argument says that a capital letter says nothing there."""


class Table(NamedTuple):
    """The model.

    Args:
        weights: Weight of each feature, by pronoun; positive speaks for ``PRON``.
        reader: Reads the words beside the pronoun.
    """

    weights: Mapping[str, Mapping[Feature, int]]
    reader: Reader


_NOTHING = Word("", "¶", "¶", "", "¶")
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
    model = table()
    weights = model.weights["his" if text[start:end].lower() == "his" else "her"]
    score = sum(map(weights.get, features(text, start, end, model.reader), repeat(0)))
    return ("PRON" if score > 0 else "DET"), abs(score) / SCALE


def features(text: str, start: int, end: int, reader: Reader) -> list[Feature]:
    """The features of a place in a text; the pronoun itself is never one.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.
        reader: Reads the words beside it.

    Returns:
        Features. The letters in front say which words they are about: ``a`` ``b`` ``c`` are the three
        before, ``x`` ``y`` ``z`` the three after, capital letters their classes, ``%`` the wide ones. For *his* only
        one word before counts, since what stands alone is too rare to learn more from.
    """
    loud = end - start > 1 and text[start:end].isupper()
    before = _TOKEN.findall(text, max(0, start - REACH), start)[-_SEEN - 1 :]
    after = _TOKEN.findall(text, end, min(len(text), end + REACH))
    quoted = bool(after) and after[0] in _OPENING
    after = after[1:] if quoted else after
    left = [reader(token, loud or index == 0 or before[index - 1] in _ENDS) for index, token in enumerate(before)][::-1]
    right = [reader(token, loud) for token in after[:_SEEN]]
    left = left[: _SEEN if text[start:end].lower() == "her" else 1]
    left += [_NOTHING] * (_SEEN - len(left))
    right += [_NOTHING] * (_SEEN - len(right))
    flags = ("q" if quoted else "") + ("U" if text[start : start + 1].isupper() and not loud else "")
    return _named(left, right, flags)


def reader_of(classes: Mapping[str, tuple[str, str]]) -> Reader:
    """What reads words by their classes, and remembers those that it has read.

    Args:
        classes: Class and wide class of each word that the model knows, lower case.

    Returns:
        The reader.
    """
    return lru_cache(maxsize=_REMEMBERED)(lambda token, plain: _word(token, classes, plain=plain))


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


@lru_cache(maxsize=_REMEMBERED)
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


def _named(left: list[Word], right: list[Word], flags: str) -> list[Feature]:
    """The words one by one, then in pairs and triples."""
    (af, ag, ak, _, _), (bf, bg, bk, _, _), (cf, cg, ck, _, _) = left
    (xf, xg, xk, xe, xs), (yf, yg, yk, ye, _), (zf, zg, zk, _, _) = right
    verb = stem(af) if af else ag
    earlier = stem(bf) if bf else bg
    root = stem(xf) if xf else xg
    af, bf, cf, xf, yf, zf = af or ag, bf or bg, cf or cg, xf or xg, yf or yg, zf or zg
    end = f"{xs}{xe}"
    return [
        *(("",), ("u", flags), ("a", af), ("v", verb), ("b", bf), ("w", earlier), ("c", cf)),
        *(("x", xf), ("t", root), ("e", xe), ("h", end), ("y", yf), ("f", ye), ("z", zf)),
        *(("A", ag), ("B", bg), ("C", cg), ("X", xg), ("Y", yg), ("Z", zg)),
        *(("%A", ak), ("%B", bk), ("%C", ck), ("%X", xk), ("%Y", yk), ("%Z", zk)),
        *(("vx", verb, xf), ("vX", verb, xg), ("Ax", ag, xf), ("AX", ag, xg), ("ve", verb, end)),
        *(("Ae", ag, end), ("vy", verb, yf), ("vY", verb, yg), ("AY", ag, yg), ("ay", ag, yf)),
        *(("xy", xf, yf), ("xY", xf, yg), ("Xy", xg, yf), ("XY", xg, yg), ("ey", end, yf), ("eY", end, yg)),
        *(("ba", bf, af), ("BA", bg, ag), ("Bv", bg, verb), ("wX", earlier, xg), ("BX", bg, xg)),
        *(("yz", yg, zg), ("AXY", ag, xg, yg), ("veY", verb, end, yg), ("XYZ", xg, yg, zg)),
        *(("BAX", bg, ag, xg), ("uA", flags, ag)),
        *(("%vX", verb, xk), ("%Ax", ak, xf), ("%AX", ak, xk), ("%vY", verb, yk), ("%AY", ak, yk)),
        *(("%xY", xf, yk), ("%XY", xk, yk), ("%eY", end, yk), ("%BA", bk, ak), ("%wX", earlier, xk)),
        *(("%BX", bk, xk), ("%yz", yk, zk), ("%AXY", ak, xk, yk), ("%veY", verb, end, yk)),
        *(("%XYZ", xk, yk, zk), ("%BAX", bk, ak, xk), ("%vXY", verb, xk, yk)),
    ]


@lru_cache(maxsize=1)
def table() -> Table:
    """The trained model, read once."""
    text = resources.files("cda.english").joinpath("tables/possessive_weights.tsv").read_text(encoding="utf-8")
    weights: dict[str, dict[Feature, int]] = {"her": {}, "his": {}}
    classes: dict[str, tuple[str, str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            key, _, value = line.partition("\t")
            kind, _, name = key.partition(":")
            if kind == "class":
                group, _, wide = value.partition(" ")
                classes[name] = (group, wide)
            else:
                weights[kind][tuple(name.split(" "))] = int(value)
    return Table(weights, reader_of(classes))


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
