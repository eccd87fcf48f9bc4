"""Shards through one process or several, their results in order."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from typing import Protocol, TypeVar

from cda.errors import OptionError, WorkerLost
from cda.run.shard import RunConfig, ShardJob

_T = TypeVar("_T")
_AHEAD = 2
"""Shards a worker that are read before their turn, so that none waits for the reader or the writer."""


class Mapper(Protocol):
    """Runs a function over shards."""

    def __call__(self, function: Callable[[ShardJob, RunConfig], _T], jobs: Iterable[ShardJob]) -> Iterator[_T]:
        """Yield what the function gives for each shard, in the order of the shards."""


@contextmanager
def workers(config: RunConfig, number: int) -> Iterator[Mapper]:
    """Give what runs a function over shards.

    Args:
        config: What all shards share.
        number: How many processes work; with one it is this one.

    Yields:
        The mapper. What it gives does not depend on the number.

    Raises:
        OptionError: If the number is less than one.
        WorkerLost: If a worker is killed.
    """
    if number < 1:
        raise OptionError("there is no worker", hint="give --workers 1 or more")
    if number == 1:
        yield lambda function, jobs: (function(job, config) for job in jobs)
        return
    sent = pickle.dumps(config)
    # A fork would copy threads and locks of Arrow in whatever state they are.
    executor = ProcessPoolExecutor(number, mp_context=get_context("spawn"))

    def mapped(function: Callable[[ShardJob, RunConfig], _T], jobs: Iterable[ShardJob]) -> Iterator[_T]:
        waiting: deque[Future[_T]] = deque()
        for job in jobs:
            waiting.append(executor.submit(_run, function, job, sent))
            if len(waiting) > _AHEAD * number:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    try:
        yield mapped
    except BrokenProcessPool as lost:
        raise WorkerLost(
            "a worker process ended before its work was done",
            hint="the system ends processes when memory runs out: give fewer --workers",
        ) from lost
    finally:
        executor.shutdown(cancel_futures=True)


def _run(function: Callable[[ShardJob, RunConfig], _T], job: ShardJob, sent: bytes) -> _T:
    return function(job, _received(sent))


@lru_cache(maxsize=1)
def _received(sent: bytes) -> RunConfig:
    """The configuration, made once in each worker: with it go the lexicons and the model."""
    config: RunConfig = pickle.loads(sent)  # noqa: S301 - the parent process sent it
    return config
