"""From the options of a job to its strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cda.dataset.strategies.plain import Augment, Neutralize, OnlyPairs, P, Substitute, check_probability
from cda.errors import OptionError
from cda.guess import guessed
from cda.run.lanes import PARTS

if TYPE_CHECKING:
    from cda.dataset.strategies.selection import Strategy
    from cda.run.job import AugmentJob

SUBSTITUTE = "substitute"
"""The strategy that has a probability."""

BALANCE = "balance"
"""The strategy that reads the rows twice."""

STRATEGIES = ("augment", SUBSTITUTE, "only-pairs", "neutralize", BALANCE)
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
    if job.strategy == SUBSTITUTE:
        return Substitute(job.p, job.seed)
    plain: dict[str, Strategy] = {"augment": Augment(), "only-pairs": OnlyPairs(), "neutralize": Neutralize()}
    if job.strategy == BALANCE:
        raise OptionError(
            "a balance has to see all rows first", hint="use a run over files: cda augment --strategy balance"
        )
    if job.strategy not in plain:
        guess = guessed(job.strategy, known=STRATEGIES, number=1)
        raise OptionError(f"there is no strategy {job.strategy!r}", hint=f"{guess}use {', '.join(STRATEGIES)}")
    return plain[job.strategy]


def check_strategy(job: AugmentJob) -> None:
    """Refuse options that the strategy does not have.

    Args:
        job: What was asked.

    Raises:
        OptionError: If there is no such strategy, an option speaks of another one, or no row could be augmented.
    """
    check_probability(job.p)
    if job.strategy != BALANCE:
        strategy_of(job)
    if job.strategy != SUBSTITUTE and job.p != P:
        hint = f"give the strategy {SUBSTITUTE!r} as well, or leave p out"
        raise OptionError(f"p={job.p} is for the strategy {SUBSTITUTE!r}, not for {job.strategy!r}", hint=hint)
    if job.split == 0 and PARTS[1] not in job.splits:
        hint = f"give the share of rows to train with, such as --split 0.8; --splits {PARTS[1]} augments the rest"
        raise OptionError("--split 0 makes all rows test, and test is left alone", hint=hint)
    given = {"--by": job.by, "--unit": job.unit != "row", "--fixed-size": job.fixed_size, "--groups": job.groups}
    if job.strategy != BALANCE and any(given.values()):
        option = next(name for name, value in given.items() if value)
        raise OptionError(f"{option} is for a balance", hint=f"give --strategy {BALANCE} as well, or leave it out")
