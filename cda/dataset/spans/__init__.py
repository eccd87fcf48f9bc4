"""Places in a text, and tags of its words, that follow its edits: carried over exactly, or an error for the row."""
