"""What is written of a row and its counterfactuals: all of them, some, or as many as make the groups equal."""
