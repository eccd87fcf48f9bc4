"""Human judgement of a sample of edits: a sheet to fill, and what the filled sheet says."""

from cda.review.sample import Judged, sample_edits
from cda.review.score import Share, score_sheet
from cda.review.sheet import read_sheet, write_sheet

__all__ = ["Judged", "Share", "read_sheet", "sample_edits", "score_sheet", "write_sheet"]
