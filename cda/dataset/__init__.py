"""Rows of a data set: how they are read, which fields are text, and what becomes of each."""
