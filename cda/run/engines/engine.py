"""What an engine is: it runs a function over shards, and whatever happens to a worker, each is run to its end."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from cda.run.work import RunConfig

J = TypeVar("J")
T = TypeVar("T")


class Mapper(Protocol):
    """Runs a function over shards."""

    def __call__(self, function: Callable[[J, RunConfig], T], jobs: Iterable[J]) -> Iterator[T]:
        """Run the function over all jobs.

        Args:
            function: A function of a module, which commits what it makes. It may be run again for the same job.
            jobs: The jobs.

        Yields:
            What the function gives for each job, in any order.

        Raises:
            WorkerLost: If workers end again and again.
            CdaError: If the function raises it.
        """


@dataclass(frozen=True, slots=True)
class RunEngine:
    """An engine that a run can ask for.

    Args:
        start: Gives the mapper, to be entered, of what all shards share, the number of workers and the address of a
            cluster; ``None`` for one on this machine. Raises `OptionError` where the engine is not installed.
        addressed: Whether it has clusters that have an address.
    """

    start: Callable[[RunConfig, int, str | None], AbstractContextManager[Mapper]]
    addressed: bool = False


def packed(config: RunConfig) -> bytes:
    """The configuration as it is sent to workers."""
    return pickle.dumps(config)


def run_packed(function: Callable[[J, RunConfig], T], job: J, sent: bytes) -> T:
    """Run a function in a worker.

    Args:
        function: The function.
        job: The job.
        sent: What `packed` made of the configuration.

    Returns:
        What the function gives.
    """
    return function(job, _received(sent))


@lru_cache(maxsize=1)
def _received(sent: bytes) -> RunConfig:
    """The configuration, made once in each worker: with it go the lexicons and the model."""
    config: RunConfig = pickle.loads(sent)  # noqa: S301 - the parent process sent it
    return config
