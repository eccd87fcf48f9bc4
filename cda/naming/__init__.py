"""The names of persons: where they stand in a row, and what they become."""
