"""Files that are read forward: who asks for the rows after the last ones goes on where these ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeVar

import pyarrow as pa

T = TypeVar("T")


class Tapes:
    """Keeps the file that was read last open, so that its next rows need not be looked for from its beginning.

    A CSV file, a JSON array or anything gzipped can be read from its beginning alone. What is given does not depend on
    what was asked before.

    Example:
        >>> tapes = Tapes()
        >>> rows = lambda: iter("abcdef")
        >>> "".join(tapes.rows("letters", 1, 3, rows)), "".join(tapes.rows("letters", 3, 9, rows))
        ('bc', 'def')
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Iterator[Any]]] = {}

    def rows(
        self, name: str, start: int, stop: int | None, opened: Callable[[], Iterator[T]], first: int = 0
    ) -> Iterator[T]:
        """Give some rows of a file.

        Args:
            name: The file.
            start: The first row.
            stop: One past the last; ``None`` for all.
            opened: Opens the file.
            first: The row at which it opens it.

        Yields:
            The rows, as far as there are any.
        """
        yield from self._taken(name, (start, stop), first, opened, lambda _: 1, lambda row, _start, _stop: row)

    def batches(
        self, name: str, start: int, stop: int | None, opened: Callable[[], Iterator[pa.RecordBatch]], first: int = 0
    ) -> Iterator[pa.RecordBatch]:
        """Give some rows of a file of batches; see `rows`.

        Args:
            name: The file.
            start: The first row.
            stop: One past the last; ``None`` for all.
            opened: Opens the file.
            first: The row at which it opens it.

        Yields:
            The batches of the file, the first and the last of them cut to the rows.
        """

        def cut(batch: pa.RecordBatch, start: int, stop: int) -> pa.RecordBatch:
            return batch.slice(start, stop - start)

        yield from self._taken(name, (start, stop), first, opened, lambda batch: batch.num_rows, cut)

    def _taken(  # noqa: PLR0913, PLR0917 - what differs between rows and batches is given
        self,
        name: str,
        wanted: tuple[int, int | None],
        first: int,
        opened: Callable[[], Iterator[T]],
        size: Callable[[T], int],
        cut: Callable[[T, int, int], T],
    ) -> Iterator[T]:
        start, stop = wanted
        place, items = self._kept.pop(name, (-1, iter(())))
        if not first <= place <= start:
            place, items = first, opened()
        while stop is None or place < stop:
            item = next(items, None)
            if item is None:
                break
            end = place + size(item)
            last = end if stop is None else min(end, stop)
            if last > max(start, place):
                yield cut(item, max(start - place, 0), last - place)
            if end > last:
                items = chain((cut(item, last - place, end - place),), items)
            place = last
        self._kept = {name: (place, items)}
