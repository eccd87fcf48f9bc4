"""What a corpus says of groups before anything is changed: who is mentioned, beside which words."""
