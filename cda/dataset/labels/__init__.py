"""Columns beside the text that say the attribute: found before anything is written, and changed with the text."""
