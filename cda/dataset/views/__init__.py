"""Field views: which texts a row has, wherever in it they stand, and how new texts get back to their places."""
