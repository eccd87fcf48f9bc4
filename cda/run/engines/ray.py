"""Shards on Ray: actors that hold the model and run what this machine gives out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from cda.errors import OptionError, WorkerLost
from cda.run.engines.engine import J, Mapper, T, packed, run_packed
from cda.run.work import RunConfig

_TRIES = 3
"""How often a shard is given out; whoever loses a worker again and again is told, and can go on with another engine."""


@contextmanager
def on_ray(config: RunConfig, number: int, address: str | None) -> Iterator[Mapper]:
    """Run shards on actors of Ray Core; Ray Data with an actor pool on all CPUs can wait for itself for ever.

    Args:
        config: What all shards share.
        number: How many actors work.
        address: The cluster; ``None`` for one on this machine, which ends with the run.

    Yields:
        The mapper.

    Raises:
        OptionError: If Ray is not installed, or the cluster does not answer.
    """
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise OptionError("Ray is not installed", hint="pip install 'cda-toolkit[ray]'") from missing
    local: dict[str, Any] = {"num_cpus": number, "include_dashboard": False} if address is None else {}
    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **local)
        except (ConnectionError, RuntimeError, ValueError) as problem:
            raise OptionError(f"the cluster does not answer: {problem}", where=str(address)) from problem
    try:
        yield _Actors(ray, packed(config), number).map
    finally:
        if ours:
            ray.shutdown()


class _Actors:
    def __init__(self, ray: Any, sent: bytes, number: int) -> None:
        self._ray, self._number = ray, number
        self._sent = ray.put(sent)
        self._kind = ray.remote(num_cpus=1, max_restarts=0)(_Worker)
        self._actors: list[Any] = []

    def map(self, function: Callable[[J, RunConfig], T], jobs: Iterable[J]) -> Iterator[T]:
        ray, stream = self._ray, iter(jobs)
        again: list[tuple[J, int]] = []
        running: dict[Any, tuple[Any, J, int]] = {}
        free = self._actors or [self._kind.remote(self._sent) for _ in range(self._number)]
        self._actors = []
        while True:
            while free and (given := again.pop() if again else _next(stream)) is not None:
                job, tries = given
                actor = free.pop()
                running[actor.run.remote(function, job)] = (actor, job, tries)
            if not running:
                self._actors = free
                return
            done, _ = ray.wait(list(running), num_returns=1)
            actor, job, tries = running.pop(done[0])
            try:
                result = ray.get(done[0])
            except ray.exceptions.RayTaskError as problem:
                raise problem.cause from problem
            except ray.exceptions.RayError as problem:
                if tries + 1 == _TRIES:
                    hint = "run it on --engine local with --workers 2: that finds the row"
                    raise WorkerLost(f"a shard has ended {_TRIES} workers", where=str(job), hint=hint) from problem
                again.append((job, tries + 1))
                free.append(self._kind.remote(self._sent))
                continue
            free.append(actor)
            yield result


class _Worker:
    """An actor: the model is loaded with the first shard and stays."""

    def __init__(self, sent: bytes) -> None:
        self._sent = sent

    def run(self, function: Callable[[J, RunConfig], T], job: J) -> T:
        return run_packed(function, job, self._sent)


def _next(stream: Iterator[J]) -> tuple[J, int] | None:
    job = next(stream, None)
    return None if job is None else (job, 0)
