"""A dataset folder as a page for its readers: what was run, before and after, what was left alone and why."""
