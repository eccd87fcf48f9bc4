"""Resolution: who is the same person as who, as far as a text says it plainly."""
