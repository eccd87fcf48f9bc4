"""Shards in a pool of processes, each given out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from cda.errors import WorkerLost
from cda.run.engines.engine import J, Mapper, T, packed, run_packed
from cda.run.work import RunConfig


@contextmanager
def on_pool(config: RunConfig, number: int, _: str | None) -> Iterator[Mapper]:
    """Run shards in a pool of processes.

    Args:
        config: What all shards share.
        number: How many processes work.

    Yields:
        The mapper. What people can put right is raised as it is; a worker that is lost ends the run.
    """
    sent = packed(config)
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:

        def mapped(function: Callable[[J, RunConfig], T], jobs: Iterable[J]) -> Iterator[T]:
            given = [pool.submit(run_packed, function, job, sent) for job in jobs]
            try:
                for done in as_completed(given):
                    yield done.result()
            except BrokenProcessPool as lost:
                raise WorkerLost("a worker process ended", hint="go on with --engine local --resume") from lost

        yield mapped
