"""What goes with one group more than with the others: log-odds with a prior."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from math import log, sqrt

from cda.audit.values import Associated

MANY = 100.0
"""How many terms the prior is worth where they are words: it keeps rare ones from looking telling."""

FEW = 10.0
"""The same where there are few different ones: occupations, labels."""


def associations(
    counts: Mapping[str, Counter[str]], group: str, terms: Collection[str], prior: float
) -> dict[str, Associated]:
    """Measure how terms go with a group, against all other groups together.

    Args:
        counts: Group to term to number.
        group: The group.
        terms: The terms.
        prior: How many terms the prior is worth, which are drawn from all groups together: `MANY` or `FEW`.

    Returns:
        Term to its association; terms that stand with no group are left out.

    Source:
        Monroe, Colaresi and Quinn 2008, *Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the
        Content of Political Conflict*: log-odds-ratio with informative Dirichlet prior.

    Example:
        >>> counts = {"feminine": Counter(nurse=9, doctor=2), "masculine": Counter(nurse=1, doctor=8)}
        >>> found = associations(counts, "feminine", ["nurse"], FEW)["nurse"]
        >>> found.count, found.elsewhere, found.z > 0
        (9, 1, True)
    """
    own = counts.get(group, Counter())
    others: Counter[str] = Counter()
    for name, some in counts.items():
        if name != group:
            others.update(some)
    total, elsewhere = own.total(), others.total()
    if not total or not elsewhere:
        return {}
    return {
        term: _associated(term, (own[term], others[term]), (total, elsewhere), prior)
        for term in terms
        if own[term] + others[term]
    }


def _associated(term: str, counts: tuple[int, int], totals: tuple[int, int], prior: float) -> Associated:
    one, other = counts
    share = (one + other) / sum(totals)
    if share == 1:  # a term that is all there is says nothing
        return Associated(term, one, other, 0.0, 0.0)
    drawn, rest = prior * share, prior * (1 - share)
    log_odds = log((one + drawn) / (totals[0] - one + rest)) - log((other + drawn) / (totals[1] - other + rest))
    return Associated(term, one, other, log_odds, log_odds / sqrt(1 / (one + drawn) + 1 / (other + drawn)))


SURE = 1.96
"""A z below this comes about by chance in one of twenty terms that go with all groups alike."""


LEAST = 5
"""A term that stands with a group in fewer sentences or rows is not called associated with it."""


def strongest(found: Mapping[str, Associated], number: int) -> tuple[Associated, ...]:
    """The terms that go with a group most surely.

    Args:
        found: Term to association.
        number: How many, at most.

    Returns:
        The terms that go with the group by more than chance, see `SURE` and `LEAST`; the highest z first.
    """
    some = [one for one in found.values() if one.z > SURE and one.count >= LEAST]
    return tuple(sorted(some, key=lambda one: (-one.z, one.term))[:number])
