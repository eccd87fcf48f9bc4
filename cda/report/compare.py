"""The one place where a report asks for before and after."""

from __future__ import annotations

from cda.again import job_in
from cda.audit.folder import compare_folder
from cda.audit.values import Compared


def compared(folder: str, rows: int, seed: int) -> Compared:
    """Audit what came in and what was written.

    Args:
        folder: The output folder of a run.
        rows: How many rows are looked at.
        seed: Another seed looks at others.

    Returns:
        What was found, before and after.

    Raises:
        CdaError: If the rows of the folder cannot be audited, or another version of the program wrote them.
    """
    job, rewriter = job_in(folder)
    return compare_folder(folder, job, rewriter, rows=rows, seed=seed)
