"""Which rows of a shard end a worker: found by halving, so that the others go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cda.errors import WorkerLost
from cda.run.work import ShardJob

MOST = 20
"""So many rows of a shard may end a worker; with more it is no property of rows."""


def lost_rows(job: ShardJob, survives: Callable[[ShardJob], bool]) -> tuple[int, ...]:
    """Find the rows at which workers end.

    Args:
        job: A shard of which it is known that a worker does not get through.
        survives: Tells whether a worker gets through some rows of it.

    Returns:
        The numbers of the rows in their file, ascending.

    Raises:
        WorkerLost: If a worker ends without any row, too many rows end one, or only several rows together do.

    Example:
        >>> from cda.dataset.source import Stretch
        >>> job = ShardJob(0, 0, Stretch(0, 100))
        >>> lost_rows(job, lambda some: not any(row in {7, 40} for row in range(some.rows.start, some.rows.stop)))
        (7, 40)
    """
    where = f"rows {job.rows.start} to {job.rows.stop} of input file {job.leaf + 1}"
    hint = "the system ends processes when memory runs out: give fewer --workers, or smaller shards with --shard-rows"
    if not survives(_only(job, job.rows.start, job.rows.start)):
        raise WorkerLost("a worker process ends before it has done anything", where=where, hint=hint)
    found: list[int] = []
    open_ = [(job.rows.start, job.rows.stop or job.rows.start)]
    while open_:
        start, stop = open_.pop()
        if stop - start == 1:
            found.append(start)
            if len(found) > MOST:
                raise WorkerLost(f"worker processes end at more than {MOST} rows", where=where, hint=hint)
            continue
        middle = (start + stop) // 2
        halves = [half for half in ((start, middle), (middle, stop)) if not survives(_only(job, *half))]
        if not halves:
            raise WorkerLost("a worker process ends at these rows together, and at none alone", where=where, hint=hint)
        open_ += reversed(halves)
    return tuple(sorted(found))


def _only(job: ShardJob, start: int, stop: int) -> ShardJob:
    return replace(job, rows=replace(job.rows, start=start, stop=stop))
