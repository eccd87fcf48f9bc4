"""*her* and *his* by weights that were learnt from text, for what the next word alone leaves open.

A linear model over the words beside the pronoun. It was trained on pronouns whose form says whether they stand before
a noun (*my*, *their*) or alone (*me*, *them*), each hidden behind a placeholder; ``benchmarks/train_possessive.py``
makes the weights. A word that the model knows brings itself and its class, a group of words that are used alike; any
other word brings its ending and its shape.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import islice, repeat
from typing import Literal, NamedTuple

from cda.english.possessive import Use
from cda.english.tables import words

REACH = 90
"""Code points on either side that the model looks at."""

SCALE = 1000
"""The weights are whole numbers: log-odds times this."""

_SEEN = 3
_NEAR = 40
"""Code points in which there are most often enough words."""
_LONGEST_TAG = 14
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


_LETTERS: Mapping[str, tuple[str, ...]] = {
    "u": ("u",),
    "a": ("a", "v", "A", "%A"),
    "b": ("b", "w", "B", "%B"),
    "c": ("c", "C", "%C"),
    "x": ("x", "t", "e", "h", "X", "%X"),
    "y": ("y", "f", "Y", "%Y"),
    "z": ("z", "Z", "%Z"),
}
"""What is seen at each place, by the letters of features: ``u`` is the pronoun itself, ``a`` ``b`` ``c`` are the three
words before it, ``x`` ``y`` ``z`` the three after. Capital letters are their classes, ``%`` stands before wide ones;
``v`` ``w`` ``t`` are stems, ``e`` and ``f`` endings, ``h`` shape and ending."""

_ORDER = ("a", "b", "c", "x", "y", "z")
"""The order in which the words beside a pronoun are read."""

_PAIRS: Mapping[str, tuple[str, str]] = {
    "vx": ("v", "x"),
    "vX": ("v", "X"),
    "Ax": ("A", "x"),
    "AX": ("A", "X"),
    "ve": ("v", "h"),
    "Ae": ("A", "h"),
    "vy": ("v", "y"),
    "vY": ("v", "Y"),
    "AY": ("A", "Y"),
    "ay": ("A", "y"),
    "xy": ("x", "y"),
    "xY": ("x", "Y"),
    "Xy": ("X", "y"),
    "XY": ("X", "Y"),
    "ey": ("h", "y"),
    "eY": ("h", "Y"),
    "ba": ("b", "a"),
    "BA": ("B", "A"),
    "Bv": ("B", "v"),
    "wX": ("w", "X"),
    "BX": ("B", "X"),
    "yz": ("Y", "Z"),
    "uA": ("u", "A"),
    "%vX": ("v", "%X"),
    "%Ax": ("%A", "x"),
    "%AX": ("%A", "%X"),
    "%vY": ("v", "%Y"),
    "%AY": ("%A", "%Y"),
    "%xY": ("x", "%Y"),
    "%XY": ("%X", "%Y"),
    "%eY": ("h", "%Y"),
    "%BA": ("%B", "%A"),
    "%wX": ("w", "%X"),
    "%BX": ("%B", "%X"),
    "%yz": ("%Y", "%Z"),
}
"""Features of two words: their names, and what they look at."""

_TRIPLES: Mapping[str, tuple[str, str, str]] = {
    "AXY": ("A", "X", "Y"),
    "veY": ("v", "h", "Y"),
    "XYZ": ("X", "Y", "Z"),
    "BAX": ("B", "A", "X"),
    "%AXY": ("%A", "%X", "%Y"),
    "%veY": ("v", "h", "%Y"),
    "%XYZ": ("%X", "%Y", "%Z"),
    "%BAX": ("%B", "%A", "%X"),
    "%vXY": ("v", "%X", "%Y"),
}
"""Features of three words."""

_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "": (),
    **{letter: (letter,) for letters in _LETTERS.values() for letter in letters},
    **_PAIRS,
    **_TRIPLES,
}
"""All features: the one that every place has, what is seen of one word, of two, of three."""

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
    for place, (token, plain) in zip(_ORDER, beside, strict=True):
        seen |= _seen(place, reader(token, plain))
    return [(name, *(seen[letter] for letter in letters)) for name, letters in _TEMPLATES.items()]


def _beside(text: str, start: int, end: int) -> tuple[list[tuple[str, bool]], str]:
    """The words beside a pronoun in `_ORDER`, each with whether a capital says nothing there; and its own flags."""
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
    return dict(zip(_LETTERS[place], (form or group, *more, group, kind), strict=True))


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


_Row = dict[str, int]
"""Weights by the last letter of a feature and what stands there."""

_EMPTY: _Row = {}
_weight: Callable[[_Row, str, int], int] = dict.get
_row: Callable[[dict[str, _Row], str, _Row], _Row] = dict.get


class _Part(NamedTuple):
    """What a word at a place brings to the score, whatever stands at the others.

    Args:
        alone: The weights of the features that look at it alone.
        rows: For each pair that it begins the weights, by what the other word brings.
        deep: For each triple that it begins such rows, by what the word in the middle brings.
        keys: What it brings to the pairs that it ends, by the word that begins them.
        middle: What it brings to the triples that have it in the middle.
        last: What it brings to the triples that it ends.
    """

    alone: int
    rows: tuple[_Row, ...]
    deep: tuple[dict[str, _Row], ...]
    keys: tuple[tuple[str, ...], ...]
    middle: tuple[str, ...]
    last: tuple[str, ...]


def _between(first: str, second: str) -> list[tuple[str, str]]:
    """The pairs of a word at one place and a word at another."""
    return [(one, two) for one, two in _PAIRS.values() if one in _LETTERS[first] and two in _LETTERS[second]]


_BEGUN = {place: [one for other in _LETTERS for one, _ in _between(place, other)] for place in _LETTERS}
_ENDED = {
    place: [[two for _, two in some] for other in _LETTERS if (some := _between(other, place))] for place in _LETTERS
}
"""The letters by which a place begins pairs, and by which it ends them; both by the other place."""
_FIRST, _MIDDLE, _LAST = (
    {place: [triple[turn] for triple in _TRIPLES.values() if triple[turn] in _LETTERS[place]] for place in _LETTERS}
    for turn in range(3)
)
"""The letters by which a place begins triples, stands in their middle, and ends them."""


class Scorer:
    """The weights for a pronoun.

    A place has more than seventy features. To make each and look it up is what takes the time, so what a word brings to
    its features is remembered, and those of two and three words are looked up by what each of them brings.

    Args:
        weights: Features and their weights; positive ones speak for ``PRON``.
        reader: Reads the words beside the pronoun.
    """

    def __init__(self, weights: Iterable[tuple[Feature, int]], reader: Reader) -> None:
        self._reader = reader
        self._always = 0
        self._alone: _Row = {}
        self._rows: defaultdict[str, _Row] = defaultdict(dict)
        self._deep: defaultdict[str, defaultdict[str, _Row]] = defaultdict(lambda: defaultdict(dict))
        for (name, *values), weight in weights:
            keys = [f"{letter}{value}" for letter, value in zip(_TEMPLATES[name], values, strict=True)]
            if name in _TRIPLES:
                self._deep[keys[0]][keys[1]][keys[2]] = weight
            elif name in _PAIRS:
                self._rows[keys[0]][keys[1]] = weight
            elif keys:
                self._alone[keys[0]] = weight
            else:
                self._always = weight
        self._part = lru_cache(maxsize=_REMEMBERED)(self._read)

    def score(self, beside: Iterable[tuple[str, bool]], flags: str) -> int:
        """The sum of the weights of all features of a pronoun's place.

        Args:
            beside: The words beside it in `_ORDER`, each with whether a capital says nothing there.
            flags: What is seen of the pronoun itself.

        Returns:
            The sum.
        """
        part = self._part
        u = part("u", flags, True)
        a, b, c, x, y, z = [part(place, token, plain) for place, (token, plain) in zip(_ORDER, beside, strict=True)]
        # In one sequence what begins the pairs, in the other what ends them; then the same for the triples.
        (au, ab), (xa, xb), (ya, yx), (zy,) = a.keys, x.keys, y.keys, z.keys
        rows = u.rows + a.rows + b.rows + x.rows + y.rows
        pairs = map(_weight, rows, au + xa + ya + ab + xb + yx + zy, repeat(0))
        middle = map(_row, a.deep + b.deep + x.deep, x.middle + a.middle + y.middle, repeat(_EMPTY))
        triples = map(_weight, middle, y.last + x.last + z.last, repeat(0))
        alone = u.alone + a.alone + b.alone + c.alone + x.alone + y.alone + z.alone
        return self._always + alone + sum(pairs) + sum(triples)

    def _read(self, place: str, token: str, plain: bool) -> _Part:  # noqa: FBT001
        seen = {"u": token} if place == "u" else _seen(place, self._reader(token, plain))
        keys = {letter: f"{letter}{value}" for letter, value in seen.items()}
        return _Part(
            sum([self._alone.get(key, 0) for key in keys.values()]),
            tuple([self._rows.get(keys[one], _EMPTY) for one in _BEGUN[place]]),
            tuple([self._deep.get(keys[one], {}) for one in _FIRST[place]]),
            tuple([tuple([keys[two] for two in some]) for some in _ENDED[place]]),
            tuple([keys[two] for two in _MIDDLE[place]]),
            tuple([keys[three] for three in _LAST[place]]),
        )


@lru_cache(maxsize=1)
def table() -> Mapping[str, Scorer]:
    """The trained model by pronoun, read once."""
    weights, classes = read_table()
    reader = reader_of(classes)
    return {pronoun: Scorer(some, reader) for pronoun, some in weights.items()}


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
