"""Train the weights of ``cda/english/trained.py``: ``python benchmarks/train_possessive.py --corpora DIR``.

*her* is *his* or *him*, and no text says which; but *my* and *me*, *their* and *them*, *his* and *him* say it of
themselves. So every such pronoun in plain text is an example once its form is hidden: PRON for *him them me us*, DET
for *his their my our*, where :func:`cda.english.possessive.certain_use` would leave a *her* in its place open. *his*
is learnt from *mine yours hers theirs ours* against *my your their our*; after *of*, where the former are rare,
*of them*, *of us* ... lend what follows them.

The words that the model knows are grouped into classes by the words beside them (a truncated singular value
decomposition of their neighbour counts, then k-means), so that *shawls* is read as *scarves* is. A logistic regression
gives the weights. Its prior is that of the masked pronouns; it is moved to ``RATE``, for *her* near what news, mail
and stories have where the next word leaves it open (film reviews have half of it), for *his* low, since *his* before
a word seldom stands alone.

A feature or a word is kept only if it is in 5 documents or more (a novel counts as one), and no names are words: no
text can be read back from the table.

DIR holds ``imdb_train.parquet``, ``imdb_test.parquet`` (column ``text``), ``reuters.jsonl``, ``c4_demo.jsonl`` (key
``text``) and ``novels.txt.gz``. Needs scikit-learn and scipy, which the package itself does not. ``--held-out`` trains
without each corpus in turn and prints how well the rest predicts it. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq
from scipy import sparse  # type: ignore[import-not-found, import-untyped, unused-ignore]
from sklearn.cluster import KMeans  # type: ignore[import-not-found, import-untyped, unused-ignore]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found, import-untyped, unused-ignore]
from sklearn.utils.extmath import randomized_svd  # type: ignore[import-not-found, import-untyped, unused-ignore]

from cda.english.possessive import certain_use
from cda.english.trained import SCALE, features, reader_of

TABLE = Path(__file__).parent.parent / "cda/english/tables/possessive_weights.tsv"
ALONE = {"her": {"him", "them", "me", "us"}, "his": {"mine", "yours", "hers", "theirs", "ours"}}
BEFORE_NOUN = {"her": {"his", "their", "my", "our"}, "his": {"my", "your", "their", "our"}}
LENT = {"them", "us", "me", "him", "it"}
AROUND = 130
WORDS_FROM = 25
FROM_DOCUMENTS = 5
CLASSES = 200
WIDE_CLASSES = 60
CONTEXTS = 500
DIMENSIONS = 80
STRENGTH = {"her": 0.5, "his": 0.3}
KEEP = {"her": 24000, "his": 3000}
RATE = {"her": 0.18, "his": 0.006}
SEED = 20

_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[.!?,;:]")
_PRONOUN = re.compile(
    r"\b(?:him|them|me|us|his|their|my|our|mine|yours|hers|theirs|ours|your|it)\b(?=[^\w.,;:!?<\n]{1,3}\w)",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:a|an|the|gold|coal|land|silver|copper|this|that|salt|in)\W*$", re.IGNORECASE)

Classes = dict[str, tuple[str, str]]
Weights = dict[str, float]


class Example(NamedTuple):
    """A hidden pronoun: the text around it with *her* or *his* in its place.

    Args:
        text: The text around.
        start: First code point of the pronoun.
        alone: Whether it stands alone.
        document: Number of the document.
        plain: Whether it measures: *him* and *his* for *her*, what is not lent for *his*.
    """

    text: str
    start: int
    alone: bool
    document: int
    plain: bool


def corpora(folder: Path) -> dict[str, list[str]]:
    """The documents of each corpus; the novels are one document."""
    imdb = [
        text
        for name in ("imdb_train", "imdb_test")
        for text in pq.read_table(folder / f"{name}.parquet", columns=["text"])["text"].to_pylist()
    ]
    lines = {
        name: (folder / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
        for name, file in (("reuters", "reuters"), ("c4", "c4_demo"))
    }
    return {
        "imdb": list(dict.fromkeys(imdb)),
        "novels": [gzip.decompress((folder / "novels.txt.gz").read_bytes()).decode("utf-8")],
        **{name: [json.loads(line)["text"] for line in rows if line] for name, rows in lines.items()},
    }


def learn_classes(documents: Iterable[str]) -> Classes:
    """Group words by the words beside them."""
    lower: Counter[str] = Counter()
    total: Counter[str] = Counter()
    in_documents: Counter[str] = Counter()
    stream: list[list[str]] = []
    for text in documents:
        tokens = _WORD.findall(text)
        low = [token.lower().replace("’", "'") for token in tokens]
        lower.update(token for token in tokens if token.islower())
        total.update(low)
        in_documents.update(set(low))
        stream.append(low)
    known = sorted(
        word
        for word, count in in_documents.items()
        if count >= WORDS_FROM and lower[word] * 2 >= total[word] and re.fullmatch(r"[a-z]+(?:n't)?", word)
    )
    contexts = sorted(word for word, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:CONTEXTS])
    number = {word: index for index, word in enumerate(known)}
    context = {word: index for index, word in enumerate(contexts)}
    rows, columns = array("i"), array("i")
    for low in stream:
        for first, second in pairwise(low):
            if first in number and second in context:
                rows.append(number[first])
                columns.append(context[second])
            if second in number and first in context:
                rows.append(number[second])
                columns.append(context[first] + len(contexts))
    ones = np.ones(len(rows), dtype=np.float64)
    counts = sparse.coo_matrix(
        (ones, (np.frombuffer(rows, dtype=np.int32), np.frombuffer(columns, dtype=np.int32))),
        shape=(len(known), 2 * len(contexts)),
    ).toarray()
    expected = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.nan_to_num(np.maximum(np.log(counts / expected), 0), posinf=0, neginf=0)
    information *= np.minimum(1, counts / (counts + 1))
    left, sizes, _ = randomized_svd(information, DIMENSIONS, random_state=SEED)
    vectors = left * np.sqrt(sizes)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    narrow, wide = (
        KMeans(size, n_init=1, max_iter=60, random_state=SEED).fit_predict(vectors).tolist()
        for size in (CLASSES, WIDE_CLASSES)
    )
    return {word: (str(first), str(second)) for word, first, second in zip(known, narrow, wide, strict=True)}


def examples(documents: Sequence[str], pronoun: str, first: int = 0) -> Iterator[Example]:
    """Hidden pronouns where the words beside them leave the use open."""
    for number, text in enumerate(documents, first):
        for match in _PRONOUN.finditer(text):
            low = match[0].lower()
            before, after = text[max(0, match.start() - AROUND) : match.start()], text[match.end() :][:AROUND]
            lent = pronoun == "his" and low in LENT and before.endswith(" of ") and after[1:2].isalpha()
            alone = low in ALONE[pronoun] or lent
            if not (alone or low in BEFORE_NOUN[pronoun]) or match[0] == "US" or _is_noun(low, before, after):
                continue
            whole = f"{before}{_cased(pronoun, match[0])}{after}"
            use = certain_use(whole, len(before), len(before) + len(pronoun))
            if use is None or (pronoun == "his" and use == "DET" and not after.lower().startswith(" own")):
                yield Example(
                    whole, len(before), alone, number, low in {"him", "his"} or (pronoun == "his" and not lent)
                )


def _is_noun(low: str, before: str, after: str) -> bool:
    """*a gold mine*, *yours truly*."""
    if low == "mine":
        return bool(_MINE.search(before)) or after.startswith(("-", " field", " shaft", " work"))
    return low == "yours" and after.lower().startswith(" truly")


def _cased(word: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word.title() if like[:1].isupper() else word


def featured(rows: Sequence[Example], classes: Classes) -> list[list[str]]:
    """The features of each example."""
    reader = reader_of(classes)
    return [[" ".join(one) for one in features(row.text, row.start, row.start + 3, reader)] for row in rows]


def fit(rows: Sequence[Example], found: Sequence[Sequence[str]], strength: float) -> Weights:
    """Logistic regression over the features that enough documents have."""
    seen: defaultdict[str, set[int]] = defaultdict(set)
    for row, names in zip(rows, found, strict=True):
        for name in names:
            documents = seen[name]
            if len(documents) < FROM_DOCUMENTS:
                documents.add(row.document)
    kept = sorted(name for name, documents in seen.items() if len(documents) >= FROM_DOCUMENTS and name)
    number = {name: index for index, name in enumerate(kept)}
    columns, starts = array("i"), array("q", [0])
    for names in found:
        columns.extend(sorted({number[name] for name in names if name in number}))
        starts.append(len(columns))
    matrix = sparse.csr_matrix(
        (
            np.ones(len(columns)),
            np.frombuffer(columns, dtype=np.int32),
            np.frombuffer(starts, dtype=np.int64),
        ),
        shape=(len(rows), len(kept)),
    )
    target = np.array([bool(row.alone) for row in rows])
    model = LogisticRegression(C=strength, solver="lbfgs", max_iter=150, tol=1e-3)
    model.fit(matrix, target)
    weights = {name: float(model.coef_[0, index]) for name, index in number.items()}
    weights[""] = float(model.intercept_[0])
    return weights


def score(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """Log-odds that the pronoun stands alone."""
    return sum(weights.get(name, 0.0) for name in names)


def trained(documents: Mapping[str, Sequence[str]], pronoun: str, classes: Classes) -> tuple[Weights, str]:
    """The weights for a pronoun from some corpora, and a line that says what they were made from."""
    rows: list[Example] = []
    first = 0
    for texts in documents.values():
        rows += examples(texts, pronoun, first)
        first += len(texts)
    alone = sum(row.alone for row in rows)
    rate = alone / len(rows)
    weights = fit(rows, featured(rows, classes), STRENGTH[pronoun])
    order = sorted(weights, key=lambda name: (-abs(weights[name]), name))
    kept = {name: weights[name] for name in {*order[: KEEP[pronoun]], ""}}
    kept[""] += math.log(RATE[pronoun] / (1 - RATE[pronoun])) - math.log(rate / (1 - rate))
    rounded = {name: round(value * SCALE) for name, value in kept.items()}
    return {name: value / SCALE for name, value in rounded.items() if value or not name}, (
        f"{pronoun}: {len(rows)} examples, {alone} of them alone ({rate:.4f}, taken as {RATE[pronoun]}), "
        f"{len(weights)} features, {len(kept)} kept"
    )


def write(path: Path, models: Mapping[str, Weights], classes: Classes, notes: Iterable[str]) -> None:
    """Write the table that the package reads."""
    lines = [
        f"{pronoun}:{name}\t{round(value * SCALE)}"
        for pronoun, found in models.items()
        for name, value in found.items()
    ]
    lines += [f"class:{word}\t{narrow} {wide}" for word, (narrow, wide) in classes.items()]
    head = [
        "# Made by benchmarks/train_possessive.py; do not edit. Counts from IMDB reviews, Reuters news, a C4",
        f"# sample and five novels, nothing that fewer than {FROM_DOCUMENTS} documents have, no names.",
        f"# her: and his: weight of a feature (log-odds of standing alone, times {SCALE})",
        "# class: class and wide class of a word",
        *(f"# {note}" for note in notes),
    ]
    path.write_text("\n".join([*head, *sorted(lines)]) + "\n", encoding="utf-8")


def missed(rows: Sequence[Example], weights: Weights, classes: Classes) -> str:
    """How many of the examples the weights get wrong, by use."""
    wrong: Counter[bool] = Counter()
    count: Counter[bool] = Counter()
    for row, names in zip(rows, featured(rows, classes), strict=True):
        count[row.alone] += 1
        wrong[row.alone] += (score(names, weights) > 0) != row.alone
    return ", ".join(
        f"{name} {wrong[use]} of {count[use]} wrong ({100 * wrong[use] / max(1, count[use]):.1f} %)"
        for use, name in ((True, "alone"), (False, "before a noun"))
    )


def main() -> None:
    """Train, print what was made and how well it does on what was held out, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the corpora")
    parser.add_argument(
        "--held-out", nargs="*", default=[], help="first train without each of these corpora, test on it"
    )
    parser.add_argument("--out", type=Path, default=TABLE, help="the table")
    args = parser.parse_args()
    texts = corpora(args.corpora)
    for name in args.held_out:
        rest = {other: documents for other, documents in texts.items() if other != name}
        learnt = learn_classes(text for documents in rest.values() for text in documents)
        for pronoun in ALONE:
            weights, _ = trained(rest, pronoun, learnt)
            held = [row for row in examples(texts[name], pronoun) if row.plain]
            print(f"held out {name}: {pronoun}: {missed(held, weights, learnt)}", flush=True)
    classes = learn_classes(text for documents in texts.values() for text in documents)
    models, notes = {}, [f"{len(classes)} words in {CLASSES} and {WIDE_CLASSES} classes"]
    for pronoun in ALONE:
        models[pronoun], note = trained(texts, pronoun, classes)
        notes.append(note)
    print("\n".join(notes))
    write(args.out, models, classes, notes)
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
