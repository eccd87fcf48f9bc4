"""*her* and *his* by weights that were learnt from text, for what the next word alone leaves open.

A linear model over the words beside the pronoun. It was trained on pronouns whose form says whether they stand before
a noun (*my*, *their*) or alone (*me*, *them*), each hidden behind a placeholder; ``benchmarks/train_possessive.py``
makes the weights. A word that the model knows brings itself and its class, a group of words that are used alike; any
other word brings its ending and its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Literal, NamedTuple

from cda.english.possessive import Use
from cda.english.tables import words

REACH = 90
"""Code points on either side that the model looks at."""

SCALE = 1000
"""The weights are whole numbers: log-odds times this."""

_SEEN = 3
_TOKEN = re.compile(r"<[^<>]{0,12}>|\n\s*\n|\w+(?:[-'’‐‑]\w+)*|[^\w\s]")
_OPENING = frozenset("\"'“‘(*_«[`")
_BREAKS = frozenset("<\n")
_ENDS = frozenset('.!?…:;"”“•|')
_ENDING = re.compile(
    r"(?:tion|sion|ment|ness|ship|hood|ful|less|able|ible|ward|ing|ous|ity|ive|est|ish|ism|ist|ed|ly|er|or|al|ic|ss|s|y|e)$"
)
_INFLECTION = re.compile(r"(?:ing|ied|ies|ed|es|s|e|y)$")


class Table(NamedTuple):
    """The model.

    Args:
        weights: Weight of each feature, by pronoun; positive speaks for ``PRON``.
        classes: Class and wide class of each word that the model knows, lower case.
    """

    weights: Mapping[str, Mapping[str, int]]
    classes: Mapping[str, tuple[str, str]]


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
    score = sum(weights.get(feature, 0) for feature in features(text, start, end, model.classes))
    return ("PRON" if score > 0 else "DET"), abs(score) / SCALE


def features(text: str, start: int, end: int, classes: Mapping[str, tuple[str, str]]) -> list[str]:
    """The features of a place in a text; the pronoun itself is never one.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.
        classes: Class of each word that the model knows, lower case.

    Returns:
        Features. The letters before the first space say which words they are about: ``a`` ``b`` ``c`` are the three
        before, ``x`` ``y`` ``z`` the three after, capital letters their classes, ``%`` the wide ones. For *his* only
        one word before counts, since what stands alone is too rare to learn more from.
    """
    loud = end - start > 1 and text[start:end].isupper()
    before = _TOKEN.findall(text, max(0, start - REACH), start)[-_SEEN - 1 :]
    after = _TOKEN.findall(text, end, min(len(text), end + REACH))
    quoted = bool(after) and after[0] in _OPENING
    after = after[1:] if quoted else after
    left = [
        _word(token, classes, plain=loud or index == 0 or before[index - 1] in _ENDS)
        for index, token in enumerate(before)
    ][::-1]
    right = [_word(token, classes, plain=loud) for token in after[:_SEEN]]
    left = left[: _SEEN if text[start:end].lower() == "her" else 1]
    left += [_NOTHING] * (_SEEN - len(left))
    right += [_NOTHING] * (_SEEN - len(right))
    flags = ("q" if quoted else "") + ("U" if text[start : start + 1].isupper() and not loud else "")
    return _named(left, right, flags)


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


def _named(left: list[Word], right: list[Word], flags: str) -> list[str]:
    """The words one by one, then in pairs and triples."""
    (af, ag, ak, _, _), (bf, bg, bk, _, _), (cf, cg, ck, _, _) = left
    (xf, xg, xk, xe, xs), (yf, yg, yk, ye, _), (zf, zg, zk, _, _) = right
    verb = stem(af) if af else ag
    earlier = stem(bf) if bf else bg
    root = stem(xf) if xf else xg
    af, bf, cf, xf, yf, zf = af or ag, bf or bg, cf or cg, xf or xg, yf or yg, zf or zg
    end = f"{xs}{xe}"
    return [
        *("", f"u {flags}", f"a {af}", f"v {verb}", f"b {bf}", f"w {earlier}", f"c {cf}"),
        *(f"x {xf}", f"t {root}", f"e {xe}", f"h {end}", f"y {yf}", f"f {ye}", f"z {zf}"),
        *(f"A {ag}", f"B {bg}", f"C {cg}", f"X {xg}", f"Y {yg}", f"Z {zg}"),
        *(f"%A {ak}", f"%B {bk}", f"%C {ck}", f"%X {xk}", f"%Y {yk}", f"%Z {zk}"),
        *(f"vx {verb} {xf}", f"vX {verb} {xg}", f"Ax {ag} {xf}", f"AX {ag} {xg}", f"ve {verb} {end}"),
        *(f"Ae {ag} {end}", f"vy {verb} {yf}", f"vY {verb} {yg}", f"AY {ag} {yg}", f"ay {ag} {yf}"),
        *(f"xy {xf} {yf}", f"xY {xf} {yg}", f"Xy {xg} {yf}", f"XY {xg} {yg}", f"ey {end} {yf}", f"eY {end} {yg}"),
        *(f"ba {bf} {af}", f"BA {bg} {ag}", f"Bv {bg} {verb}", f"wX {earlier} {xg}", f"BX {bg} {xg}"),
        *(f"yz {yg} {zg}", f"AXY {ag} {xg} {yg}", f"veY {verb} {end} {yg}", f"XYZ {xg} {yg} {zg}"),
        *(f"BAX {bg} {ag} {xg}", f"uA {flags} {ag}"),
        *(f"%vX {verb} {xk}", f"%Ax {ak} {xf}", f"%AX {ak} {xk}", f"%vY {verb} {yk}", f"%AY {ak} {yk}"),
        *(f"%xY {xf} {yk}", f"%XY {xk} {yk}", f"%eY {end} {yk}", f"%BA {bk} {ak}", f"%wX {earlier} {xk}"),
        *(f"%BX {bk} {xk}", f"%yz {yk} {zk}", f"%AXY {ak} {xk} {yk}", f"%veY {verb} {end} {yk}"),
        *(f"%XYZ {xk} {yk} {zk}", f"%BAX {bk} {ak} {xk}", f"%vXY {verb} {xk} {yk}"),
    ]


@lru_cache(maxsize=1)
def table() -> Table:
    """The trained model, read once."""
    text = resources.files("cda.english").joinpath("tables/possessive_weights.tsv").read_text(encoding="utf-8")
    weights: dict[str, dict[str, int]] = {"her": {}, "his": {}}
    classes: dict[str, tuple[str, str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            key, _, value = line.partition("\t")
            kind, _, name = key.partition(":")
            if kind == "class":
                group, _, wide = value.partition(" ")
                classes[name] = (group, wide)
            else:
                weights[kind][name] = int(value)
    return Table(weights, classes)


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
