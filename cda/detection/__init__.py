"""Detection: scan for candidates, decide them by context, resolve what overlaps."""
