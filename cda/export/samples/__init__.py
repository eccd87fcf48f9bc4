"""Samples: what one row is to a fine-tuning format, whatever shape it came in."""
