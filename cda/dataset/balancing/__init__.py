"""Balancing: how many counterfactuals make groups equal, which ones, and what came of it."""
