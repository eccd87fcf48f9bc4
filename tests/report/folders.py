"""Folders that `cda augment` wrote: of rows that try to get out of a page, and of small ones in every shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from run.corpus import job, write_lines, write_parquet

from cda import Rewriter
from cda.report.counts import Pair
from cda.run.augment import augment_files
from cda.storage.store import store_at
from cda.verify.content import batches, content_of

HOSTILE = (
    "She said <script>window.pwned=1</script> to him.",
    "He saw <img src=x onerror=window.pwned=1> and her.",
    '"><svg onload=window.pwned=1> she said.',
    "His {{ 7*7 }} and {% raise %} are hers.",
    "She wrote </textarea></style></script><iframe src=https://example.org></iframe> to him.",
    "He clicked javascript:window.pwned=1 &amp; &lt;b&gt; for her.",
    "<a href='https://example.org/x' ping=https://example.org/p onclick=window.pwned=1>She</a> left.",
    "She <link rel=stylesheet href=https://example.org/a.css><base href=https://example.org> sat.",
    "A mother\x00 of \x1b[31m two\u202e sons\x85, ﷽ 👩‍👩‍👧 and her dog.\r\nHe left.",
    "She " + "w" * 3_000 + " saw him.",
    " ".join(f"In line {n} she told him that her aunt was there." for n in range(400)),
)
PLAIN = (
    "She is pregnant.",
    "Her uncle works at Burger King.",
    "Tom Hanks said he met her.",
    "It rained.",
    "The actress thanked her host.",
    "My brother told his sister.",
)


def rows(number: int = 60) -> list[dict]:
    texts = [*HOSTILE, *(PLAIN[n % len(PLAIN)] for n in range(number))]
    return [{"text": text, "label": n % 2, "note": "<script>window.pwned=1</script>"} for n, text in enumerate(texts)]


def written(place: Path, some: list[dict] | None = None, **options) -> str:
    source = write_parquet(place / "in.parquet", rows() if some is None else some)
    return run(place, source, **options)


def run(place: Path, source: str, **options) -> str:
    rewriting = {name: options.pop(name) for name in ("names", "to", "attribute", "guards") if name in options}
    out = place / "a <b>folder<"
    augment_files(job(source, out, **options), Rewriter(**{"guards": "hold", **rewriting}))
    return str(out)


def pairs_of(folder: str) -> Iterator[tuple[str, Pair]]:
    store = store_at(folder)
    for split, names in content_of(store).pairs.items():
        for batch in batches(store, names):
            yield from ((split, pair) for pair in batch.to_pylist())


def chat(place: Path) -> str:
    def row(number: int) -> dict:
        said = [
            {"role": "user", "content": f"Is my sister there? Number {number}."},
            {"role": "assistant", "content": "She is not <b>here</b>, but her husband is."},
        ]
        return {"messages": said, "topic": "family"}

    return run(place, write_lines(place / "chat.jsonl", [row(n) for n in range(12)]))
