"""Data that ships with the package: the sample for a first try, and the hashes of the model."""
