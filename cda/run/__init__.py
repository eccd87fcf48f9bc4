"""Whole runs: from inputs to an output folder."""
