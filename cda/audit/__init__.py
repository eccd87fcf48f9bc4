"""What a corpus says of groups before anything is changed: who is mentioned, with which words, and what is left alone."""
