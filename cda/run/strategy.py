"""From the options of a job to its strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cda.dataset.strategies.plain import Augment, Neutralize, OnlyPairs, Substitute
from cda.errors import OptionError

if TYPE_CHECKING:
    from cda.dataset.strategies.selection import Strategy
    from cda.run.job import AugmentJob

BALANCE = "balance"
"""The strategy that reads the rows twice."""

STRATEGIES = ("augment", "substitute", "only-pairs", "neutralize", BALANCE)
"""What may be written of the rows and their counterfactuals."""


def strategy_of(job: AugmentJob) -> Strategy:
    """Choose the strategy.

    Args:
        job: What was asked.

    Returns:
        The strategy.

    Raises:
        OptionError: If there is none of that name.
    """
    if job.strategy == "substitute":
        return Substitute(job.p, job.seed)
    plain: dict[str, Strategy] = {"augment": Augment(), "only-pairs": OnlyPairs(), "neutralize": Neutralize()}
    if job.strategy == BALANCE:
        raise OptionError(
            "a balance has to see all rows first", hint="use a run over files: cda augment --strategy balance"
        )
    if job.strategy not in plain:
        raise OptionError(f"there is no strategy {job.strategy!r}", hint=f"use {', '.join(STRATEGIES)}")
    return plain[job.strategy]


def check_strategy(job: AugmentJob) -> None:
    """Refuse options that the strategy does not have.

    Args:
        job: What was asked.

    Raises:
        OptionError: If there is no such strategy, or an option speaks of another one.
    """
    if job.strategy != BALANCE:
        strategy_of(job)
    given = {"--by": job.by, "--unit": job.unit != "row", "--fixed-size": job.fixed_size, "--groups": job.groups}
    if job.strategy != BALANCE and any(given.values()):
        option = next(name for name, value in given.items() if value)
        raise OptionError(f"{option} is for a balance", hint=f"give --strategy {BALANCE} as well, or leave it out")
