"""The swap: mentions and an intervention become edits, edits become text. Both steps are pure and apart."""
