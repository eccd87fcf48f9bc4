"""Lexicons: their format, where they are found, what must hold of them."""
